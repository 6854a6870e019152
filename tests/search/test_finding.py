"""What the search finds, on a small store of made-up entries."""

import pytest

from bot.domain.answers import Match
from bot.domain.entries import EntryId, EntryKind
from bot.search.finding import THRESHOLDS, LibrarySearch
from bot.search.ranking import CLOSE, best_first
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
    assert best("zhenbao island in the sixties") == "topic/island"
    assert best("zhenbao island 69") == "topic/island"


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


def test_every_score_is_between_0_and_1() -> None:
    for question in ("why did they fall out", "mao", "Zhenbao 1969", "who is khrushchev"):
        assert all(0 < match.score <= 1 for match in SEARCH.find(question))


def a_match(kind: EntryKind, slug: str, score: float) -> Match:
    return Match(EntryId(kind, slug), score)


def test_a_topic_goes_before_its_event_when_they_are_close() -> None:
    event, topic = a_match(EntryKind.EVENT, "e", 0.9), a_match(EntryKind.TOPIC, "t", 0.88)

    ranked = best_first([event, topic], "why")

    assert [match.entry for match in ranked] == [topic.entry, event.entry]
    assert ranked[0].score - ranked[1].score == pytest.approx(CLOSE)


def test_an_event_that_is_clearly_better_stays_first() -> None:
    event, topic = a_match(EntryKind.EVENT, "e", 0.9), a_match(EntryKind.TOPIC, "t", 0.7)

    assert best_first([topic, event], "why") == [event, topic]


def test_two_topics_that_are_close_stay_so_and_the_bot_asks_back() -> None:
    topics = [a_match(EntryKind.TOPIC, slug, 0.8) for slug in "ab"]

    assert best_first(topics, "what") == topics


def test_nothing_found_is_an_empty_list() -> None:
    assert best_first([], "who") == []
