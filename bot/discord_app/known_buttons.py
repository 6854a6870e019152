"""Every button that outlives the process."""

from bot.discord_app.buttons import BibliographyButton, OpenButton, TurnButton
from bot.discord_app.days import DayButton, PostDayButton, ReadButton
from bot.discord_app.pressing import CardButton
from bot.discord_app.reporting import ReportButton
from bot.discord_app.timeline import TimelineButton

BUTTONS: tuple[type[CardButton], ...] = (
    OpenButton,
    TurnButton,
    BibliographyButton,
    TimelineButton,
    ReportButton,
    DayButton,
    PostDayButton,
    ReadButton,
)


def is_known(custom_id: str) -> bool:
    """Whether a button with this custom id is one of ours."""
    return any(button.__discord_ui_compiled_template__.fullmatch(custom_id) for button in BUTTONS)
