"""Audience groups that are added where people are counted: in the form, or in a file."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from outreach.models import AudienceGroup
from outreach.names import group_label, key
from projects.models import Partner


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


def kept_group(group: AudienceGroup, partner: Any) -> AudienceGroup:
    """The group in the database; one that a second partner uses too is offered to all."""
    if not group.pk:
        # Somebody else may have added it at the same moment.
        defaults = {"order": group.order, "partner": partner}
        group, _made = AudienceGroup.objects.get_or_create(name=group.name, defaults=defaults)
    if group.partner not in (None, partner):
        group.partner = None
        group.save(update_fields=["partner"])
    return group
