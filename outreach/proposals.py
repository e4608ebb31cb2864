"""What partners propose to count: the foundation confirms it, or it is one that is known."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from outreach.models import Attendance, AudienceGroup, ChosenGroup, IndicatorValue
from projects.models import Indicator, Project
from projects.signals import becomes_another

Proposal = AudienceGroup | Indicator
# In the history of what was merged, before the key of what it is now.
SAME_AS = "the same as "


def proposed_groups(project: Project) -> Any:
    """Of those that the project counts."""
    return AudienceGroup.objects.of_project(project).filter(is_proposed=True)


def proposed_indicators(project: Project) -> Any:
    return project.indicators.filter(is_proposed=True)


def confirm(proposal: Proposal) -> None:
    """From now on it is one of those that reports count with."""
    proposal.is_proposed = False
    proposal.save(update_fields=["is_proposed"])


def rename(proposal: Proposal, name: str) -> None:
    """Raises ValidationError where it cannot have the name."""
    proposal.name = " ".join(name.split())
    proposal.full_clean()
    proposal.save(update_fields=["name"])


@transaction.atomic
def merge(proposal: Proposal, other: Proposal) -> None:
    """What was entered for the one is of the other from now on, and the one is gone.

    Raises ValidationError where both have a number for one event or day, or are of two kinds.
    """
    becomes_another.send(type(proposal), instance=proposal, other=other)
    # So that versions of drafts from before can still be read.
    proposal._change_reason = f"{SAME_AS}{other.pk}"  # type: ignore[union-attr]
    proposal.delete()


def move_counts(sender: Any, instance: Any, other: Any, **kwargs: Any) -> None:
    """Receives `becomes_another`."""
    if sender is AudienceGroup:
        move_people(instance, other)
    elif sender is Indicator:
        move_values(instance, other)


def move_people(group: AudienceGroup, other: AudienceGroup) -> None:
    if group.pk == other.pk:
        raise ValidationError("Choose another group.")
    moved = Attendance.objects.filter(group=group)
    both = Attendance.objects.filter(group=other, event__in=moved.values("event"))
    if first := both.select_related("event").first():
        raise ValidationError(both_counted(group, other, first.event))
    if ChosenGroup.objects.filter(part_of=group).exists():
        raise ValidationError(f"“{group}” has parts. Take them out of the project first.")
    wholes = dict(ChosenGroup.objects.filter(group=other).values_list("project", "part_of"))
    for attendance in moved.select_related("event"):
        attendance.group = other
        attendance.part_of_id = wholes.get(attendance.event.project_id)
        attendance.save(update_fields=["group", "part_of"])
    for choice in ChosenGroup.objects.filter(group=group):
        if choice.project_id in wholes:
            choice.delete()
        else:
            choice.group = other
            choice.save(update_fields=["group"])


def both_counted(one: Any, other: Any, event: Any) -> str:
    return (
        f"“{one}” and “{other}” both have a number for the event “{event}”. Leave one of the two "
        "numbers there empty first."
    )


ALIKE = ("adds_up", "entered_with", "unit", "counts_people")


def move_values(indicator: Indicator, other: Indicator) -> None:
    if (
        indicator.pk == other.pk
        or indicator.project_id != other.project_id
        or not (indicator.is_entered and other.is_entered)
    ):
        raise ValidationError("Choose another number that this project enters.")
    if any(getattr(indicator, name) != getattr(other, name) for name in ALIKE):
        raise ValidationError(
            f"“{other}” is counted in another way than “{indicator}”: its unit, or how it adds up."
        )
    moved = IndicatorValue.objects.filter(indicator=indicator)
    there = IndicatorValue.objects.filter(indicator=other)
    both = there.filter(event__in=moved.exclude(event=None).values("event"))
    if first := both.select_related("event").first():
        raise ValidationError(both_counted(indicator, other, first.event))
    days = set(there.filter(event=None).values_list("day", "province"))
    for value in moved:
        if value.event_id is None and (value.day, value.province) in days:
            raise ValidationError(
                f"“{indicator}” and “{other}” both have a number for {value.day:%-d %B %Y}. Leave "
                "one of the two empty first."
            )
        value.indicator = other
        value.save(update_fields=["indicator"])
    years = set(other.targets.values_list("budget_year", "breakdown"))
    for target in indicator.targets.all():
        if (target.budget_year_id, target.breakdown) in years:
            raise ValidationError(f"Both have a target for {target.budget_year}. Delete one.")
        target.indicator = other
        target.save(update_fields=["indicator"])
    shares = Indicator.objects.filter(part=indicator) | Indicator.objects.filter(whole=indicator)
    if share := shares.first():
        raise ValidationError(f"“{share}” is a share of “{indicator}”. Change that first.")
