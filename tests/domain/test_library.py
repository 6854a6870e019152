import pytest

from bot.domain.entries import EntryId, EntryKind
from bot.domain.library import HEADLINE, UnknownEntryError, spellings
from tests.samples import a_library, a_person, a_place, a_topic, an_event


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
        assert library.topic(name) == treaty


def test_a_topic_goes_before_another_entry_of_the_same_name() -> None:
    topic = a_topic("zhenbao", title="Zhenbao Island")

    assert a_library(topic, places=(a_place(),)).named("zhenbao island") == topic


def test_a_place_is_no_topic() -> None:
    with pytest.raises(UnknownEntryError):
        a_library(places=(a_place(),)).topic("Zhenbao Island")


def test_the_name_table_has_every_spelling() -> None:
    assert spellings(a_place()) == ("Zhenbao Island", "珍宝岛", "Damansky")


def test_an_id_is_read_back_from_what_it_writes() -> None:
    assert EntryId.parse(HEADLINE.path) == HEADLINE


@pytest.mark.parametrize("text", ["why", "topic/", "planet/mars", ""])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        EntryId.parse(text)
