"""Renaming renames: what figures count by a name, they count by the new one.

Editions stay as donors read them; a version from before is read with the names of today
(`names_of_today.py`).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from grantreports.desk.draft import draft_of
from grantreports.desk.names_of_today import renamed
from grantreports.desk.reach import Counted, drafts_of, projects_with, targets_of
from grantreports.desk.saving import save_renamed
from outreach.models import AudienceGroup
from outreach.renaming import Called, Renaming, called_otherwise
from projects.models import Indicator, Project, Target
from projects.records import user_now

NAMED = (AudienceGroup, Indicator)


def check_name(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receives `record_cleaned`: refuses a name with which a text would say something else."""
    if sender not in NAMED or instance._state.adding:
        return
    before = sender.objects.values_list("name", flat=True).filter(pk=instance.pk).first()
    if before in (None, instance.name):
        return
    now, new = Called(), called_otherwise(instance, instance.name)
    for project in projects_with(instance):
        renaming = Renaming(now.vocabulary(project), new.vocabulary(project))
        for place, figure in misread_in(project, renaming):
            raise ValidationError({"name": misread_sentence(place, figure)})


def misread_sentence(place: str, figure: str) -> str:
    return (
        f"With this name {{{figure}}} in {place} could not be read, or would count something "
        "else. Choose another name."
    )


def misread_in(project: Project, renaming: Renaming) -> Iterator[tuple[str, str]]:
    """Places with a figure in each that the new names would make another one."""
    for report in drafts_of(project):
        renamed(draft_of(report), renaming)
        yield from taken_from(renaming, f"“{report}”")
    renaming.text(project.summary)
    yield from taken_from(renaming, "the summary of the project")
    for target in targets_of(project):
        renaming.figure(target.figure)
        yield from taken_from(renaming, f"the targets of {target.budget_year}")


def taken_from(renaming: Renaming, place: str) -> Iterator[tuple[str, str]]:
    while renaming.misread:
        yield place, renaming.misread.pop(0)


def write_anew(sender: Any, instance: Counted, before: str, **kwargs: Any) -> None:
    """Receives `name_changed`."""
    if sender not in NAMED:
        return
    then, now = called_otherwise(instance, before), Called()
    until = instance.history.latest().history_date - timedelta(microseconds=1)
    for project in projects_with(instance):
        renaming = Renaming(then.vocabulary(project), now.vocabulary(project))
        rename_in(project, renaming, by=user_now(), until=until)


@transaction.atomic
def rename_in(project: Project, renaming: Renaming, *, by: Any, until: datetime) -> None:
    """Everything of the project that is not published, in the new names.

    `until` is when the old ones were still right.
    """
    at = timezone.now()
    for report in drafts_of(project):
        save_renamed(report, renamed(draft_of(report), renaming), by=by, at=at, until=until)
    summary = renaming.text(project.summary)
    if summary != project.summary:
        project.summary = summary
        project.save(update_fields=["summary"])
    for target in targets_of(project):
        rename_target(target, renaming)


def rename_target(target: Target, renaming: Renaming) -> None:
    """Its indicator is another one's key; what it breaks it down by is written."""
    figure = renaming.figure(target.figure)
    if figure != target.figure:
        target.figure = figure
        target.read()
        target.validate_constraints()
        target.save()


def write_as_another(sender: Any, instance: Counted, other: Counted, **kwargs: Any) -> None:
    """Receives `becomes_another`: figures of the one are figures of the other."""
    if sender not in NAMED:
        return
    same = {instance.pk: other.pk}
    of_kind = {"groups": same} if isinstance(instance, AudienceGroup) else {"indicators": same}
    now = Called()
    for project in projects_with(instance):
        after = now.vocabulary(project, without=instance)
        renaming = Renaming(now.vocabulary(project), after, **of_kind)
        for place, figure in misread_in(project, renaming):
            sentence = f"{{{figure}}} in {place} could not be read any more. Change it first."
            raise ValidationError(sentence)
        rename_in(project, renaming, by=user_now(), until=timezone.now())
