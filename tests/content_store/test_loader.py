# ruff: noqa: E501 - one case of a table a line
from pathlib import Path

import pytest

from bot.content_store.files import ContentUnreadableError
from bot.content_store.loader import ContentInvalidError, load_library
from bot.domain.citations import Citation, Source, SourceKind
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Alias, EntryId, EntryKind, Event, Person
from bot.domain.library import HEADLINE
from tests.content_files import change, problems

NOTE = Source(
    key="archive-1960",
    kind=SourceKind.PRIMARY,
    authors=(),
    title="A note",
    published="State archive, item 7",
    year=1960,
    language="Russian",
    url=None,
    good_for="The recall itself.",
)


def test_a_valid_store_has_no_problems(store: Path) -> None:
    assert problems(store) == []


def test_a_valid_store_becomes_a_library(store: Path) -> None:
    library = load_library(store)
    zhou = EntryId(EntryKind.PERSON, "zhou-enlai")

    assert library.people == (
        Person(
            id=zhou,
            name="Zhou Enlai",
            aliases=(Alias("Chou En-lai", "wade_giles"), Alias("周恩来", "chinese")),
            born=HistoricalDate(1898, 3, 5),
            died=None,
            role="Premier of China",
            about="He spoke for China.",
            citations=(Citation(NOTE),),
        ),
    )
    assert library.events == (
        Event(
            id=EntryId(EntryKind.EVENT, "1960-07-16-recall"),
            date=HistoricalDate(1960, 7, 16),
            until=None,
            title="The recall",
            text="A note recalls the experts.",
            matters="Help ends.",
            weight=5,
            citations=(Citation(NOTE, "item 7", "the date"),),
            related=(zhou,),
        ),
    )
    assert [topic.id for topic in library.topics] == [HEADLINE]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("topics/why.yaml", "question:", "qestion:", "2: unknown key `qestion`; did you mean `question`?"),
        ("topics/why.yaml", "title: Why they fell out", "title: yes", "1: `title` is text that YAML reads as a yes/no value; put it in quotes"),
        ("topics/why.yaml", "title: Why they fell out", "title: 1969-03-02", "1: `title` is text that YAML reads as a date; put it in quotes"),
        ("topics/why.yaml", "title: Why they fell out", "title: 1969", "1: `title` is text that YAML reads as a number; put it in quotes"),
        ("topics/why.yaml", "title: Why they fell out", "title:", "1: `title` is empty; write it or take the key out"),
        ("topics/why.yaml", "title: Why they fell out", "title: [a]", "1: `title` needs text, not a list or `key: value` lines"),
        ("topics/why.yaml", "short: word", "short:", "4: `short` has 39 words; it needs 40 to 80"),
        ("topics/why.yaml", "  - archive-1960", "  - archive-1961", "7: there is no `archive-1961` in sources; correct it, or add the entry there"),
        ("topics/why.yaml", "  - archive-1960", "  - at: page 3", "7: a locator stands here without its source; add `source:` with a key"),
        ("topics/why.yaml", "events: [1960-07-16-recall]", "events: [1960-07-17-x]", "8: there is no `1960-07-17-x` in events; correct it, or add the entry there"),
        ("topics/why.yaml", "who began it", "Why did it end?", "3: “Why did it end?” is already a wording of topics/why.yaml; keep it in one place"),
        ("topics/why.yaml", "wordings: [why did it end, ", "wordings: [", "3: `wordings` has fewer than 4 items; add some"),
        ("topics/why.yaml", "title: Why", "title: Why\ntitle: Why", "2: `title` stands here a second time (first in line 1); keep one"),
        ("events/1960.yaml", "date: 1960-07-16", "date: 16 July", "2: `date` is no date: '16 July' is no date such as 1969-03-02, 1969-03 or 1969"),
        ("events/1960.yaml", "date: 1960-07-16", "date: 1960-02-30", "2: `date` is no date: day is out of range for month"),
        ("events/1960.yaml", "date: 1960-07-16", "date: 1961-07-16", "2: an event of 1961 belongs in events/1961.yaml"),
        ("events/1960.yaml", "date: 1960-07-16", "date: 1960-07-16\n  until: 1960-07", "1: this entry ends before it begins: `until` is before `date`; exchange them"),
        ("events/1960.yaml", "date: 1960-07-16", "date: 1960-07", "2: the id says 1960-07-16 and the date 1960-07; make them agree"),
        ("topics/why.yaml", "title: Why they fell out", "title: 'Why they fell out", "1: is no valid YAML"),
        ("topics/why.yaml", "title: Why they fell out", "title: Why\n\tquestion: tab", "2: is no valid YAML; use spaces instead of the tab"),
        ("events/1960.yaml", "weight: 5", "weight: 6", "6: `weight` is wrong: it must be at most 5"),
        ("events/1960.yaml", "weight: 5", "weight: high", "6: `weight` needs a whole number, without quotes"),
        ("events/1960.yaml", "- id: 1960-07-16-recall", "- id: The Recall", "1: `id` is no id: use lower-case letters, digits and single hyphens"),
        ("sources.yaml", "kind: primary", "kind: secondary", "2: `kind` is wrong: it must be one of 'primary', 'monograph', 'article' or 'reference'"),
        ("sources.yaml", "language: Russian", "language: Russian\n  url: www.x.org", "7: `url` is no address; it begins with https:// and has no spaces"),
        ("sources.yaml", "archive-1960:", "Archive_1960:", "1: `Archive_1960` is no id: use lower-case letters, digits and single hyphens, at most 64"),
        ("people.yaml", "[周恩来]", "[周恩来, ]]", "3: is no valid YAML; check indentation, quotes and colons there"),
        ("people.yaml", "role: Premier of China", "role: Premier of China\n  job: &a Premier", "6: unknown key `job`"),
    ],
)  # fmt: skip
def test_a_problem_is_named_with_its_file_line_and_remedy(
    store: Path, file: str, old: str, new: str, said: str
) -> None:
    change(store, file, old, new)

    assert any(problem.startswith(f"{file}:{said}") for problem in problems(store)), problems(store)


