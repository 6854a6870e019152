# ruff: noqa: E501 - one case of a table a line
"""Questions that join two things, over the real search on a small library."""

import pytest

from bot.domain.answers import Joined
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Alias, Event, Person
from bot.domain.offices import Office
from bot.search.finding import LibrarySearch
from bot.services.joining import Joining
from tests.samples import a_library, a_person, a_topic, an_event


def a_leader(slug: str, name: str, office: Office, died: HistoricalDate | None = None) -> Person:
    """Somebody who was in an office."""
    alias = (Alias(name.split()[-1], "other"),)
    return a_person(slug, name=name, aliases=alias, died=died, offices=(office,))


def an_event_on(date: HistoricalDate, slug: str, title: str, weight: int = 3) -> Event:
    """An event of this day and title."""
    return an_event(f"{date.iso}-{slug}", date=date, title=title, text=f"{title}.", weight=weight)


SPEECH = an_event_on(HistoricalDate(1956, 2, 25), "speech", "Khrushchev's secret speech")
RECALL = an_event_on(HistoricalDate(1960, 7, 16), "recall", "Moscow recalls its experts", 5)
BATTLE = an_event_on(HistoricalDate(1969, 3, 2), "battle", "First battle at Zhenbao Island", 5)
TALKS = an_event_on(HistoricalDate(1969, 10, 20), "talks", "Border talks open in Beijing")
STALIN = a_leader(
    "stalin",
    "Joseph Stalin",
    Office("party leader", "Soviet Union", None, HistoricalDate(1953, 3, 5)),
    HistoricalDate(1953, 3, 5),
)
KHRUSHCHEV = a_leader(
    "khrushchev",
    "Nikita Khrushchev",
    Office("premier", "Soviet Union", HistoricalDate(1958), HistoricalDate(1964, 10, 14)),
)
KOSYGIN = a_leader(
    "kosygin",
    "Alexei Kosygin",
    Office("premier", "Soviet Union", HistoricalDate(1964, 10), HistoricalDate(1980)),
)
CHERVONENKO = a_leader(
    "chervonenko",
    "Stepan Chervonenko",
    Office("ambassador", "Soviet Union", HistoricalDate(1959, 10), HistoricalDate(1965), "China"),
)
CLASHES = a_topic("clashes", title="The border clashes", related=(TALKS.id, BATTLE.id))
LIBRARY = a_library(
    CLASHES,
    events=(SPEECH, RECALL, BATTLE, TALKS),
    people=(STALIN, KHRUSHCHEV, KOSYGIN, CHERVONENKO),
)
JOINING = Joining(LIBRARY, LibrarySearch(LIBRARY))


def said(question: str) -> tuple[str, ...]:
    """The paragraphs of the answer; none if the question joins nothing."""
    found = JOINING.answer(question)
    return found.paragraphs if found else ()


@pytest.mark.parametrize(
    "question",
    [
        "Who was the Soviet premier during the battle at Zhenbao Island?",
        "who was premier of the USSR at the time of the border clashes",
        "and who was soviet prime minister in 1969",
    ],
)
def test_who_was_in_office_follows_from_the_dates(question: str) -> None:
    assert said(question) == (
        "**Alexei Kosygin** was premier of the Soviet Union, October 1964 to 1980.",
    )


def test_of_a_year_of_change_both_are_named() -> None:
    assert [line.split("**")[1] for line in said("who was soviet premier in 1964")] == [
        "Nikita Khrushchev",
        "Alexei Kosygin",
    ]


def test_an_office_that_nobody_is_known_to_have_held_is_left_to_the_search() -> None:
    assert JOINING.answer("who was chinese premier in 1969") is None


@pytest.mark.parametrize(
    "question", ["who succeeded Khrushchev", "who replaced khrushchev as premier"]
)
def test_who_came_next_in_an_office(question: str) -> None:
    assert said(question) == (
        "**Alexei Kosygin** followed Nikita Khrushchev: premier of the Soviet Union, "
        "October 1964 to 1980.",
    )


def test_nobody_is_known_to_have_come_after_the_last() -> None:
    assert JOINING.answer("who succeeded kosygin") is None


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "Was Stalin still alive when Moscow recalled its experts?",
            "No. **Joseph Stalin** had died by then, on 5 March 1953.",
        ),
        ("was stalin alive in 1950", "Yes. **Joseph Stalin** was alive then; the death came on 5 March 1953."),
        ("was kosygin alive in 1850", "No. **Alexei Kosygin** was born only later, on 15 April 1894."),
    ],
)  # fmt: skip
def test_whether_somebody_lived_then(question: str, line: str) -> None:
    assert said(question) == (line,)


