"""What a question takes for granted, over the real search on a small library."""

from collections.abc import Sequence

import pytest
from typing_extensions import override

from bot.domain.answers import Answer, Finder, Match
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Alias, EntryId, EntryKind
from bot.search.finding import LibrarySearch
from bot.services.premises import Premises
from tests.samples import a_library, a_person, a_topic, an_event

STALIN = a_person(
    "stalin",
    name="Joseph Stalin",
    aliases=(Alias("Stalin", "other"),),
    died=HistoricalDate(1953, 3, 5),
)
RECALL = an_event(weight=5)
BEFORE = an_event("1956-02-25-speech", date=HistoricalDate(1956, 2, 25), weight=3)
SPEECH = a_topic(
    "speech",
    title="The attack on Stalin",
    question="Why did Khrushchev attack Stalin?",
    short="He spoke against Stalin in 1956.",
    related=(BEFORE.id, STALIN.id),
)
EXPERTS = a_topic(
    "experts",
    title="The recall of the experts",
    question="Why did Moscow recall its experts from China?",
    wordings=("why did moscow recall its experts", "soviet experts leave china"),
    short="On 16 July 1960 Moscow recalled its experts from China.",
    related=(BEFORE.id, RECALL.id),
)
LIBRARY = a_library(EXPERTS, SPEECH, events=(BEFORE, RECALL), people=(STALIN, a_person()))


class FixedFinder(Finder):
    """Finds the same whatever is asked."""

    def __init__(self, match: Match) -> None:
        self._match = match

    @override
    def find(self, question: str, kind: EntryKind | None = None) -> Sequence[Match]:
        """The match."""
        return (self._match,)

    @override
    def known_words(self, question: str) -> str:
        """All of it."""
        return question

    @override
    def names_in(self, question: str) -> Sequence[EntryId]:
        """Nobody."""
        return ()


PREMISES = Premises(LIBRARY, LibrarySearch(LIBRARY))


def test_somebody_who_had_died_cannot_have_done_it() -> None:
    said = "It cannot have been Joseph Stalin, who died on 5 March 1953."

    assert PREMISES.of_the_dead("why did stalin recall the experts in 1960", EXPERTS) == said
    assert PREMISES.of_the_dead("why did Сталин or Stalin recall the experts", EXPERTS) == said


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("why did Khrushchev recall the experts in 1960", EXPERTS),
        ("why did moscow recall the experts", EXPERTS),
        ("why did khrushchev attack stalin in 1956", SPEECH),
        ("who was stalin", STALIN),
    ],
)
def test_the_living_and_those_who_are_part_of_it_are_not_corrected(
    question: str, entry: object
) -> None:
    assert PREMISES.of_the_dead(question, entry) == ""  # type: ignore[arg-type]


def test_a_wrong_year_of_a_death_is_answered_with_the_life() -> None:
    found = PREMISES.of_a_wrong_death("Why did Stalin die at Zhenbao in 1969?")

    assert found == Answer(STALIN, "", "Joseph Stalin died on 5 March 1953, not in 1969.")


@pytest.mark.parametrize(
    "question",
    ["how did stalin die in 1953", "how did stalin die", "how did people die in 1969 under stalin"],
)
def test_a_right_death_or_none_is_left_to_the_search(question: str) -> None:
    assert PREMISES.of_a_wrong_death(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Why did Moscow recall its experts from China in 1958?",
        "When did Moscow recall its experts from China in 1958?",
        "What happened when Moscow recalled its experts from China in 1958?",
    ],
)
def test_a_wrong_year_is_answered_with_the_right_one(question: str) -> None:
    found = PREMISES.of_a_wrong_year(question, None)

    assert isinstance(found, Answer)
    assert found.entry == EXPERTS
    assert found.correction == "That was not in 1958 but on 16 July 1960."


@pytest.mark.parametrize(
    "question",
    [
        "Why did Moscow recall its experts from China in 1960?",
        "Why did Moscow recall its experts from China?",
        "What happened to the experts from China in 1958?",
        "Why did Moscow recall its experts from China in 1958 and 1959?",
        "Why did the ice melt in 1958?",
    ],
)
def test_nothing_is_corrected_that_may_be_right_or_is_only_asked(question: str) -> None:
    """`What happened in 1958?` takes nothing for granted."""
    assert PREMISES.of_a_wrong_year(question, None) is None


def test_a_doubtful_match_with_the_wrong_year_gives_way() -> None:
    question = "Why did Moscow recall its experts from China in 1958?"

    assert PREMISES.of_a_wrong_year(question, Match(SPEECH.id, 0.5)) is not None


@pytest.mark.parametrize(("score", "corrected"), [(0.84, False), (0.86, True), (0.99, True)])
def test_only_a_very_sure_match_without_the_year_corrects_it(score: float, corrected: bool) -> None:
    finder = FixedFinder(Match(EXPERTS.id, score))
    found = Premises(LIBRARY, finder).of_a_wrong_year("Why did it end in 1958?", None)

    assert (found is not None) is corrected


def test_a_match_with_the_year_that_is_nearly_as_sure_stays_the_answer() -> None:
    premises = Premises(LIBRARY, FixedFinder(Match(EXPERTS.id, 0.9)))

    assert premises.of_a_wrong_year("Why did it end in 1958?", Match(SPEECH.id, 0.85)) is None
    assert premises.of_a_wrong_year("Why did it end in 1958?", Match(SPEECH.id, 0.75)) is not None


def test_the_names_in_a_question_are_known_in_every_spelling() -> None:
    assert LibrarySearch(LIBRARY).names_in("did 赫鲁晓夫 follow Stalin or Khrushchev?") == [
        EntryId(EntryKind.PERSON, "nikita-khrushchev"),
        EntryId(EntryKind.PERSON, "stalin"),
    ]
