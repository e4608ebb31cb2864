"""The months of a year with every report drawn over its period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grantreports.handover.due import due_sentence, is_overdue
from grantreports.overview.groups import WITH_FOUNDATION, url_of
from grantreports.reports.models import PUBLIC, Report
from projects.models import Project
from projects.plan import DAY
from projects.templatetags.local import days_to

# Years that a calendar can have.
FIRST_YEAR, LAST_YEAR = 1900, 9998


@dataclass(frozen=True)
class Bar:
    """A period; places are per cent of the year, `due` is None where that is another year."""

    report: Report
    url: str
    state: str
    text: str
    x: str
    width: str
    due: str | None


@dataclass(frozen=True)
class Strip:
    year: int
    months: tuple[tuple[str, date], ...]
    rows: list[tuple[Project, list[Bar]]]
    today: str | None
    legend: tuple[tuple[str, str], ...] = (
        ("late", "late"),
        ("partner", "with the partner"),
        ("foundation", "with the foundation"),
        ("public", "published"),
        ("skipped", "skipped"),
    )

    @property
    def previous(self) -> int:
        return max(self.year - 1, FIRST_YEAR)

    @property
    def next(self) -> int:
        return min(self.year + 1, LAST_YEAR)


def strip_of(reports: Iterable[Report], year: int, today: date) -> Strip:
    """One line for each project that has a period or a due date in the year."""
    rows: dict[Project, list[Bar]] = {}
    for report in reports:
        if report.first_day.year <= year <= max(report.last_day.year, report.due_date.year):
            rows.setdefault(report.project, []).append(bar_of(report, year))
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return Strip(
        year=year,
        months=tuple((percent(place(first, year)), first) for first in firsts),
        rows=sorted(rows.items(), key=lambda row: (row[0].title, row[0].pk)),
        today=percent(place(today, year)) if today.year == year else None,
    )


def bar_of(report: Report, year: int) -> Bar:
    begin, end = place(report.first_day, year), place(report.last_day + DAY, year)
    state = state_of(report)
    text = (
        f"{report.project.title}, {report.page_name}: "
        f"{days_to(report.first_day, report.last_day)}. {due_sentence(report)} "
        f"{report.get_status_display()}."
    )
    return Bar(
        report=report,
        url=url_of(report),
        state=state,
        text=text,
        x=percent(begin),
        width=percent(end - begin),
        due=percent(place(report.due_date, year)) if report.due_date.year == year else None,
    )


def state_of(report: Report) -> str:
    """How its bar is drawn."""
    if is_overdue(report):
        return "late"
    if report.status in PUBLIC:
        return "public"
    if report.status in WITH_FOUNDATION:
        return "foundation"
    return "skipped" if report.is_skipped else "partner"


def place(day: date, year: int) -> float:
    """How much of the year has gone at the beginning of the day: 0 before it, 1 after it."""
    begin, end = date(year, 1, 1), date(year + 1, 1, 1)
    return min(max((day - begin) / (end - begin), 0), 1)


def percent(share: float) -> str:
    return f"{100 * share:.2f}%"