def test_all_problems_of_all_files_come_at_once(store: Path) -> None:
    change(store, "topics/why.yaml", "title: Why they fell out", "title: yes")
    change(store, "events/1960.yaml", "weight: 5", "weight: 9")
    change(store, "people.yaml", "role: Premier of China", "rôle: Premier of China")

    assert [problem.split(":")[0] for problem in problems(store)] == [
        "events/1960.yaml",
        "people.yaml",
        "people.yaml",
        "topics/why.yaml",
    ]


def test_a_reference_to_an_invalid_entry_is_not_called_dead(store: Path) -> None:
    change(store, "events/1960.yaml", "weight: 5", "weight: 9")

    assert len(problems(store)) == 1


def test_a_reference_into_a_file_that_is_no_yaml_is_not_called_dead(store: Path) -> None:
    (store / "people.yaml").write_text("zhou-enlai: [")

    assert [problem.split(":")[0] for problem in problems(store)] == ["people.yaml"]


def test_a_double_event_id_names_the_first(store: Path) -> None:
    events = store / "events/1960.yaml"
    events.write_text(events.read_text() * 2)

    assert problems(store) == [
        "events/1960.yaml:9: the event id `1960-07-16-recall` is already used in "
        "events/1960.yaml:1; choose another"
    ]


def test_a_spelling_of_two_people_is_claimed_twice(store: Path) -> None:
    people = store / "people.yaml"
    double = people.read_text().replace("zhou-enlai", "zhou").replace("Zhou Enlai", "Zhou")
    people.write_text(people.read_text() + double)

    change(store, "events/1960.yaml", "[zhou-enlai]", "[zhou-enlai, zhou]")

    assert [problem.split(" in ")[0] for problem in problems(store)] == [
        "people.yaml:10: “Chou En-lai” already stands for `zhou-enlai`",
        "people.yaml:10: “周恩来” already stands for `zhou-enlai`",
    ]


def test_a_wording_of_two_topics_is_claimed_twice(store: Path) -> None:
    text = (store / "topics/why.yaml").read_text()
    (store / "topics/when.yaml").write_text(
        text.replace("title: Why they fell out", "title: When").replace(
            "question: Why did they fall out?", "question: When?"
        )
    )

    assert len([p for p in problems(store) if "is already a wording of" in p]) == 4


def test_a_source_that_nothing_cites_is_an_orphan(store: Path) -> None:
    sources = store / "sources.yaml"
    other = sources.read_text().replace("1960:", "1961:", 1).replace("A note", "A letter")
    sources.write_text(sources.read_text() + other)

    assert problems(store) == [
        "sources.yaml:8: nothing cites `archive-1961`; cite it or take it out"
    ]


def test_a_store_without_its_sources_says_so(store: Path) -> None:
    (store / "sources.yaml").unlink()

    assert "sources.yaml:1: this file is missing" in problems(store)


