"""The months of a year with every period drawn over its period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from grantreports.handover.periods import due_sentence, is_overdue
from grantreports.overview.groups import report_of, url_of
from grantreports.reports.models import PUBLIC, standing_of
from projects.models import Project, ReportingPeriod
from projects.periods import DAY
from projects.templatetags.local import days_to

# Years that a calendar can have.
FIRST_YEAR, LAST_YEAR = 1900, 9998
# Lines on a page: more of them is no picture any more.
ON_A_PAGE = 25


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
    # Of the projects.
    page: Page[Any]
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


def strip_of(
    periods: QuerySet[ReportingPeriod], year: int, today: date, number: str | None = None
) -> Strip:
    """One line for each project that has a period or a due date in the year, in pages of them."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    touching = periods.filter(first_day__lte=last).filter(
        Q(last_day__gte=first) | Q(due_date__gte=first)
    )
    projects = Project.objects.filter(pk__in=touching.values("budget_year__project"))
    page = Paginator(projects.order_by("title", "pk"), ON_A_PAGE).get_page(number)
    shown: Any = touching.filter(budget_year__project__in=list(page.object_list))
    rows: dict[int, list[Bar]] = {project.pk: [] for project in page.object_list}
    for period in shown.with_project().prefetch_related("reports").order_by("due_date", "number"):
        rows[period.project.pk].append(bar_of(period, year))
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return Strip(
        year=year,
        months=tuple((percent(place(first, year)), first) for first in firsts),
        rows=[(project, rows[project.pk]) for project in page.object_list],
        page=page,
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
