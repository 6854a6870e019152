"""How well an entry fits a question: signals, weighed into a rank and into a confidence.

The weights are learnt, not thought out: benchmarks/learn_ranking.py asks every wording of the store
with that wording taken out, and says how. docs/decisions/0004-search.md tells what came of it.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import mul
from typing import NamedTuple

from bot.domain.entries import EntryKind
from bot.search import dates
from bot.search.concepts import SUBJECT
from bot.search.names import is_name
from bot.search.words import Question

UNKNOWN_WORD = 0.75
"""What a word counts that the store has not, against the rarest that it has."""
LIGHT_WORD = 0.4
"""What is left of the weight of a word that every subject has: `better`, `happen`, `people`."""
COMMON = 0.1
"""The share of all entries from which a token tells too little to look for entries by it."""
LEAST_TELLING, MOST_TELLING = 3, 8
"""How many tokens entries are looked for by."""
CLEARLY_MORE = 0.1
"""How much more of a question, by weight, a sentence must say to be shown beside the short text."""
NAMES_WEIGHED = 3
"""How many of an entry's names and wordings are weighed: one alone may be like by chance."""


Name = tuple[str, ...]
"""The tokens of a name or wording, each once and sorted: a set takes six times the memory."""


def name_of(tokens: Iterable[str]) -> Name:
    """The tokens as a name's."""
    return tuple(sorted(set(tokens)))


@dataclass(frozen=True, slots=True)
class Document:
    """The tokens of an entry."""

    kind: EntryKind
    called: tuple[Name, ...]
    """Of its title, its question, each spelling of its name."""
    wordings: tuple[Name, ...]
    titled: frozenset[str]
    """All tokens of `called`; here and below, years in their other forms as well."""
    worded: frozenset[str]
    """All tokens of `wordings`."""
    sentences: tuple[tuple[str, ...], ...]
    """Of each sentence, every token once; tuples, which take a sixth of a set's memory."""
    short: int
    """How many of the sentences are of the short text; they come first."""
    near: tuple[int, ...] = ()
    """The numbers of the documents of the entries that it names."""

    @classmethod
    def of(
        cls,
        kind: EntryKind,
        called: Iterable[Iterable[str]],
        short: Iterable[Iterable[str]],
        rest: Iterable[Iterable[str]],
    ) -> "Document":
        """A document of these tokens, that names no other yet and has no wordings."""
        names = tuple(map(name_of, called))
        shown = tuple(map(with_forms, short))
        return cls(
            kind=kind,
            called=names,
            wordings=(),
            titled=frozenset(with_forms(chain.from_iterable(names))),
            worded=frozenset(),
            sentences=(*shown, *map(with_forms, rest)),
            short=len(shown),
        )

    def asked_by(self, wordings: Iterable[Iterable[str]]) -> "Document":
        """The same document with these wordings."""
        tokens = tuple(map(name_of, wordings))
        worded = frozenset(with_forms(chain.from_iterable(tokens)))
        return replace(self, wordings=tokens, worded=worded)

    @property
    def names(self) -> Sequence[Name]:
        """All that it is called and asked by."""
        return (*self.called, *self.wordings)

    @property
    def tokens(self) -> frozenset[str]:
        """Every token of the document."""
        return self.titled.union(self.worded, *self.sentences)


def with_forms(tokens: Iterable[str]) -> tuple[str, ...]:
    """The tokens, each once, and every year in its other forms as well."""
    forms = (form for token in tokens for form in (token, *dates.other_forms(token)))
    return tuple(dict.fromkeys(forms))


