"""One form for every way to write the same words."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s\b")
_INSIDE_WORDS = re.compile(r"(?<=\w)['\u2019\u02bc\u2018`](?=\w)")


def fold(text: str) -> str:
    """Lower-case words with single spaces: no accents, no marks, no invisible characters.

    `Lüthi's` and `luthi` become the same, as do full-width and ordinary letters. Chinese and
    Cyrillic letters stay what they are.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = _INSIDE_WORDS.sub("", _POSSESSIVE.sub("", text))
    return _NOT_A_WORD.sub(" ", _without_accents(text)).strip()


def _without_accents(text: str) -> str:
    kept: list[str] = []
    for letter in text:
        base = unicodedata.normalize("NFD", letter)[0]
        # й and ё are letters of their own in Russian, not accented и and е
        kept.append(base if base.isascii() else letter)
    return "".join(kept)
