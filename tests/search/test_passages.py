import pytest

from bot.search.passages import passage, sentences
from tests.samples import a_topic, a_view


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said: go; they went.", ["He said:", "go;", "they went."]),
        ("A first line\n\n- a list\n- of things", ["A first line", "- a list", "- of things"]),
        ("J. F. K. met Mr. K. They talked.", ["J. F. K. met Mr. K. They talked."]),
        ("It cost 1.5 million.", ["It cost 1.5 million."]),
        ("“It is over.” He left.", ["“It is over.”", "He left."]),
        ("", []),
        (" \n ", []),
    ],
)  # fmt: skip
def test_a_text_falls_into_sentences(text: str, parts: list[str]) -> None:
    assert list(sentences(text)) == parts


def test_a_topic_is_searched_in_all_that_it_says() -> None:
    found = passage(a_topic(views=(a_view("Lorenz Lüthi"),)))

    assert found.called == ("Title of why", "What is why?")
    assert found.wordings == ("tell me of why",)
    assert found.short == ("The short text of why.",)
    assert found.rest == (
        "The first paragraph of why.",
        "The second paragraph of why.",
        "Lorenz Lüthi: It was ideology.",
    )


def test_a_sentence_that_leans_on_the_one_before_comes_with_it() -> None:
    detail = "Kosygin telephoned in March. He was refused. The line was cut."
    found = passage(a_topic(detail=detail))

    assert found.sentence(1) == "Kosygin telephoned in March."
    assert found.sentence(2) == "Kosygin telephoned in March. He was refused."
    assert found.sentence(3) == "The line was cut."


def test_the_first_sentence_of_the_full_text_leans_on_nothing() -> None:
    assert passage(a_topic(detail="He was refused.")).sentence(1) == "He was refused."
