"""How well an entry fits a question, as a number that thresholds can be set on."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bot.domain.answers import Match
from bot.domain.entries import EntryKind
from bot.search import dates
from bot.search.concepts import SIDES
from bot.search.names import is_name
from bot.search.words import Question

# Chosen with benchmarks/search.py on tests/questions/tuning.yaml; docs/decisions/0004-search.md
# says how flat the choice is.
IN_NAMES, IN_SHORT, IN_REST = 1.0, 0.85, 0.2
"""What a shared word counts, by where the entry has it."""
WORDING_SHARE = 0.6
"""How much the likeness to one wording counts, against the words found anywhere."""
UNKNOWN_WORD = 0.75
"""What a word counts that the store has not, against the rarest that it has."""
NO_SUBJECT = 0.8
"""What is left to a question that names nobody, neither side and no year: `the first war`."""
WRONG_KIND = 0.5
"""What is left to a person or place that only shares its name with a `when`, `why` or `how`."""
CLOSE = 0.05
"""Entries of different kinds this near to each other are told apart by their kind."""
COMMON = 0.1
"""The share of all entries from which a token tells too little to look for entries by it."""
MOST_TELLING = 6
"""Tokens by which entries are looked for."""

_TOPICS_FIRST = (EntryKind.TOPIC, EntryKind.EVENT, EntryKind.TERM, EntryKind.PERSON)
_TERMS_FIRST = (EntryKind.TERM, *_TOPICS_FIRST)
_PREFERRED: Mapping[str, Sequence[EntryKind]] = {
    "who": (EntryKind.PERSON, *_TOPICS_FIRST),
    "where": (EntryKind.PLACE, *_TOPICS_FIRST),
    "what": _TERMS_FIRST,
    "": _TERMS_FIRST,
}
_OF_DEEDS = frozenset({"when", "why", "how"})


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of an entry, as sets: of each of its names, and of its texts."""

    names: tuple[frozenset[str], ...]
    named: frozenset[str]
    """The tokens of all names; here and below, years in their other forms as well."""
    short: frozenset[str]
    rest: frozenset[str]
    dates: frozenset[str]
    """Its years, decades and days."""

    @classmethod
    def of(
        cls, names: Iterable[Iterable[str]], short: Iterable[str], rest: Iterable[str]
    ) -> "Document":
        """A document of these tokens."""
        sets = tuple(map(frozenset, names))
        named, told, more = (
            frozenset(form for token in tokens for form in (token, *dates.other_forms(token)))
            for tokens in (chain.from_iterable(sets), short, rest)
        )
        return cls(sets, named, told, more, frozenset(filter(dates.is_date, named | told | more)))

    @property
    def tokens(self) -> frozenset[str]:
        """Every token of the document."""
        return self.named | self.short | self.rest


class Rarity:
    """How much a token says: rare ones much, those in every entry little."""

    def __init__(self, documents: Collection[Document]) -> None:
        found = Counter(token for document in documents for token in document.tokens)
        total = len(documents)
        self._weights: Mapping[str, float] = {
            token: math.log(1 + (total - count + 0.5) / (count + 0.5))
            for token, count in found.items()
        }
        self._unknown = UNKNOWN_WORD * math.log(1 + (total + 0.5) / 0.5)
        names = {name for document in documents for name in document.names}
        self._whole = {name: self.sum(name) for name in names}
        self._told = Counter(t for document in documents for t in document.named | document.short)
        self._common = COMMON * total

    def telling(self, tokens: Iterable[str]) -> list[str]:
        """The few tokens by which entries are looked for: the rarest in names and short texts.

        Common ones are left out where there are others: they cost the most time and tell least.
        """
        known = [token for token in dict.fromkeys(tokens) if token in self._told]
        rarest = sorted(known, key=self._told.__getitem__)
        telling = [token for token in rarest if self._told[token] <= self._common]
        return telling[:MOST_TELLING] or rarest[:2]

    def __getitem__(self, token: str) -> float:
        """The token's inverse document frequency, as BM25 has it."""
        return self._weights.get(token, self._unknown)

    def sum(self, tokens: Iterable[str]) -> float:
        """The weight of several tokens together."""
        return sum(map(self.__getitem__, tokens))

    def likeness(self, asked: frozenset[str], name: frozenset[str]) -> float:
        """How like a question is to a name of an entry, from 0 to 1: the weighted Dice coefficient.

        Every word that only one of the two has counts against it.
        """
        shared = asked & name
        return 2 * self.sum(shared) / (self.sum(asked) + self._whole[name]) if shared else 0.0


def fit(question: Question, document: Document, kind: EntryKind, rarity: Rarity) -> float:
    """How well a document fits a question, from 0 to 1; 0 where a date in it is missing.

    Part of it is how much of the question the document covers, part how like the question is to
    one of the names and wordings of the entry.
    """
    asked = frozenset(question.tokens)
    if any(dates.is_date(token) and token not in document.dates for token in asked):
        return 0.0
    likeness = max((rarity.likeness(asked, name) for name in document.names), default=0.0)
    fitting = (1 - WORDING_SHARE) * _coverage(asked, document, rarity) + WORDING_SHARE * likeness
    if kind in (EntryKind.PERSON, EntryKind.PLACE) and question.asking in _OF_DEEDS:
        fitting *= 1 if likeness == 1 else WRONG_KIND
    return fitting if _has_subject(asked) else fitting * (NO_SUBJECT + (1 - NO_SUBJECT) * likeness)


def _has_subject(asked: Iterable[str]) -> bool:
    return any(token in SIDES or is_name(token) or dates.is_date(token) for token in asked)


def _coverage(asked: frozenset[str], document: Document, rarity: Rarity) -> float:
    covered = 0.0
    for token in asked:
        if token in document.named:
            covered += rarity[token] * IN_NAMES
        elif token in document.short:
            covered += rarity[token] * IN_SHORT
        elif token in document.rest:
            covered += rarity[token] * IN_REST
    return covered / rarity.sum(asked)


def best_first(matches: Iterable[Match], asking: str) -> list[Match]:
    """Matches by falling score; equal ones in their own order.

    Where the best are of several kinds and close, the kind that the question asks for goes
    first, or the topic, which says most; the others stand back behind it.
    """
    ranked = sorted(matches, key=lambda match: -match.score)
    close = [match for match in ranked if ranked[0].score - match.score < CLOSE]
    kinds = _PREFERRED.get(asking, _TOPICS_FIRST)
    wanted = next((kind for kind in kinds if any(m.entry.kind is kind for m in close)), None)
    preferred = [match for match in close if match.entry.kind is wanted]
    if not preferred or len(preferred) == len(close):
        return ranked
    lift = ranked[0].score - preferred[0].score
    return [
        *(replace(match, score=match.score + lift) for match in preferred),
        *(
            replace(match, score=min(match.score, ranked[0].score - CLOSE))
            for match in ranked
            if match not in preferred
        ),
    ]
