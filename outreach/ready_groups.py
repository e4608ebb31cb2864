"""The audience groups of a ready set become those of a project."""

from typing import Any

from django.db import transaction

from outreach.groups import choose
from outreach.models import AudienceGroup, ChosenGroup
from outreach.names import key
from projects.models import Project
from projects.ready_sets import ReadySet

# Of the name of a group.
LONGEST = 60


@transaction.atomic
def add_groups(sender: Any, instance: Project, ready: ReadySet, **kwargs: Any) -> None:
    """Receives `set_used`; a group that the project counts already stays where it is."""
    for ready_group in ready.groups:
        whole = group_called(ready_group.name, instance)
        add_choice(instance, whole)
        for split, names in ready_group.parts:
            for name in names:
                add_choice(instance, group_called(name, instance), part_of=whole, split=split)
    if ready.part_of_each:
        add_part_of_each(instance, *ready.part_of_each)


def add_part_of_each(project: Project, split: str, words: str) -> None:
    """Of each group that stands for itself a part; where none is chosen, those on offer are."""
    choose(project, [])
    wholes = ChosenGroup.objects.filter(project=project, part_of=None).select_related("group")
    for each in wholes:
        name = f"{each.group.name} {words}"
        if len(name) <= LONGEST:
            part = group_called(name, project)
            add_choice(project, part, part_of=each.group, split=split)


def group_called(name: str, project: Project) -> AudienceGroup:
    """The group of that name, else a new one, which no other partner is offered."""
    for group in AudienceGroup.objects.all():
        if key(group.name) == key(name):
            return group
    last = AudienceGroup.objects.order_by("-order").first()
    group = AudienceGroup(name=name, partner=project.partner, order=last.order + 1 if last else 1)
    group.full_clean()
    group.save()
    return group


def add_choice(
    project: Project, group: AudienceGroup, part_of: AudienceGroup | None = None, split: str = ""
) -> None:
    there = ChosenGroup.objects.filter(project=project)
    if there.filter(group=group).exists():
        return
    last = there.order_by("-order").first()
    order = last.order + 1 if last else 1
    choice = ChosenGroup(project=project, group=group, part_of=part_of, split=split, order=order)
    choice.full_clean()
    choice.save()
