"""The months of a year with every period drawn over its period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from grantreports.handover.periods import due_sentence, is_overdue
from grantreports.overview.groups import report_of, url_of
from grantreports.reports.models import PUBLIC, standing_of
from projects.models import Project, ReportingPeriod
from projects.periods import DAY
from projects.templatetags.local import days_to

# Years that a calendar can have.
FIRST_YEAR, LAST_YEAR = 1900, 9998


@dataclass(frozen=True)
class Bar:
    """A period; places are per cent of the year, `due` is None where that is another year."""

    period: ReportingPeriod
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


def strip_of(periods: Iterable[ReportingPeriod], year: int, today: date) -> Strip:
    """One line for each project that has a period or a due date in the year."""
    rows: dict[Project, list[Bar]] = {}
    for period in periods:
        if period.first_day.year <= year <= max(period.last_day.year, period.due_date.year):
            rows.setdefault(period.project, []).append(bar_of(period, year))
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return Strip(
        year=year,
        months=tuple((percent(place(first, year)), first) for first in firsts),
        rows=sorted(rows.items(), key=lambda row: (row[0].title, row[0].pk)),
        today=percent(place(today, year)) if today.year == year else None,
    )


def bar_of(period: ReportingPeriod, year: int) -> Bar:
    begin, end = place(period.first_day, year), place(period.last_day + DAY, year)
    state = state_of(period)
    text = (
        f"{period.project.title}, {period.name}: "
        f"{days_to(period.first_day, period.last_day)}. {due_sentence(period)} "
        f"{standing_of(period)}."
    )
    return Bar(
        period=period,
        url=url_of(period, report_of(period)),
        state=state,
        text=text,
        x=percent(begin),
        width=percent(end - begin),
        due=percent(place(period.due_date, year)) if period.due_date.year == year else None,
    )


def state_of(period: ReportingPeriod) -> str:
    """How its bar is drawn."""
    if is_overdue(period):
        return "late"
    report = report_of(period)
    if report and report.status in PUBLIC:
        return "public"
    if period.is_skipped:
        return "skipped"
    return "partner" if period.is_open else "foundation"


def place(day: date, year: int) -> float:
    """How much of the year has gone at the beginning of the day: 0 before it, 1 after it."""
    begin, end = date(year, 1, 1), date(year + 1, 1, 1)
    return min(max((day - begin) / (end - begin), 0), 1)


def percent(share: float) -> str:
    return f"{100 * share:.2f}%"
