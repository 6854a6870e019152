from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.library import HEADLINE
from bot.domain.reports import LONGEST_REPORT, Report
from bot.services.reporting import (
    A_WHILE,
    MOST_IN_A_WHILE,
    MOST_REMEMBERED,
    RecentQuestions,
    Reporting,
    Told,
    TooManyReportsError,
)
from tests.fakes.reports import FakeReportBox

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANNA, BORIS = 1, 2
WRONG = Told(HEADLINE, "why", "The year is wrong")


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now


async def test_a_report_is_kept_with_its_time_and_without_its_author() -> None:
    box = FakeReportBox()
    await Reporting(box, Clock()).report(ANNA, WRONG)

    assert await box.reports() == [Report(NOON, HEADLINE, "why", "The year is wrong")]


async def test_a_report_is_cut_to_its_limits() -> None:
    box = FakeReportBox()
    await Reporting(box, Clock()).report(ANNA, Told(None, "q" * 9_999, "t" * 9_999))

    (kept,) = await box.reports()
    assert (len(kept.asked), len(kept.text)) == (LONGEST_REPORT, LONGEST_REPORT)


async def test_what_no_database_takes_is_replaced() -> None:
    box = FakeReportBox()
    await Reporting(box, Clock()).report(ANNA, Told(None, "a\0b", "c\ud800d"))

    (kept,) = await box.reports()
    assert (kept.asked, kept.text) == ("a b", "c?d")


async def test_one_member_may_make_so_many_in_a_while() -> None:
    clock = Clock()
    reporting = Reporting(FakeReportBox(), clock)
    for _ in range(MOST_IN_A_WHILE):
        await reporting.report(ANNA, WRONG)

    with pytest.raises(TooManyReportsError):
        await reporting.report(ANNA, WRONG)
    await reporting.report(BORIS, WRONG)

    clock.now += A_WHILE - timedelta(seconds=1)
    with pytest.raises(TooManyReportsError):
        await reporting.report(ANNA, WRONG)

    clock.now += timedelta(seconds=1)
    await reporting.report(ANNA, WRONG)


def test_a_question_is_known_by_its_reply_for_a_while() -> None:
    recent = RecentQuestions()
    recent.remember(1, "who began it?")

    assert recent.of(1) == "who began it?"
    assert recent.of(2) == ""

    for reply in range(2, MOST_REMEMBERED + 2):
        recent.remember(reply, "another")
    assert recent.of(1) == ""
