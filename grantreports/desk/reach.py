"""What a changed name reaches on the desk: the figures of drafts and targets that use it."""

from collections.abc import Iterator
from typing import Any

from grantreports.desk.draft import draft_of
from grantreports.desk.used_figures import used_figures
from grantreports.reports.models import Report
from outreach.figures import FigureError, Vocabulary, parse
from outreach.models import AudienceGroup
from projects.models import Target


def what_uses(
    sender: Any, instance: Any, changed: set[str], **kwargs: Any
) -> list[tuple[str, str]]:
    """Receives `change_considered`."""
    if sender is not AudienceGroup or "name" not in changed:
        return []
    name = AudienceGroup.objects.values_list("name", flat=True).get(pk=instance.pk)
    places = list(dict.fromkeys(places_of(instance)))
    if not places:
        return []
    shown = ", ".join(f"“{place}”" for place in places[:5])
    more = f" and {len(places) - 5} more" if len(places) > 5 else ""
    return [
        (
            "name",
            f"Figures count “{name}” in {shown}{more}. They could not be read any more: write the "
            "new name there too.",
        )
    ]


def places_of(group: AudienceGroup) -> Iterator[str]:
    """The drafts and the years with targets whose figures count the group."""
    drafts = Report.objects.exclude(status=Report.Status.PUBLISHED).with_project()
    for report in drafts:
        vocabulary = Vocabulary.for_project(report.project)
        used = used_figures(report, draft_of(report), vocabulary)
        if any(group.pk in each.figure.groups for each in used):
            yield str(report)
    for target in Target.objects.select_related("budget_year__project"):
        if group.pk in groups_in(target):
            yield f"the targets of {target.budget_year}"


def groups_in(target: Target) -> tuple[int, ...]:
    vocabulary = Vocabulary.for_project(target.budget_year.project)
    try:
        return parse(target.figure, vocabulary).groups
    except FigureError:
        return ()
