from bot.domain.entries import EntryKind
from bot.search.completion import LibraryCompletion
from tests.samples import a_library, a_person, a_place, a_quote, a_topic

ISLAND = a_topic("island", title="The island of 1969", related=(a_place().id,))
VISIT = a_topic("visit", title="Khrushchev's visit", wordings=("the island holiday",))
BOMB = a_topic("bomb", title="A bomb", related=(a_person().id,))
LIBRARY = a_library(ISLAND, VISIT, BOMB, people=(a_person(),), places=(a_place(),))


def completed(typed: str, most: int = 25) -> list[str]:
    """The slugs of the topics that are offered."""
    return [
        topic.id.slug for topic in LibraryCompletion(LIBRARY).complete(EntryKind.TOPIC, typed, most)
    ]


def test_titles_go_before_wordings() -> None:
    assert completed("isl") == ["island", "visit"]


def test_a_title_that_begins_so_goes_before_one_that_has_it_inside() -> None:
    assert completed("the is") == ["island", "visit"]
    assert completed("title of")[0] == "why"


def test_a_topic_is_found_by_any_spelling_of_who_and_what_is_in_it() -> None:
    assert completed("珍宝") == ["island"]
    assert completed("damansky") == ["island"]
    assert completed("khru") == ["visit", "bomb"]


def test_every_word_has_to_begin_a_word_of_the_topic() -> None:
    assert completed("island 69") == []
    assert completed("island 1969") == ["island"]
    assert completed("sland") == []


def test_with_nothing_typed_the_headline_goes_first_and_the_rest_by_title() -> None:
    assert completed("") == ["why", "bomb", "island", "visit"]
    assert completed("", most=2) == ["why", "bomb"]


def test_what_no_topic_has_completes_nothing() -> None:
    assert completed("naples") == []


def test_a_slip_of_the_keyboard_is_forgiven() -> None:
    assert completed("krus") == completed("khru") == ["visit", "bomb"]
    assert completed("ilsan") == ["island", "visit"]


def test_too_little_to_tell_a_slip_is_taken_as_it_is_typed() -> None:
    assert completed("ixl") == []


def test_people_and_places_are_completed_by_every_spelling() -> None:
    completion = LibraryCompletion(LIBRARY)

    assert completion.complete(EntryKind.PERSON, "хрущ", 25) == [a_person()]
    assert completion.complete(EntryKind.PLACE, "daman", 25) == [a_place()]
    assert completion.complete(EntryKind.PLACE, "khru", 25) == []


def test_a_quotation_is_completed_by_its_words_its_speaker_and_its_date() -> None:
    completion = LibraryCompletion(a_library(people=(a_person(),), quotes=(a_quote(),)))

    for typed in ("", "khrush", "thousand years", "1958", "хрущёв"):
        assert completion.complete(EntryKind.QUOTE, typed, 25) == [a_quote()]
