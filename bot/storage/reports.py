"""The box of reports in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select

from bot.domain.entries import EntryId
from bot.domain.reports import Report
from bot.storage.database import Database
from bot.storage.tables import reports


@dataclass(frozen=True, slots=True)
class StoredReportBox:
    """Keeps the promises of ``ReportBox`` in the database."""

    database: Database

    async def add(self, report: Report) -> None:
        """Keep a report."""
        row = {
            "reported_at": report.at,
            "shown": report.shown.path if report.shown else None,
            "asked": report.asked,
            "text": report.text,
        }
        async with self.database.writing() as connection:
            await connection.execute(insert(reports).values(row))

    async def reports(self) -> Sequence[Report]:
        """Every report kept, the oldest first."""
        oldest_first = select(reports).order_by(reports.c.reported_at, reports.c.id)
        async with self.database.reading() as connection:
            rows = await connection.execute(oldest_first)
        return [
            Report(
                row.reported_at,
                EntryId.parse(row.shown) if row.shown else None,
                row.asked,
                row.text,
            )
            for row in rows
        ]
