"""What the command line says: errors in one line, answers and the store as JSON."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import chain
from pathlib import Path

from bot.bootstrap import ListenError, TokenMissingError
from bot.content_store.files import ContentUnreadableError
from bot.content_store.loader import ContentInvalidError
from bot.discord_app.outages import worded_for_host
from bot.domain.answers import Answer, Joined, NotCovered, Reply, Unsure
from bot.domain.citations import Citation, Source
from bot.domain.dates import HistoricalDate
from bot.domain.entries import Entry, EntryId
from bot.domain.library import Library
from bot.domain.reports import Report
from bot.domain.storing import StorageError
from bot.evaluation import Given, QuestionsError
from bot.services.answering import Answering
from bot.services.pages import all_citations, reply_page
from bot.settings import SettingsError
from bot.storage.errors import (
    BackupByServerError,
    BackupExistsError,
    BackupNotWritableError,
    DatabaseError,
    DatabaseTooNewError,
    DatabaseUrlError,
    DriverMissingError,
)

WRONG_INPUT = 2
FAILED = 1


class InputError(Exception):
    """What was typed, or a file that was named, cannot be used; the message says why."""


def worded(error: BaseException) -> tuple[str, int] | None:
    """One line on an expected error and what to do, with the exit code; None if unexpected."""
    match error:
        case SettingsError() | InputError() | TokenMissingError() | QuestionsError():
            return str(error), WRONG_INPUT
        case ContentInvalidError():
            return _invalid_content(error), FAILED
        case ContentUnreadableError():
            where = f"the content store {error.folder} cannot be read: {error.reason}"
            return f"{where}; set CONTENT_DIR to the folder that has sources.yaml", WRONG_INPUT
        case ListenError():
            said = f"{error.address} cannot be had: {error.reason}"
            return f"{said}; choose another with {error.chosen_by}", FAILED
        case DatabaseUrlError():
            return f"DATABASE_URL {error.reason}", WRONG_INPUT
        case StorageError():
            return _of_the_database(error), FAILED
        case _:
            sentence = worded_for_host(error)
            return (sentence, FAILED) if sentence else None


def _invalid_content(error: ContentInvalidError) -> str:
    first, *others = error.problems
    more = f" (and {len(others)} more; `python -m bot content check` lists them)" if others else ""
    return f"{first}{more}"


def _of_the_database(error: StorageError) -> str:
    match error:
        case DriverMissingError(package=package):
            return f"{package} is not installed; run: pip install {package}"
        case DatabaseTooNewError(database=database, reason=reason):
            return f"the database {database} is newer than this program ({reason}); update the bot"
        case DatabaseError(database=database, reason=reason):
            return f"the database {database} cannot be used: {reason}; check DATABASE_URL"
        case BackupExistsError(destination=destination):
            return f"{destination} exists already; name a new file"
        case BackupNotWritableError(destination=destination, reason=reason):
            return f"{destination} cannot be written: {reason}"
        case BackupByServerError(database=database):
            return f"{database} is PostgreSQL's: make the copy with pg_dump"
        case _:
            return f"the database cannot be used: {error}"


def reply_json(reply: Reply) -> dict[str, object]:
    """A reply as `ask --json` prints it."""
    entries = _answering(reply)
    page = reply_page(reply)
    return {
        "answered": bool(entries),
        "entry": entries[0].id.path if entries else None,
        "title": page.title if isinstance(reply, Joined) else entries[0].name if entries else None,
        "answer": page.text,
        "sources": [_plain(source) for source in dict.fromkeys(chain(*map(_sources, entries)))],
        "suggestions": [
            {"entry": offered.id.path, "title": offered.name} for offered in _offered(reply)
        ],
    }


def given_by(reply: Reply) -> Given:
    """A reply as the evaluation judges it."""
    entries = _answering(reply)
    return Given(reply_page(reply).text, entries[0].id.path if entries else None)


def _answering(reply: Reply) -> Sequence[Entry]:
    match reply:
        case Answer(entry):
            return (entry,)
        case Joined(entries=entries):
            return entries
        case _:
            return ()


def _offered(reply: Reply) -> Iterable[Entry]:
    match reply:
        case Unsure(offered) | NotCovered(offered):
            return offered
        case _:
            return ()


def _sources(entry: Entry) -> list[Source]:
    return list(dict.fromkeys(citation.source for citation in all_citations(entry)))


def answer_batch(answering: Answering, questions: Path, answers: Path) -> int:
    """Answer a file of JSON lines into another; the number of questions.

    InputError names the line that is no question, or the file that cannot be used.
    """
    try:
        if answers.exists() and answers.samefile(questions):
            raise InputError(f"{answers} holds the questions; name another file for the answers")
        asked = list(_questions(questions))
        with answers.open("w", encoding="utf-8") as out:
            for number, question in asked:
                reply = reply_json(answering.ask(question))
                kept = {key: reply[key] for key in ("answered", "entry", "answer", "suggestions")}
                out.write(json.dumps({"id": number, **kept}, ensure_ascii=False) + "\n")
    except OSError as error:
        raise InputError(f"{error.filename}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{questions}: is not UTF-8; save the file as UTF-8") from None
    return len(asked)


def _questions(path: Path) -> Iterator[tuple[object, str]]:
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _question(path, number, line)


def _question(path: Path, number: int, line: str) -> tuple[object, str]:
    try:
        asked = json.loads(line)
    except ValueError:
        asked = None
    if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
        wanted = 'needs an object such as {"id": 1, "question": "why did they fall out"}'
        raise InputError(f"{path}:{number}: {wanted}")
    return asked.get("id"), asked["question"]


def report_json(report: Report) -> dict[str, object]:
    """A report as `reports --json` prints it."""
    return {
        "at": report.at.isoformat(),
        "shown": report.shown.path if report.shown else None,
        "asked": report.asked,
        "text": report.text,
    }


def report_lines(report: Report) -> str:
    """A report as `reports` prints it, on a terminal that members' text must not steer."""
    shown = report.shown.path if report.shown else "nothing"
    asked = f", asked: {_printable(report.asked)}" if report.asked else ""
    text = "\n".join(f"  {_printable(line)}" for line in report.text.splitlines())
    return f"{report.at:%Y-%m-%d %H:%M} UTC, shown: {shown}{asked}\n{text}"


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def store_json(library: Library) -> dict[str, object]:
    """The whole store as `content export --json` prints it."""
    return {
        "sources": [_plain(source) for source in library.sources],
        "topics": [_plain(entry) for entry in library.topics],
        "events": [_plain(entry) for entry in library.events],
        "people": [_plain(entry) for entry in library.people],
        "places": [_plain(entry) for entry in library.places],
        "terms": [_plain(entry) for entry in library.terms],
        "quotes": [_plain(entry) for entry in library.quotes],
    }


def _plain(value: object) -> object:
    match value:
        case HistoricalDate():
            return {"iso": value.iso, "precision": value.precision.value}
        case EntryId():
            return value.path
        case Citation():
            return {"source": value.source.key, "at": value.at, "supports": value.supports}
        case Enum():
            return value.value
        case tuple() | list():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def store_stats(library: Library) -> dict[str, object]:
    """Counts and calendar coverage, as `content stats --json` prints them."""
    days = {
        (event.date.month, event.date.day) for event in library.events if event.date.day is not None
    }
    return {
        "topics": len(library.topics),
        "events": len(library.events),
        "people": len(library.people),
        "places": len(library.places),
        "terms": len(library.terms),
        "quotes": len(library.quotes),
        "sources": len(library.sources),
        "citations": sum(len(all_citations(entry)) for entry in library),
        "views": sum(len(topic.views) for topic in library.topics),
        "topics_with_two_sources": sum(len(_sources(topic)) > 1 for topic in library.topics),
        "month_days_covered": len(days),
        "month_days": 366,
    }
