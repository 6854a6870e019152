"""The button and the form with which members say what is wrong or missing."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, cast

import discord
from discord import ui
from typing_extensions import override

from bot.discord_app.cards import Card, notice
from bot.discord_app.patience import answer_privately
from bot.discord_app.pressing import CardButton, entry_pattern
from bot.domain.entries import EntryId
from bot.domain.reports import LONGEST_REPORT
from bot.services.reporting import Told

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

LABEL = "Wrong or missing?"
_NOTHING = "none"
_SHOWN = rf"report:(?P<shown>{entry_pattern()}|{_NOTHING})"


class ReportButton(CardButton, template=_SHOWN):
    """Opens the form for the card that it stands on."""

    def __init__(self, shown: EntryId | None) -> None:
        self.shown = shown
        super().__init__(LABEL, _custom_id(shown), discord.ButtonStyle.secondary)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        return cls(_shown(match))

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the form, with the question filled in where it is still known."""
        message = interaction.message
        told_by = message.interaction_metadata if message else None
        asked = interaction.client.recent.of(told_by.id) if told_by else ""
        await interaction.response.send_modal(ReportForm(self.shown, asked))


class ReportForm(ui.Modal):
    """What a member is asked. What comes back is read by `submitted`, also after a restart."""

    def __init__(self, shown: EntryId | None, asked: str) -> None:
        super().__init__(title=LABEL, custom_id=_custom_id(shown), timeout=None)
        wrong: ui.TextInput[Any] = ui.TextInput(
            custom_id="text", style=discord.TextStyle.paragraph, max_length=LONGEST_REPORT
        )
        question: ui.TextInput[Any] = ui.TextInput(
            custom_id="asked", required=False, default=asked or None, max_length=LONGEST_REPORT
        )
        self.add_item(
            ui.Label(
                text="What is wrong, or what did you miss?",
                description="A source helps. Who runs this bot reads it; your name is not kept.",
                component=wrong,
            )
        )
        self.add_item(ui.Label(text="What did you ask?", component=question))
        self.stop()  # nothing is to be kept until it comes back: its custom id says all


def is_report(interaction: discord.Interaction[Any]) -> bool:
    """Whether this is a form that came back."""
    return re.fullmatch(_SHOWN, str(_data(interaction).get("custom_id"))) is not None


async def submitted(interaction: "discord.Interaction[Bot]") -> None:
    """Keep what a member filled in, and say so.

    Raises what `Reporting.report` does.
    """
    data = _data(interaction)
    match = re.fullmatch(_SHOWN, str(data.get("custom_id")))
    filled = dict(_filled(data.get("components", ())))
    told = Told(_shown(match) if match else None, filled.get("asked", ""), filled.get("text", ""))
    await answer_privately(interaction, _keep(interaction, told))


async def _keep(interaction: "discord.Interaction[Bot]", told: Told) -> Card:
    await interaction.client.reporting.report(interaction.user.id, told)
    return notice("Thank you. Whoever runs this bot will read it.")


def _custom_id(shown: EntryId | None) -> str:
    return f"report:{shown.path if shown else _NOTHING}"


def _shown(match: re.Match[str]) -> EntryId | None:
    return None if match["shown"] == _NOTHING else EntryId.parse(match["shown"])


def _data(interaction: discord.Interaction[Any]) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], interaction.data or {})


def _filled(components: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - what came over the wire
    for component in components:
        inside = component.get("component")
        yield from _filled([inside] if inside else component.get("components", ()))
        if "value" in component:
            yield component["custom_id"], str(component["value"])
