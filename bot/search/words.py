"""Turns text into the tokens that are compared: stems, names and numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import snowballstemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.domain.entries import EntryId, EntryKind
from bot.domain.library import Library, spellings
from bot.domain.spelling import fold

_HAN = re.compile(r"[\u3400-\u9fff]+")
_EMPTY_WORDS = frozenset(
    # what a question is made of, whatever it asks about
    "a about after all also am an and any are as at be became because been before between but by "
    "came can come could did do does doing explain for from get give go got had has have he her "
    "his how i if in into is it its just know let like lot make me mean more much my no not of "
    "off on one or other our pls please really s same say she should so some such t tell than "
    "that the their them then there these they thing this those to too up us very was we were "
    "what whats when where which while who whom whose why will with would y you your happen "
    "happened happening n ur u r vs im dont didnt wasnt".split()
)
_LONGEST_NAME = 5  # words


@dataclass(frozen=True, slots=True)
class NameTable:
    """Every spelling of every name, each standing for one token."""

    tokens: Mapping[tuple[str, ...], str]
    """Folded words of a spelling -> the token of the entry that it means."""
    han: Sequence[tuple[str, str]]
    """Spellings in Chinese characters, longest first: found inside words, which have no spaces."""

    @classmethod
    def of(cls, library: Library) -> "NameTable":
        """The table of all people, places and terms of a store."""
        tokens: dict[tuple[str, ...], str] = {}
        han: dict[str, str] = {}
        for entry in library.spelled:
            for spelling in map(fold, spellings(entry)):
                tokens.setdefault(tuple(spelling.split()), token_of(entry.id))
                if _HAN.fullmatch(spelling):
                    han[spelling] = token_of(entry.id)
        longest_first = sorted(han.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        return cls(tokens, longest_first)

    def join(self, words: Sequence[str]) -> Iterator[str]:
        """The words, with each name replaced by its token; the longest name wins.

        A term keeps its words beside its token, for they are words of the language as well:
        `social imperialist` is to meet `social imperialism`.
        """
        at = 0
        while at < len(words):
            length, token = self._name_at(words, at)
            yield token
            if length > 1 and token.startswith(EntryKind.TERM.value):
                yield from words[at : at + length]
            at += length

    def _name_at(self, words: Sequence[str], at: int) -> tuple[int, str]:
        for length in range(min(_LONGEST_NAME, len(words) - at), 0, -1):
            token = self.tokens.get(tuple(words[at : at + length]))
            if token is not None:
                return length, token
        return 1, words[at]

    def split_han(self, word: str) -> Iterator[str]:
        """A run of Chinese characters, cut into the names in it and what is between them."""
        for name, token in self.han:
            before, found, after = word.partition(name)
            if found:
                yield from self.split_han(before) if before else ()
                yield token
                yield from self.split_han(after) if after else ()
                return
        yield word


def token_of(entry: EntryId) -> str:
    """The token of a named entry: one word for every index, and no word of any language."""
    return f"{entry.kind.value}0{entry.slug.replace('-', '0')}"


def is_number(token: str) -> bool:
    """Whether a token is a year or another number, which never stands for another one."""
    return token.isdecimal()


@dataclass(slots=True)
class Reader:
    """Reads text into tokens; questions with slips of spelling, the store as it stands."""

    names: NameTable
    _stem: Mapping[str, str] = field(default_factory=dict)
    _vocabulary: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Names are known words from the start, so slips in them are understood."""
        for spelling in self.names.tokens:
            self._learn(spelling)

    def read(self, text: str) -> list[str]:
        """The tokens of a text of the store; its words become known ones."""
        words = self._words(text)
        self._learn(words)
        return list(self._tokens(words))

    def read_question(self, text: str) -> list[str]:
        """The tokens of a question; unknown words become the known one they are a slip of."""
        return list(self._tokens([self._corrected(word) for word in self._words(text)]))

    def _learn(self, words: Iterable[str]) -> None:
        self._vocabulary.update(dict.fromkeys(words))

    def _words(self, text: str) -> list[str]:
        words: list[str] = []
        for word in fold(text).split():
            words.extend(self.names.split_han(word) if _HAN.search(word) else (word,))
        return words

    def _tokens(self, words: Sequence[str]) -> Iterator[str]:
        for word in self.names.join(words):
            if word not in _EMPTY_WORDS:
                yield _stemmed(word)

    def _corrected(self, word: str) -> str:
        if word in self._vocabulary or word in _EMPTY_WORDS or not word.isalpha() or len(word) < 4:
            return word
        allowed = 1 if len(word) < 7 else 2
        found = process.extractOne(
            word, self._vocabulary.keys(), scorer=OSA.distance, score_cutoff=allowed
        )
        return found[0] if found else word


_stemmer = snowballstemmer.stemmer("english")


def _stemmed(word: str) -> str:
    if word.isascii() and word.isalpha():
        stem: str = _stemmer.stemWord(word)
        return stem
    return word
