"""Notices in which language a question is put, to read it and to say in it that answers are not."""

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
        Language.CHINESE: "发生 發生 开始 開始",
        Language.RUSSIAN: "произошел произошёл произошла произошло "
        "случилось случился был была было были это "
        "ли же бы из из-за между на по до после за от и в с о об к у что такое остров острове "
        "который которая которые году год года",
        Language.SPANISH: "que por el la los las del de una un en con para se fue era entre y su a "
        "al lo produjo ocurrio hubo paso empezo fueron",
        Language.GERMAN: "der die das und den dem des ein eine einen im in zwischen von mit zu aus "
        "nicht wurde wurden hat haben war waren sich ab es als nach bei begann kam gab",
        Language.FRENCH: "le la les des du de et ou que est une un en dans entre avec a ete sont "
        "pas au aux il elle ils etait etaient par se sur l d t commence eu",
        Language.VIETNAMESE: "va cua la co cac nhung duoc bi voi cho tu den trong o mot bat đau "
        "dau giua lai đa da",
    }.items()
}
_ASKING: Mapping[Language, Mapping[str, str]] = {
    language: {foreign: english for english, words in asked.items() for foreign in words.split("|")}
    for language, asked in {
        Language.CHINESE: {
            "why": "为什么|為什麼|为何|何以",
            "when": "什么时候|什麼時候|何时|哪一年|哪年",
            "who": "谁|誰",
            "where": "哪里|哪儿|在哪",
            "how": "怎么|如何",
        },
        Language.RUSSIAN: {
            "why": "почему|зачем|отчего",
            "when": "когда",
            "who": "кто",
            "where": "где",
            "how": "как",
            "how many": "сколько",
            "what": "какой|какая|какое|какие",
        },
        Language.SPANISH: {
            "why": "por que",
            "when": "cuando",
            "who": "quien|quienes",
            "where": "donde",
            "how": "como",
            "how many": "cuantos|cuantas",
            "what": "cual|cuales",
        },
        Language.GERMAN: {
            "why": "warum|wieso|weshalb",
            "when": "wann",
            "who": "wer",
            "where": "wo",
            "how": "wie",
            "how many": "wie viele",
            "what": "was|welche|welcher|welches",
        },
        Language.FRENCH: {
            "why": "pourquoi",
            "when": "quand",
            "who": "qui",
            "where": "ou est|ou se trouve",
            "how": "comment",
            "how many": "combien",
            "what": "quel|quelle|quels|quelles",
        },
        Language.VIETNAMESE: {
            "why": "tai sao|vi sao",
            "when": "khi nao|bao gio",
            "who": "ai",
            "where": "o đau",
            "how": "nhu the nao",
            "how many": "bao nhieu",
        },
    }.items()
}
_OPENING = {
    word: language
    for language in (Language.SPANISH, Language.GERMAN, Language.FRENCH)
    for foreign in _ASKING[language]
    if (word := foreign.split()[0]) not in {"por", "was", "ou", "wo", "como", "qui"}
}
"""Words that a question in English does not open with, so that one of them says enough."""
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)['\u2019](?=\w)", re.IGNORECASE)


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
    return _by_small_words(fold(_ELIDED.sub(" ", question)).split())


def in_english_words(question: str, language: Language) -> str:
    """A question with its asking words in English and the small words of its language left out.

    What is left, names and words of the subject, is for the search to know.
    """
    if language is Language.CHINESE:
        for foreign, english in sorted(_ASKING[language].items(), key=lambda pair: -len(pair[0])):
            question = question.replace(foreign, f" {english} ")
        for small in _SMALL_WORDS[language]:
            question = question.replace(small, " ")
        return question
    text = f" {fold(_ELIDED.sub(' ', question))} "
    for foreign, english in sorted(_ASKING[language].items(), key=lambda pair: -len(pair[0])):
        text = text.replace(f" {fold(foreign)} ", f" {english} ")
    return " ".join(word for word in text.split() if word not in _SMALL_WORDS[language])


def _by_small_words(words: list[str]) -> Language | None:
    if words and words[0] in _OPENING:
        return _OPENING[words[0]]
    english = sum(word in _ENGLISH for word in words)
    counted = {
        language: sum(word in _SMALL_WORDS[language] or word in _ASKING[language] for word in words)
        for language in (Language.SPANISH, Language.GERMAN, Language.FRENCH)
    }
    most = max(counted.values())
    spoken = [language for language, count in counted.items() if count == most]
    return spoken[0] if most >= _FEWEST and most > english and len(spoken) == 1 else None
