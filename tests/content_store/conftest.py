"""A small store on disk that tests break in one place each."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

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

WriteFile = Callable[[str, str], Path]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A valid store with one topic, one event, one person and one source."""
    files = {
        "sources.yaml": SOURCES,
        "topics/why.yaml": WHY,
        "events/1960.yaml": EVENTS,
        "people.yaml": PEOPLE,
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return tmp_path
