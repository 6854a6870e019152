"""Turns text into the tokens that are compared: stems, names, dates and concepts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import Stemmer

from bot.domain.library import Library
from bot.domain.spelling import fold
from bot.search import dates
from bot.search.concepts import Concepts
from bot.search.names import NameTable
from bot.search.slips import Speller

LONGEST_QUESTION = 600
"""Characters of a question that are read."""
MOST_WORDS = 64
"""Words of a question that are compared. No question is better for more, and so nobody can keep
the bot busy with a long one."""
MOST_MENDED = 12
"""Words of a question that are looked at for slips."""
_ASKING = ("who", "where", "when", "why", "how", "what")
_EMPTY_WORDS = frozenset(
    # what a question is made of, whatever it asks about
    "a about actually after all also am an and any are as at be became because been before being "
    "between both but by came can cause come could did do does doing each even ever exactly "
    "explain for from get give go got had has have he her his how i if in into is it its just "
    "know let like lot make many me mean more much my no not of off on one or other our out "
    "please reason really same say she should so some such t tell than that the their them then "
    "there these they thing this those to too top two up us very was we were what when where which "
    "while who whom whose why will with would y you your happen "
    # as they are typed
    "an bc bro btw cuz didnt dont dunno guys hey idk im lol n ok omg pls plz r s thx u ur vs wasnt "
    "wat whats yo "
    # in Russian and Chinese
    "в где и как когда кто о почему с такая такое такой что это "
    "与 为什么 了 什么 什么是 和 在 怎么 是 是什么 是谁 的 谁是".split()
)


@dataclass(frozen=True, slots=True)
class Question:
    """What of a question is compared."""

    tokens: tuple[str, ...]
    asking: str
    """The first of `who where when why how what` in it; empty where there is none."""


@dataclass(slots=True)
class Reader:
    """Reads text into tokens; questions with slips of spelling, the store as it stands."""

    names: NameTable
    concepts: Concepts
    _speller: Speller = field(default_factory=Speller)

    @classmethod
    def of(cls, library: Library) -> "Reader":
        """A reader of one store, to which the store is still to be read."""
        concepts = Concepts.of(stemmed)
        return cls(NameTable.of(library, (*concepts.phrases, *_EMPTY_WORDS)), concepts)

    def __post_init__(self) -> None:
        """Names are known words from the start, so slips in them are understood."""
        for spelling in self.names.tokens:
            self._learn(spelling)
        for phrase in self.concepts.phrases:
            self._learn(phrase.split("-"))
        self._learn(_EMPTY_WORDS)

    def read(self, text: str) -> list[str]:
        """The tokens of a text of the store; its words become known ones."""
        words = self._words(text)
        self._learn(words)
        return list(self._tokens(words))

    def read_question(self, text: str) -> Question:
        """A question; unknown words become the known one they are a slip of."""
        words = self._words(text[:LONGEST_QUESTION])[:MOST_WORDS]
        asking = next((word for word in words if word in _ASKING), "")
        strange = [word for word in dict.fromkeys(words) if not self._speller.knows(word)]
        read = {word: self._speller.mended(word) for word in strange[:MOST_MENDED]}
        return Question(tuple(self._tokens([read.get(word, word) for word in words])), asking)

    def _learn(self, words: Iterable[str]) -> None:
        self._speller.learn(words)

    def _words(self, text: str) -> list[str]:
        folded = fold(dates.without_separators(text)).split()
        return [part for word in folded for part in self.names.split_han(word)]

    def _tokens(self, words: Sequence[str]) -> Iterator[str]:
        named = list(self.names.join(words))
        stems = [stemmed(word) for word in dates.join(named)]
        return (token for token in self.concepts.join(stems) if token not in _EMPTY_TOKENS)


_stemmer = Stemmer.Stemmer("english", 0)  # without a cache of its own: ours is below


@lru_cache(maxsize=2**14)
def stemmed(word: str) -> str:
    """The stem of an English word; other words as they are."""
    if not (word.isascii() and word.isalpha()):
        return word
    stem: str = _stemmer.stemWord(word)
    return stem


_EMPTY_TOKENS = frozenset(map(stemmed, _EMPTY_WORDS))
