"""Buttons that know by their custom id what they open, so they outlive the process."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import discord
from discord import ui
from typing_extensions import override

from bot.discord_app.cards import QUIET, Card, card, leaves, page_number
from bot.discord_app.pressing import CardButton, entry_pattern, label_of
from bot.discord_app.reporting import ReportButton
from bot.domain.answers import Answer, Joined, NotCovered, Reply, Unsure
from bot.domain.entries import Entry, EntryId, Topic
from bot.services.pages import (
    Page,
    bibliography_page,
    detail_page,
    related_page,
    reply_page,
    short_page,
    sources_page,
    views_page,
)

if TYPE_CHECKING:
    from bot.discord_app.client import Bot

CARDS_KEPT = 64
MOST_RELATED = 10
"""Related entries on one card; each has a button."""


class Part(Enum):
    """What of an entry is shown."""

    SHORT = "short"
    DETAIL = "detail"
    SOURCES = "sources"
    VIEWS = "views"
    RELATED = "related"


class CardRack:
    """The cards of entries, ready to send: the entries asked for last are built once.

    An entry does not change while the bot runs, and a card that is finished is only read. Building
    one takes 0.1 ms, a twentieth of a command's time.
    """

    def __init__(
        self,
        entry_of: Callable[[EntryId], Entry],
        related_of: Callable[[EntryId], Sequence[Entry]],
    ) -> None:
        self._entry_of = entry_of
        self._related_of = related_of
        self._built = lru_cache(maxsize=CARDS_KEPT)(self._build)

    def card(self, entry: EntryId, part: Part = Part.SHORT, page: int = 0) -> Card:
        """One page of one part of an entry; UnknownEntryError where the store has it no more."""
        return self._built(entry, part, page)

    def reply(self, reply: Reply) -> Card:
        """The card for a question's reply: the answer, or what is offered instead."""
        match reply:
            case Answer(entry, told="", correction="", aside=""):
                return self.card(entry.id)
            case Answer(entry):
                return answer_card(reply, self._related_of(entry.id))
            case Joined():
                return joined_card(reply)
            case _:
                return offer_card(reply)

    def _build(self, entry: EntryId, part: Part, page: int) -> Card:
        return entry_card(self._entry_of(entry), self._related_of(entry), part, page)


def entry_card(
    entry: Entry, related: Sequence[Entry] = (), part: Part = Part.SHORT, page: int = 0
) -> Card:
    """One page of one part of an entry; a page past the last is the last."""
    if part is Part.RELATED:
        return _related_card(entry, related, page)
    laid_out = leaves(_page(entry, part))
    page = min(page, len(laid_out) - 1)
    turning = _turning(entry.id, part, page, len(laid_out))
    opening = _opening(entry, part, has_related=bool(related))
    telling = [ReportButton(entry.id)] if part is Part.SHORT else []
    return card(laid_out[page], [*turning, *opening, *telling])


def answer_card(answer: Answer, related: Sequence[Entry]) -> Card:
    """The card of an entry with what goes before its short text for one question."""
    entry = answer.entry
    laid_out = leaves(reply_page(answer))
    turning = _turning(entry.id, Part.SHORT, 0, len(laid_out))
    opening = _opening(entry, Part.SHORT, has_related=bool(related))
    return card(laid_out[0], [*turning, *opening, ReportButton(entry.id)])


def _related_card(entry: Entry, related: Sequence[Entry], page: int) -> Card:
    pages = [related[n : n + MOST_RELATED] for n in range(0, len(related), MOST_RELATED)] or [()]
    page = min(page, len(pages) - 1)
    shown = pages[page]
    leaf = leaves(related_page(entry, shown))[0]
    return card(
        replace(leaf, footer=page_number(page + 1, len(pages))),
        [
            *(OpenButton(one.id, Part.SHORT, one.name) for one in shown),
            *_turning(entry.id, Part.RELATED, page, len(pages)),
        ],
    )


def joined_card(reply: Joined) -> Card:
    """The card for what follows from several entries, with a button to each of the first."""
    buttons = [OpenButton(one.id, Part.SHORT, one.name) for one in reply.entries[:MOST_RELATED]]
    return card(leaves(reply_page(reply))[0], [*buttons, ReportButton(reply.entries[0].id)])


def offer_card(reply: Unsure | NotCovered) -> Card:
    """The card for a question without one answer, with what is offered as buttons."""
    offered = reply.candidates if isinstance(reply, Unsure) else reply.nearest
    buttons = [OpenButton(entry.id, Part.SHORT, entry.name) for entry in offered]
    return card(leaves(reply_page(reply))[0], [*buttons, ReportButton(None)], QUIET)


