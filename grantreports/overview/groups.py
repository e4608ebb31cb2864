"""All periods and reports as staff look at them: what is late, who has it, what is missing."""

from dataclasses import dataclass

from django.urls import reverse

from grantreports.handover.missing import Missing, missing_in
from grantreports.handover.periods import due_sentence, is_overdue, period_url
from grantreports.publishing.models import Review
from grantreports.reports.models import PUBLIC, Report, standing_of
from projects.days import today_of
from projects.models import ReportingPeriod
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


def groups_of(periods: list[ReportingPeriod]) -> list[Group]:
    """The periods in their lists, in the order given; a constant number of queries."""
    asked = [period for period in periods if is_looked_into(period)]
    lacks = missing_in(asked) if asked else {}
    waiting = Review.objects.filter(outcome=Review.Outcome.WAITING, report__period__in=periods)
    handed_by = dict(waiting.values_list("report", "handed_by__name"))
    rows: dict[str, list[OverviewRow]] = {key: [] for key, *_ in GROUPS}
    for period in periods:
        report = report_of(period)
        row = OverviewRow(
            period=period,
            report=report,
            url=url_of(period, report),
            due=due_sentence(period),
            is_overdue=is_overdue(period),
            standing=standing_of(period),
            turn=turn_of(period, report, handed_by.get(report.pk, "") if report else ""),
            missing=lacks.get(period.pk, ()),
        )
        rows[group_of(period, report)].append(row)
    return [Group(*group, rows=rows[group[0]]) for group in GROUPS]


def report_of(period: ReportingPeriod) -> Report | None:
    """The report of an accepted period; while the partner enters again, it waits."""
    reports = list(period.reports.all()) if period.is_accepted else []
    return reports[-1] if reports else None


def is_looked_into(period: ReportingPeriod) -> bool:
    """Whether it makes sense to say what is missing."""
    if period.state == State.SUBMITTED:
        return True
    return period.is_owed and has_begun(period)


def group_of(period: ReportingPeriod, report: Report | None) -> str:
    if report and report.status in PUBLIC:
        return "public"
    if period.is_skipped:
        return "skipped"
    if not period.is_open:
        return "foundation"
    if is_overdue(period):
        return "late"
    return "partner" if has_begun(period) else "later"


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
