"""Learns the weights of the search: python -m benchmarks.learn_ranking (needs numpy and scipy).

Every wording of every topic is asked with that wording taken out of the store, and so are the
questions of tests/questions/tuning.yaml. The weights of the rank are those under which the right
entries most likely come first (a softmax over the candidates); the weights of the trust are those
of a logistic regression on whether what came first was right. Both are shrunk towards nothing, and
judged on topics that were left out. What is printed is pasted into bot/search/ranking.py.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bot.content_store.loader import load_library
from bot.domain.entries import EntryId, EntryKind, Topic
from bot.domain.library import Library
from bot.search import ranking
from bot.search.finding import LibrarySearch, trust
from bot.search.ranking import Asked, Signals, Trust, with_forms
from tests.questions.asked import asked_in

ROOT = Path(__file__).parent.parent
FOLDS = 4
SHRINK_RANK, SHRINK_TRUST = 0.5, 0.05
REFUSALS_WEIGH = 3.0
"""What a question outside the store counts against one inside: there are fewer of them here."""

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the signals of its candidates, and which of them would be right."""

    group: str
    asked: Asked
    numbers: list[int]
    signals: list[Signals]
    right: Vector
    """1 for a right entry, -1 for one that is neither right nor wrong, else 0."""
    near: Vector
    """True for those that are right or linked with a right one."""


def right_and_neither(library: Library, wanted: set[EntryId]) -> tuple[set[EntryId], set[EntryId]]:
    """The entries that answer, and those linked with them that may answer as well."""
    linked = {one.id for entry in wanted for one in library.related(entry)}
    return wanted, {one for one in linked if one.kind is not EntryKind.TOPIC} - wanted


def examples(library: Library, search: LibrarySearch) -> Iterator[Example]:
    """Every wording with itself taken out, and the tuning questions."""
    for topic in library.topics:
        yield from _of_wordings(library, search, topic)
    for number, asked in enumerate(asked_in("tuning")):
        wanted = {EntryId.parse(path) for path in asked.entry}
        read = search.asked(asked.question)
        yield _example(library, search, f"tuning {number}", read, wanted)


def _of_wordings(library: Library, search: LibrarySearch, topic: Topic) -> Iterator[Example]:
    number = search._numbers[topic.id]
    whole = search._documents[number]
    documents = list(search._documents)
    for left_out, wording in enumerate(topic.wordings):
        others = [w for n, w in enumerate(whole.wordings) if n != left_out]
        worded = frozenset(with_forms(token for one in others for token in one))
        documents[number] = replace(whole, wordings=tuple(others), worded=worded)
        search._documents = documents
        read = search.asked(wording)
        yield _example(library, search, topic.id.slug, read, {topic.id})
    documents[number] = whole


def _example(
    library: Library, search: LibrarySearch, group: str, asked: Asked, wanted: set[EntryId]
) -> Example:
    right, neither = right_and_neither(library, wanted)
    ranked = search.ranked(asked)
    entries = [search._entries[number] for number, _ in ranked]
    marks = [1.0 if e in right else -1.0 if e in neither else 0.0 for e in entries]
    linked = {one.id for entry in wanted for one in library.related(entry)} | wanted
    near = np.array([entry in linked for entry in entries])
    numbers, found = [n for n, _ in ranked], [s for _, s in ranked]
    return Example(group, asked, numbers, found, np.array(marks), near)


