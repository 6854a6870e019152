"""Tries everything that the bot needs, and says what is wrong and what to do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.content_store.loader import check_store
from bot.discord_app.endpoint import point_at
from bot.discord_app.inspection import account, clock_lead
from bot.settings import Settings
from bot.storage.database import look_at_database
from bot.terminal import worded

MOST_CLOCK_ERROR = timedelta(seconds=5)
"""Discord's own time stamps show to members what the bot's clock says."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was tried, whether it is well, and what was found."""

    what: str
    well: bool
    found: str

    @property
    def line(self) -> str:
        """The finding as the command line prints it."""
        return f"{'ok   ' if self.well else 'WRONG'} {self.what}: {self.found}"


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Every finding, as it is made; nothing found wrong keeps the rest from being tried."""
    if settings.discord_api_url is not None:
        point_at(settings.discord_api_url)
    for what, look in _LOOKS:
        try:
            for finding in await look(settings):
                yield finding
        except Exception as error:
            known = worded(error)
            if known is None:
                raise
            yield Finding(what, False, known[0])


async def _database(settings: Settings) -> list[Finding]:
    found = await look_at_database(settings.database_url.get_secret_value())
    return [Finding("database", True, found)]


async def _content(settings: Settings) -> list[Finding]:
    problems = check_store(settings.content_dir)
    if problems:
        found = f"{len(problems)} problems, the first is {problems[0]}"
        return [Finding("content", False, found)]
    return [Finding("content", True, str(settings.content_dir))]


async def _clock(_: Settings) -> list[Finding]:
    lead = await clock_lead(datetime.now(UTC))
    if lead is None:
        return [Finding("clock", True, "the API does not say what time it is")]
    if abs(lead) <= MOST_CLOCK_ERROR:
        return [Finding("clock", True, "agrees with the API's")]
    off = f"{abs(lead.total_seconds()):.0f} s {'ahead of' if lead > timedelta() else 'behind'}"
    return [Finding("clock", False, f"{off} the API's; switch on time synchronisation (NTP)")]


async def _token(settings: Settings) -> list[Finding]:
    if settings.discord_token is None:
        return [Finding("token", False, "DISCORD_TOKEN is missing; put the bot's token into .env")]
    found = await account(settings.discord_token.get_secret_value())
    return [
        Finding("token", True, f"belongs to {found.name}"),
        Finding("permissions", True, "those of the invitation; replies to commands need none"),
        Finding("invitation", True, found.invitation),
    ]


_LOOKS = (
    ("content", _content),
    ("database", _database),
    ("clock", _clock),
    ("token", _token),
)
