"""Completes the name of a topic while it is typed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.entries import Topic
from bot.domain.library import HEADLINE, Library, spellings
from bot.domain.spelling import fold


@dataclass(frozen=True, slots=True)
class _Completable:
    topic: Topic
    told: tuple[str, ...]
    """Folded texts that a typed word may stand in; the ones that say most of the topic first."""

    def rank(self, words: Sequence[str]) -> int | None:
        """Where all words are found first: 0 is best; None where they are not found."""
        if self.told[0].startswith(" ".join(words)):
            return 0
        told = ""
        for rank, text in enumerate(self.told, start=1):
            told = f"{told} {text}"
            if all(f" {word}" in told for word in words):
                return rank
        return None


class TopicCompletion:
    """Topics by what is typed: how titles begin, then titles, wordings, and who is in them."""

    def __init__(self, library: Library) -> None:
        ordered = sorted(library.topics, key=_by_title)
        self._completable = [
            _Completable(topic, tuple(map(fold, _texts(topic, library)))) for topic in ordered
        ]

    def complete(self, typed: str, most: int) -> Sequence[Topic]:
        """The topics in which every typed word begins a word, best first, by title among equals."""
        words = fold(typed).split()
        ranked = [(one.rank(words), one.topic) for one in self._completable]
        fitting = [(rank, topic) for rank, topic in ranked if rank is not None]
        return [topic for _, topic in sorted(fitting, key=lambda pair: pair[0])][:most]


def _by_title(topic: Topic) -> tuple[bool, str]:
    # the headline first; and nobody looks for "The" under T
    return topic.id != HEADLINE, fold(topic.title).removeprefix("the ")


def _texts(topic: Topic, library: Library) -> Iterator[str]:
    yield topic.title
    yield f"{topic.question} {topic.id.slug}"
    yield " ".join(topic.wordings)
    entries = [library.entry(related) for related in topic.related]
    yield " ".join(text for entry in entries for text in spellings(entry))
