"""What a changed name reaches on the desk: the figures of drafts and targets that use it."""

from collections.abc import Iterator
from typing import Any

from grantreports.desk.draft import draft_of
from grantreports.desk.used_figures import used_figures
from grantreports.reports.models import Report
from outreach.figures import Figure, FigureError, Vocabulary, parse
from outreach.models import AudienceGroup
from outreach.renaming import uses
from projects.models import Indicator, Project, Target

# The records that figures name.
Counted = AudienceGroup | Indicator


def what_uses(
    sender: Any, instance: Any, changed: set[str], **kwargs: Any
) -> list[tuple[str, str]]:
    """Receives `change_considered`."""
    if sender not in (AudienceGroup, Indicator) or "name" not in changed:
        return []
    name = sender.objects.values_list("name", flat=True).get(pk=instance.pk)
    places = list(dict.fromkeys(places_of(instance)))
    if not places:
        return []
    sentence = f"Figures count “{name}” in {listed_places(places)}."
    return [("name", f"{sentence} They are written anew with the new name.")]


def listed_places(places: list[str]) -> str:
    shown = ", ".join(f"“{place}”" for place in places[:5])
    more = f" and {len(places) - 5} more" if len(places) > 5 else ""
    return f"{shown}{more}"


def projects_with(record: Counted) -> list[Project]:
    """The projects whose texts can name the record; any of them can count a group."""
    if isinstance(record, AudienceGroup):
        return list(Project.objects.all())
    return [record.project] if record.project else []


def places_of(record: Counted) -> Iterator[str]:
    """The drafts and the years with targets whose figures count the record."""
    for project in projects_with(record):
        vocabulary = Vocabulary.for_project(project)
        for report in drafts_of(project):
            used = used_figures(report, draft_of(report), vocabulary)
            if any(uses(each.figure, record) for each in used):
                yield str(report)
        for target in targets_of(project):
            figure = figure_of(target, vocabulary)
            if figure and uses(figure, record):
                yield f"the targets of {target.budget_year}"


def drafts_of(project: Project) -> list[Report]:
    """The reports of the project that donors do not read yet."""
    drafts = Report.objects.exclude(status=Report.Status.PUBLISHED).with_project()
    return list(drafts.filter(period__budget_year__project=project))


def targets_of(project: Project) -> list[Target]:
    targets = Target.objects.filter(budget_year__project=project)
    return list(targets.select_related("budget_year__project"))


def figure_of(target: Target, vocabulary: Vocabulary) -> Figure | None:
    try:
        return parse(target.figure, vocabulary)
    except FigureError:
        return None
