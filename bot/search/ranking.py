"""How well an entry fits a question, as a number that thresholds can be set on."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.search.words import is_number

# What a shared word counts, by where the entry has it. Chosen with benchmarks/search.py; see
# docs/decisions/0004-search.md.
IN_NAMES, IN_SHORT, IN_REST = 1.0, 0.7, 0.45
WORDING_SHARE = 0.45


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of an entry, as sets: of each of its names, and of its texts."""

    names: tuple[frozenset[str], ...]
    short: frozenset[str]
    rest: frozenset[str]

    @classmethod
    def of(
        cls, names: Iterable[Iterable[str]], short: Iterable[str], rest: Iterable[str]
    ) -> "Document":
        """A document of these tokens."""
        return cls(tuple(map(frozenset, names)), frozenset(short), frozenset(rest))

    @property
    def tokens(self) -> frozenset[str]:
        """Every token of the document."""
        return self.short.union(self.rest, *self.names)


class Rarity:
    """How much a token says: rare ones much, unknown ones most, those in every entry little."""

    def __init__(self, documents: Collection[Document]) -> None:
        found = Counter(token for document in documents for token in document.tokens)
        total = len(documents)
        self._weights: Mapping[str, float] = {
            token: math.log(1 + (total - count + 0.5) / (count + 0.5))
            for token, count in found.items()
        }
        self._unknown = math.log(1 + (total + 0.5) / 0.5)

    def __getitem__(self, token: str) -> float:
        """The token's inverse document frequency, as BM25 has it."""
        return self._weights.get(token, self._unknown)

    def sum(self, tokens: Iterable[str]) -> float:
        """The weight of several tokens together."""
        return sum(self[token] for token in tokens)


def fit(question: frozenset[str], document: Document, rarity: Rarity) -> float:
    """How well a document fits a question, from 0 to 1; 0 where a number in it is missing.

    Part of it is how much of the question the document covers, part how like the question is to
    one of the names and wordings of the entry (the weighted Dice coefficient).
    """
    if any(is_number(token) and token not in document.tokens for token in question):
        return 0.0
    return (1 - WORDING_SHARE) * _coverage(question, document, rarity) + WORDING_SHARE * max(
        (_likeness(question, name, rarity) for name in document.names), default=0.0
    )


def _coverage(question: frozenset[str], document: Document, rarity: Rarity) -> float:
    named = frozenset[str]().union(*document.names)
    covered = 0.0
    for token in question:
        if token in named:
            covered += rarity[token] * IN_NAMES
        elif token in document.short:
            covered += rarity[token] * IN_SHORT
        elif token in document.rest:
            covered += rarity[token] * IN_REST
    return covered / rarity.sum(question)


def _likeness(question: frozenset[str], name: frozenset[str], rarity: Rarity) -> float:
    total = rarity.sum(question) + rarity.sum(name)
    return 2 * rarity.sum(question & name) / total if total else 0.0


def best_first(fits: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Documents by falling fit; equal ones in their own order."""
    return sorted(fits, key=lambda pair: (-pair[1], pair[0]))
