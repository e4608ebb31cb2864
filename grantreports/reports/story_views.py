from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grantreports.foundation.models import Branding
from grantreports.reports.story import chart_of, story_of
from outreach.targets import cells_of_years, target_progress
from projects.models import Project


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
