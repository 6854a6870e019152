"""How questions are read."""

from dataclasses import replace

import pytest

from bot.search import words
from bot.search.slips import Speller
from bot.search.words import Reader
from tests.samples import a_library, a_person, a_place

LIBRARY = a_library(people=(a_person(),), places=(a_place(),))
KHRUSHCHEV = "person0nikita0khrushchev"
ZHENBAO = "place0zhenbao0island"


def tokens(question: str) -> tuple[str, ...]:
    return Reader.of(LIBRARY).read_question(question).tokens


@pytest.mark.parametrize(
    "name", ["Khrushchev", "khrushchev's", "Хрущёв", "赫鲁晓夫", "Nikita Khrushchev", "khrushev"]
)
def test_a_name_is_one_token_in_every_spelling(name: str) -> None:
    assert tokens(f"who was {name}?") == (KHRUSHCHEV,)


def test_chinese_names_are_found_inside_a_sentence_without_spaces() -> None:
    assert tokens("赫鲁晓夫和珍宝岛") == (KHRUSHCHEV, ZHENBAO)


def test_words_that_ask_are_left_out_in_every_language() -> None:
    assert tokens("Кто такой Хрущёв?") == tokens("赫鲁晓夫是谁") == (KHRUSHCHEV,)


def test_the_two_sides_have_one_token_each() -> None:
    assert tokens("China USSR") == tokens("Chinese Russians") == tokens("Sino-Soviet")
    assert tokens("中苏") == ("china", "soviet")


def test_a_phrase_is_one_concept() -> None:
    for question in ("why did they fall out", "their falling-out", "the break-up", "the rift"):
        assert tokens(question) == ("split",)


def test_a_fall_is_not_a_falling_out() -> None:
    assert tokens("the fall of Khrushchev") == ("fall", KHRUSHCHEV)


def test_a_decade_has_one_token_however_it_is_written() -> None:
    assert tokens("the sixties") == tokens("the 1960s") == tokens("the 60s") == ("1960s",)


def test_a_word_that_the_store_has_not_stays_what_it_is() -> None:
    assert tokens("visit Zqwxland") == ("visit", "zqwxland")


def test_the_first_word_that_asks_is_kept_apart() -> None:
    assert Reader.of(LIBRARY).read_question("so when and why?").asking == "when"
    assert Reader.of(LIBRARY).read_question("Khrushchev").asking == ""


def test_mentions_emojis_and_tags_are_not_read() -> None:
    assert tokens("<@80351110224678912> <b>Khrushchev</b> <:mao:41771983429993937>") == (
        KHRUSHCHEV,
    )


def test_a_long_question_is_cut() -> None:
    read = tokens("mao stalin " * 1000)

    assert len(read) <= words.MOST_WORDS


def test_only_so_many_words_of_a_question_are_looked_at_for_slips(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted, not timed: a question of 4,000 characters costs no more than one of 600."""
    looked_at: list[str] = []
    mended = Speller.mended

    def counted(speller: Speller, word: str) -> str:
        looked_at.append(word)
        return mended(speller, word)

    monkeypatch.setattr(Speller, "mended", counted)
    tokens(
        " ".join(f"zz{'abcdefghij'[n % 10] * 5}{'klmnopqrst'[n // 10 % 10]}" for n in range(500))
    )

    assert len(looked_at) == words.MOST_MENDED


def test_the_store_is_read_as_it_stands() -> None:
    reader = Reader.of(replace(LIBRARY, people=()))
    reader.read("island")

    assert reader.read("iland") == ["iland"]
