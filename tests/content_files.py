"""A small content store on disk, for tests to break or to add to."""

from pathlib import Path
from textwrap import dedent

from bot.content_store.loader import check_store

ORDINALS = ("first", "second", "third", "fourth")
WORDS_40 = "word " * 39 + "end."
WORDS_150 = "word " * 149 + "end."

SOURCES = """\
    archive-1960:
      kind: primary
      title: "A note"
      published: State archive, item 7
      year: 1960
      language: Russian
      good_for: The recall itself.
"""
WHY = f"""\
    title: Why they fell out
    question: Why did they fall out?
    wordings: [why did it end, what went wrong, who began it, how it broke]
    short: {WORDS_40}
    detail: {WORDS_150}
    sources:
      - archive-1960
    events: [1960-07-16-recall]
    people: [zhou-enlai]
"""
EVENTS = """\
    - id: 1960-07-16-recall
      date: 1960-07-16
      title: The recall
      text: A note recalls the experts.
      matters: Help ends.
      weight: 5
      people: [zhou-enlai]
      sources: [{source: archive-1960, at: item 7, supports: the date}]
"""
PEOPLE = """\
    zhou-enlai:
      name: Zhou Enlai
      aliases: {wade_giles: [Chou En-lai], chinese: [周恩来]}
      born: 1898-03-05
      role: Premier of China
      about: He spoke for China.
      sources: [archive-1960]
"""


def write_store(folder: Path) -> Path:
    """Write a valid store with one topic, one event, one person and one source."""
    files = {
        "sources.yaml": SOURCES,
        "topics/why.yaml": WHY,
        "events/1960.yaml": EVENTS,
        "people.yaml": PEOPLE,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def problems(store: Path) -> list[str]:
    """What is wrong with a store, without the folder that it is in."""
    return [str(problem).replace(f"{store}/", "") for problem in check_store(store)]


def change(store: Path, name: str, old: str, new: str) -> None:
    """Change the first place in a file of a store that reads so."""
    path = store / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write_topic(folder: Path, slug: str, question: str) -> None:
    """Add a topic that differs from others by its question and its words for it."""
    topic = f"""\
        title: {slug}
        question: {question}
        wordings: [{", ".join(f"{question.rstrip('?')} {word}" for word in ORDINALS)}]
        short: {WORDS_40.replace("word", slug)}
        detail: {WORDS_150.replace("word", slug)}
        sources: [archive-1960]
        topics: [why]
    """
    (folder / "topics" / f"{slug}.yaml").write_text(dedent(topic), encoding="utf-8")
