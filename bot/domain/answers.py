"""When a question is answered, when the bot asks back, and when it says no."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.entries import Entry, EntryId, EntryKind


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that may answer a question, and how well it fits."""

    entry: EntryId
    score: float
    """How sure it is that this is the answer, from 0 to 1."""
    told: str = ""
    """The sentence of its full text that says most of what is asked; empty if the short text does,
    and for all but the best match."""


class Finder(Protocol):
    """Finds the entries that a question may be about."""

    def find(self, question: str, kind: EntryKind | None = None) -> Sequence[Match]:
        """The entries with anything in common, best first; none for a question without words.

        With a kind, only entries of it are looked at, and how sure it is means among them.
        """
        ...

    def known_words(self, question: str) -> str:
        """What of a question the store has words for, to be found as a question itself."""
        ...

    def names_in(self, question: str) -> Sequence[EntryId]:
        """The people, places and terms that a question names, in any spelling, in its order."""
        ...


class Completer(Protocol):
    """Completes what a member types into the field for an entry's name."""

    def complete(self, kind: EntryKind, typed: str, most: int) -> Sequence[Entry]:
        """At most so many entries of a kind that may be meant, best first; all if nothing is typed.

        Any spelling of a name completes it, and a slip of the keyboard is forgiven.
        """
        ...


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the best match must reach before it is given as the answer.

    Rasa's FallbackClassifier decides by the same two numbers: a score below which nothing is
    good enough, and a gap to the next below which two are equally good.
    """

    score: float
    gap: float
    near: float
    """The score from which an entry is worth suggesting."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The entry that answers the question."""

    entry: Entry
    told: str = ""
    """A sentence of its full text that says what was asked for, where the short text does not."""
    correction: str = ""
    """What the question takes for granted and the store contradicts, in a sentence."""
    aside: str = ""
    """A line to the asker, in the language of the question."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several entries fit about equally well; best first."""

    candidates: tuple[Entry, ...]
    aside: str = ""
    """A line to the asker, in the language of the question."""


@dataclass(frozen=True, slots=True)
class NotCovered:
    """The store has no answer; the nearest entries, best first, perhaps none."""

    nearest: tuple[Entry, ...]
    aside: str = ""
    """A line to the asker, in the language of the question."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What follows from several entries together: from their dates and offices."""

    title: str
    paragraphs: tuple[str, ...]
    entries: tuple[Entry, ...]
    """What it follows from, the most important first; at least one."""
    aside: str = ""
    """A line to the asker, in the language of the question."""


Reply = Answer | Joined | Unsure | NotCovered

MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the matches allow: an answer, or what to offer instead of one."""

    answer: Match | None = None
    offered: tuple[EntryId, ...] = ()
    unsure: bool = False
    """Whether each of those offered would have been good enough alone."""


def judge(matches: Sequence[Match], thresholds: Thresholds) -> Verdict:
    """Decide what becomes of a question from its matches, best first.

    A match exactly at the score is good enough, one exactly at the gap is far enough ahead.
    """
    good = [match for match in matches if match.score >= thresholds.score]
    if not good:
        near = [match.entry for match in matches if match.score >= thresholds.near]
        return Verdict(offered=tuple(near[:MOST_SUGGESTIONS]))
    best = good[0]
    rivals = [match.entry for match in good if best.score - match.score < thresholds.gap]
    if len(rivals) > 1:
        return Verdict(offered=tuple(rivals[:MOST_SUGGESTIONS]), unsure=True)
    return Verdict(answer=best)
