"""What of an entry is searched, and how its texts fall into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.entries import Entry, Event, Person, Place, Quote, Term, Topic
from bot.domain.library import spellings

_END = re.compile(r"(?<=[.!?;:])\s+|(?<=[.!?;:][\"'”’)])\s+|\n+")
_ABBREVIATED = re.compile(r"(?:\b(?:[A-Z]|St|Mr|Mrs|Dr|No|vol|ch|pp?|c|cf|approx)|e\.g|i\.e)\.$")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, and the parts between its semicolons and colons."""
    begun = ""
    for piece in _END.split(text):
        begun = f"{begun} {piece}" if begun else piece
        if not _ABBREVIATED.search(begun):
            yield from filter(None, (begun.strip(),))
            begun = ""
    if begun.strip():
        yield begun.strip()


_LEANS_BACK = re.compile(
    r"(?:He|She|It|Its|His|Her|They|Their|Them|This|That|These|Those|Both|Neither|Yet|But|So|Then"
    r"|There|Here|Such|One|Another|The (?:first|second|other|same|latter|former))\b"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """The texts of an entry, from what it is called to its fine print."""

    called: tuple[str, ...]
    """Its title and question, or every spelling of its name."""
    wordings: tuple[str, ...]
    """How members ask for it; with their slips, so nothing is learnt from them."""
    short: tuple[str, ...]
    """The sentences that an answer shows."""
    rest: tuple[str, ...]

    def sentence(self, number: int) -> str:
        """A sentence by its number, those of the short text first.

        One that begins with a word such as `He` comes with the one before, which says who.
        """
        told = (*self.short, *self.rest)
        leans = number > len(self.short) and _LEANS_BACK.match(told[number])
        return f"{told[number - 1]} {told[number]}" if leans else told[number]


def passage(entry: Entry) -> Passage:
    """What of an entry is searched."""
    match entry:
        case Topic():
            views = (view.text for view in entry.views)
            rest = (*sentences(entry.detail), *views)
            called = (entry.title, entry.question)
            return Passage(called, entry.wordings, tuple(sentences(entry.short)), rest)
        case Event():
            # `what happened in 1962` names no event, `on 20 October 1962` does
            day = (entry.date.words,) if entry.date.day else ()
            short = (*sentences(entry.text), f"{entry.title} {entry.date.words}")
            return Passage((entry.title, *day), (), short, (entry.matters,))
        case Person():
            life = [(entry.born, "born"), (entry.died, "died")]
            dates = [f"{entry.name} {word} {date.words}" for date, word in life if date]
            names = [f"{entry.name} {word}" for date, word in life if date]
            short = (f"{entry.name} {entry.role}", *dates)
            return Passage((*spellings(entry), *names), (), short, tuple(sentences(entry.about)))
        case Place() | Term():
            return Passage(spellings(entry), (), tuple(sentences(entry.about)), ())
        case Quote():
            said = f"{entry.who.name} {entry.date.words} {entry.text}"
            return Passage((entry.text,), (), (said,), (entry.occasion,))
