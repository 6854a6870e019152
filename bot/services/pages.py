"""Lays entries out as pages to read, for whatever shows them.

The text of a page is Markdown as Discord and most terminals' readers know it: `**bold**`,
`- ` lists and `[links](https://...)`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.answers import Answer, Joined, NotCovered, Reply, Unsure
from bot.domain.citations import Citation, Source
from bot.domain.entries import Entry, Event, Person, Place, Quote, Term, Topic, View

MOST_SOURCES_NAMED = 4
VIEWS_TEXT = 700
"""Characters of views that an answer shows; the rest is one press away."""


TURNING_POINT = 4
"""The weight from which an event stands out in a timeline."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as a reader meets it below a text."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a heading; the first section of a page has none."""

    heading: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Something to read: a title, sections and the sources of what they say."""

    title: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
    """The sources in short, for one line; `more` counts those left out of it."""
    more: int = 0

    @property
    def text(self) -> str:
        """The whole page without markup, for a terminal."""
        blocks = [self.title]
        for section in self.sections:
            blocks += [section.heading] if section.heading else []
            blocks += section.paragraphs
        if self.references:
            blocks.append(f"Sources: {source_line(self)}")
        return "\n\n".join(blocks).replace("**", "")


def source_line(page: Page) -> str:
    """The sources of a page in one line, without links."""
    named = "; ".join(reference.label for reference in page.references)
    return f"{named}; and {page.more} more" if page.more else named


def reply_page(reply: Reply) -> Page:
    """What a member reads when a question was answered, doubted or refused."""
    page = _reply_page(reply)
    if not reply.aside:
        return page
    return replace(page, sections=(Section(None, (f"*{reply.aside}*",)), *page.sections))


def _reply_page(reply: Reply) -> Page:
    match reply:
        case Answer(entry, told, correction):
            return short_page(entry, told, correction)
        case Joined(title, paragraphs, entries):
            return Page(title, (Section(None, paragraphs),), *named_sources(entries))
        case Unsure(candidates):
            names = tuple(f"- {entry.name}" for entry in candidates)
            return Page("Did you mean one of these?", (Section(None, names),))
        case NotCovered(nearest):
            return Page("I have nothing on that", tuple(_refusal(nearest)))


def _refusal(nearest: Sequence[Entry]) -> Iterable[Section]:
    scope = (
        "I answer from a store of sourced entries about the Sino-Soviet split, "
        "and none of them covers this question. `/split topic` shows what there is."
    )
    yield Section(None, (scope,))
    if nearest:
        yield Section("Nearest to it", tuple(f"- {entry.name}" for entry in nearest))


def short_page(entry: Entry, told: str = "", correction: str = "") -> Page:
    """The answer that an entry gives: the short text, who disagrees, a line of sources.

    What the question has wrong goes before it, and what was asked for, where only a sentence of
    the full text tells it.
    """
    first = [f"**{correction}**"] * bool(correction)
    if told:
        first.append(f"> {told[0].upper()}{told[1:]}")
    references, more = named_sources((entry,))
    return Page(
        title=_title(entry),
        sections=(*([Section(None, tuple(first))] if first else []), *_short_sections(entry, told)),
        references=references,
        more=more,
    )


def named_sources(entries: Iterable[Entry]) -> tuple[tuple[Reference, ...], int]:
    """The first sources of entries, and how many more there are."""
    cited = (citation.source for entry in entries for citation in all_citations(entry))
    sources = list(dict.fromkeys(cited))
    named = tuple(map(_reference, sources[:MOST_SOURCES_NAMED]))
    return named, max(0, len(sources) - MOST_SOURCES_NAMED)


def detail_page(topic: Topic) -> Page:
    """The full text of a topic."""
    paragraphs = tuple(part.strip() for part in topic.detail.split("\n\n") if part.strip())
    return Page(title=topic.title, sections=(Section(None, paragraphs),))


def views_page(topic: Topic) -> Page:
    """What each side and historian holds, with where they say it."""
    lines = tuple(
        f"- {_view(view)} ({'; '.join(citation.source.label for citation in view.citations)})"
        for view in topic.views
    )
    return Page(title=f"Who holds what: {topic.title}", sections=(Section(None, lines),))


def sources_page(entry: Entry) -> Page:
    """Every citation of an entry: the work, the place in it, what it supports, its use."""
    lines = tuple(f"- {_citation_line(citation)}" for citation in all_citations(entry))
    return Page(title=f"Sources: {_title(entry)}", sections=(Section(None, lines),))


def related_page(entry: Entry, related: Sequence[Entry]) -> Page:
    """Where to go on from an entry."""
    lines = tuple(f"- {_named(one)}" for one in related) or ("Nothing leads on from here.",)
    return Page(title=f"Related: {_title(entry)}", sections=(Section(None, lines),))


