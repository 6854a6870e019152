"""Mends slips of spelling in questions."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Letters: a shorter word is one slip away from too many others."""
_TWO_SLIPS_FROM = 8
"""Letters from which a word may have two slips."""


class Speller:
    """Knows the words of the store; a slip is near one of them.

    The first letter has to be right: hardly anybody slips there, and it leaves so few words to
    compare that the time hardly grows with the store.
    """

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._near: dict[tuple[str, int], list[str]] = defaultdict(list)

    def learn(self, words: Iterable[str]) -> None:
        """Take these words for right."""
        for word in words:
            if word not in self._known and word.isalpha():
                self._near[word[0], len(word)].append(word)
            self._known.add(word)

    def knows(self, word: str) -> bool:
        """Whether the store has the word."""
        return word in self._known

    def mended(self, word: str) -> str:
        """The word of the store that this one is a slip of; the word itself if there is none."""
        if len(word) < _SHORTEST or not word.isalpha() or word in self._known:
            return word
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        near = [
            known
            # longer ones first: of two as near, a letter was rather left out than put in
            for length in range(len(word) + slips, len(word) - slips - 1, -1)
            for known in self._near.get((word[0], length), ())
        ]
        found = process.extractOne(word, near, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found else word
