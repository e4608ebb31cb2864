"""All periods and reports as staff look at them: what is late, who has it, what is missing.

The database sorts the periods into their lists; of each list the page reads the first few, or one
page of it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.urls import reverse

from grantreports.handover.missing import Missing, missing_in
from grantreports.handover.periods import due_sentence, is_overdue, period_url
from grantreports.publishing.models import Review
from grantreports.reports.models import PUBLIC, Report, standing_of
from projects.days import today_of
from projects.models import Partner, ReportingPeriod
from projects.templatetags.local import day

Status, State = Report.Status, ReportingPeriod.State
# The lists of the page: a key, the heading, what it says when it is empty, whether it is folded.
GROUPS: list[tuple[str, str, str, bool]] = [
    ("late", "Late", "No report is late.", False),
    ("foundation", "With the foundation", "Nothing waits for the foundation.", False),
    ("partner", "With the partner", "No partner enters for a report.", False),
    ("later", "Not begun yet", "No other period is to come.", True),
    ("public", "Published", "No report is published yet.", True),
    ("skipped", "Skipped", "No report is skipped.", True),
]
KEYS = [key for key, *_ in GROUPS]
# Of each list, until somebody asks for all of it, and then on a page.
SHOWN, ON_A_PAGE = 10, 50
# As many reports can be chosen at once without a tick at each.
MOST_SENT = 1_000
ORDER = ("due_date", "budget_year__project__title", "number", "pk")


@dataclass(frozen=True)
class OverviewRow:
    """A period; `report` is the one that its foundation writes, None before."""

    period: ReportingPeriod
    report: Report | None
    url: str
    due: str
    is_overdue: bool
    standing: str
    turn: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Group:
    key: str
    heading: str
    empty: str
    is_folded: bool
    rows: list[OverviewRow]
    # How many it has in all.
    count: int
    # Where all of it is asked for, the page of it.
    page: Page[Any] | None = None
    # On such a page of published ones, the keys of all reports that can be sent.
    to_send: str = ""

    @property
    def is_whole(self) -> bool:
        return self.page is not None

    @property
    def has_more(self) -> bool:
        return not self.is_whole and self.count > len(self.rows)


def groups_of(periods: QuerySet[ReportingPeriod]) -> list[Group]:
    """The first periods of each list; a constant number of queries."""
    shown: dict[str, list[int]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for pk, key in in_groups(periods).order_by(*ORDER).values_list("pk", "group"):
        counts[key] += 1
        if counts[key] <= SHOWN:
            shown[key].append(pk)
    rows = rows_of([pk for keys in shown.values() for pk in keys])
    return [
        Group(*group, rows=[rows[pk] for pk in shown[group[0]]], count=counts[group[0]])
        for group in GROUPS
    ]


def whole_group(periods: QuerySet[ReportingPeriod], key: str, number: str | None) -> Group:
    """One list in pages; beyond the last page is the last one."""
    of_group = in_groups(periods).filter(group=key).order_by(*ORDER)
    page = Paginator(of_group.values_list("pk", flat=True), ON_A_PAGE).get_page(number)
    rows = rows_of(page.object_list)
    (group,) = (each for each in GROUPS if each[0] == key)
    shown = [rows[pk] for pk in page.object_list]
    to_send = ""
    if key == "public" and len(shown) < page.paginator.count <= MOST_SENT:
        published = Report.objects.filter(
            period__in=of_group.values("pk"), status=Status.PUBLISHED
        )
        to_send = ",".join(map(str, published.values_list("pk", flat=True)))
    return Group(*group, rows=shown, count=page.paginator.count, page=page, to_send=to_send)


def in_groups(periods: QuerySet[ReportingPeriod]) -> QuerySet[Any]:
    """Each period with the key of the list that it stands in, as `group`."""
    reports = Report.objects.filter(period=OuterRef("pk")).order_by("-pk")
    begun, overdue = Q(pk__in=[]), Q(pk__in=[])
    for today, zones in zones_by_day().items():
        here = {"budget_year__project__partner__time_zone__in": zones}
        begun |= Q(**here, first_day__lte=today)
        overdue |= Q(**here, due_date__lt=today, due_date__gte=F("added_on"))
    groups = Case(
        When(state=State.ACCEPTED, last_status__in=PUBLIC, then=Value("public")),
        When(state=State.SKIPPED, then=Value("skipped")),
        When(~Q(state=State.OPEN), then=Value("foundation")),
        When(overdue, then=Value("late")),
        When(begun, then=Value("partner")),
        default=Value("later"),
        output_field=CharField(),
    )
    return periods.annotate(last_status=Subquery(reports.values("status")[:1]), group=groups)


def zones_by_day() -> dict[date, list[str]]:
    """The partners' time zones by the day that it is there: two or three all over the world."""
    found: dict[date, list[str]] = defaultdict(list)
    for zone in Partner.objects.order_by().values_list("time_zone", flat=True).distinct():
        found[today_of(Partner(time_zone=zone))].append(zone)
    return found


def rows_of(keys: Iterable[int]) -> dict[int, OverviewRow]:
    """What the page tells of each of these periods."""
    found = ReportingPeriod.objects.with_project().filter(pk__in=list(keys))
    periods = list(found.prefetch_related(Prefetch("reports", Report.objects.all())))
    lacks = missing_in([period for period in periods if is_looked_into(period)])
    waiting = Review.objects.filter(outcome=Review.Outcome.WAITING, report__period__in=periods)
    handed_by = dict(waiting.values_list("report", "handed_by__name"))
    rows = {}
    for period in periods:
        report = report_of(period)
        rows[period.pk] = OverviewRow(
            period=period,
            report=report,
            url=url_of(period, report),
            due=due_sentence(period),
            is_overdue=is_overdue(period),
            standing=standing_of(period),
            turn=turn_of(period, report, handed_by.get(report.pk, "") if report else ""),
            missing=lacks.get(period.pk, ()),
        )
    return rows


def report_of(period: ReportingPeriod) -> Report | None:
    """The report of an accepted period; while the partner enters again, it waits."""
    reports = list(period.reports.all()) if period.is_accepted else []
    return reports[-1] if reports else None


def is_looked_into(period: ReportingPeriod) -> bool:
    """Whether it makes sense to say what is missing."""
    if period.state == State.SUBMITTED:
        return True
    return period.is_owed and has_begun(period)


def has_begun(period: ReportingPeriod) -> bool:
    return period.first_day <= today_of(period.project.partner)


def turn_of(period: ReportingPeriod, report: Report | None, handed_by: str) -> str:
    """Whose turn it is, as half a sentence or a short one."""
    if period.is_open and not has_begun(period):
        return f"begins on {day(period.first_day)}"
    if period.is_open:
        return "waits for the partner" if period.is_owed else ""
    if report and report.status == Status.IN_REVIEW:
        return f"waits for a second person (handed over by {handed_by})" if handed_by else ""
    if report and report.status in PUBLIC:
        return ""
    return {
        State.SUBMITTED: "waits to be accepted or returned",
        State.ACCEPTED: "waits to be written",
        State.SKIPPED: period.skipped_reason,
    }[State(period.state)]


def url_of(period: ReportingPeriod, report: Report | None) -> str:
    """Where staff work on it."""
    if report:
        return reverse("desk:desk", args=[report.pk])
    if period.is_skipped:
        return reverse("handover:schedule", args=[period.pk])
    return period_url(period)
