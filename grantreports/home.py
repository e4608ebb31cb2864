"""The first page: for partner staff what is owed and what came in, for staff all reports."""

from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grantreports.handover.due import due_sentence, is_overdue, owed_first
from grantreports.handover.missing import missing_in
from grantreports.overview.views import overview
from grantreports.project_pages import with_due
from grantreports.reports.models import Report
from outreach.figures import Figure, Numbers
from outreach.models import OutreachEvent
from outreach.targets import cells_of_years, target_progress
from projects.days import today_of
from projects.models import BudgetYear, Project

LAST_ENTRIES = 5
# The states in which the foundation works on a report.
WAITING = (Report.Status.SUBMITTED, Report.Status.DRAFTING, Report.Status.IN_REVIEW)


@require_safe
def home(request):
    return overview(request) if request.user.is_staff else partner_home(request)


def partner_home(request):
    """What is owed now, large; the partner's other projects below."""
    projects = list(Project.objects.visible_to(request.user).running_first())
    reports = list(Report.objects.visible_to(request.user).with_project())
    owed = owed_first(reports)
    report = next(iter(owed), None)
    project = report.project if report else next(iter(projects), None)
    context = {
        "project": project,
        "report": report,
        "entries": last_entries(project),
        "others": others(projects, project, owed[1:]),
        "also_owed": [with_due(each) for each in owed[1:] if is_next(each, project)],
        "submitted": [report for report in reports if report.status in WAITING],
    }
    return render(request, "home.html", context | (state_of(report) if report else {}))


def is_next(report, project):
    """Whether it is another report of the project whose period has begun."""
    return report.project == project and report.first_day <= today_of(project.partner)


def state_of(report):
    """How far the period has come; runs a constant number of queries."""
    numbers = Numbers(report.project, report.period)
    year = BudgetYear.objects.select_related("project").prefetch_related("targets")
    years = list(year.filter(pk=report.budget_year_id))
    return {
        "due": due_sentence(report),
        "is_overdue": is_overdue(report),
        "events": numbers.value(Figure("events")),
        "attended": numbers.value(Figure("attendance")),
        "targets": target_progress(years, cells_of_years(years))[report.budget_year_id],
        "missing": missing_in([report])[report.pk],
    }


def last_entries(project):
    if project is None:
        return []
    events = OutreachEvent.objects.filter(project=project).with_attendance()
    return events.order_by("-pk")[:LAST_ENTRIES]


def others(projects, current, owed):
    """The other projects: do they run, how much came in, and what do they owe next."""
    rest = [project for project in projects if project != current]
    counts = OutreachEvent.objects.filter(project__in=rest).order_by().values_list("project")
    events = dict(counts.annotate(Count("pk")))
    next_of = {report.project.pk: report for report in reversed(owed)}
    return [
        {
            "project": project,
            "is_active": project.status == Project.Status.ACTIVE,
            "events": events.get(project.pk, 0),
            "due": due_sentence(next_of[project.pk]) if project.pk in next_of else "",
        }
        for project in rest
    ]
