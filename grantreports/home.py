"""The first page: for partner staff what is owed and what came in, for staff all reports."""

from django.db.models import Count
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import review_page
from grantreports.handover.missing import missing_with_places
from grantreports.handover.periods import due_sentence, is_overdue, owed_first
from grantreports.overview.views import overview
from grantreports.project_pages import with_due
from grantreports.publishing.life import may_sign_off
from grantreports.reports.models import PUBLIC, Report, times_of
from outreach.figures import Figure, Numbers
from outreach.models import OutreachEvent
from outreach.targets import cells_of_years, target_progress
from projects.days import today_of
from projects.models import BudgetYear, Project, ReportingPeriod

LAST_ENTRIES = 5
State = ReportingPeriod.State


@require_safe
def home(request):
    if request.user.is_reader:
        return reader_home(request)
    return overview(request) if request.user.is_staff else partner_home(request)


@review_page
def reader_home(request):
    """What waits for an outside reader's signature, and nothing else."""
    reports = Report.objects.visible_to(request.user).with_project()
    waiting = [report for report in reports if waits_for(request.user, report)]
    return render(request, "reader_home.html", {"reports": waiting})


def waits_for(user, report):
    review = report.reviews.last()
    return bool(review and not review.decided_at and may_sign_off(user, report))


def partner_home(request):
    """What is owed now, large; the partner's other projects below."""
    projects = list(Project.objects.visible_to(request.user).running_first())
    periods = ReportingPeriod.objects.visible_to(request.user).with_project()
    periods = list(periods.prefetch_related("reports"))
    owed = owed_first(periods)
    period = next(iter(owed), None)
    project = period.project if period else next(iter(projects), None)
    context = {
        "project": project,
        "period": period,
        "entries": last_entries(project),
        "others": others(projects, project, owed[1:]),
        "also_owed": [with_due(each) for each in owed[1:] if is_next(each, project)],
        "submitted": [with_due(each) for each in periods if is_with_foundation(each)],
    }
    return render(request, "home.html", context | (state_of(period) if period else {}))


def is_with_foundation(period):
    """Whether the foundation works on it: donors have not seen its report yet."""
    reports = [each for each in period.reports.all() if each.status in PUBLIC]
    return period.state in (State.SUBMITTED, State.ACCEPTED) and not reports


def is_next(period, project):
    """Whether it is another period of the project that has begun."""
    return period.project == project and period.first_day <= today_of(project.partner)


def state_of(period):
    """How far the period has come; runs a constant number of queries."""
    year = BudgetYear.objects.select_related("project").prefetch_related("targets")
    years = list(year.filter(pk=period.budget_year_id))
    numbers = Numbers(period.project, times_of(period))
    return {
        "due": due_sentence(period),
        "is_overdue": is_overdue(period),
        "events": numbers.value(Figure("events")),
        "attended": numbers.value(Figure("attendance")),
        "targets": target_progress(years, cells_of_years(years))[period.budget_year_id],
        "missing": missing_with_places(period),
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
    next_of = {period.project.pk: period for period in reversed(owed)}
    return [
        {
            "project": project,
            "is_active": project.status == Project.Status.ACTIVE,
            "events": events.get(project.pk, 0),
            "due": due_sentence(next_of[project.pk]) if project.pk in next_of else "",
        }
        for project in rest
    ]
