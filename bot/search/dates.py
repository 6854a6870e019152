"""Reads years, decades and days, which must never be taken for other ones."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_MONTHS = "january february march april may june july august september october november december"
_MONTH_OF = {
    spelling: f"month0{month}"
    for month in _MONTHS.split()
    for spelling in (month, month[:3], month[:4])
}
_WORDS_TOO = {"march", "may", "mar", "dec", "sept"}
"""Words or parts of names as well: months only beside a number."""
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(st|nd|rd|th)?")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_DECADE = re.compile(r"(1[89]|20)\d0s")
_SHORT_YEAR = re.compile(r"[1-9]\d")
_TODAY = "today"
"""What `now`, `currently` and others become; see concepts."""
_THOUSANDS = re.compile(r"(?<=\d)[,.](?=\d{3}\b)")


def without_separators(text: str) -> str:
    """The text with `1,390` written as `1390`."""
    return _THOUSANDS.sub("", text)


def join(words: Sequence[str]) -> Iterator[str]:
    """The words, with months as tokens of their own and `16 July` as one more: a day."""
    for at, word in enumerate(words):
        month = _MONTH_OF.get(word)
        if month is None:
            yield word
            continue
        beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
        if word in _WORDS_TOO and not any(w[0].isdecimal() for w in beside):
            yield word
            continue
        yield month
        day = next(filter(None, map(_DAY.fullmatch, beside)), None)
        if day:
            yield f"day{day[1].lstrip('0')}{month}"


@lru_cache(maxsize=2**14)
def is_date(token: str) -> bool:
    """Whether a token is a year, a decade or a day: something that an entry must have too.

    `69` is a year as well, and so is `today`: what was is no answer to what is. Other numbers are
    words like others: `how many of the 5000`.
    """
    return bool(
        token == _TODAY
        or _YEAR.fullmatch(token)
        or _SHORT_YEAR.fullmatch(token)
        or _DECADE.fullmatch(token)
        or (token.startswith("day") and "month0" in token)
    )


@lru_cache(maxsize=2**10)
def other_forms(token: str) -> tuple[str, ...]:
    """How else a question may name a year of an entry: `1969` as `69` or `1960s`."""
    return (token[2:], f"{token[:3]}0s") if _YEAR.fullmatch(token) else ()
