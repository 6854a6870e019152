from collections.abc import Sequence

import pytest
from typing_extensions import override

from bot.domain.answers import Answer, Completer, Finder, Match, NotCovered, Thresholds, Unsure
from bot.domain.citations import SourceKind
from bot.domain.entries import Entry, EntryId, EntryKind
from bot.domain.library import HEADLINE, UnknownEntryError
from bot.services.answering import Answering
from tests.samples import a_library, a_person, a_source, a_topic

TREATY, VISIT = a_topic("treaty"), a_topic("visit")
LIBRARY = a_library(TREATY, VISIT, people=(a_person(),))


class FakeFinder(Finder):
    """Finds what a test says, whatever is asked."""

    def __init__(self, *matches: Match) -> None:
        self.matches = matches
        self.asked: list[str] = []

    @override
    def find(self, question: str, kind: EntryKind | None = None) -> Sequence[Match]:
        """What the test said."""
        self.asked.append(question)
        return self.matches

    @override
    def known_words(self, question: str) -> str:
        """All of it."""
        return question

    @override
    def names_in(self, question: str) -> Sequence[EntryId]:
        """Nobody and nothing."""
        return ()


class FakeCompleter(Completer):
    """Completes nothing."""

    @override
    def complete(self, kind: EntryKind, typed: str, most: int) -> Sequence[Entry]:
        """Nothing."""
        return ()


def answering(*matches: Match) -> Answering:
    """An answering whose finder has these matches for everything."""
    thresholds = Thresholds(score=0.5, gap=0.1, near=0.2)
    return Answering(LIBRARY, FakeFinder(*matches), FakeCompleter(), thresholds)


def test_why_is_the_headline() -> None:
    assert answering().why() == Answer(LIBRARY.entry(HEADLINE))


def test_a_good_match_is_the_answer() -> None:
    assert answering(Match(TREATY.id, 0.8)).ask("what?") == Answer(TREATY)


def test_two_good_matches_are_asked_back() -> None:
    found = answering(Match(TREATY.id, 0.8), Match(VISIT.id, 0.78)).ask("what?")

    assert found == Unsure((TREATY, VISIT))


def test_a_weak_match_is_only_near() -> None:
    assert answering(Match(VISIT.id, 0.3)).ask("what?") == NotCovered((VISIT,))


@pytest.mark.parametrize("question", ["Nikita Khrushchev", "хрущёв", "赫鲁晓夫?"])
def test_a_bare_name_is_its_entry_whatever_the_search_says(question: str) -> None:
    assert answering(Match(TREATY.id, 0.9)).ask(question) == Answer(a_person())


@pytest.mark.parametrize("name", ["treaty", "TITLE OF TREATY", "what is treaty"])
def test_a_topic_is_opened_by_what_it_is_called(name: str) -> None:
    assert answering().open(EntryKind.TOPIC, name) == Answer(TREATY)


def test_a_topic_of_another_name_is_searched_for() -> None:
    assert answering(Match(VISIT.id, 0.9)).open(EntryKind.TOPIC, "the trip") == Answer(VISIT)


def test_an_entry_that_is_gone_is_an_error() -> None:
    with pytest.raises(UnknownEntryError):
        answering().entry(EntryId(EntryKind.TOPIC, "gone"))


def test_the_bibliography_has_documents_first_then_authors_by_name() -> None:
    book = SourceKind.MONOGRAPH
    sources = (
        a_source("radchenko", kind=book, authors=("Sergey Radchenko",)),
        a_source("luthi", kind=book, authors=("Lorenz Lüthi",)),
        a_source("note"),
    )
    found = Answering(
        a_library(sources=sources), FakeFinder(), FakeCompleter(), Thresholds(1, 1, 1)
    ).bibliography

    assert [source.key for source in found] == ["note", "luthi", "radchenko"]
