"""Cards: pages as Discord's components, inside its limits whatever their length."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.services.pages import Page, Reference, Section, link

ACCENT = discord.Colour(0xB3261E)
QUIET = discord.Colour(0x5C6470)

MOST_TEXT = 4_000
"""Discord: characters over all text displays of a message."""
MOST_IN_A_ROW = 5
"""Discord: buttons in one action row."""
BODY_TEXT = 2_900
"""What the body of one page may take, with the rest kept for the title and the sources."""
MOST_TITLE = 250
MOST_LABEL = 48
MOST_ADDRESS = 130

AnyButton = ui.Button[Any] | ui.DynamicItem[ui.Button[Any]]


class Card(ui.LayoutView):
    """A message of the bot. It is told to be finished when made.

    Its buttons carry all that they need in their custom ids, so discord.py is not to keep the
    card in memory waiting for presses, as it does with every view that is not finished.
    """

    def __init__(self, *items: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One of the cards that a long page becomes."""

    title: str
    body: str
    footer: str


def leaves(page: Page) -> Sequence[Leaf]:
    """Cut a page into as many leaves as Discord's limit on text needs; at least one."""
    bodies = list(_packed(_blocks(page.sections))) or [""]
    title = _cut(page.title, MOST_TITLE)
    return [
        Leaf(title, body, _footer(page, number, len(bodies)))
        for number, body in enumerate(bodies, start=1)
    ]


def card(leaf: Leaf, buttons: Sequence[AnyButton] = (), colour: discord.Colour = ACCENT) -> Card:
    """A leaf as a card, its buttons below the text, five in a row."""
    items: list[ui.Item[Any]] = [ui.TextDisplay(f"## {leaf.title}\n{leaf.body}".strip())]
    if leaf.footer:
        items += [ui.Separator(), ui.TextDisplay(leaf.footer)]
    for start in range(0, len(buttons), MOST_IN_A_ROW):
        items.append(ui.ActionRow(*buttons[start : start + MOST_IN_A_ROW]))
    return Card(ui.Container(*items, accent_colour=colour))


def notice(text: str) -> Card:
    """A short word to one member: an error, or that something is done."""
    return Card(ui.Container(ui.TextDisplay(_cut(text, MOST_TEXT)), accent_colour=QUIET))


def _footer(page: Page, number: int, count: int) -> str:
    lines: list[str] = []
    if page.references:
        more = f" · and {page.more} more" if page.more else ""
        lines.append(f"-# Sources: {' · '.join(map(_short_link, page.references))}{more}")
    return "\n".join(filter(None, [*lines, page_number(number, count)]))


def page_number(number: int, count: int) -> str:
    """Which of several pages this is; nothing to say of the only one."""
    return f"-# Page {number} of {count}" if count > 1 else ""


def _short_link(reference: Reference) -> str:
    # the address counts as text too: with this, four sources always fit beside the body
    label = _cut(reference.label, MOST_LABEL)
    linked = link(label, reference.url)
    return linked if len(linked) <= len(label) + MOST_ADDRESS else label


def _blocks(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        blocks = _tight_lists(section.paragraphs)
        for n, block in enumerate(blocks):
            yield f"**{section.heading}**\n{block}" if section.heading and n == 0 else block


def _tight_lists(paragraphs: Iterable[str]) -> list[str]:
    """Join neighbouring list items, which need no empty line between them."""
    blocks: list[str] = []
    for paragraph in paragraphs:
        follows = paragraph.startswith("- ") and blocks and blocks[-1].startswith("- ")
        if follows and len(blocks[-1]) + len(paragraph) < BODY_TEXT:
            blocks[-1] += f"\n{paragraph}"
        else:
            blocks.append(paragraph)
    return blocks


def _packed(blocks: Iterable[str]) -> Iterator[str]:
    body = ""
    for block in blocks:
        for piece in _pieces(block):
            if body and len(body) + 2 + len(piece) > BODY_TEXT:
                yield body
                body = piece
            else:
                body = f"{body}\n\n{piece}" if body else piece
    if body:
        yield body


def _pieces(block: str) -> Iterator[str]:
    """A block in pieces that fit, cut at a line, else a sentence, else a word."""
    while len(block) > BODY_TEXT:
        at = next(
            (found for sign in ("\n", ". ", " ") if (found := block.rfind(sign, 1, BODY_TEXT)) > 0),
            BODY_TEXT - 1,
        )
        yield block[: at + 1].strip()
        block = block[at + 1 :].strip()
    yield block


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
