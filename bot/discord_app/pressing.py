"""What all buttons that outlive the process have in common."""

from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from typing_extensions import override

from bot.discord_app import errors
from bot.domain.entries import EntryKind

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

MOST_LABEL = 80
"""Discord: characters on a button."""


class CardButton(ui.DynamicItem[ui.Button[Any]], template="(?!)"):
    """A button whose failures are answered like those of a command."""

    def __init__(self, label: str, custom_id: str, style: discord.ButtonStyle) -> None:
        super().__init__(ui.Button(label=label[:MOST_LABEL], custom_id=custom_id, style=style))

    @override
    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button says; discord.py itself would only log a failure."""
        try:
            await self.pressed(interaction)
        except Exception as error:  # noqa: BLE001 - the edge of a press, as of a command
            await errors.report(interaction, error)

    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """What the press does."""
        raise NotImplementedError


def entry_pattern() -> str:
    """The pattern of an entry's id in a custom id."""
    kinds = "|".join(kind.value for kind in EntryKind)
    return rf"(?:{kinds})/[a-z0-9-]+"


def label_of(item: ui.Item[Any]) -> str:
    """What stands on a button that was pressed."""
    return (item.label or "") if isinstance(item, ui.Button) else ""
