import pytest

from bot.domain.dates import HistoricalDate
from bot.domain.offices import Office

PREMIER = Office("premier", "Soviet Union", HistoricalDate(1964, 10), HistoricalDate(1980))


@pytest.mark.parametrize(
    ("date", "held"),
    [
        (HistoricalDate(1964, 9, 30), False),
        (HistoricalDate(1964, 10, 1), True),
        (HistoricalDate(1964), True),
        (HistoricalDate(1980, 12, 31), True),
        (HistoricalDate(1981, 1), False),
    ],
)
def test_an_office_may_be_held_on_every_day_that_its_dates_can_mean(
    date: HistoricalDate, held: bool
) -> None:
    assert PREMIER.may_be_held(date) is held


def test_an_office_without_a_beginning_was_always_held_before_its_end() -> None:
    leader = Office("party leader", "Soviet Union", None, HistoricalDate(1953, 3, 5))

    assert leader.may_be_held(HistoricalDate(1900))
    assert not leader.may_be_held(HistoricalDate(1953, 3, 6))


@pytest.mark.parametrize(
    ("office", "words"),
    [
        (PREMIER, "premier of the Soviet Union, October 1964 to 1980"),
        (Office("premier", "China", HistoricalDate(1988)), "premier of China, from 1988"),
        (Office("premier", "China", None, HistoricalDate(1976)), "premier of China, until 1976"),
        (
            Office(
                "ambassador", "China", HistoricalDate(1955), HistoricalDate(1962), "Soviet Union"
            ),
            "ambassador of China to the Soviet Union, 1955 to 1962",
        ),
        (Office("president", "United States"), "president of the United States"),
    ],
)
def test_an_office_is_told_with_its_time(office: Office, words: str) -> None:
    assert office.words == words