def bibliography_card(bot: "Bot", page: int = 0) -> Card:
    """One page of the whole bibliography."""
    laid_out = leaves(bibliography_page(bot.answering.bibliography))
    page = min(page, len(laid_out) - 1)
    turning = [
        BibliographyButton(number, label) for number, label in neighbours(page, len(laid_out))
    ]
    return card(laid_out[page], turning)


def _page(entry: Entry, part: Part) -> Page:
    match part:
        case Part.DETAIL if isinstance(entry, Topic):
            return detail_page(entry)
        case Part.VIEWS if isinstance(entry, Topic):
            return views_page(entry)
        case Part.SOURCES:
            return sources_page(entry)
        case _:
            return short_page(entry)


def _opening(entry: Entry, part: Part, *, has_related: bool) -> Sequence["OpenButton"]:
    """The other parts of what is read; the sources and views are at most one press away."""
    detail = Part.DETAIL if isinstance(entry, Topic) else None
    views = Part.VIEWS if isinstance(entry, Topic) and entry.views else None
    related = Part.RELATED if has_related else None
    wanted: Sequence[Part | None] = {
        Part.SHORT: (detail, views, Part.SOURCES, related),
        Part.DETAIL: (views, Part.SOURCES, related),
        Part.VIEWS: (Part.SOURCES,),
        Part.SOURCES: (),
        Part.RELATED: (),
    }[part]
    return [OpenButton(entry.id, other, _OPENS[other]) for other in wanted if other is not None]


_OPENS = {
    Part.DETAIL: "Go deeper",
    Part.VIEWS: "Views",
    Part.SOURCES: "Sources",
    Part.RELATED: "Related",
}


def neighbours(page: int, count: int) -> Sequence[tuple[int, str]]:
    """The pages beside one of several, with what a button to each says."""
    before = [(page - 1, "Previous page")] if page > 0 else []
    after = [(page + 1, "Next page")] if page + 1 < count else []
    return [*before, *after]


def _turning(entry: EntryId, part: Part, page: int, count: int) -> Sequence["TurnButton"]:
    return [TurnButton(entry, part, number, label) for number, label in neighbours(page, count)]


_PART = "|".join(part.value for part in Part)
_ENTRY = rf"(?P<part>{_PART}):(?P<entry>{entry_pattern()})"


class OpenButton(CardButton, template=rf"open:{_ENTRY}"):
    """Opens a part of an entry as a new message.

    An answer appears where the card with the button is: for all, or for one member. What only
    the reader wants, the sources, the full text and where to go on, is private.
    """

    def __init__(self, entry: EntryId, part: Part, label: str) -> None:
        self.entry, self.part = entry, part
        style = discord.ButtonStyle.secondary
        if part is Part.DETAIL:
            style = discord.ButtonStyle.primary
        super().__init__(label, f"open:{part.value}:{entry.path}", style)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        return cls(EntryId.parse(match["entry"]), Part(match["part"]), label_of(item))

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the part."""
        shown = interaction.client.cards.card(self.entry, self.part)
        seen_by_one = interaction.message is not None and interaction.message.flags.ephemeral
        await interaction.response.send_message(
            view=shown,
            ephemeral=seen_by_one or self.part is not Part.SHORT,
        )


class TurnButton(CardButton, template=rf"turn:{_ENTRY}:(?P<page>\d{{1,3}})"):
    """Turns the card it stands on to another page."""

    def __init__(self, entry: EntryId, part: Part, page: int, label: str) -> None:
        self.entry, self.part, self.page = entry, part, page
        custom_id = f"turn:{part.value}:{entry.path}:{page}"
        super().__init__(label, custom_id, discord.ButtonStyle.secondary)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        entry, part = EntryId.parse(match["entry"]), Part(match["part"])
        return cls(entry, part, int(match["page"]), label_of(item))

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the other page in place of this one."""
        shown = interaction.client.cards.card(self.entry, self.part, self.page)
        await interaction.response.edit_message(view=shown)


class BibliographyButton(CardButton, template=r"bibliography:(?P<page>\d{1,3})"):
    """Turns the bibliography to another page."""

    def __init__(self, page: int, label: str) -> None:
        self.page = page
        super().__init__(label, f"bibliography:{page}", discord.ButtonStyle.secondary)

    @override
    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, from what its custom id says."""
        return cls(int(match["page"]), label_of(item))

    @override
    async def pressed(self, interaction: "discord.Interaction[Bot]") -> None:
        """Show the other page in place of this one."""
        view = bibliography_card(interaction.client, self.page)
        await interaction.response.edit_message(view=view)
