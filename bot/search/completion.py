"""Completes the name of an entry while it is typed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from typing_extensions import override

from bot.domain.answers import Completer
from bot.domain.entries import Entry, EntryKind, Event, Quote, Topic
from bot.domain.library import HEADLINE, Library, spellings
from bot.domain.spelling import fold

_SHORTEST = 4
"""Letters: with fewer typed, a slip cannot be told from the beginning of another word."""


@dataclass(frozen=True, slots=True)
class _Completable:
    entry: Entry
    told: tuple[str, ...]
    """Folded texts that a typed word may stand in; the ones that say most of the entry first."""

    def rank(self, words: Sequence[str]) -> int | None:
        """Where all words are found first: 0 is best; None where they are not found."""
        if self.told[0].startswith(" ".join(words)):
            return 0
        told = ""
        for rank, text in enumerate(self.told, start=1):
            told = f"{told} {text}"
            if all(f" {word}" in told for word in words):
                return rank
        return None


class LibraryCompletion(Completer):
    """Entries by what is typed: how names begin, then names, other spellings, who is in them."""

    def __init__(self, library: Library) -> None:
        self._shelves: Mapping[EntryKind, Sequence[_Completable]] = {
            kind: [
                _Completable(entry, tuple(map(fold, _texts(entry, library))))
                for entry in sorted(library.of_kind(kind), key=_by_name)
            ]
            for kind in EntryKind
        }

    @override
    def complete(self, kind: EntryKind, typed: str, most: int) -> Sequence[Entry]:
        """The entries in which every typed word begins a word, best first, by name among equals.

        Where there are none, each word that begins no word of these entries is taken for a slip
        of the nearest that does.
        """
        shelf, words = self._shelves[kind], fold(typed).split()
        return (_fitting(shelf, words) or _fitting(shelf, _mended(shelf, words)))[:most]


def _fitting(shelf: Sequence[_Completable], words: Sequence[str]) -> list[Entry]:
    ranked = [(one.rank(words), one.entry) for one in shelf]
    fitting = [(rank, entry) for rank, entry in ranked if rank is not None]
    return [entry for _, entry in sorted(fitting, key=lambda pair: pair[0])]


def _mended(shelf: Sequence[_Completable], words: Sequence[str]) -> list[str]:
    known = {word for one in shelf for text in one.told for word in text.split()}
    return [
        word if any(other.startswith(word) for other in known) else _nearest(word, known)
        for word in words
    ]


def _nearest(typed: str, known: set[str]) -> str:
    """The beginning of a known word that is one slip away, as long words may be two."""
    if len(typed) < _SHORTEST:
        return typed
    slips = 2 if len(typed) >= 2 * _SHORTEST else 1
    beginnings = {
        word[:length]
        for word in known
        if word[0] == typed[0]
        for length in range(len(typed) - 1, len(typed) + 2)
        if len(word) >= length
    }
    near = {one: OSA.distance(typed, one, score_cutoff=slips) for one in beginnings}
    best = min(near, key=lambda one: (near[one], -len(one), one), default=typed)
    return best if near.get(best, slips + 1) <= slips else typed


def _by_name(entry: Entry) -> tuple[bool, str]:
    # the headline first; and nobody looks for "The" under T
    return entry.id != HEADLINE, fold(entry.name).removeprefix("the ")


def _texts(entry: Entry, library: Library) -> Iterator[str]:
    match entry:
        case Topic():
            yield entry.title
            yield f"{entry.question} {entry.id.slug}"
            yield " ".join(entry.wordings)
            related = (library.entry(one) for one in entry.related)
            yield " ".join(text for one in related for text in _called(one))
        case Quote():
            yield f"{entry.who.name} {entry.text}"
            yield " ".join((*spellings(entry.who), entry.date.words, entry.occasion))
        case Event():
            yield entry.title
        case _:
            yield entry.name
            yield " ".join(spellings(entry))


def _called(entry: Entry) -> Sequence[str]:
    """What a related entry is known by: of a topic the title alone, for its wordings are many."""
    return (entry.title,) if isinstance(entry, Topic) else spellings(entry)