def test_a_file_that_the_store_does_not_know_is_a_problem(store: Path) -> None:
    (store / "persons.yaml").write_text("a: b\n")

    assert problems(store) == [
        "persons.yaml:1: unknown file; the store has sources.yaml, people.yaml, places.yaml, "
        "terms.yaml, quotes.yaml, topics/ and events/"
    ]


def test_bytes_that_are_no_utf8_are_named_with_their_line(store: Path) -> None:
    (store / "people.yaml").write_bytes(b"zhou-enlai:\n  name: Zhou\xff\n")

    assert "people.yaml:2: is not UTF-8; save the file as UTF-8" in problems(store)


def test_a_control_character_is_named_with_its_line(store: Path) -> None:
    (store / "people.yaml").write_text("zhou-enlai:\n  name: Zhou\x07\n")

    assert [p.split(" does")[0] for p in problems(store) if p.startswith("people")] == [
        "people.yaml:2: has a character that YAML"
    ]


def test_a_file_that_cannot_be_read_is_one_problem_among_others(store: Path) -> None:
    (store / "topics" / "gone.yaml").symlink_to(store / "nowhere.yaml")
    (store / "topics" / "folder.yaml").mkdir()

    assert problems(store) == [
        "topics/folder.yaml:1: cannot be read: Is a directory",
        "topics/gone.yaml:1: cannot be read: No such file or directory",
    ]


@pytest.mark.parametrize("name", ["topics/chess.yaml.txt", "topics/new", "events/1961.YAML"])
def test_a_file_that_is_not_read_is_a_problem(store: Path, name: str) -> None:
    """A writer who saved it would wait in vain for what it says."""
    (store / name).mkdir() if name.endswith("new") else (store / name).write_text("a: b")

    assert problems(store) == [
        f"{name}:1: this is not read; topics/ and events/ hold files that end in .yaml"
    ]


def test_notes_for_writers_and_what_editors_leave_behind_are_no_problem(store: Path) -> None:
    for name in ("README.md", ".hidden.swp", "topics/why.yaml~"):
        (store / name).write_text("words")

    assert problems(store) == []


def test_a_file_has_to_end_in_yaml(store: Path) -> None:
    """Else `people.yml` beside `people.yaml` would replace its entries."""
    (store / "people.yml").write_text((store / "people.yaml").read_text())

    assert problems(store) == ["people.yml:1: the file's name has to end in .yaml"]


def test_a_wording_without_a_word_is_refused(store: Path) -> None:
    change(store, "topics/why.yaml", "why did it end", '"…?"')

    assert problems(store) == ["topics/why.yaml:3: “…?” has no letter or number; write words"]


def test_a_reference_of_yaml_to_itself_is_refused(store: Path) -> None:
    (store / "events/1960.yaml").write_text("&all\n- *all\n")

    assert any("references are not used here" in problem for problem in problems(store))


def test_a_file_holds_one_document(store: Path) -> None:
    people = store / "people.yaml"
    people.write_text(f"{people.read_text()}---\nyudin: {{}}\n")

    assert "people.yaml:8: a second document begins here; take the `---` out" in problems(store)


def test_a_problem_beside_a_reference_to_itself_has_its_line(store: Path) -> None:
    change(store, "people.yaml", "role: Premier of China", "role: 7\n  job: &a [*a]")

    assert [problem.split(";")[0] for problem in problems(store)] == [
        "people.yaml:5: `role` is text that YAML reads as a number",
        "people.yaml:6: `&` and `*` references are not used here",
        "people.yaml:6: unknown key `job`",
    ]


def test_invalid_content_makes_no_library(store: Path) -> None:
    change(store, "topics/why.yaml", "title: Why they fell out", "title: yes")

    with pytest.raises(ContentInvalidError) as caught:
        load_library(store)

    assert [problem.line for problem in caught.value.problems] == [1]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: None, "there is no such folder"),
        (lambda path: path.mkdir(), "there is no content in it"),
        (lambda path: path.write_text("a file"), "it is no folder"),
    ],
)
def test_a_folder_that_cannot_be_read_is_named_with_the_reason(
    tmp_path: Path, make: object, reason: str
) -> None:
    folder = tmp_path / "store"
    assert callable(make)
    make(folder)

    with pytest.raises(ContentUnreadableError) as caught:
        load_library(folder)

    assert (caught.value.folder, caught.value.reason) == (folder, reason)