class Rarity:
    """How much a token says: rare ones much, those in every entry little."""

    def __init__(self, documents: Collection[Document], light: Collection[str]) -> None:
        found = Counter(token for document in documents for token in document.tokens)
        total = len(documents)
        self._light = frozenset(light)
        self._weights: Mapping[str, float] = {
            token: self._lightened(token, math.log(1 + (total - count + 0.5) / (count + 0.5)))
            for token, count in found.items()
        }
        self._unknown = UNKNOWN_WORD * math.log(1 + (total + 0.5) / 0.5)
        self._found = found
        self._common = COMMON * total
        names = {name for document in documents for name in document.names}
        self._whole = {name: sum(map(self.__getitem__, name)) for name in names}

    def _lightened(self, token: str, weight: float) -> float:
        return weight * LIGHT_WORD if token in self._light else weight

    def telling(self, tokens: Iterable[str]) -> list[str]:
        """The few tokens by which entries are looked for: the heaviest that the store has.

        Common and light ones, which cost time and tell little, only fill up what is too few.
        """
        known = [token for token in dict.fromkeys(tokens) if self.knows(token)]
        heaviest = sorted(known, key=self.__getitem__, reverse=True)
        telling = [token for token in heaviest if not self._tells_little(token)]
        others = [token for token in heaviest if self._tells_little(token)]
        return [*telling, *others[: max(0, LEAST_TELLING - len(telling))]][:MOST_TELLING]

    def _tells_little(self, token: str) -> bool:
        return token in self._light or self._found[token] > self._common

    def knows(self, token: str) -> bool:
        """Whether any entry has the token."""
        return token in self._found

    def __getitem__(self, token: str) -> float:
        """The token's inverse document frequency, as BM25 has it.

        One that no entry has weighs much, unless it tells nothing: `somebody`, `wonder`.
        """
        known = self._weights.get(token)
        if known is None:
            return 0.0 if token in self._light else self._unknown
        return known

    def of_name(self, name: Name) -> float:
        """The weight of all tokens of a name or wording of the store."""
        known = self._whole.get(name)
        return sum(map(self.__getitem__, name)) if known is None else known


class Asked:
    """The tokens of a question with what each weighs; `whole` is what they weigh together."""

    def __init__(self, question: Question, rarity: Rarity) -> None:
        self.tokens = frozenset(question.tokens)
        self.name = name_of(self.tokens)
        self.asking = question.asking
        self._rarity = rarity
        self._weights = {token: rarity[token] for token in self.tokens}
        self.whole = sum(self._weights.values())

    def share(self, tokens: Iterable[str]) -> float:
        """How much of the question, by weight from 0 to 1, these tokens of it are."""
        return sum(map(self._weights.__getitem__, tokens)) / self.whole

    def likeness(self, name: Name) -> float:
        """How like the question is to a name, from 0 to 1: the weighted Dice coefficient.

        Every word that only one of the two has counts against it.
        """
        shared = self.tokens.intersection(name)
        if not shared:
            return 0.0
        weight = sum(map(self._weights.__getitem__, shared))
        return 2 * weight / (self.whole + self._rarity.of_name(name))

    @property
    def unknown(self) -> float:
        """How much of the question, by weight from 0 to 1, no entry has."""
        return self.share(token for token in self.tokens if not self._rarity.knows(token))

    @property
    def has_subject(self) -> bool:
        """Whether it says what it is about: the split, a side of it, a name, a date."""
        return any(
            token in SUBJECT or is_name(token) or dates.is_date(token) for token in self.tokens
        )


class Signals(NamedTuple):
    """What a question and a document have in common, each from 0 to 1."""

    likeness: float
    """How like the question is to one of the names and wordings,"""
    several: float
    """and to the best few of them."""
    titled: float
    """How much of the question, by weight, is in the title or name;"""
    worded: float
    """there or in a wording;"""
    short: float
    """there or in the short text;"""
    anywhere: float
    """anywhere in the entry;"""
    sentence: float
    """in one single sentence of it;"""
    in_context: float
    """in one sentence and the title together;"""
    near: float
    """in the names of the entries that it names."""
    exact: float
    """1 if the question is nothing but a name of the entry, or one of its wordings."""
    kind_asked_for: float
    """1 for a person if asked `who`, a place if asked `where`, an event if asked `when`."""
    topic: float
    """1 for a topic, which says most."""
    event: float
    """1 for an event."""


_OF_DEEDS = frozenset({"why", "how"})
_ASKED_FOR = {
    "who": EntryKind.PERSON,
    "where": EntryKind.PLACE,
    "when": EntryKind.EVENT,
    "what": EntryKind.TERM,
}
_NOTHING: frozenset[str] = frozenset()


