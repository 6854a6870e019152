"""Joins index, reading and ranking to the finder that the answering uses."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from typing_extensions import override

from bot.domain.answers import Finder, Match, Thresholds
from bot.domain.entries import EntryId, EntryKind, Event
from bot.domain.library import HEADLINE, Library, named_by
from bot.search.index import FullTextIndex
from bot.search.names import token_of
from bot.search.passages import passage
from bot.search.ranking import (
    FAR_AHEAD,
    LONG,
    Asked,
    Document,
    Rarity,
    Signals,
    Trust,
    confidence,
    likely_beside,
    rank,
    signals,
    telling_sentence,
)
from bot.search.words import LIGHT_TOKENS, WHEREABOUTS, Reader, asks_for_all, forget_stems

THRESHOLDS = Thresholds(score=0.5, gap=0.05, near=0.1)
"""Chosen by measuring; docs/decisions/0004-search.md shows how."""
_CANDIDATES = 40


class LibrarySearch(Finder):
    """Searches one library: BM25 proposes, learnt weights put in order and say how sure it is."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._entries = [entry.id for entry in library]
        self._numbers = {entry: number for number, entry in enumerate(self._entries)}
        self._named = {token_of(entry): n for entry, n in self._numbers.items()}
        self._reader = Reader.of(library)
        self._documents = self._read(library)
        self._rarity = Rarity(self._documents, LIGHT_TOKENS)
        self._index = FullTextIndex()
        self._index.add(enumerate(map(_columns, self._documents)))

    def _read(self, library: Library) -> Sequence[Document]:
        same: dict[str, str] = {}  # equal tokens are one object: the store has few words, often

        def read(text: str) -> list[str]:
            return [same.setdefault(token, token) for token in self._reader.read(text)]

        passages = list(map(passage, library))
        documents = [
            Document.of(
                entry.id.kind, *(map(read, part) for part in (one.called, one.short, one.rest))
            )
            for entry, one in zip(library, passages, strict=True)
        ]

        # last: by now every word of the store is known, and what is not is a slip
        def read_wording(text: str) -> list[str]:
            return [same.setdefault(token, token) for token in self._reader.read_wording(text)]

        asked_by = [list(map(read_wording, one.wordings)) for one in passages]
        forget_stems()
        return [
            replace(
                document.asked_by(wordings),
                near=tuple(self._numbers[named] for named in named_by(entry)),
            )
            for entry, document, wordings in zip(library, documents, asked_by, strict=True)
        ]

    @override
    def find(self, question: str, kind: EntryKind | None = None) -> Sequence[Match]:
        """The entries with anything in common, best first; none for a question without words."""
        asked = self.asked(question)
        found = self.ranked(asked)
        ranked = [pair for pair in found if kind in (None, self._entries[pair[0]].kind)]
        if not ranked:
            return []
        if kind is None and (place := self._place_asked_for(asked)) is not None:
            return [Match(self._entries[place], 1.0)]
        if kind is None and asks_for_all(asked.tokens, asked.asking) and HEADLINE in self._numbers:
            others = [pair for pair in ranked if self._entries[pair[0]] != HEADLINE]
            return [Match(HEADLINE, 1.0), *(Match(self._entries[n], 0.0) for n, _ in others)]
        (first, best), *others = ranked
        sure = confidence(best, trust(asked, ranked))
        # the others are believed as far as they are likely beside the best
        return [
            Match(self._entries[first], sure, self._told(asked, first)),
            *(Match(self._entries[n], sure * likely_beside(best, found)) for n, found in others),
        ]

    @override
    def known_words(self, question: str) -> str:
        """What of a question the store has words for, with what it asks; as tokens."""
        read = self._reader.read_question(question)
        known = (token for token in read.tokens if self._rarity.knows(token))
        return " ".join((read.asking, *known)).strip()

    @override
    def names_in(self, question: str) -> Sequence[EntryId]:
        """The people, places and terms that a question names, in any spelling, in its order."""
        tokens = self._reader.read_question(question).tokens
        named = (self._named[token] for token in tokens if token in self._named)
        return [self._entries[number] for number in dict.fromkeys(named)]

    def _place_asked_for(self, asked: Asked) -> int | None:
        """The one place whose whereabouts are asked for, and nothing else."""
        named = [token for token in asked.tokens if token.startswith(EntryKind.PLACE.value + "0")]
        rest = asked.tokens.difference(named)
        if len(named) != 1 or not WHEREABOUTS.issuperset(rest):
            return None
        of_where = asked.asking == "where" or "river" in rest
        return self._named.get(named[0]) if of_where else None

    def asked(self, question: str) -> Asked:
        """A question as it is compared."""
        return Asked(self._reader.read_question(question), self._rarity)

    def ranked(self, asked: Asked) -> Sequence[tuple[int, Signals]]:
        """The numbers of the documents that fit, with their signals, best first."""
        if not asked.whole:
            return []
        found = {
            number: signals(asked, self._documents[number], self._documents)
            for number in self._candidates(sorted(asked.tokens))
        }
        fitting = [(number, one) for number, one in found.items() if one is not None]
        return sorted(fitting, key=lambda pair: (-pair[1].exact, -rank(pair[1])))

    def _told(self, asked: Asked, number: int) -> str:
        found = telling_sentence(asked, number, self._documents)
        if found is None:
            return ""
        which, place = found
        entry = self._library.entry(self._entries[which])
        if which != number and isinstance(entry, Event):
            return f"{entry.date.words}: {entry.text}"
        return passage(entry).sentence(place)

    def _candidates(self, tokens: Sequence[str]) -> Iterable[int]:
        # a name may be too common to search by: its own entry is a candidate in any case
        named = [self._named[token] for token in tokens if token in self._named]
        found = self._index.nearest(self._rarity.telling(tokens), _CANDIDATES)
        return dict.fromkeys([*(number for number, _ in found), *named])


def trust(asked: Asked, ranked: Sequence[tuple[int, Signals]]) -> Trust:
    """What speaks for the first of the documents that were found."""
    (_, best), *others = ranked
    ahead = rank(best) - rank(others[0][1]) if others else FAR_AHEAD
    return Trust(
        ahead=min(ahead, FAR_AHEAD),
        unknown=asked.unknown,
        subject=float(asked.has_subject),
        length=min(len(asked.tokens), LONG) / LONG,
    )


def _columns(document: Document) -> Sequence[Iterable[str]]:
    shown = document.sentences[: document.short]
    rest = document.sentences[document.short :]
    return (
        document.titled | document.worded,
        frozenset().union(*shown),
        frozenset().union(*rest),
    )
