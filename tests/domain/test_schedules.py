"""When a schedule is due, clocks that are changed included, and how admins write it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.domain.schedules import (
    WEEKDAYS,
    Timetable,
    UnknownZoneError,
    UnreadableDaysError,
    UnreadableTimeError,
    days_in_words,
    days_of_week,
    time_of_day,
)

DAY = timedelta(days=1)


def walls(zone: str, at: time, first: date, days: int) -> list[str]:
    """What the clock on the wall shows at each due moment of some days."""
    timetable = Timetable(at, zone)
    moment = datetime.combine(first, time(), UTC) - DAY
    shown: list[str] = []
    while len(shown) < days:
        moment = timetable.next_after(moment)
        local = moment.astimezone(timetable.local_zone)
        if local.date() >= first:
            shown.append(f"{local:%d %H:%M}")
    return shown


@pytest.mark.parametrize(
    ("zone", "spring", "autumn", "before", "skipped", "after"),
    [
        # each of the three: 09:00 stays 09:00 on the wall through both changes
        ("America/New_York", date(2026, 3, 7), date(2026, 10, 31), "02:30", "03:00", "02:30"),
        ("Europe/Berlin", date(2026, 3, 28), date(2026, 10, 24), "02:30", "03:00", "02:30"),
        ("Australia/Lord_Howe", date(2026, 10, 3), date(2026, 4, 4), "02:15", "02:30", "02:15"),
    ],
)
def test_the_hour_on_the_wall_is_kept_once_a_day_through_both_changes(
    zone: str, spring: date, autumn: date, before: str, skipped: str, after: str
) -> None:
    """In spring a skipped minute is the first after the gap; in autumn the doubled hour is once."""
    gap = [line.split()[1] for line in walls(zone, time.fromisoformat(before), spring, 3)]
    doubled = walls(zone, time(1, 45), autumn, 3)
    usual = walls(zone, time(9), spring, 3) + walls(zone, time(9), autumn, 3)

    assert gap == [before, skipped, after]
    assert len(set(doubled)) == 3
    assert {line.split()[1] for line in doubled} == {"01:45"}
    assert {line.split()[1] for line in usual} == {"09:00"}


def test_a_zone_without_changes_has_the_same_moment_every_day() -> None:
    timetable = Timetable(time(9), "Asia/Shanghai")
    first = timetable.next_after(datetime(2026, 3, 1, tzinfo=UTC))

    assert first == datetime(2026, 3, 1, 1, tzinfo=UTC)
    assert timetable.next_after(first) == first + DAY


def test_of_a_doubled_hour_the_first_counts() -> None:
    assert Timetable(time(2, 30), "Europe/Berlin").due_on(date(2026, 10, 25)) == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_day_that_a_zone_left_out_has_no_post() -> None:
    timetable = Timetable(time(9), "Pacific/Apia")

    assert timetable.due_on(date(2011, 12, 30)) is None
    after = timetable.next_after(datetime(2011, 12, 29, 19, tzinfo=UTC))
    assert timetable.local_date(after) == date(2011, 12, 31)


def test_the_moment_itself_is_not_after_it() -> None:
    timetable = Timetable(time(9), "UTC")
    nine = datetime(2026, 3, 1, 9, tzinfo=UTC)

    assert timetable.next_after(nine - timedelta(microseconds=1)) == nine
    assert timetable.next_after(nine) == nine + DAY


def test_only_the_days_chosen_are_due() -> None:
    """1 March 2026 is a Sunday."""
    timetable = Timetable(time(9), "UTC", WEEKDAYS)
    sunday = datetime(2026, 3, 1, tzinfo=UTC)

    assert timetable.next_after(sunday) == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert timetable.next_after(datetime(2026, 3, 6, 9, tzinfo=UTC)) == datetime(
        2026, 3, 9, 9, tzinfo=UTC
    )


@pytest.mark.parametrize("zone", ["Atlantis/City", "America", "", "../zone", "europe berlin"])
def test_what_is_no_zone_is_refused(zone: str) -> None:
    with pytest.raises(UnknownZoneError):
        Timetable(time(9), zone)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("09:00", time(9)),
        ("9am", time(9)),
        ("9 PM", time(21)),
        ("9.30pm", time(21, 30)),
        ("0930", time(9, 30)),
        ("21h30", time(21, 30)),
        ("12am", time(0)),
        ("12 pm", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_time_is_read_as_people_write_it(text: str, read: time) -> None:
    assert time_of_day(text) == read


@pytest.mark.parametrize("text", ["9", "24:00", "13pm", "0am", "9:5", "soon", ""])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UnreadableTimeError):
        time_of_day(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", "every day"),
        ("weekdays", "Monday to Friday"),
        ("Weekends", "Saturday, Sunday"),
        ("mon, wed", "Monday, Wednesday"),
        ("Mondays and Thursdays", "Monday, Thursday"),
        ("tue-thu", "Tuesday, Wednesday, Thursday"),
        ("fri to mon", "Monday, Friday, Saturday, Sunday"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, read: str) -> None:
    assert days_in_words(days_of_week(text)) == read


@pytest.mark.parametrize("text", ["someday", "m", "mon-", "8"])
def test_what_are_no_days_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDaysError):
        days_of_week(text)
