"""What is funded, for those who do it and those who fund it."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grantreports.handover.periods import due_sentence, is_overdue, owed_first
from grantreports.proposals import proposals_of
from grantreports.reports.models import standing_of
from outreach.counted import counted_groups, counted_indicators
from outreach.figures import Cells, Figure
from outreach.models import MonthSum
from outreach.targets import cells_of_years, target_progress
from projects.days import today_of
from projects.models import BudgetYear, Project, ReportingPeriod
from projects.text_filter import TextFilter

ON_A_PAGE = 50


@require_safe
def project_list(request):
    named = TextFilter(request.GET, "title", "partner__name", label=_("Project or partner"))
    projects = Project.objects.visible_to(request.user).select_related("partner").running_first()
    projects = projects.prefetch_related(Prefetch("budget_years", years_with_periods()))
    page = Paginator(named.passing(projects), ON_A_PAGE).get_page(request.GET.get("page"))
    events = MonthSum.objects.events_of(page.object_list)
    rows = [(project, events.get(project.pk, 0), next_period(project)) for project in page]
    context = {"rows": rows, "page": page, "filter": named}
    return render(request, "projects/list.html", context)


@require_safe
def project(request, slug):
    projects = Project.objects.visible_to(request.user).select_related("partner", "builds_on")
    found = get_object_or_404(projects, slug=slug)
    years = list(years_with_periods().filter(project=found).prefetch_related("targets"))
    today = today_of(found.partner)
    # The year that runs comes first.
    years.sort(key=lambda year: not year.first_day <= today <= year.last_day)
    cells = cells_of_years(years)
    targets = target_progress(years, cells)
    rows = [
        {
            "year": year,
            "totals": totals(cells[year.pk]),
            "targets": targets[year.pk],
            "periods": [with_due(period) for period in year.periods.all()],
        }
        for year in years
    ]
    running = years[0] if years else None
    context = {
        "project": found,
        "objectives": list(found.objectives.all()),
        "years": rows,
        "running": running,
        "indicators": counted_indicators(found, running, cells[running.pk] if running else None),
        "groups": counted_groups(found),
        "proposals": proposals_of(found) if request.user.is_staff else [],
    }
    return render(request, "projects/detail.html", context)


def years_with_periods():
    """Budget years, the latest first, with their periods and reports in order."""
    years = BudgetYear.objects.select_related("project__partner").order_by("-number")
    periods = ReportingPeriod.objects.with_project().order_by("number")
    return years.prefetch_related(Prefetch("periods", periods.prefetch_related("reports")))


def totals(cells: Cells):
    return {"events": cells.value(Figure("events")), "attended": cells.value(Figure("attendance"))}


def with_due(period):
    return {
        "period": period,
        "report": next(iter(period.reports.all()), None),
        "standing": standing_of(period),
        "due": due_sentence(period),
        "is_overdue": is_overdue(period),
    }


def next_period(project):
    """What the partner owes first, or None."""
    periods = [period for year in project.budget_years.all() for period in year.periods.all()]
    owed = owed_first(periods)
    return with_due(owed[0]) if owed else None
