"""One form for every way to write the same words."""

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[\W_]+")
_POSSESSIVE = re.compile(r"['\u2019\u02bc]s\b")
_INSIDE_WORDS = re.compile(r"(?<=\w)['\u2019\u02bc\u2018`](?=\w)")


class _Letters(dict[int, str | None]):
    """What becomes of each letter, worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _plain(chr(code))
        return self[code]


def _plain(letter: str) -> str | None:
    if unicodedata.category(letter) == "Cf":
        return None
    base = unicodedata.normalize("NFD", letter)[0]
    # й and ё are letters of their own in Russian, not accented и and е
    return base if base.isascii() else letter


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Lower-case words with single spaces: no accents, no marks, no invisible characters.

    `Lüthi's` and `luthi` become the same, as do full-width and ordinary letters. Chinese and
    Cyrillic letters stay what they are.
    """
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return _NOT_A_WORD.sub(" ", _INSIDE_WORDS.sub("", _POSSESSIVE.sub("", text))).strip()
