"""The box of reports, in memory."""

from collections.abc import Sequence

from bot.domain.reports import Report


class FakeReportBox:
    """Keeps the promises of ``ReportBox`` for as long as it lives."""

    def __init__(self) -> None:
        self._reports: list[Report] = []

    async def add(self, report: Report) -> None:
        """Keep a report."""
        self._reports.append(report)

    async def reports(self) -> Sequence[Report]:
        """Every report kept, the oldest first."""
        return sorted(self._reports, key=lambda report: report.at)
