"""Days of the year: what is on them, and how they are read."""

from datetime import date

import pytest

from bot.domain.almanac import LEAP_DAY, Almanac, MonthDay, days_meant
from bot.domain.dates import HistoricalDate
from bot.domain.entries import EntryId, EntryKind, Event
from tests.samples import an_event

TODAY = date(2026, 3, 1)


def on(iso: str, weight: int = 1, name: str = "x") -> Event:
    """An event with a date of any precision."""
    slug = f"{iso}-{name}"
    when = HistoricalDate.parse(iso)
    return an_event(slug, id=EntryId(EntryKind.EVENT, slug), date=when, weight=weight)


def test_a_day_has_what_matters_most_first_and_of_equals_the_oldest() -> None:
    young, old, heavy = on("1969-03-02"), on("1950-03-02"), on("1989-03-02", 5)

    assert Almanac([young, old, heavy, on("1969-03-03")]).on(MonthDay(3, 2)) == (heavy, old, young)


@pytest.mark.parametrize("iso", ["1969-03", "1969"])
def test_what_is_not_known_to_the_day_is_on_none(iso: str) -> None:
    almanac = Almanac([on(iso)])
    days = (MonthDay(1, 1).later(n) for n in range(366))

    assert [day for day in days if almanac.on(day)] == []


def test_the_leap_day_is_remembered_the_day_before_where_a_year_has_none() -> None:
    before, leap = on("1972-02-28"), on("1964-02-29", 3)
    almanac = Almanac([before, leap])

    assert almanac.for_date(date(2026, 2, 28)) == [leap, before]
    assert almanac.for_date(date(2028, 2, 28)) == (before,)
    assert almanac.for_date(date(2028, 2, 29)) == (leap,)
    assert almanac.on(LEAP_DAY) == (leap,)


def test_a_post_has_the_main_event_and_those_beside_it_that_were_seen_least() -> None:
    main = on("1969-03-02", 5)
    beside = [on(f"195{n}-03-02", 5 - n) for n in range(1, 5)]
    almanac, when = Almanac([main, *beside]), date(2026, 3, 2)
    seen = {event.id: 1 for event in (main, *beside[:2])}

    assert almanac.chosen(when, {}) == (main, *beside[:2])
    assert almanac.chosen(when, seen) == (main, *beside[2:])
    assert almanac.chosen(date(2026, 3, 3), {}) == ()


def test_the_days_of_a_year_go_round() -> None:
    assert MonthDay(12, 31).later(1) == MonthDay(1, 1)
    assert MonthDay(2, 28).later(1) == LEAP_DAY
    assert MonthDay(3, 1).later(-1) == LEAP_DAY


def test_the_next_date_of_a_day_is_today_or_later() -> None:
    assert MonthDay(3, 1).next_date(TODAY) == TODAY
    assert MonthDay(2, 28).next_date(TODAY) == date(2027, 2, 28)
    assert LEAP_DAY.next_date(TODAY) == date(2028, 2, 29)


def test_a_day_has_a_code_that_reads_as_the_same_day() -> None:
    assert MonthDay(3, 2).code == "0302"
    assert MonthDay.parse("0302") == MonthDay(3, 2)
    for wrong in ("0230", "1301", "302", "03-02", ""):
        with pytest.raises(ValueError):  # noqa: PT011 - the words are Python's own for some
            MonthDay.parse(wrong)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3 march", ["3 March"]),
        ("March 3rd, 1969", ["3 March"]),
        ("the 3rd of March", ["3 March"]),
        ("3 mar", ["3 March"]),
        ("9 sep. 1976", ["9 September"]),
        ("0303", ["3 March"]),
        ("303", ["3 March"]),
        ("0304", ["4 March", "3 April"]),
        ("3/4", ["3 April", "4 March"]),
        ("3.4.", ["3 April"]),
        ("03-04", ["4 March", "3 April"]),
        ("1969-03-02", ["2 March"]),
        ("19690302", ["2 March"]),
        ("29 feb", ["29 February"]),
        ("Today", ["1 March"]),
        ("tomorrow", ["2 March"]),
        ("yesterday", ["28 February"]),
        ("30 february", []),
        ("32 march", []),
        ("march", []),
        ("1969", []),
        ("2008", []),
        ("1911", []),
        ("Zhenbao", []),
        ("may 2 or may 3", []),
        ("", []),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, meant: list[str]) -> None:
    assert [day.words for day in days_meant(text, TODAY)] == meant
