"""The ways in which members ask questions that join two things, as patterns of folded text."""

import re
from collections.abc import Sequence

SIDES = {
    "soviet": "Soviet Union",
    "soviet union": "Soviet Union",
    "ussr": "Soviet Union",
    "russian": "Soviet Union",
    "russia": "Soviet Union",
    "moscow": "Soviet Union",
    "chinese": "China",
    "china": "China",
    "prc": "China",
    "beijing": "China",
    "peking": "China",
    "kremlin": "Soviet Union",
    "zhongnanhai": "China",
    "white house": "United States",
    "american": "United States",
    "us": "United States",
    "america": "United States",
    "united states": "United States",
}
OFFICES = {
    "premier": "premier",
    "prime minister": "premier",
    "head of government": "premier",
    "leader": "party leader",
    "party leader": "party leader",
    "party chief": "party leader",
    "first secretary": "party leader",
    "general secretary": "party leader",
    "boss": "party leader",
    "chairman": "party leader",
    "foreign minister": "foreign minister",
    "defence minister": "defence minister",
    "defense minister": "defence minister",
    "president": "president",
    "head of state": "president",
    "ruling": "party leader",
    "running": "party leader",
    "leading": "party leader",
    "in charge": "party leader",
    "in power": "party leader",
}
SENDS = {"China": "Soviet Union", "Soviet Union": "China"}
"""Whose ambassador is meant if a question names only the country that receives him."""
_SIDE = "|".join(sorted(SIDES, key=len, reverse=True))
_OFFICE = "|".join(sorted(OFFICES, key=len, reverse=True))
_AT = (
    r"(?:when|while|during|at the (?:time|moment) (?:of|when)|as of|in|on|by the time of|"
    r"by the time|by)"
)


def _patterns(*texts: str) -> Sequence[re.Pattern[str]]:
    """Ways to ask, which may follow other words unless they begin with `^`."""
    return tuple(
        re.compile(f"{text}$" if text.startswith("^") else rf"(?:^|.* ){text}$") for text in texts
    )


IN_OFFICE = _patterns(
    rf"who (?:was|were|is) (?:the )?(?P<side>{_SIDE}) (?P<office>{_OFFICE}) {_AT} (?P<when>.+)",
    rf"who (?:was|were|is) (?:the )?(?P<office>{_OFFICE}) (?:of|in) (?:the )?(?P<side>{_SIDE}) "
    rf"{_AT} (?P<when>.+)",
    rf"who (?:was )?(?P<office>ruling|running|leading|in charge|in power)(?: of| in)? "
    rf"(?:the )?(?P<side>{_SIDE}) {_AT} (?P<when>.+)",
    rf"who (?:led|ruled|ran|headed) (?:the )?(?P<side>{_SIDE}) {_AT} (?P<when>.+)",
    rf"who (?:sat|was|lived|resided) in (?:the )?(?P<side>white house|kremlin|zhongnanhai) "
    rf"{_AT} (?P<when>.+)",
)
AMBASSADOR = _patterns(
    rf"who (?:was|served as) (?:the )?(?:(?P<of>{_SIDE}) )?(?:ambassador|envoy) (?:to|in) "
    rf"(?:the )?(?P<host>{_SIDE}) {_AT} (?P<when>.+)",
    rf"who represented (?:the )?(?P<of>{_SIDE}) (?:as ambassador )?(?:to|in) "
    rf"(?:the )?(?P<host>{_SIDE}) {_AT} (?P<when>.+)",
)
SUCCESSION = _patterns(
    r"who (?:replaced|succeeded|followed|came after|took over (?:from|after)) "
    rf"(?P<person>.+?)(?: as (?:the )?(?:(?:{_SIDE}) )?(?P<office>{_OFFICE}))?",
)
ALIVE = _patterns(
    rf"(?:was|is) (?P<person>.+?) (?:still |already )?(?:alive|dead|living) {_AT} (?P<when>.+)"
)
HOW_OLD = _patterns(
    rf"how old (?:was|is) (?P<person>.+?) {_AT} (?P<when>.+)",
    r"how old (?:was|is) (?P<person>.+?) at (?:the time of )?(?:his|her) (?P<when>death)",
)
DECADE = re.compile(r"(?:the )?(?:(?P<part>early|mid|middle|late) )?(?P<decade>19\d0)s")
PARTS = {"early": 2, "mid": 5, "middle": 5, "late": 8}
"""Which year of a decade stands for a part of it."""
HE = re.compile(r"\b(?:he|she|him|her|his)\b")
ASIDE = re.compile(r" (?:and )?(?:by how (?:much|long|many \w+)|who was (?:that|he|she)|and why)$")
"""What follows a joined question and is answered with it."""
DEATH = re.compile(
    r"(?:the )?death of (?P<of>.+)|(?P<whose>.+?) (?:(?:was|had) )?(?:death|died|die|dies|dead)"
)
_TIME = r"how (?:long|many (?:years|months|weeks|days)) (?:passed |were there |was it )?"
HOW_LONG = _patterns(
    rf"{_TIME}after (?P<first>.+?) did (?P<last>.+)",
    rf"{_TIME}between (?P<first>.+?) and (?P<last>.+)",
    rf"{_TIME}after (?P<first>.+?) (?:did|was|were|came|until|till) (?P<last>.+)",
    rf"{_TIME}from (?P<first>.+?) (?:to|until|till) (?P<last>.+)",
    rf"{_TIME}before (?P<last>.+?) (?:did|was|were) (?P<first>.+)",
)
WHICH_FIRST = _patterns(
    r"(?:which|what) (?:came|happened|was|began) (?:first|earlier) (?P<first>.+?) or (?P<last>.+)",
    # only as a whole: "what did they call it after 1969" asks for no order
    r"^(?:did|was|were) (?P<first>.+?) (?:come |happen |take place )?"
    r"(?:before|after|earlier than|later than) (?P<last>.+)",
)
_COURSE = r"(?:happen(?:ed)?|events?|relations?|timeline|steps|me|went) (?:.+ )?"
IN_BETWEEN = _patterns(
    rf"{_COURSE}between (?P<first>.+?) and (?P<last>.+)",
    rf"{_COURSE}from (?P<first>.+?) (?:to|until|till|up to) (?P<last>.+)",
)
