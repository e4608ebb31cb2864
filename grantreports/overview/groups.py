"""All reports as staff look at them: what is late, who has it, what is missing."""

from dataclasses import dataclass

from django.urls import reverse

from grantreports.handover.due import due_sentence, is_overdue
from grantreports.handover.missing import Missing, missing_in
from grantreports.publishing.models import Review
from grantreports.reports.models import PUBLIC, Report
from projects.days import today_of
from projects.templatetags.local import day

Status = Report.Status
WITH_FOUNDATION = (Status.SUBMITTED, Status.DRAFTING, Status.IN_REVIEW)
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
class Row:
    report: Report
    url: str
    due: str
    is_overdue: bool
    turn: str
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Group:
    key: str
    heading: str
    empty: str
    is_folded: bool
    rows: list[Row]


def groups_of(reports: list[Report]) -> list[Group]:
    """The reports in their lists, in the order given; a constant number of queries."""
    asked = [report for report in reports if is_looked_into(report)]
    lacks = missing_in(asked) if asked else {}
    waiting = Review.objects.filter(report__in=reports, outcome=Review.Outcome.WAITING)
    handed_by = dict(waiting.values_list("report", "handed_by__name"))
    rows: dict[str, list[Row]] = {key: [] for key, *_ in GROUPS}
    for report in reports:
        row = Row(
            report=report,
            url=url_of(report),
            due=due_sentence(report),
            is_overdue=is_overdue(report),
            turn=turn_of(report, handed_by.get(report.pk, "")),
            missing=lacks.get(report.pk, ()),
        )
        rows[group_of(report)].append(row)
    return [Group(*group, rows=rows[group[0]]) for group in GROUPS]


def is_looked_into(report: Report) -> bool:
    """Whether it makes sense to say what is missing."""
    if report.status == Status.SUBMITTED:
        return True
    return report.is_open and has_begun(report)


def group_of(report: Report) -> str:
    if report.status in PUBLIC:
        return "public"
    if report.is_skipped:
        return "skipped"
    if report.status in WITH_FOUNDATION:
        return "foundation"
    if is_overdue(report):
        return "late"
    return "partner" if has_begun(report) else "later"


def has_begun(report: Report) -> bool:
    return report.first_day <= today_of(report.project.partner)


def turn_of(report: Report, handed_by: str) -> str:
    """Whose turn it is, as half a sentence or a short one."""
    if report.is_open and not has_begun(report):
        return f"begins on {day(report.first_day)}"
    if report.status == Status.IN_REVIEW:
        return f"waits for a second person (handed over by {handed_by})" if handed_by else ""
    return {
        Status.COLLECTING: "waits for the partner",
        Status.SUBMITTED: "waits to be accepted or returned",
        Status.DRAFTING: "waits to be written",
        Status.SKIPPED: report.skipped_reason,
    }.get(Status(report.status), "")


def url_of(report: Report) -> str:
    """Where staff work on it."""
    if report.is_open:
        return report.get_period_url()
    if report.is_skipped:
        return reverse("handover:schedule", args=[report.pk])
    return report.get_desk_url()
