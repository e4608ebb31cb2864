"""Audience groups that are added where people are counted: in the form, or in a file."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from outreach.models import AudienceGroup, ChosenGroup
from outreach.names import group_label, key
from projects.models import Partner, Project


def group_called(text: str, partner: Partner) -> AudienceGroup | None:
    """The group of that name, else a new one that is not saved; None for an empty name.

    Raises ValidationError with sentences for a name that no group can have.
    """
    name = " ".join(text.split()).lower()
    if not name:
        return None
    for group in AudienceGroup.objects.all():
        if key(name) in (key(group.name), key(group_label(group.name))):
            return group
    offered = AudienceGroup.objects.offered_to(partner)
    last = offered.aggregate(last=Max("order"))["last"] or 0
    group = AudienceGroup(name=name, order=last + 1, partner=partner)
    try:
        group.full_clean()
    except ValidationError as error:
        raise ValidationError(error.messages) from None
    return group


def kept_group(group: AudienceGroup, project: Project, user: Any) -> AudienceGroup:
    """The group in the database, and among those of the project; no other partner is asked it.

    What partner staff add is proposed: the foundation confirms it.
    """
    if not group.pk:
        # Somebody else may have added it at the same moment.
        defaults = {
            "order": group.order,
            "partner": project.partner,
            "is_proposed": user is not None and not user.is_staff,
        }
        group, _made = AudienceGroup.objects.get_or_create(name=group.name, defaults=defaults)
    if not AudienceGroup.objects.of_project(project).filter(pk=group.pk).exists():
        choose(project, [group])
    return group


def choose(project: Project, groups: Iterable[AudienceGroup]) -> None:
    """Let the project count these too; where it had chosen none, all on offer stay."""
    there = ChosenGroup.objects.filter(project=project)
    if not there.exists():
        add_choices(project, AudienceGroup.objects.of_project(project))
    add_choices(project, groups)


def add_choices(project: Project, groups: Iterable[AudienceGroup]) -> None:
    there = ChosenGroup.objects.filter(project=project)
    last = there.aggregate(last=Max("order"))["last"] or 0
    taken = set(there.values_list("group", flat=True))
    for order, group in enumerate((each for each in groups if each.pk not in taken), last + 1):
        ChosenGroup.objects.create(project=project, group=group, order=order)
