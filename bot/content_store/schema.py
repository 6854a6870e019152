"""The shape of every file of the store, as its writers see it."""

from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.domain.citations import SourceKind
from bot.domain.dates import HistoricalDate

SHORT_WORDS = (40, 80)
DETAIL_WORDS = (150, 400)
MOST_QUOTED_WORDS = 25


def _words(least: int, most: int) -> AfterValidator:
    def counted(text: str) -> str:
        count = len(text.split())
        if not least <= count <= most:
            wanted = f"at most {most}" if least <= 1 else f"{least} to {most}"
            raise PydanticCustomError(
                "words", "has {count} words; it needs {wanted}", {"count": count, "wanted": wanted}
            )
        return text

    return AfterValidator(counted)


def _historical_date(value: object) -> HistoricalDate:
    if isinstance(value, date):
        return HistoricalDate.parse(value.isoformat()[:10])
    try:
        return HistoricalDate.parse(str(value))
    except ValueError as error:
        raise PydanticCustomError("date", "is no date: {why}", {"why": str(error)}) from None


def _two_decimals(degrees: float) -> float:
    if round(degrees, 2) != degrees:
        raise PydanticCustomError("decimals", "has more than two decimals; round it")
    return degrees


def _citation(value: object) -> object:
    return {"source": value} if isinstance(value, str) else value


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""At most 64 characters: it travels in custom ids, of which Discord takes 100."""
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Line = Annotated[Text, StringConstraints(pattern=r"^[^\n]+$", max_length=300)]
Title = Annotated[Text, StringConstraints(pattern=r"^[^\n]+$", max_length=80)]
When = Annotated[
    HistoricalDate,
    BeforeValidator(_historical_date),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}),
]


Degrees = Annotated[float, Field(strict=False), AfterValidator(_two_decimals)]


class _Shape(BaseModel):
    # strict: a bare `yes` or date where text belongs is a mistake, not something to convert
    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True
    )


class CitationShape(_Shape):
    """A source by its key, with the place in it and what it supports."""

    source: Slug = Field(description="a key of sources.yaml")
    at: Line | None = Field(None, description="article, chapter, section, date or archive item")
    supports: Line | None = Field(None, description="which statement it covers, in a few words")


Citations = Annotated[
    list[
        Annotated[
            CitationShape,
            BeforeValidator(_citation, json_schema_input_type=Slug | CitationShape),
        ]
    ],
    Field(min_length=1, description="source keys, or source/at/supports"),
]


class SourceShape(_Shape):
    """An item of the bibliography."""

    kind: Annotated[SourceKind, Field(strict=False)] = Field(description="what sort of work it is")
    authors: list[Annotated[Line, StringConstraints(pattern=r"^[^()\n]+$")]] = Field(
        [], description="authors or editors, as on the title page, without (ed.)"
    )
    label: Annotated[Line, StringConstraints(max_length=48)] | None = Field(
        None,
        description="for lines of sources, where the family name comes first: Shen Zhihua 2003",
    )
    title: Line
    published: Line = Field(description="publisher, journal with volume, or archive with item")
    year: Annotated[int, Field(ge=1600, le=2100)] | None = Field(
        None, description="of publication or of the document; left out where nothing says it"
    )
    language: Line
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=400)] | None = (
        Field(None, description="the item's own public address; never a mirror")
    )
    good_for: Line = Field(description="one line on what it is good for")


class ViewShape(_Shape):
    """What one side or historian holds."""

    who: Line
    holds: Text
    sources: Citations


class TopicShape(_Shape):
    """One curated answer; the file's name is its id."""

    title: Annotated[Title, StringConstraints(max_length=60)]
    question: Line
    wordings: list[Line] = Field(min_length=4, max_length=30, description="as members type it")
    short: Annotated[Text, _words(*SHORT_WORDS)]
    detail: Annotated[Text, _words(*DETAIL_WORDS)]
    views: list[ViewShape] = []
    sources: Citations
    topics: list[Slug] = []
    events: list[Slug] = []
    people: list[Slug] = []
    places: list[Slug] = []


class EventShape(_Shape):
    """Something dated that happened."""

    id: Slug
    date: When
    until: When | None = None
    title: Title
    text: Annotated[Text, _words(1, 80)]
    matters: Line = Field(description="why it matters for the split")
    weight: int = Field(ge=1, le=5, description="1 is minor, 5 a turning point")
    discuss: Line | None = Field(
        None, description="an open question for a group, ending in a question mark"
    )
    people: list[Slug] = []
    places: list[Slug] = []
    sources: Citations

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "EventShape":
        if self.until is not None and self.until.first_day < self.date.first_day:
            raise PydanticCustomError(
                "until", "ends before it begins: `until` is before `date`; exchange them"
            )
        return self


class AliasesShape(_Shape):
    """Other spellings, by the system they are written in."""

    pinyin: list[Line] = []
    wade_giles: list[Line] = []
    chinese: list[Line] = Field([], description="simplified, then traditional characters")
    russian: list[Line] = Field([], description="Cyrillic")
    other: list[Line] = Field([], description="other transliterations, short forms, common slips")


class OfficeShape(_Shape):
    """An office that somebody held: questions of who was what when are answered from it."""

    title: Annotated[Line, StringConstraints(pattern=r"^[a-z][a-z -]*$")] = Field(
        description="in lower case, one word for the same thing: premier, party leader, president"
    )
    of: Line = Field(description="the country: Soviet Union, China, United States")
    to: Line | None = Field(None, description="of an ambassador: the country that receives him")
    since: When | None = None
    until: When | None = None


class PersonShape(_Shape):
    """Somebody with a part in the story."""

    name: Title
    aliases: AliasesShape = AliasesShape()
    born: When | None = None
    died: When | None = None
    role: Line
    offices: list[OfficeShape] = []
    about: Text
    sources: Citations


class PlaceShape(_Shape):
    """Somewhere that the story touches."""

    name: Title
    aliases: AliasesShape = AliasesShape()
    latitude: Degrees = Field(ge=-90, le=90)
    longitude: Degrees = Field(ge=-180, le=180)
    about: Text
    sources: Citations


class TermShape(_Shape):
    """A word of the subject that needs explaining."""

    name: Title
    aliases: AliasesShape = AliasesShape()
    about: Text
    sources: Citations


class QuoteShape(_Shape):
    """Words that somebody really said or wrote."""

    text: Annotated[Text, _words(1, MOST_QUOTED_WORDS)]
    who: Slug = Field(description="a person of people.yaml")
    date: When
    occasion: Line
    to: Line | None = None
    sources: Citations


SHAPES: dict[str, TypeAdapter[object]] = {
    "topic": TypeAdapter(TopicShape),
    "events": TypeAdapter(list[EventShape]),
    "sources": TypeAdapter(dict[Slug, SourceShape]),
    "people": TypeAdapter(dict[Slug, PersonShape]),
    "places": TypeAdapter(dict[Slug, PlaceShape]),
    "terms": TypeAdapter(dict[Slug, TermShape]),
    "quotes": TypeAdapter(dict[Slug, QuoteShape]),
}
"""What each kind of file holds; the JSON Schemas for editors are made of it."""
