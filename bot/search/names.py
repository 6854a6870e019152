"""The names of people, places and terms, in every spelling that the store has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.entries import EntryId, EntryKind
from bot.domain.library import Library, spellings
from bot.domain.spelling import fold
from bot.search.concepts import longest_from

_HAN = re.compile(r"[\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class NameTable:
    """Every spelling of every name, each standing for one token."""

    tokens: Mapping[tuple[str, ...], str]
    """Folded words of a spelling -> the token of the entry that it means."""
    longest: Mapping[str, int]
    """First word of spellings -> how many words the longest of them has."""
    han: Sequence[tuple[str, str]]
    """Spellings in Chinese characters, longest first: found inside words, which have no spaces."""

    @classmethod
    def of(cls, library: Library, other_words: Iterable[str] = ()) -> "NameTable":
        """The table of all people, places and terms of a store.

        Those of the other words that are Chinese are cut out of longer runs as names are.
        """
        tokens: dict[tuple[str, ...], str] = {}
        han = {word: word for word in filter(_HAN.fullmatch, other_words)}
        for entry in library.spelled:
            for spelling in map(fold, spellings(entry)):
                tokens.setdefault(tuple(spelling.removeprefix("the ").split()), token_of(entry.id))
                if _HAN.fullmatch(spelling):
                    han[spelling] = token_of(entry.id)
        longest_first = sorted(han.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        return cls(tokens, longest_from(tokens), longest_first)

    def join(self, words: Sequence[str]) -> Iterator[str]:
        """The words, with each name replaced by its token; the longest name wins.

        A term keeps its words beside its token, for they are words of the language as well:
        `social imperialist` is to meet `social imperialism`.
        """
        at = 0
        while at < len(words):
            longest = self.longest.get(words[at])
            if longest is None:  # most words begin no name at all
                yield words[at]
                at += 1
                continue
            length, token = self._name_at(words, at, longest)
            yield token
            if length > 1 and token.startswith(EntryKind.TERM.value):
                yield from words[at : at + length]
            at += length

    def _name_at(self, words: Sequence[str], at: int, longest: int) -> tuple[int, str]:
        for length in range(min(longest, len(words) - at), 0, -1):
            token = self.tokens.get(tuple(words[at : at + length]))
            if token is not None:
                return length, token
        return 1, words[at]

    def split_han(self, word: str) -> Iterator[str]:
        """A word; a run of Chinese characters is cut into the names in it and what is between."""
        if not word.isascii() and _HAN.search(word):
            for name, token in self.han:
                before, found, after = word.partition(name)
                if found:
                    yield from self.split_han(before)
                    yield token
                    yield from self.split_han(after)
                    return
        if word:
            yield word


_KINDS = tuple(f"{kind.value}0" for kind in EntryKind)


def token_of(entry: EntryId) -> str:
    """The token of a named entry: one word for every index, and no word of any language."""
    return f"{entry.kind.value}0{entry.slug.replace('-', '0')}"


def is_name(token: str) -> bool:
    """Whether a token stands for a named entry."""
    return token.startswith(_KINDS)
