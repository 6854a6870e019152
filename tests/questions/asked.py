"""Reads the questions, and says what became of one."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml

from bot.domain.answers import Answer, Reply

FOLDER = Path(__file__).parent
SETS = ("tuning", "heldout")


class Outcome(Enum):
    """What became of a question."""

    RIGHT_ANSWER = "right answers"
    RIGHT_REFUSAL = "right refusals"
    MISSED = "missed"
    """Refused, or asked back, although the store has the answer."""
    WRONG = "confident wrong"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what may come of it."""

    kind: str
    question: str
    entries: frozenset[str]
    """The ids of every entry that would be right."""
    may_refuse: bool

    def outcome(self, reply: Reply) -> Outcome:
        """What became of this question."""
        if isinstance(reply, Answer):
            right = reply.entry.id.path in self.entries
            return Outcome.RIGHT_ANSWER if right else Outcome.WRONG
        return Outcome.RIGHT_REFUSAL if self.may_refuse else Outcome.MISSED


def asked_in(name: str) -> list[Asked]:
    """The questions of one set."""
    with (FOLDER / f"{name}.yaml").open(encoding="utf-8") as file:
        return [
            Asked(
                kind=item["kind"],
                question=item["question"],
                entries=frozenset(item.get("entry", ())),
                may_refuse=item.get("refuse", False),
            )
            for item in yaml.safe_load(file)
        ]
