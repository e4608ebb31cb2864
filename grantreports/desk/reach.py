"""What a changed name reaches on the desk: the figures of drafts and targets that use it."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from grantreports.desk.draft import draft_of
from grantreports.desk.used_figures import figures_of_draft
from grantreports.reports.models import Report
from outreach.figures import Figure, FigureError, Vocabulary, parse, pieces
from outreach.models import AudienceGroup, ChosenGroup
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
    return places_in(projects_with(record), record)


def places_in(projects: Iterable[Project], record: Counted) -> Iterator[str]:
    for project in projects:
        vocabulary = Vocabulary.for_project(project)
        for report in drafts_of(project):
            if any(uses(each, record) for each in figures_of_draft(draft_of(report), vocabulary)):
                yield str(report)
        if any(uses(each, record) for each in readable_in(project.summary, vocabulary)):
            yield f"the summary of {project}"
        for target in targets_of(project):
            figure = figure_of(target, vocabulary)
            if figure and uses(figure, record):
                yield f"the targets of {target.budget_year}"


def readable_in(text: str, vocabulary: Vocabulary) -> list[Figure]:
    return [piece.figure for piece in pieces(text, vocabulary) if piece.figure]


def check_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receives `deletion_considered`: of what figures count, and of a group of one project."""
    if sender is ChosenGroup:
        record, projects = instance.group, [instance.project]
    elif sender in (AudienceGroup, Indicator):
        record, projects = instance, projects_with(instance)
    else:
        return
    if places := list(dict.fromkeys(places_in(projects, record))):
        raise ValidationError(f"Figures count it in {listed_places(places)}.")


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
