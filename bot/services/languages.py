"""Notices in which language a question is put, to say in it that answers are in English."""

import re
from collections.abc import Mapping
from enum import Enum

from bot.domain.spelling import fold


class Language(Enum):
    """The languages that are noticed, with the line that is said in each."""

    CHINESE = "我的资料是英文的，所以用英文回答。"
    RUSSIAN = "Мои материалы на английском, поэтому отвечаю по-английски."
    SPANISH = "Mis textos están en inglés, por eso respondo en inglés."
    GERMAN = "Meine Texte sind auf Englisch, deshalb antworte ich auf Englisch."
    FRENCH = "Mes textes sont en anglais, je réponds donc en anglais."
    VIETNAMESE = "Tư liệu của tôi bằng tiếng Anh, nên tôi trả lời bằng tiếng Anh."


_HAN = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_FEWEST = 2
"""Small words of a language that must stand in a question before it is taken for that language."""
_ENGLISH = frozenset(
    "the of and to in is was were did do does what when where who why how which that with from for "
    "by on at his her its their not".split()
)
_SMALL_WORDS: Mapping[Language, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        Language.SPANISH: "que cuando quien como donde cual cuantos por el la los las del una en "
        "con para se fue entre y su",
        Language.GERMAN: "der die das und warum wann wer wie wo was welche den dem des ein eine im "
        "zwischen von mit zu aus nicht wurde hat war sich",
        Language.FRENCH: "le la les des du et pourquoi quand qui comment ou quel quelle que est "
        "une en dans entre avec a ete sont pas l d au aux",
    }.items()
}


def language_of(question: str) -> Language | None:
    """The language of a question; None for English and whatever is not noticed for certain.

    A name in another script makes no question foreign: `who was Хрущёв?` is English.
    """
    latin = len(_LATIN.findall(question))
    if len(_HAN.findall(question)) * 2 > latin and not _KANA.search(question):
        return Language.CHINESE
    if len(_CYRILLIC.findall(question)) > latin:
        return Language.RUSSIAN
    if len(_VIETNAMESE.findall(question)) >= _FEWEST:
        return Language.VIETNAMESE
    return _by_small_words(fold(question).split())


def _by_small_words(words: list[str]) -> Language | None:
    english = sum(word in _ENGLISH for word in words)
    counted = {
        language: sum(word in small for word in words) for language, small in _SMALL_WORDS.items()
    }
    most = max(counted.values())
    spoken = [language for language, count in counted.items() if count == most]
    return spoken[0] if most >= _FEWEST and most > english and len(spoken) == 1 else None
