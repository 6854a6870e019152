"""Measures the answers: a file of questions, what each answer must say, and what came of it.

A question file is a YAML list. Each item has an `id`, a `kind`, the `question`, whether it is
`in_scope`, and patterns (Python's regular expressions, in which case does not matter): `must` all
match the answer, of `any` one matches, of `must_not` none. `entry` lists the ids of the entries of
which one has to answer. `expect` says what is wanted: `answer`; `either` (a right answer or an
honest no); `offer` and `refuse` (no answer).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, TypeAdapter, ValidationError

MENTIONS = ("@everyone", "@here", "<@")
"""How a pattern begins that looks for a live mention; in a code span nothing is one."""
LEAST_ECHO = 8
"""Characters from which a question that stands in its own answer is taken out of it."""


class QuestionsError(Exception):
    """The file of questions cannot be used; the message says where and why."""


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{text!r} is no pattern: {error}") from None
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]


class Expectation(Enum):
    """What is wanted of a reply."""

    ANSWER = "answer"
    EITHER = "either"
    OFFER = "offer"
    REFUSE = "refuse"


class Question(BaseModel):
    """A question and what its answer is judged by; other keys are notes for people."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    id: str
    kind: str
    question: str
    must: list[Pattern] = []
    any: list[Pattern] = []
    must_not: list[Pattern] = []
    entry: list[str] = []
    in_scope: bool
    expect: Expectation | None = None


class Outcome(Enum):
    """What became of a question."""

    RIGHT = "right"
    DECLINED = "declined"
    WRONG = "wrong"
    """Answered, and not with what the answer must say."""
    MISSED = "missed"
    """Declined, although an answer is wanted."""
    LEAKED = "leaked"
    """Answered, although it is out of scope."""
    FORBIDDEN = "forbidden"
    """Something is in the reply that must not be there."""


PASSED = frozenset({Outcome.RIGHT, Outcome.DECLINED})


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its reply and what became of it."""

    question: Question
    answer: str
    outcome: Outcome
    why: str = ""
    """The patterns by which it failed."""

    @property
    def passed(self) -> bool:
        """Whether the reply is what was wanted."""
        return self.outcome in PASSED


def read_questions(path: Path) -> Sequence[Question]:
    """The questions of a file; QuestionsError where it cannot be used."""
    try:
        items = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
        questions = TypeAdapter(list[Question]).validate_python(items)
    except OSError as error:
        raise QuestionsError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise QuestionsError(f"{path}: is no YAML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise QuestionsError(f"{path}: {where}: {first['msg']}") from None
    if not questions:
        raise QuestionsError(f"{path}: there is no question in it")
    return questions


@dataclass(frozen=True, slots=True)
class Given:
    """A reply to a question: the whole text that a member would read, and what it came from."""

    answer: str
    entry: str | None
    """The id of the entry that answers; None where nothing was answered."""


def judge(question: Question, given: Given) -> Judged:
    """What became of a question that got this reply."""
    answer = given.answer
    bad = [
        pattern for pattern in question.must_not if _is_said(pattern, _unquoted(pattern, answer))
    ]
    if bad:
        return Judged(question, answer, Outcome.FORBIDDEN, f"says {', '.join(bad)}")
    if not question.in_scope:
        leaked = given.entry is not None
        return Judged(question, answer, Outcome.LEAKED if leaked else Outcome.DECLINED)
    if given.entry is None:
        allowed = question.expect is Expectation.EITHER
        return Judged(question, answer, Outcome.DECLINED if allowed else Outcome.MISSED)
    lacking = _lacking(question, _without_echo(question.question, answer))
    if question.entry and given.entry not in question.entry:
        lacking = f"is {given.entry}, not {' or '.join(question.entry)}"
    return Judged(question, answer, Outcome.WRONG if lacking else Outcome.RIGHT, lacking)


def _lacking(question: Question, answer: str) -> str:
    missing = [pattern for pattern in question.must if not _is_said(pattern, answer)]
    if question.any and not any(_is_said(pattern, answer) for pattern in question.any):
        missing.append(" or ".join(question.any))
    return f"does not say {'; nor '.join(missing)}" if missing else ""


def _is_said(pattern: str, text: str) -> bool:
    return any(re.search(pattern, form, re.IGNORECASE) for form in (text, as_read(text)))


def _unquoted(pattern: str, text: str) -> str:
    return re.sub(r"`[^`]*`", " ", text) if pattern.startswith(MENTIONS) else text


_PLAIN_SIGNS = {"-": "\u2010-\u2015\u2212", "'": "\u2018\u2019\u02bc", '"': "\u201c\u201d"}


def as_read(text: str) -> str:
    """A text as a reader sees it: no markup, no invisible characters, plain quotes and dashes."""
    text = re.sub("@[\u200b-\u200d\u2060]+", "(at)", text)  # a mention that was defused
    text = unicodedata.normalize("NFKC", text)
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    for plain, fancy in _PLAIN_SIGNS.items():
        text = re.sub(f"[{fancy}]", plain, text)
    text = re.sub(r"\\([*_~`|>\-.#\[\]()])", r"\1", text)
    text = re.sub(r"\[([^\]\n]+)\]\([^)\s]+\)", r"\1", text)
    return re.sub(r"[^\S\n]+", " ", re.sub(r"[*_~`|]+", "", text))


def _without_echo(question: str, answer: str) -> str:
    """The answer less a repetition of the question, which proves nothing."""
    for asked, said in ((question, answer), (as_read(question), as_read(answer))):
        asked = asked.strip(" \n\t?.!")
        if len(asked) >= LEAST_ECHO and asked.casefold() in said.casefold():
            return re.sub(re.escape(asked), " ", said, flags=re.IGNORECASE)
    return answer


Ask = Callable[[str], Given]
"""Answers a question."""


def evaluate(questions: Sequence[Question], ask: Ask) -> Sequence[Judged]:
    """Every question asked and judged."""
    return [judge(question, ask(question.question)) for question in questions]


def report(judged: Sequence[Judged]) -> Iterator[str]:
    """The lines of a report: pass rates by kind, then every failure with the reason."""
    kinds: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        kinds[one.question.kind].append(one)
    outcomes = "".join(f"{outcome.value:>10}" for outcome in Outcome)
    yield f"{'kind':<18}{'asked':>6}{'passed':>8}{'rate':>8}{outcomes}"
    for kind, of_kind in [*kinds.items(), ("all", judged)]:
        counted = Counter(one.outcome for one in of_kind)
        passed = sum(one.passed for one in of_kind)
        counts = "".join(f"{counted[outcome]:>10}" for outcome in Outcome)
        yield f"{kind:<18}{len(of_kind):>6}{passed:>8}{passed / len(of_kind):>8.1%}{counts}"
    for one in judged:
        if not one.passed:
            yield from _failure(one)


def _failure(one: Judged) -> Iterator[str]:
    yield ""
    asked = one.question
    yield f"{asked.id} ({asked.kind}) {one.outcome.value}: {_in_line(asked.question)}"
    if one.why:
        yield f"  {one.why}"
    yield f"  reply: {_in_line(one.answer)}"


def _in_line(text: str, most: int = 160) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