def signals(asked: Asked, document: Document, documents: Sequence[Document]) -> Signals | None:
    """The signals of a document; None where it lacks a date of the question, or has no word of it.

    A year, a decade or a day never matches another one.
    """
    titled = asked.tokens & document.titled
    worded = titled | (asked.tokens & document.worded)
    hits = [asked.tokens.intersection(sentence) for sentence in document.sentences]
    short = worded.union(*hits[: document.short])
    anywhere = short.union(*hits)
    if not anywhere or any(map(dates.is_date, asked.tokens - anywhere)):
        return None
    alike = sorted(map(asked.likeness, document.names), reverse=True)
    near = (asked.tokens & documents[number].titled for number in document.near)
    different = set(hits)
    return Signals(
        likeness=alike[0],
        several=sum(alike[:NAMES_WEIGHED]) / NAMES_WEIGHED,
        titled=asked.share(titled),
        worded=asked.share(worded),
        short=asked.share(short),
        anywhere=asked.share(anywhere),
        sentence=max(map(asked.share, different)),
        in_context=max(asked.share(hit | titled) for hit in different),
        near=asked.share(_NOTHING.union(*near)),
        exact=float(_is_all_of_a_name(asked, document)),
        kind_asked_for=float(document.kind is _ASKED_FOR.get(asked.asking)),
        topic=float(document.kind is EntryKind.TOPIC),
        event=float(document.kind is EntryKind.EVENT),
    )


def _is_all_of_a_name(asked: Asked, document: Document) -> bool:
    if document.kind is EntryKind.TOPIC:
        return asked.name in document.names
    # `why` and `how` want more than a person or a word explained
    return asked.name in document.called and asked.asking not in _OF_DEEDS


def telling_sentence(
    asked: Asked, number: int, documents: Sequence[Document]
) -> tuple[int, int] | None:
    """What says most of what is asked, as the numbers of a document and of a sentence in it.

    It is looked for in the full text of a document and in the events that it names. None if the
    short text, which is shown in any case, says nearly as much.
    """
    shown = documents[number].sentences[: documents[number].short]
    events = [one for one in documents[number].near if documents[one].kind is EntryKind.EVENT]
    said = {
        (which, place): asked.share(asked.tokens.intersection(sentence))
        for which in (number, *events)
        for place, sentence in enumerate(documents[which].sentences)
    }
    best = max(said, key=said.__getitem__)
    known = max((asked.share(asked.tokens.intersection(one)) for one in shown), default=0.0)
    return best if said[best] - known > CLEARLY_MORE else None


RANK = Signals(
    likeness=-0.1, several=4.4, titled=2.1, worded=-1.1, short=2.8, anywhere=2.0,
    sentence=2.1, in_context=1.4, near=1.6, exact=3.2, kind_asked_for=3.7, topic=6.7,
    event=0.5,
)  # fmt: skip
"""What each signal counts for the order of the entries."""


def rank(signals: Signals) -> float:
    """How well a document fits against others; its size alone means nothing."""
    return float(sum(map(mul, RANK, signals)))


def likely_beside(best: Signals, other: Signals) -> float:
    """How likely another document is against the best, from 0 to 1, as a softmax has it."""
    if best.exact and not other.exact:
        return 0.0
    return math.exp(min(0.0, rank(other) - rank(best)))


class Trust(NamedTuple):
    """What speaks for the best document being the answer, beside its signals."""

    ahead: float
    """How far its rank is above the next, at most `FAR_AHEAD`."""
    unknown: float
    """How much of the question, by weight, no entry has."""
    subject: float
    """1 if the question says what it is about."""
    length: float
    """Its tokens, at most `LONG`, as a share of that: a long one says more of what it wants."""


FAR_AHEAD = 3.0
LONG = 10
TRUST_SIGNALS = Signals(
    likeness=2.3, several=-0.1, titled=-0.9, worded=-1.3, short=0.9, anywhere=0.3,
    sentence=0.9, in_context=1.0, near=1.3, exact=0.0, kind_asked_for=0.0, topic=0.0,
    event=0.0,
)  # fmt: skip
TRUST = Trust(ahead=0.7, unknown=-7.4, subject=1.6, length=6.1)
TRUST_NOTHING = -6.4
"""What each counts for the confidence, and what it is without any."""


def confidence(signals: Signals, trust: Trust) -> float:
    """How sure it is, from 0 to 1, that a document answers the question."""
    if signals.exact:
        return 1.0
    weighed = sum(map(mul, TRUST_SIGNALS, signals)) + sum(map(mul, TRUST, trust))
    return float(1 / (1 + math.exp(-(TRUST_NOTHING + weighed))))