def timeline_page(events: Sequence[Event], first: int, last: int) -> Page:
    """What happened in these years, in order of time; turning points stand out."""
    lines = tuple(f"- {_dated(event)}" for event in events)
    nothing = ("The store has no event of that time.",)
    if events:  # the years in which there is something
        first, last = events[0].date.year, events[-1].date.year
    span = str(first) if first == last else f"{first} to {last}"
    return Page(title=f"Timeline: {span}", sections=(Section(None, lines or nothing),))


def _dated(event: Event) -> str:
    title = f"**{event.title}**" if event.weight >= TURNING_POINT else event.title
    return f"{event.date.words}: {title}"


def _named(entry: Entry) -> str:
    match entry:
        case Event():
            return _dated(entry)
        case Quote():
            return f"{entry.name}: “{entry.text}”"
        case Topic():
            return entry.title
        case Person():
            return f"{entry.name}, {entry.role[0].lower()}{entry.role[1:]}"
        case _:
            return entry.name


def bibliography_page(sources: Sequence[Source]) -> Page:
    """The whole bibliography, with what each work is good for."""
    lines = tuple(f"- {_work(source)}. {source.good_for}" for source in sources)
    return Page(title="Sources of this store", sections=(Section(None, lines),))


def _title(entry: Entry) -> str:
    return entry.question if isinstance(entry, Topic) else entry.name


def _short_sections(entry: Entry, told: str) -> Iterable[Section]:
    match entry:
        case Topic():
            yield Section(None, (entry.short,))
            views = [view for view in entry.views if view.text != told]
            if views:
                yield Section("Who holds what", tuple(_first_views(views)))
        case Event():
            yield Section(None, (f"**{span(entry)}.** {entry.text}", entry.matters))
        case Person():
            yield Section(None, (f"**{_life(entry)}**", entry.about, *_spellings(entry)))
        case Place():
            where = f"{_degrees(entry.latitude, 'NS')}, {_degrees(entry.longitude, 'EW')}"
            yield Section(None, (entry.about, f"It lies at {where}.", *_spellings(entry)))
        case Term():
            yield Section(None, (entry.about, *_spellings(entry)))
        case Quote():
            to = f" to {entry.to}" if entry.to else ""
            said = f"{entry.who.name}{to}, {entry.date.words}: {entry.occasion}."
            yield Section(None, (f"“{entry.text}”", said))


def _first_views(views: Sequence[View]) -> Iterable[str]:
    shown = 0
    for n, view in enumerate(views):
        line = f"- {_view(view)}"
        if n and shown + len(line) > VIEWS_TEXT:
            others = ", ".join(other.who for other in views[n:])
            yield f"- Also: {others}"
            return
        shown += len(line)
        yield line


def _view(view: View) -> str:
    return f"**{view.who}**: {view.holds}"


def span(event: Event) -> str:
    """When an event was, from its first day to its last."""
    if event.until is None:
        return event.date.words
    return f"{event.date.words} to {event.until.words}"


def _life(person: Person) -> str:
    if person.born and person.died:
        return f"{person.role} ({person.born.words} – {person.died.words})"
    if person.born:
        return f"{person.role} (born {person.born.words})"
    return f"{person.role} (died {person.died.words})" if person.died else person.role


def _spellings(entry: Person | Place | Term) -> Iterable[str]:
    if entry.aliases:
        yield f"Also written: {', '.join(alias.text for alias in entry.aliases)}."


def _degrees(value: float, signs: str) -> str:
    return f"{abs(value):.2f}° {signs[value < 0]}"


def all_citations(entry: Entry) -> list[Citation]:
    """Every citation of an entry once, those of its views last."""
    views = entry.views if isinstance(entry, Topic) else ()
    cited = [*entry.citations, *(citation for view in views for citation in view.citations)]
    return list(dict.fromkeys(cited))


def _reference(source: Source) -> Reference:
    return Reference(source.label, source.url)


def _citation_line(citation: Citation) -> str:
    at = f", {citation.at}" if citation.at else ""
    supports = f" For: {citation.supports}." if citation.supports else ""
    return f"{_work(citation.source)}{at}.{supports}"


def _work(source: Source) -> str:
    authors = f"{', '.join(source.authors)}: " if source.authors else ""
    title = link(source.title, source.url)
    # the date of a document or an issue names its year already
    year = f", {source.year}" if source.year and str(source.year) not in source.published else ""
    return f"{authors}{title}. {source.published}{year}"


def link(label: str, url: str | None) -> str:
    """A label that leads to an address; the bare label where there is none."""
    if url is None:
        return label
    # brackets would end the label or the address too early
    shown = label.replace("[", "(").replace("]", ")")
    return f"[{shown}]({url.replace('(', '%28').replace(')', '%29')})"
