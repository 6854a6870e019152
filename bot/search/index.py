"""The entries as documents in SQLite's full-text index, in memory."""

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence

COLUMN_WEIGHTS = (6.0, 3.0, 1.0)
"""How much a word weighs by where it stands: in names and wordings, the short text, the rest."""


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
            "(names, short, rest, content='', columnsize=1, tokenize='unicode61')"
        )

    def add(self, documents: Iterable[tuple[int, Sequence[Iterable[str]]]]) -> None:
        """Add documents by number; each is the tokens of its names, its short text and the rest."""
        rows = ((number, *map(" ".join, columns)) for number, columns in documents)
        with self._database:
            self._database.executemany(
                "INSERT INTO passages (rowid, names, short, rest) VALUES (?, ?, ?, ?)", rows
            )

    def nearest(self, tokens: Sequence[str], most: int) -> Iterator[tuple[int, float]]:
        """The numbers of the best documents by BM25, and how good each is; the higher, the better.

        No tokens find nothing.
        """
        if not tokens:
            return
        query = " OR ".join(f'"{token}"' for token in tokens)
        rows = self._database.execute(
            "SELECT rowid, -bm25(passages, ?, ?, ?) AS fit FROM passages WHERE passages MATCH ? "
            "ORDER BY fit DESC, rowid LIMIT ?",
            (*COLUMN_WEIGHTS, query, most),
        )
        yield from rows
