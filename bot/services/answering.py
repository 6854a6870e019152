"""Answers questions from the library, and says so where it cannot."""

from collections.abc import Sequence

from bot.domain.answers import Answer, Finder, NotCovered, Reply, Thresholds, Unsure, judge
from bot.domain.citations import Source
from bot.domain.entries import Entry, EntryId, Topic
from bot.domain.library import HEADLINE, Library, UnknownEntryError
from bot.domain.spelling import fold
from bot.services.completion import TopicCompletion


class Answering:
    """What a member can ask for; nothing here knows where the question came from."""

    def __init__(self, library: Library, finder: Finder, thresholds: Thresholds) -> None:
        self._library = library
        self._finder = finder
        self._thresholds = thresholds
        self._completion = TopicCompletion(library)

    def why(self) -> Answer:
        """The headline: why the two fell out."""
        return Answer(self._library.entry(HEADLINE))

    def ask(self, question: str) -> Reply:
        """The answer to a question in own words, a question back, or an honest no."""
        named = self._library.named(question)
        if named is not None:
            return Answer(named)
        verdict = judge(self._finder.find(question), self._thresholds)
        if verdict.answer is not None:
            return Answer(self._library.entry(verdict.answer))
        offered = tuple(self._library.entry(entry) for entry in verdict.offered)
        return Unsure(offered) if verdict.unsure else NotCovered(offered)

    def topic(self, name: str) -> Reply:
        """The topic that is called so; for a name that no topic has, as if it was asked."""
        try:
            return Answer(self._library.topic(name))
        except UnknownEntryError:
            return self.ask(name)

    def entry(self, wanted: EntryId) -> Entry:
        """One entry by its id; UnknownEntryError where a newer store has it no more."""
        return self._library.entry(wanted)

    def complete(self, typed: str, most: int) -> Sequence[Topic]:
        """Topics whose name begins so, or that have what is typed in them; best first."""
        return self._completion.complete(typed, most)

    @property
    def bibliography(self) -> tuple[Source, ...]:
        """Every source that the store cites, primary documents first, then by author and year."""
        return tuple(sorted(self._library.sources, key=_in_bibliography))


def _in_bibliography(source: Source) -> tuple[bool, str, int, str]:
    first_author = fold(source.authors[0].split()[-1]) if source.authors else ""
    by_author = first_author or fold(source.title)
    return source.kind.value != "primary", by_author, source.year or 0, source.key
