"""What `content check` proves from the texts of a store."""

from pathlib import Path

import pytest

from bot.content_store.loader import load_library
from tests.content_files import WORDS_40, WORDS_150, change, problems, write_topic

LONG = "the note was handed over in the evening and read aloud twice."


def an_event(slug: str, title: str = "Another thing", text: str = "It happened.") -> str:
    """An event to add to the small store's events."""
    return f"""\
- id: {slug}
  date: {slug[:10]}
  title: {title}
  text: {text}
  matters: It mattered.
  weight: 1
  people: [zhou-enlai]
  sources: [archive-1960]
"""


def add_event(store: Path, event: str) -> None:
    """Write an event into the file of its year."""
    year = event.split("id: ")[1][:4]
    path = store / "events" / f"{year}.yaml"
    path.write_text((path.read_text() if path.exists() else "") + event, encoding="utf-8")


@pytest.mark.parametrize(
    ("short", "detail", "missing"),
    [
        ("1,390 experts", "1390 experts", None),
        ("in 1958-59", "in 1958 and in 1959", None),
        ("1 per cent", "a credit at 1 per cent", None),
        ("58 dead", "5 and 8 dead", "58"),
        ("in 1959", "in 1958-60", "1959"),
    ],
)
def test_a_number_of_the_short_text_stands_in_the_full_one(
    store: Path, short: str, detail: str, missing: str | None
) -> None:
    """Who reads on must find again what they have read."""
    change(store, "topics/why.yaml", f"short: {WORDS_40}", f"short: {short} {WORDS_40}")
    change(store, "topics/why.yaml", f"detail: {WORDS_150}", f"detail: {detail} {WORDS_150}")

    said = f"`short` says {missing} and `detail` does not; give it in both, or in neither"
    assert problems(store) == ([f"topics/why.yaml:4: {said}"] if missing else [])


@pytest.mark.parametrize(
    "words", ["the number is disputed", "Historians disagree", "accounts differ"]
)
def test_what_is_disputed_needs_a_view(store: Path, words: str) -> None:
    change(store, "topics/why.yaml", f"detail: {WORDS_150}", f"detail: {words} {WORDS_150}")

    (problem,) = problems(store)
    assert problem.endswith("and no view says who holds what; add `views`")

    why = store / "topics/why.yaml"
    view = "views:\n  - {who: A historian, holds: So it was., sources: [archive-1960]}\n"
    why.write_text(why.read_text() + view)
    assert problems(store) == []


def test_a_disputed_border_needs_none(store: Path) -> None:
    change(
        store, "topics/why.yaml", f"detail: {WORDS_150}", f"detail: a disputed border {WORDS_150}"
    )

    assert problems(store) == []


def test_a_linked_event_has_one_year_everywhere(store: Path) -> None:
    change(store, "topics/why.yaml", f"detail: {WORDS_150}", f"detail: on 16 July 1961 {WORDS_150}")

    said = "“16 July 1961” contradicts the event `1960-07-16-recall` of 16 July 1960"
    assert problems(store) == [f"topics/why.yaml:5: {said}"]


def test_another_event_on_the_same_day_of_a_year_is_no_contradiction(store: Path) -> None:
    change(store, "topics/why.yaml", f"detail: {WORDS_150}", f"detail: on 16 July 1961 {WORDS_150}")
    add_event(store, an_event("1961-07-16-other"))

    assert problems(store) == []


def test_a_day_that_no_calendar_has_contradicts_nothing(store: Path) -> None:
    change(store, "topics/why.yaml", f"detail: {WORDS_150}", f"detail: 31 June 1960 {WORDS_150}")

    assert problems(store) == []


@pytest.mark.parametrize(
    ("slug", "title", "said"),
    [
        ("1898-03-06-birth", "Zhou Enlai is born", "born 5 March 1898"),
        ("1976-01-09-death", "Zhou Enlai dies", "died 8 January 1976"),
    ],
)
def test_a_life_has_the_same_dates_everywhere(
    store: Path, slug: str, title: str, said: str
) -> None:
    change(store, "people.yaml", "born: 1898-03-05", "born: 1898-03-05\n  died: 1976-01-08")
    add_event(store, an_event(slug, title))

    assert problems(store) == [
        f"events/{slug[:4]}.yaml:2: Zhou Enlai {said} by people.yaml; make the two agree"
    ]


def test_a_less_precise_date_of_life_agrees(store: Path) -> None:
    change(store, "people.yaml", "born: 1898-03-05", "born: 1898-03")
    add_event(store, an_event("1898-03-05-birth", "Zhou Enlai is born"))

    assert problems(store) == []


def test_two_events_do_not_tell_the_same(store: Path) -> None:
    add_event(store, an_event("1960-07-16-note", title="The recall of it"))

    assert problems(store) == [
        "events/1960.yaml:9: tells what `1960-07-16-recall` tells; keep one of the two"
    ]


def test_a_long_sentence_stands_in_one_entry_only(store: Path) -> None:
    change(store, "events/1960.yaml", "A note recalls the experts.", f"'Then {LONG}'")
    change(store, "people.yaml", "He spoke for China.", f"'Then {LONG}'")

    assert problems(store) == [
        "people.yaml:6: the sentence “then the note was handed over …” stands in "
        "`1960-07-16-recall` too; say it once"
    ]


def test_one_work_has_one_key(store: Path) -> None:
    sources = store / "sources.yaml"
    sources.write_text(sources.read_text() + sources.read_text().replace("1960:", "1961:", 1))
    change(store, "people.yaml", "sources: [archive-1960]", "sources: [archive-1961]")

    assert problems(store) == [
        "sources.yaml:8: is the same work as `archive-1960`; keep one of the two"
    ]


def test_names_are_written_in_one_way_outside_of_quotations(store: Path) -> None:
    change(
        store,
        "events/1960.yaml",
        "A note recalls the experts.",
        "'Chou En-lai read out “what Chou En-lai says”.'",
    )

    assert problems(store) == [
        "events/1960.yaml:4: write `Zhou Enlai` for Chou En-lai, as everywhere outside quotations"
    ]


def test_nobody_is_lost_in_the_store(store: Path) -> None:
    people = store / "people.yaml"
    other = people.read_text().replace("zhou-enlai", "yudin").replace("Zhou Enlai", "Yudin")
    people.write_text(
        people.read_text() + other.replace("Chou En-lai", "Iudin").replace("周", "尤")
    )

    assert problems(store) == [
        "people.yaml:8: nothing names `yudin`; name it under `people:` somewhere"
    ]


def test_a_topic_has_a_neighbour(store: Path) -> None:
    write_topic(store, "alone", "Is this one alone?")
    assert problems(store) == []

    change(store, "topics/alone.yaml", "topics: [why]", "topics: []")
    assert problems(store) == [
        "topics/alone.yaml:1: no topic leads here; name a neighbour under `topics:`"
    ]


def test_contradictions_keep_no_bot_from_starting(store: Path) -> None:
    """A number that one text has and the other has not is no reason to answer nobody."""
    change(store, "topics/why.yaml", f"short: {WORDS_40}", f"short: 1,390 {WORDS_40}")

    assert len(problems(store)) == 1
    (why,) = load_library(store).topics
    assert why.short.startswith("1,390")
