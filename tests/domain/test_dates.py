from datetime import date

import pytest

from bot.domain.dates import HistoricalDate, Precision


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("1969-03-02", "2 March 1969", Precision.DAY),
        ("1969-03", "March 1969", Precision.MONTH),
        ("1969", "1969", Precision.YEAR),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text: str, words: str, precision: Precision) -> None:
    parsed = HistoricalDate.parse(text)

    assert (parsed.iso, parsed.words, parsed.precision) == (text, words, precision)


@pytest.mark.parametrize(
    "text", ["", "69", "1969-3-2", "1969-02-30", "1969-13", "2 March", "1969-03-02T00", "١٩٦٩"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        HistoricalDate.parse(text)


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        HistoricalDate(1969, None, 2)


def test_dates_are_put_in_order_by_the_first_day_they_can_mean() -> None:
    assert HistoricalDate(1969, 3).first_day == date(1969, 3, 1)
    assert HistoricalDate(1969).first_day == date(1969, 1, 1)


def test_the_twenty_ninth_of_february_is_a_date_in_leap_years_only() -> None:
    assert HistoricalDate.parse("1960-02-29").words == "29 February 1960"
    with pytest.raises(ValueError, match="day is out of range"):
        HistoricalDate.parse("1961-02-29")
