"""Lays out what happened on a day of the year."""

from collections.abc import Iterable, Sequence

from bot.domain.almanac import MonthDay
from bot.domain.entries import Event
from bot.domain.posts import Announcement
from bot.services.pages import Page, Section, named_sources, span

LONGEST_ANSWER = 55
"""Discord: characters of one answer of a poll."""
HOW_MUCH = ("A turning point", "A good deal", "A little", "Hardly at all")


def day_page(day: MonthDay, events: Sequence[Event]) -> Page:
    """All events of a day of the year, what matters most first."""
    nothing = Section(None, ("The store has no event of this day.",))
    sections = [_whole(event) for event in events] or [nothing]
    references, more = named_sources(events)
    return Page(f"On this day: {day.words}", tuple(sections), references, more)


def post_page(announcement: Announcement) -> Page:
    """The day's post: the main event in full, those beside it in short."""
    main, *beside = announcement.events
    sections = [_whole(main), *map(_short, beside)]
    if main.discuss and not announcement.post.schedule.thread:
        sections.append(Section("To talk about", (main.discuss,)))
    references, more = named_sources(announcement.events)
    day = MonthDay.of(announcement.post.date)
    return Page(f"On this day: {day.words}", tuple(sections), references, more)


def _whole(event: Event) -> Section:
    return Section(_headed(event), (event.text, f"*Why it matters:* {event.matters}"))


def _short(event: Event) -> Section:
    return Section(_headed(event), (event.text,))


def _headed(event: Event) -> str:
    until = f" (until {event.until.words})" if event.until else ""
    return f"{event.date.year}: {event.title}{until}"


def thread_name(announcement: Announcement) -> str:
    """What the thread of a post is called: the day and its main event."""
    main = announcement.events[0]
    return f"{span(main)}: {main.title}"


def opening_question(announcement: Announcement) -> str:
    """What a thread begins with; where the main event has no question, one that always fits."""
    main = announcement.events[0]
    return main.discuss or f"{main.title}: how much did it change between Moscow and Beijing?"


def poll(events: Sequence[Event]) -> tuple[str, tuple[str, ...]]:
    """The question of a day's poll and its answers."""
    if len(events) > 1:
        return "Which of these mattered most for the split?", tuple(_answers(events))
    return f"How much did this matter for the split: {events[0].title}?", HOW_MUCH


def _answers(events: Iterable[Event]) -> Iterable[str]:
    for event in events:
        answer = f"{event.date.year}: {event.title}"
        fits = len(answer) <= LONGEST_ANSWER
        yield answer if fits else f"{answer[: LONGEST_ANSWER - 1].rstrip()}…"