def learn_rank(learnt_from: Sequence[Example]) -> Vector:
    """The weights under which the right entries most likely come first."""
    usable = [
        (np.array(one.signals)[one.right >= 0], one.right[one.right >= 0] > 0)
        for one in learnt_from
        if (one.right > 0).any()
    ]

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = SHRINK_RANK * weights @ weights / 2, SHRINK_RANK * weights
        for signals, right in usable:
            size = signals @ weights
            likely = np.exp(size - size.max())
            likely /= likely.sum()
            share = likely * right / (likely[right].sum() + 1e-12)
            total -= np.log(likely[right].sum() + 1e-12)
            slope = slope + signals.T @ (likely - share)
        return total, slope

    start = np.zeros(len(Signals._fields))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def first_is_right(weights: Vector, judged: Sequence[Example]) -> tuple[float, float]:
    """How often a right entry comes first, and among the first three."""
    first = among = 0
    for one in judged:
        if not len(one.right):
            continue
        kept = one.right >= 0
        order = np.argsort(-(np.array(one.signals)[kept] @ weights))
        right = one.right[kept][order] > 0
        first += bool(right[:1].any())
        among += bool(right[:3].any())
    return first / len(judged), among / len(judged)


def learn_trust(learnt_from: Sequence[Example]) -> tuple[Vector, float]:
    """The weights of signals and trust by which the first entry is believed, and the constant."""
    rows, right, weigh = [], [], []
    for one in learnt_from:
        if not len(one.right):
            continue
        order = sorted(
            range(len(one.numbers)),
            key=lambda n: (-one.signals[n].exact, -ranking.rank(one.signals[n])),
        )
        if one.signals[order[0]].exact:  # believed in any case
            continue
        ranked = [(one.numbers[n], one.signals[n]) for n in order]
        rows.append([*ranked[0][1], *trust(one.asked, ranked)])
        right.append(bool(one.near[order[0]]))
        weigh.append(1.0 if (one.right > 0).any() else REFUSALS_WEIGH)
    table, truth, weight = np.array(rows), np.array(right, dtype=float), np.array(weigh)
    # nearly all questions here are of topics; that says nothing against a term that fits as well
    table[:, [Signals._fields.index(kind) for kind in ("topic", "event", "kind_asked_for")]] = 0

    def loss(weights: Vector) -> tuple[float, Vector]:
        size = table @ weights[1:] + weights[0]
        likely = 1 / (1 + np.exp(-size))
        off = weight * (likely - truth)
        likelihood = weight * (np.logaddexp(0, size) - truth * size)
        shrunk = SHRINK_TRUST * weights[1:]
        total = likelihood.sum() + shrunk @ weights[1:] / 2
        return total, np.concatenate([[off.sum()], table.T @ off + shrunk])

    start = np.zeros(table.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return found[1:], float(found[0])


def told(name: str, kind: type[Signals] | type[Trust], weights: Vector) -> str:
    """A constant as it stands in the program."""
    fields = ", ".join(f"{f}={w:.1f}" for f, w in zip(kind._fields, weights, strict=True))
    return f"{name} = {kind.__name__}({fields})"


def main() -> None:
    """Learn, judge on what was left out, and print the constants."""
    library = load_library(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content")
    search = LibrarySearch(library)
    known = list(examples(library, search))
    groups = sorted({one.group for one in known})
    fold = {group: n % FOLDS for n, group in enumerate(groups)}
    found = []
    for left_out in range(FOLDS):
        weights = learn_rank([one for one in known if fold[one.group] != left_out])
        inside = [
            one
            for one in known
            if fold[one.group] == left_out and (one.group in fold and one.right.size)
        ]
        asked = [one for one in inside if not one.group.startswith("tuning")]
        found.append(first_is_right(weights, asked))
    first, among = np.mean(found, axis=0)
    print(f"{len(known)} questions; left out: first {first:.3f}, among three {among:.3f}")
    inside = [one for one in known if not one.group.startswith("tuning")]
    print(f"among the candidates: {sum((o.right > 0).any() for o in inside) / len(inside):.3f}")
    weights = learn_rank(known)
    print(told("RANK", Signals, weights))
    ranking.RANK = Signals(*map(float, weights))
    believed, nothing = learn_trust(known)
    count = len(Signals._fields)
    print(told("TRUST_SIGNALS", Signals, believed[:count]))
    print(told("TRUST", Trust, believed[count:]))
    print(f"TRUST_NOTHING = {nothing:.1f}")


if __name__ == "__main__":
    main()
