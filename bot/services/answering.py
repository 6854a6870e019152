"""Answers questions from the library, and says so where it cannot."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.answers import (
    Answer,
    Completer,
    Finder,
    NotCovered,
    Reply,
    Thresholds,
    Unsure,
    judge,
)
from bot.domain.citations import Source
from bot.domain.entries import Entry, EntryId, EntryKind, Event, Quote
from bot.domain.library import HEADLINE, Library
from bot.domain.spelling import fold
from bot.services.joining import Joining
from bot.services.languages import in_english_words, language_of
from bot.services.premises import Premises


class Answering:
    """What a member can ask for; nothing here knows where the question came from."""

    def __init__(
        self, library: Library, finder: Finder, completer: Completer, thresholds: Thresholds
    ) -> None:
        self._library = library
        self._finder = finder
        self._completer = completer
        self._thresholds = thresholds
        self._joining = Joining(library, finder)
        self._premises = Premises(library, finder)

    def why(self) -> Answer:
        """The headline: why the two fell out."""
        return Answer(self._library.entry(HEADLINE))

    def ask(self, question: str) -> Reply:
        """The answer to a question in own words, a question back, or an honest no.

        The answer is in English; to a question in another language it says so in that language.
        """
        named = self._library.named(question)
        if named is not None:
            return Answer(named)
        language = language_of(question)
        if language is None:
            return self._answer(question)
        read = in_english_words(question, language)
        reply = self._answer(read)
        if isinstance(reply, NotCovered):  # perhaps only for words of a language that it has not
            reply = self._answer(self._finder.known_words(read))
        return replace(reply, aside=language.value)

    def _answer(self, question: str) -> Reply:
        joined = self._joining.answer(question)
        if joined is not None:
            return joined
        corrected = self._premises.of_a_wrong_death(question)
        if corrected is not None:
            return corrected
        matches = self._finder.find(question)
        corrected = self._premises.of_a_wrong_year(question, matches[0] if matches else None)
        if corrected is not None:
            return corrected
        verdict = judge(matches, self._thresholds)
        if verdict.answer is not None:
            entry = self._library.entry(verdict.answer.entry)
            return Answer(entry, verdict.answer.told, self._premises.of_the_dead(question, entry))
        offered = tuple(self._library.entry(entry) for entry in verdict.offered)
        return Unsure(offered) if verdict.unsure else NotCovered(offered)

    def open(self, kind: EntryKind, name: str) -> Reply:
        """The entry of a kind that is called so; for a name that none has, as if it was asked."""
        found = self._library.of_name(kind, name)
        return self.ask(name) if found is None else Answer(found)

    def entry(self, wanted: EntryId) -> Entry:
        """One entry by its id; UnknownEntryError where a newer store has it no more."""
        return self._library.entry(wanted)

    def related(self, to: EntryId) -> Sequence[Entry]:
        """What an entry names and what names it, topics first; UnknownEntryError as `entry`."""
        return self._library.related(to)

    def complete(self, kind: EntryKind, typed: str, most: int) -> Sequence[Entry]:
        """The entries of a kind that may be meant by what is typed so far, best first."""
        return self._completer.complete(kind, typed, most)

    def timeline(self, first: int, last: int) -> Sequence[Event]:
        """The events of these years in order of time, whichever of the two years is named first."""
        return self._library.between(min(first, last), max(first, last))

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quotation of the store."""
        return self._library.quotes

    @property
    def bibliography(self) -> tuple[Source, ...]:
        """Every source that the store cites, primary documents first, then by author and year."""
        return tuple(sorted(self._library.sources, key=_in_bibliography))


def _in_bibliography(source: Source) -> tuple[bool, str, int, str]:
    first_author = fold(source.authors[0].split()[-1]) if source.authors else ""
    by_author = first_author or fold(source.title)
    return source.kind.value != "primary", by_author, source.year or 0, source.key
