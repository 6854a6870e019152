"""Joins index, reading and ranking to the finder that the answering uses."""

from collections.abc import Iterable, Sequence

from typing_extensions import override

from bot.domain.answers import Finder, Match, Thresholds
from bot.domain.library import Library
from bot.search.index import FullTextIndex, passage
from bot.search.names import token_of
from bot.search.ranking import Document, Rarity, best_first, fit
from bot.search.words import Reader

THRESHOLDS = Thresholds(score=0.55, gap=0.01, near=0.3)
"""Chosen by measuring; docs/decisions/0004-search.md shows how."""
_CANDIDATES = 12


class LibrarySearch(Finder):
    """Searches one library: BM25 proposes, likeness to the entries' wordings decides."""

    def __init__(self, library: Library) -> None:
        self._entries = [entry.id for entry in library]
        self._named = {token_of(entry): n for n, entry in enumerate(self._entries)}
        self._reader = Reader.of(library)
        texts = map(passage, library)
        self._documents = [
            Document.of(map(self._reader.read, text.names), *map(self._reader.read, text.texts))
            for text in texts
        ]
        self._rarity = Rarity(self._documents)
        self._index = FullTextIndex()
        self._index.add(
            (number, (document.named, document.short))
            for number, document in enumerate(self._documents)
        )

    @override
    def find(self, question: str) -> Sequence[Match]:
        """The entries with anything in common, best first; none for a question without words."""
        asked = self._reader.read_question(question)
        if not asked.tokens:
            return ()
        fits = (
            Match(
                self._entries[n],
                fit(asked, self._documents[n], self._entries[n].kind, self._rarity),
            )
            for n in self._candidates(asked.tokens)
        )
        return best_first([match for match in fits if match.score > 0], asked.asking)

    def _candidates(self, tokens: Sequence[str]) -> Iterable[int]:
        # a name may be too common to search by: its own entry is a candidate in any case
        named = [self._named[token] for token in tokens if token in self._named]
        found = self._index.nearest(self._rarity.telling(tokens), _CANDIDATES)
        return dict.fromkeys([*(number for number, _ in found), *named])
