"""Turns text into the tokens that are compared: stems, names, dates and concepts."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import Stemmer

from bot.domain.library import Library
from bot.domain.spelling import fold
from bot.search import dates
from bot.search.concepts import SUBJECT, Concepts
from bot.search.names import NameTable
from bot.search.ordinary import ORDINARY_WORDS
from bot.search.slips import Speller

LONGEST_QUESTION = 600
"""Characters of a question that are read."""
MOST_WORDS = 64
"""Words of a question that are compared. No question is better for more, and so nobody can keep
the bot busy with a long one."""
MOST_MENDED = 12
"""Words of a question that are looked at for slips."""
_MARKUP = re.compile(r"<[^<>]*>")
"""Mentions and emojis as Discord writes them, and tags."""
_AS_TYPED = {
    "amb": "ambassador",
    "b4": "before",
    "bak": "back",
    "cos": "because",
    "coz": "because",
    "commies": "communists",
    "dat": "that",
    "govt": "government",
    "hu": "who",
    "hw": "how",
    "ppl": "people",
    "pres": "president",
    "rels": "relations",
    "thru": "through",
    "wat": "what",
    "wen": "when",
    "wer": "where",
    "whn": "when",
    "wher": "where",
    "wot": "what",
    "woz": "was",
    "wuz": "was",
    "y": "why",
}
"""Words of chats that are too short or too far from the right ones to be mended as slips."""
_ASKING = ("who", "where", "when", "why", "how", "what")
_ASKING_WHY = frozenset({"cause", "causes", "caused", "reason", "reasons"})
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
    "wat whats yo tldr approx approximately roughly teh yrs yr wtf wth iirc afaik fyi total wud "
    "shud wot wots lol lmao hw rly woz nah wanna gonna "
    "gotta mny dont isnt arent abt tho gimme lemme innit info "
    # in Russian and Chinese
    "в где и как когда кто о почему с такая такое такой что это "
    "когда был была были из между на по до после за от какой какая какие был подписан "
    "时候 什么时候 哪一年 哪年 谁 多少 如何 何时 为何 之间 以后 之后 没有 关系 "
    "与 为什么 了 什么 什么是 和 在 怎么 是 是什么 是谁 的 谁是".split()
)


_LIGHT_WORDS = (
    # what may stand in a question about anything, and tells little of what it is about
    "able accept accord account across act actually add admit afraid agree allow almost alone "
    "along already although always amid among amount anger angry annoy annoyed anybody anyone "
    "apart appear approach area argue arrive ask asked asking attempt aux avoid away back "
    "background bad base basic basically bear beef begin beginning begun behind believe belong "
    "best better beyond big bit booted both bother break brief briefly bring buddy build care "
    "carry case cause certain chance change cheers choose clear clearly close come compare "
    "complain concern consider contain context continue control correct create curious de decide "
    "deep definitely depend describe detail details develop differ difficult direct disagree "
    "discuss ditch ditched doing done doubt down draw drop dude dumped during early easy effect "
    "either else en end ended ending enough enter entire event eventually everybody everyone "
    "everything exact example excuse exist expect explain extent face fact fail fair fairly fall "
    "familiar famous far fast fear feel few final finally find fine finish fit folks follow "
    "forget form formal found free friendly full fun furious further gave general generally "
    "getting given going gone gonna good gotta gotten great ground grow guess haha half handle "
    "hang happen happening hard hardly hello help here hi hide high history hold honest hope "
    "hopefully horrified horrify however huge idea imagine immediate imo important include "
    "increase indeed info information innit instead intend involve issue join keep kick kind "
    "kinda kindly know known la lack lads large late later learn least leave left less level lie "
    "like liked likely line list listen little live lmao local long look lose lot love loved low "
    "mad made main mainly major making manage mate matter maybe meaning meant meet mention mere "
    "middle might mind minor miss modern moment month more most mostly move much must name near "
    "nearly necessary need neither never new next nice nobody none nor normal note nothing notice "
    "now number obvious obviously odd offer often old once only open opposite order originally "
    "others otherwise outcome outside overall overview own part particular pass past pay people "
    "perhaps person piece place plan play please point poor possible possibly post prefer prepare "
    "present pretty prevent previous probably problem produce proper prove provide purpose put "
    "question quick quickly quite raise rather reach react reaction read ready real realise "
    "really recent refer regard relate related relation remain remember remove reply report "
    "respond response rest result right rn role rough round rule said same sao save saying says "
    "date scare scared se see seem seen sense separate serious ses set several shall share shock "
    "shocked short shortly show similar simple simply since sir situation small somebody somehow "
    "someone something sometimes somewhere soon sort sorta speak specific spend stand start "
    "started state stay step still stop story straight strange strong stuff subject succeed "
    "suddenly suggest sum summarise summarize summary support suppose sure surely surprise "
    "surprised take tbh teach tell thank thanks themselves therefore thing think third tho though "
    "thought through throughout time together told tomorrow took total touch toward towards tried "
    "trouble true truly truth try turn type under understand unless until upon upset use used "
    "useful usual usually various vi view wait walk want watch way week well went whatever "
    "whenever wherever whether whichever whole wide within without wonder wondering word work "
    "world worried worry worse worst worth write wrong year yes yesterday yet young года"
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
        self._learn(ORDINARY_WORDS.split())

    def read_wording(self, text: str) -> Sequence[str]:
        """The tokens of what members are expected to type: slips in it are slips here too."""
        return self.read_question(text).tokens

    def read(self, text: str) -> list[str]:
        """The tokens of a text of the store; its words become known ones."""
        words = self._words(text)
        self._learn(words)
        return list(self._tokens(words))

    def read_question(self, text: str) -> Question:
        """A question; unknown words become the known one they are a slip of."""
        read = self._words(_MARKUP.sub(" ", text[:LONGEST_QUESTION]))[:MOST_WORDS]
        words = [_AS_TYPED.get(word, word) for word in read]
        asking = next((word for word in words if word in _ASKING), "")
        asking = asking if _ASKING_WHY.isdisjoint(words) else "why"
        strange = [word for word in dict.fromkeys(words) if not self._speller.knows(word)]
        mended = {word: self._speller.mended(word) for word in strange[:MOST_MENDED]}
        return Question(tuple(self._tokens([mended.get(word, word) for word in words])), asking)

    def _learn(self, words: Iterable[str]) -> None:
        self._speller.learn(words)

    def _words(self, text: str) -> list[str]:
        folded = fold(dates.without_separators(text))
        if folded.isascii():
            return folded.split()
        return [part for word in folded.split() for part in self.names.split_han(word)]

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


def forget_stems() -> None:
    """Give back the memory that reading a whole store has taken; questions need few stems."""
    stemmed.cache_clear()


_EMPTY_TOKENS = frozenset(map(stemmed, _EMPTY_WORDS))
LIGHT_TOKENS = frozenset(map(stemmed, _LIGHT_WORDS.split()))
"""Tokens that count for less, in questions and in the store."""
_OF_THE_WHOLE = (LIGHT_TOKENS | frozenset(SUBJECT)) - frozenset(
    map(
        stemmed,
        # what asks for the split's beginning, end, course or books, and not for its causes
        "begin begun start started stop end ended over early late later first last long history "
        "quote word date time today detail develop write happen wrong true truth".split(),
    )
)
WHEREABOUTS = LIGHT_TOKENS | frozenset(
    map(stemmed, "located location lie lies sits situated river island map coordinates".split())
)
"""What a question has beside a name that only asks where it is."""
_THE_TWO = frozenset({"place0moscow", "place0beijing", "friend", "alli", "five", "communist"})
"""The sides by their capitals, and what they were before; what one is to be told as."""


def asks_for_all(tokens: Collection[str], asking: str) -> bool:
    """Whether a question is about the split itself: why it was, and nothing else of it."""
    if "split" not in tokens or asking not in {"", "why", "what", "how"}:
        return False
    return all(
        token in _OF_THE_WHOLE or token in _THE_TWO or (token.isdecimal() and len(token) < 3)
        for token in tokens
    )
