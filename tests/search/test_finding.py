"""What the search finds, on a small store of made-up entries."""

import pytest

from bot.search.finding import THRESHOLDS, LibrarySearch
from tests.samples import a_library, a_person, a_place, a_topic, an_event

WHY = a_topic(
    question="Why did China and the Soviet Union split?",
    wordings=("why did they fall out",),
    short="Over ideology and rank.",
)
EXPERTS = a_topic(
    "experts",
    title="The experts recalled",
    question="Why did Moscow recall its experts in 1960?",
    wordings=("soviet advisers leave china",),
    short="In July 1960 Moscow recalled 1,390 experts after a quarrel over doctrine.",
)
ISLAND = a_topic(
    "island",
    title="The island battle",
    question="What happened at Zhenbao Island in March 1969?",
    wordings=("damansky clash", "ussuri battle 1969"),
    short="Border troops fought on 2 March 1969.",
)
LIBRARY = a_library(
    WHY, EXPERTS, ISLAND, people=(a_person(),), places=(a_place(),), events=(an_event(),)
)
SEARCH = LibrarySearch(LIBRARY)


def best(question: str) -> str | None:
    """The best entry, if it is good enough to be given."""
    found = SEARCH.find(question)
    return found[0].entry.path if found and found[0].score >= THRESHOLDS.score else None


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("why did the two fall out?", "topic/why"),
        ("reasons for the sino-soviet rift", "topic/why"),
        ("why did moscow withdraw its advisers in 1960", "topic/experts"),
        ("Damanski iland battle", "topic/island"),
        ("珍宝岛 1969 battle", "topic/island"),
        ("кто такой Хрущёв?", "person/nikita-khrushchev"),
        ("who was 赫鲁晓夫", "person/nikita-khrushchev"),
        ("where is Damansky?", "place/zhenbao-island"),
        ("when was Khrushchev born?", "person/nikita-khrushchev"),
        ("what happened on 16 July 1960?", "event/1960-07-16-recall"),
    ],
)
def test_a_question_in_own_words_finds_its_entry(question: str, entry: str) -> None:
    assert best(question) == entry


@pytest.mark.parametrize(
    "question",
    [
        "What is the best pizza in Naples?",
        "When is the march?",
        "how did the First World War start",
        "did Khrushchev visit Disneyland",
        "Who fought at Gettysburg?",
        "good morning",
    ],
)
def test_what_the_store_does_not_cover_is_not_answered(question: str) -> None:
    assert best(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "What happened at Zhenbao Island in March 1975?",
        "What happened at Zhenbao Island in the 1950s?",
        "What happened at Zhenbao Island in 72?",
        "What happened at Zhenbao Island on 3 March 1969?",
    ],
)
def test_a_year_a_decade_or_a_day_never_matches_another_one(question: str) -> None:
    assert SEARCH.find(question) == []


def test_a_decade_and_a_short_year_match_the_years_they_mean() -> None:
    for question in ("zhenbao island in the sixties", "zhenbao island 69"):
        assert SEARCH.find(question)[0].entry == ISLAND.id


def test_a_word_that_the_store_has_not_counts_against_an_entry() -> None:
    scores = [SEARCH.find(f"moscow recall experts{more}")[0].score for more in ("", " zqwxa")]

    assert scores[1] < scores[0]


@pytest.mark.parametrize(
    "question",
    [
        '" OR "1"="1',
        "'; DROP TABLE passages; --",
        "names:* NEAR(a b, 2) AND NOT (",
        "^ * - + : {}",
        "🤡🤡",
        "\u202eevil\u202c\u0000\u0007\ud800",
        "a" * 4000,
        "ﷺ" * 4000,
        "'" * 4000,
        "",
        "AND OR NOT",
    ],
)
def test_hostile_input_is_a_normal_question_without_an_answer(question: str) -> None:
    assert best(question) is None


def test_hidden_characters_change_nothing() -> None:
    assert best("\u202ewhy did they \u200bfall out\u202c??") == "topic/why"


def test_what_only_the_full_text_says_is_told_first() -> None:
    topic = a_topic(
        "phone",
        title="The telephone call",
        question="Did Kosygin telephone?",
        short="A call was made in vain.",
        detail="The line went to Beijing. An operator refused to put Kosygin through with abuse.",
        related=(an_event().id,),
    )
    event = an_event(text="Newspapers in Sofia printed a cartoon.")
    search = LibrarySearch(a_library(topic, events=(event,)))

    (best, *_) = search.find("which operator refused kosygin's telephone call with abuse")
    assert (best.entry, best.told) == (
        topic.id,
        "An operator refused to put Kosygin through with abuse.",
    )
    (best, *_) = search.find("kosygin telephone call cartoon in sofia newspapers")
    assert (best.entry, best.told) == (
        topic.id,
        "16 July 1960: Newspapers in Sofia printed a cartoon.",
    )
    assert search.find("was the call made in vain")[0].told == ""


def test_a_slip_in_a_wording_teaches_no_wrong_word() -> None:
    """Members may slip in another way, and other entries have the word as it is written."""
    topic = a_topic("tito", question="Who was Tito of Yugoslavia?", wordings=("tito in yugoslvia",))
    search = LibrarySearch(a_library(topic, a_topic("next", short="Yugoslavia was next.")))

    assert len(search.find("yugoslvia")) == 2


def test_a_bare_name_is_the_entry_and_nothing_else() -> None:
    best, *others = SEARCH.find("who was khrushchev")

    assert (best.entry.path, best.score) == ("person/nikita-khrushchev", 1.0)
    assert all(other.score < THRESHOLDS.score for other in others)


def test_what_was_is_no_answer_to_what_is() -> None:
    assert SEARCH.find("who owns zhenbao island today") == []


def test_every_score_is_between_0_and_1() -> None:
    for question in ("why did they fall out", "mao", "Zhenbao 1969", "who is khrushchev"):
        assert all(0 <= match.score <= 1 for match in SEARCH.find(question))