@pytest.mark.parametrize(
    ("question", "time"),
    [
        ("How long after the secret speech were the experts recalled?", "about 4 years and 4 months"),
        ("how many years between the secret speech and the zhenbao battle", "about 13 years"),
        ("how long before the border talks in Beijing was the zhenbao battle", "about 7 months"),
        ("how long was it from 1956 to the zhenbao battle", "about 13 years"),
    ],
)  # fmt: skip
def test_how_long_it_was_between_two_events(question: str, time: str) -> None:
    assert said(question)[0] == f"**{time}**"


def test_weeks_are_counted_in_days() -> None:
    event = an_event_on(HistoricalDate(1969, 3, 15), "second", "Second battle of the tanks")
    library = a_library(events=(BATTLE, event))
    found = Joining(library, LibrarySearch(library)).answer(
        "how long between the first battle at Zhenbao Island and the second battle of the tanks"
    )

    assert found is not None
    assert found.paragraphs[0] == "**13 days**"


@pytest.mark.parametrize(
    "question",
    [
        "Which came first, the secret speech or the recall of the experts?",
        "did the recall of the experts come before the secret speech",
    ],
)
def test_which_came_first(question: str) -> None:
    assert said(question) == (
        "First: **Khrushchev's secret speech (25 February 1956)**",
        "Then: Moscow recalls its experts (16 July 1960)",
    )


@pytest.mark.parametrize(
    "question",
    [
        "What happened between the recall of the experts and the border talks in Beijing?",
        "take me from the recall of the experts to the border talks in beijing",
        "what happened in their relations from 1960 to 1969",
    ],
)
def test_what_happened_in_between(question: str) -> None:
    assert said(question) == (
        "- 16 July 1960: Moscow recalls its experts",
        "- 2 March 1969: First battle at Zhenbao Island",
        "- 20 October 1969: Border talks open in Beijing",
    )


def test_the_answer_names_the_entries_that_it_follows_from() -> None:
    found = JOINING.answer("who was soviet premier during the battle at zhenbao island")

    assert found == Joined(
        "In office: First battle at Zhenbao Island (2 March 1969)",
        ("**Alexei Kosygin** was premier of the Soviet Union, October 1964 to 1980.",),
        (KOSYGIN, BATTLE),
    )


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "who was the soviet ambassador to China when Moscow recalled its experts",
            "**Stepan Chervonenko** was ambassador of the Soviet Union to China, October 1959 to 1965.",
        ),
        (
            "who was ambassador in beijing in 1960",
            "**Stepan Chervonenko** was ambassador of the Soviet Union to China, October 1959 to 1965.",
        ),
    ],
)  # fmt: skip
def test_who_was_ambassador_where(question: str, line: str) -> None:
    assert said(question) == (line,)


@pytest.mark.parametrize(
    "question",
    [
        "who was american ambassador to china in 1960",
        "who was the chinese ambassador in moscow in 1960",
    ],
)
def test_an_ambassador_of_somebody_else_is_not_taken_for_the_one_known(question: str) -> None:
    assert JOINING.answer(question) is None


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("how old was Khrushchev when Stalin died", "**Nikita Khrushchev** was 58 years old: born 15 April 1894."),
        ("How old was Kosygin in 1960?", "**Alexei Kosygin** was 65 or 66 years old: born 15 April 1894."),
        ("how old was stalin during the secret speech", "No. **Joseph Stalin** had died by then, on 5 March 1953."),
        ("how old was kosygin in 1850", "No. **Alexei Kosygin** was born only later, on 15 April 1894."),
    ],
)  # fmt: skip
def test_how_old_somebody_was(question: str, line: str) -> None:
    assert said(question) == (line,)


def test_nobody_is_said_to_have_been_at_an_event_that_does_not_name_them() -> None:
    assert JOINING.answer("how old was khrushchev when he went to the battle at zhenbao") is None


def test_a_death_is_dated_by_the_life_of_who_died() -> None:
    assert said("how long between Stalin's death and the secret speech") == (
        "**about 2 years and 11 months**",
        "- the death of Joseph Stalin (5 March 1953)",
        "- Khrushchev's secret speech (25 February 1956)",
    )


def test_two_people_are_no_two_moments() -> None:
    assert JOINING.answer("what happened between Stalin and Khrushchev") is None


def test_nobody_is_in_office_after_their_death() -> None:
    minister = a_leader(
        "minister",
        "Chen Yi",
        Office("foreign minister", "China", HistoricalDate(1958), HistoricalDate(1972)),
        HistoricalDate(1972, 1, 6),
    )
    library = a_library(people=(minister,))
    joining = Joining(library, LibrarySearch(library))

    assert joining.answer("who was chinese foreign minister in February 1972") is None
    assert joining.answer("who was chinese foreign minister in January 1972") is not None


@pytest.mark.parametrize(
    "question",
    [
        "who was the president when the Titanic sank",
        "how long between breakfast and lunch",
        "what happened between you and me",
        "who replaced the batteries",
        "was my uncle alive when the dinosaurs died",
        "between",
        "",
    ],
)
def test_what_joins_nothing_of_the_store_is_left_to_the_search(question: str) -> None:
    assert JOINING.answer(question) is None
