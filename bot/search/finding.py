"""Joins index, spelling and ranking to the finder that the answering uses."""

from collections.abc import Sequence
from itertools import chain

from typing_extensions import override

from bot.domain.answers import Finder, Match, Thresholds
from bot.domain.library import Library
from bot.search.index import FullTextIndex, Passage, passage
from bot.search.ranking import Document, Rarity, best_first, fit
from bot.search.words import NameTable, Reader

THRESHOLDS = Thresholds(score=0.36, gap=0.02, near=0.18)
"""Chosen by measuring; docs/decisions/0004-search.md shows how."""
_CANDIDATES = 24


class LibrarySearch(Finder):
    """Searches one library: BM25 proposes, likeness to the entries' wordings decides."""

    def __init__(self, library: Library) -> None:
        self._entries = [entry.id for entry in library]
        self._reader = Reader(NameTable.of(library))
        self._index = FullTextIndex()
        columns = [self._columns(passage(entry)) for entry in library]
        self._documents = [Document.of(*texts) for texts in columns]
        self._rarity = Rarity(self._documents)
        self._index.add(
            (number, (chain.from_iterable(names), short, rest))
            for number, (names, short, rest) in enumerate(columns)
        )

    def _columns(self, text: Passage) -> tuple[list[list[str]], list[str], list[str]]:
        names = [self._reader.read(name) for name in text.names]
        return names, self._reader.read(text.short), self._reader.read(text.rest)

    @override
    def find(self, question: str) -> Sequence[Match]:
        """The entries with anything in common, best first; none for a question without words."""
        tokens = self._reader.read_question(question)
        if not tokens:
            return ()
        asked = frozenset(tokens)
        fits = [
            (number, fit(asked, self._documents[number], self._rarity))
            for number, _ in self._index.nearest(tokens, _CANDIDATES)
        ]
        return [
            Match(self._entries[number], score) for number, score in best_first(fits) if score > 0
        ]
