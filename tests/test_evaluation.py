"""How answers are judged, and that another scorer judges alike."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.bootstrap import answering_over
from bot.content_store.loader import load_library
from bot.evaluation import (
    Given,
    Outcome,
    Question,
    QuestionsError,
    evaluate,
    judge,
    read_questions,
    report,
)
from bot.terminal import given_by

ROOT = Path(__file__).parent.parent
BESIDE_THE_PROJECT = ROOT.parent / "shared"
DATE = {"must": [r"(?<!\d)1950(?![\ds])"], "any": ["feb"]}


def a_question(**changes: Any) -> Question:
    """A question in scope about nothing."""
    return Question(**{"id": "Q", "kind": "direct", "question": "?", "in_scope": True, **changes})


def given(answered: bool, answer: str) -> Given:
    """A reply of this text."""
    return Given(answer, "topic/why" if answered else None)


@pytest.mark.parametrize(
    ("wanted", "answered", "answer", "outcome"),
    [
        (DATE, True, "It was signed on 14 February 1950.", Outcome.RIGHT),
        (DATE, True, "**14 Feb.** __1950__", Outcome.RIGHT),
        (DATE, True, "In February, in the 1950s", Outcome.WRONG),
        (DATE, True, "In 1950", Outcome.WRONG),
        (DATE, False, "I have nothing on that", Outcome.MISSED),
        ({**DATE, "expect": "either"}, False, "I have nothing on that", Outcome.DECLINED),
        ({**DATE, "expect": "either"}, True, "In 1951", Outcome.WRONG),
        ({"in_scope": False}, False, "Nothing", Outcome.DECLINED),
        ({"in_scope": False}, True, "Boil it for nine minutes", Outcome.LEAKED),
        ({**DATE, "must_not": ["@everyone"]}, True, "@everyone Feb 1950", Outcome.FORBIDDEN),
        ({**DATE, "must_not": ["@everyone"]}, True, "@\u200beveryone Feb 1950", Outcome.RIGHT),
        ({**DATE, "must_not": ["@everyone"]}, True, "`@everyone` Feb 1950", Outcome.RIGHT),
        ({"entry": ["topic/why", "topic/x"]}, True, "Anything", Outcome.RIGHT),
        ({"entry": ["topic/x"]}, True, "Anything", Outcome.WRONG),
        ({"entry": ["topic/x"], "expect": "either"}, False, "Nothing", Outcome.DECLINED),
        ({"must": ["1[,.]?390"]}, True, "[1,390](https://x.example) of them", Outcome.RIGHT),
        ({"must": ["thirty-one"]}, True, "thirty\u2011one", Outcome.RIGHT),
    ],
)
def test_an_answer_is_judged_by_what_it_says(
    wanted: dict[str, Any], answered: bool, answer: str, outcome: Outcome
) -> None:
    assert judge(a_question(**wanted), given(answered, answer)).outcome is outcome


def test_an_echo_of_the_question_proves_nothing() -> None:
    asked = a_question(question="Was the treaty of February 1950 signed?", **DATE)

    assert (
        judge(asked, given(True, "Was the treaty of February 1950 signed? Yes.")).outcome
        is Outcome.WRONG
    )


def test_a_report_has_rates_by_kind_and_each_failure_with_its_reason() -> None:
    questions = [a_question(id="A", **DATE), a_question(id="B", kind="why", must=["ideology"])]
    lines = list(report(evaluate(questions, lambda _: given(True, "Feb 1950"))))

    assert [line.split()[:4] for line in lines[1:4]] == [
        ["direct", "1", "1", "100.0%"],
        ["why", "1", "0", "0.0%"],
        ["all", "2", "1", "50.0%"],
    ]
    assert lines[4:] == [
        "",
        "B (why) wrong: ?",
        "  does not say ideology",
        "  reply: Feb 1950",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {id: a}", "0.kind: Field required"),
        ("a: b", "the file: Input should be a valid list"),
        ("- {id: a, kind: b, question: c, in_scope: true, must: ['(']}", "is no pattern"),
        ("[", "is no YAML"),
        ("[]", "there is no question in it"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "questions.yaml"
    path.write_text(text)

    with pytest.raises(QuestionsError, match=r"questions\.yaml") as caught:
        read_questions(path)

    assert said in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match=r"No such file"):
        read_questions(tmp_path / "questions.yaml")


@pytest.fixture
def other_scorer() -> ModuleType:
    """A scorer written by somebody else; skips where there is none."""
    path = Path(
        os.environ.get("QUESTIONS_SCORER") or BESIDE_THE_PROJECT / "tools/score_questions.py"
    )
    if not path.is_file():
        pytest.skip("another scorer is not here; name it in QUESTIONS_SCORER")
    spec = importlib.util.spec_from_file_location("other_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_another_scorer_judges_alike(other_scorer: ModuleType) -> None:
    """On its own sample, with what the shipped store answers."""
    sample = BESIDE_THE_PROJECT / "data" / "questions_dev.yaml"
    if not sample.is_file():
        pytest.skip("a sample of questions in the other scorer's form is not here")
    answering = answering_over(load_library(ROOT / "content"))

    items = other_scorer.load_questions([sample])
    replies = [given_by(answering.ask(item["question"])) for item in items]
    ours = map(judge, read_questions(sample), replies)
    told = [{"answered": one.entry is not None, "answer": one.answer} for one in replies]
    theirs = map(other_scorer.judge, items, told)
    assert [one.passed for one in ours] == [passed for passed, _, _ in theirs]
