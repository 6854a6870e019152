"""Words and phrases that mean the same in a question about this subject.

Only words of the language stand here; names have their spellings in `content/`. A word belongs
here if members and entries really use it for the other, and if no two entries differ by it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

SIDES = ("china", "soviet")
"""The two whose split it is."""

_SAME: Mapping[str, str] = {
    # the two sides, whose many names do not tell one entry from another
    "china": "chinese prc sino 中国 中國 китай китая китаем",
    "soviet": "ussr russia russian soviet-union ruskies 苏联 蘇聯 ссср советский",
    "america": "american usa united-states 美国 美國 сша",
    "split": "rift schism breakup break-up broke-up fallout fall-out fell-out falling-out "
    "fallen-out stop-being-friends turn-on-each-other turn-against-each-other hate-each-other "
    "分裂 决裂 раскол",
    "nuclear": "nuke atomic atom a-bomb 原子弹",
    "expert": "specialist adviser advisor technician engineer 专家",
    "recall": "withdraw withdrew withdrawn withdrawal pull call-home go-home went-home send-home "
    "sent-home",
    "death": "casualty die dead dying kill loss fatality",
    "battle": "clash fight fought fighting skirmish 事件",
    "threat": "threaten",
    "quarrel": "argument argue dispute row",
    "resent": "mistrust distrust dislike",
    # peoples and their countries
    "albania": "albanian",
    "cuba": "cuban",
    "hungary": "hungarian",
    "india": "indian",
    "korea": "korean",
    "mongolia": "mongolian",
    "poland": "polish",
    "romania": "romanian rumania",
    "vietnam": "vietnamese",
    "visit": "trip travel journey",
    "help": "aid assistance",
    "normal": "normalise normalize normalisation normalization make-up made-up reconcile",
    # other subjects made of words that are common here
    "worldwar": "first-world-war second-world-war world-war great-war wwi wwii ww1 ww2",
    "longmarch": "long-march",
    "today": "now nowadays currently still these-days",
    "1950s": "fifties 50s",
    "1960s": "sixties 60s",
    "1970s": "seventies 70s",
    "1980s": "eighties 80s",
    "20th": "twentieth",
    "22nd": "twenty-second",
    "china soviet": "中苏 中蘇 советско-китайский",
}


@dataclass(frozen=True, slots=True)
class Concepts:
    """The table, by the stems of its phrases."""

    tokens: Mapping[tuple[str, ...], tuple[str, ...]]
    longest: Mapping[str, int]
    """First stem of phrases -> how many stems the longest of them has."""
    phrases: tuple[str, ...]
    """Everything in the table, with hyphens between words."""

    @classmethod
    def of(cls, stemmed: Callable[[str], str]) -> "Concepts":
        """The table for a way of stemming."""
        pairs = [(phrase, words) for words, same in _SAME.items() for phrase in same.split()]
        tokens = {
            tuple(map(stemmed, phrase.split("-"))): tuple(map(stemmed, words.split()))
            for phrase, words in pairs
        }
        return cls(tokens, longest_from(tokens), tuple(phrase for phrase, _ in pairs))

    def join(self, stems: Sequence[str]) -> Iterator[str]:
        """The stems, with each phrase of the table replaced by its tokens; the longest wins."""
        at = 0
        while at < len(stems):
            longest = self.longest.get(stems[at], 0)  # most words begin no phrase at all
            lengths = range(longest, 0, -1)
            length = next((n for n in lengths if tuple(stems[at : at + n]) in self.tokens), 0)
            yield from self.tokens[tuple(stems[at : at + length])] if length else stems[at : at + 1]
            at += length or 1


def longest_from(phrases: Iterable[tuple[str, ...]]) -> Mapping[str, int]:
    """How many words the longest phrase has that begins with a word."""
    longest: dict[str, int] = {}
    for phrase in filter(None, phrases):
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return longest
