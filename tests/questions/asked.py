"""Reads the questions, and says what became of one."""

from collections.abc import Sequence
from pathlib import Path

from bot.evaluation import Question, read_questions

FOLDER = Path(__file__).parent
SETS = ("tuning", "heldout", "members")


def asked_in(name: str) -> Sequence[Question]:
    """The questions of one set."""
    return read_questions(FOLDER / f"{name}.yaml")
