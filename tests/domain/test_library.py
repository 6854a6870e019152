import pytest

from bot.domain.dates import HistoricalDate
from bot.domain.entries import EntryId, EntryKind
from bot.domain.library import HEADLINE, UnknownEntryError, spellings
from tests.samples import a_library, a_person, a_place, a_quote, a_topic, an_event


def test_every_entry_is_found_by_its_id() -> None:
    library = a_library(a_topic("treaty"), events=(an_event(),), people=(a_person(),))

    assert [library.entry(entry.id) for entry in library] == list(library)


def test_an_id_that_the_store_does_not_have_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownEntryError) as caught:
        a_library().entry(EntryId(EntryKind.TERM, "detente"))

    assert caught.value.wanted == "term/detente"


@pytest.mark.parametrize("name", ["Nikita Khrushchev", "nikita KHRUSHCHEV", "хрущёв", "赫鲁晓夫"])
def test_a_person_is_found_in_every_spelling(name: str) -> None:
    assert a_library(people=(a_person(),)).named(name) == a_person()


def test_a_name_that_nothing_has_finds_nothing() -> None:
    assert a_library().named("Naples") is None


def test_signs_alone_are_no_name() -> None:
    assert a_library(a_topic("odd", wordings=("…",))).named("🙂?") is None


def test_a_topic_is_found_by_slug_title_question_and_wording() -> None:
    treaty = a_topic("treaty")
    library = a_library(treaty)

    for name in ("treaty", "Title of treaty", "What is treaty?", "tell me of treaty"):
        assert library.of_name(EntryKind.TOPIC, name) == treaty


def test_a_topic_goes_before_another_entry_of_the_same_name() -> None:
    topic = a_topic("zhenbao", title="Zhenbao Island")

    assert a_library(topic, places=(a_place(),)).named("zhenbao island") == topic


def test_a_place_is_no_topic() -> None:
    assert a_library(places=(a_place(),)).of_name(EntryKind.TOPIC, "Zhenbao Island") is None


def test_an_entry_of_a_kind_goes_before_another_of_the_same_name() -> None:
    library = a_library(a_topic("zhenbao", title="Zhenbao Island"), places=(a_place(),))

    assert library.of_name(EntryKind.PLACE, "Zhenbao island") == a_place()


def test_what_is_related_is_named_by_the_entry_or_names_it() -> None:
    event = an_event(related=(a_person().id,))
    topic = a_topic("recall", related=(event.id,))
    quote = a_quote()
    library = a_library(topic, events=(event,), people=(a_person(),), quotes=(quote,))

    assert library.related(event.id) == [topic, a_person()]
    assert library.related(a_person().id) == [event, quote]
    assert library.related(quote.id) == [a_person()]
    assert library.related(HEADLINE) == []


def test_the_events_between_two_years_are_those_that_began_in_them() -> None:
    early, late = an_event(), an_event("1969-03-02-x", date=HistoricalDate(1969, 3, 2))
    library = a_library(events=(early, late))

    assert library.between(1960, 1968) == [early]
    assert library.between(1960, 1969) == [early, late]
    assert library.between(1961, 1968) == []


def test_the_name_table_has_every_spelling() -> None:
    assert spellings(a_place()) == ("Zhenbao Island", "珍宝岛", "Damansky")


def test_an_id_is_read_back_from_what_it_writes() -> None:
    assert EntryId.parse(HEADLINE.path) == HEADLINE


@pytest.mark.parametrize("text", ["why", "topic/", "planet/mars", ""])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        EntryId.parse(text)
