from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grantreports.foundation.models import Branding
from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from grantreports.reports.story import chart_of, story_of
from outreach.targets import cells_of_years, target_progress
from projects.models import Project


def visible_report(request, pk):
    reports = Report.objects.with_project().visible_to(request.user)
    return get_object_or_404(reports, pk=pk)


@require_safe
def report_preview(request, pk):
    """The page as donors will see it, with what is still wrong above it."""
    report = visible_report(request, pk)
    context = {"record": report, "report": compose(report)}
    return render(request, "reports/preview.html", context)


@require_safe
@never_cache
def report_pdf(request, pk):
    report = visible_report(request, pk)
    return HttpResponse(
        render_pdf(compose(report)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{report.file_name}.pdf"'},
    )


@require_safe
@never_cache
def report_lens(request, pk, lens):
    report = visible_report(request, pk)
    return lens.response(lens.render(compose(report)), report.file_name)


@require_safe
def project_story(request, slug):
    """All years of a project, for those who do it and those who fund it."""
    projects = Project.objects.visible_to(request.user).select_related("partner")
    project = get_object_or_404(projects, slug=slug)
    story = story_of(project)
    years = list(project.budget_years.select_related("project").prefetch_related("targets"))
    targets = target_progress(years, cells_of_years(years))
    stretches = {
        key: list(found) for key, found in groupby(story, key=lambda stretch: stretch.year.pk)
    }
    context = {
        "project": project,
        "chart": chart_of(story),
        "branding": Branding.current(),
        "years": [(year, stretches.get(year.pk, []), targets[year.pk]) for year in years],
    }
    return render(request, "reports/story/project.html", context)
