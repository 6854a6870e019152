"""What every box of reports promises."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.domain.library import HEADLINE
from bot.domain.reports import Report, ReportBox
from bot.storage.database import open_database
from bot.storage.reports import StoredReportBox
from tests.fakes.reports import FakeReportBox
from tests.storage.databases import fresh_database

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
ONE = NOON + timedelta(hours=1)


@pytest.fixture(params=["fake", "sqlite", "postgres"])
async def box(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[ReportBox]:
    """An empty box, of each kind in turn."""
    if request.param == "fake":
        yield FakeReportBox()
        return
    async with fresh_database(request.param, tmp_path) as url, open_database(url) as database:
        yield StoredReportBox(database)


async def test_a_new_box_is_empty(box: ReportBox) -> None:
    assert list(await box.reports()) == []


async def test_a_report_comes_out_as_it_went_in(box: ReportBox) -> None:
    told = Report(NOON, HEADLINE, "почему? 为什么? '; DROP TABLE reports", "It was 1960.\n\n🙂")
    nothing_shown = Report(ONE, None, "", "Nothing on the Gang of Four")
    await box.add(told)
    await box.add(nothing_shown)

    assert list(await box.reports()) == [told, nothing_shown]


async def test_the_oldest_comes_first_and_equals_in_their_order(box: ReportBox) -> None:
    late, first, second = (
        Report(ONE, None, "", "late"),
        Report(NOON, None, "", "first"),
        Report(NOON, None, "", "second"),
    )
    for report in (late, first, second):
        await box.add(report)

    assert list(await box.reports()) == [first, second, late]


async def test_the_same_report_twice_is_two(box: ReportBox) -> None:
    """Two members who find the same mistake are two reasons to mend it."""
    report = Report(NOON, HEADLINE, "", "The year is wrong")
    await asyncio.gather(box.add(report), box.add(report))

    assert list(await box.reports()) == [report, report]


async def test_a_moment_of_any_zone_is_kept_as_the_same_moment(box: ReportBox) -> None:
    beijing = timezone(timedelta(hours=8))
    await box.add(Report(NOON.astimezone(beijing), None, "", "x"))

    (kept,) = await box.reports()
    assert kept.at == NOON


def test_a_report_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match=r"needs a time zone"):
        Report(datetime(2026, 3, 1), None, "", "x")  # noqa: DTZ001 - what is refused
