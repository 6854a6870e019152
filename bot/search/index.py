"""The entries as documents in SQLite's full-text index, in memory."""

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.domain.entries import Entry, Event, Person, Place, Quote, Term, Topic
from bot.domain.library import spellings

COLUMN_WEIGHTS = (6.0, 3.0)
"""How much a word weighs by where it stands: in names and questions, in the short text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The texts of an entry, from what it is called to its fine print."""

    names: tuple[str, ...]
    short: str
    rest: str

    @property
    def texts(self) -> tuple[str, str]:
        """The short text and the rest."""
        return self.short, self.rest


def passage(entry: Entry) -> Passage:
    """What of an entry is searched."""
    match entry:
        case Topic():
            views = " ".join(f"{view.who} {view.holds}" for view in entry.views)
            return Passage(spellings(entry), entry.short, f"{entry.detail} {views}")
        case Event():
            # `what happened in 1962` names no event, `on 20 October 1962` does
            day = (entry.date.words,) if entry.date.day else ()
            return Passage((entry.title, *day), f"{entry.text} {entry.date.words}", entry.matters)
        case Person():
            life = [(entry.born, "born"), (entry.died, "died")]
            names = [f"{entry.name} {word}" for date, word in life if date]
            dates = " ".join(date.words for date, _ in life if date)
            return Passage((*spellings(entry), *names), f"{entry.role} {dates}", entry.about)
        case Place() | Term():
            return Passage(spellings(entry), entry.about, "")
        case Quote():
            return Passage((entry.text,), f"{entry.who.name} {entry.date.words}", entry.occasion)


class FullTextIndex:
    """Finds the documents that share tokens with a question, by SQLite's FTS5.

    Only tokens of letters and digits get in, each in quotes, so nothing that a member types can
    be taken for FTS5's own syntax. The database is in memory and is only read after it is built.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._database.close)
        self._database.execute(
            "CREATE VIRTUAL TABLE passages USING fts5"
            "(names, short, content='', columnsize=1, tokenize='unicode61')"
        )

    def add(self, documents: Iterable[tuple[int, Sequence[Iterable[str]]]]) -> None:
        """Add documents by number; each is the tokens of its names and its short text."""
        rows = ((number, *map(" ".join, columns)) for number, columns in documents)
        with self._database:
            self._database.executemany(
                "INSERT INTO passages (rowid, names, short) VALUES (?, ?, ?)", rows
            )

    def nearest(self, tokens: Sequence[str], most: int) -> Iterator[tuple[int, float]]:
        """The numbers of the best documents by BM25, and how good each is; the higher, the better.

        No tokens find nothing.
        """
        if not tokens:
            return
        query = " OR ".join(f'"{token}"' for token in tokens)
        rows = self._database.execute(
            "SELECT rowid, -bm25(passages, ?, ?) AS fit FROM passages WHERE passages MATCH ? "
            "ORDER BY fit DESC, rowid LIMIT ?",
            (*COLUMN_WEIGHTS, query, most),
        )
        yield from rows
