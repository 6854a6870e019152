import pytest

from bot.search import dates


def test_a_day_and_its_month_are_tokens_of_their_own() -> None:
    for words in (["16", "july", "1960"], ["16th", "july", "1960"], ["july", "16", "1960"]):
        assert {"day16month0july", "month0july", "1960"} <= set(dates.join(words))


def test_a_short_month_is_the_same_month() -> None:
    assert list(dates.join(["feb", "1950"])) == ["month0february", "1950"]


def test_march_alone_is_a_word() -> None:
    assert list(dates.join(["the", "long", "march"])) == ["the", "long", "march"]
    assert list(dates.join(["march", "1969"])) == ["month0march", "1969"]


@pytest.mark.parametrize("token", ["1969", "69", "1960s", "day2month0march"])
def test_a_year_a_decade_and_a_day_are_dates(token: str) -> None:
    assert dates.is_date(token)


@pytest.mark.parametrize("token", ["5000", "5", "390", "mao", "month0march", "596"])
def test_other_numbers_and_words_are_none(token: str) -> None:
    assert not dates.is_date(token)


def test_a_year_is_also_called_by_two_digits_and_by_its_decade() -> None:
    assert dates.other_forms("1969") == ("69", "1960s")
    assert dates.other_forms("69") == ()


def test_thousands_are_one_number() -> None:
    assert dates.without_separators("1,390 left, 343 stayed") == "1390 left, 343 stayed"
