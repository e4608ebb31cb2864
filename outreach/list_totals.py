"""The sums of all events that a list shows, on whatever page of it."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet, Sum

from outreach.cells import FactRow
from outreach.models import Attendance, AudienceGroup, OutreachEvent


class GroupTotal(NamedTuple):
    name: str
    people: int
    # Whether it is in the number of its whole already.
    is_part: bool


class Totals(NamedTuple):
    events: int
    groups: list[GroupTotal]

    @property
    def attended(self) -> int:
        return sum(group.people for group in self.groups if not group.is_part)


def totals_of_rows(rows: Iterable[FactRow]) -> Totals:
    """Of sums that the database keeps; one query for the names of groups."""
    events, people = 0, Counter[tuple[int, int | None]]()
    for row in rows:
        events += row.amounts.events
        for group, count in row.people.items():
            people[group, None] += count
        for part, count in row.parts.items():
            people[part.group, part.part_of] += count
    names = AudienceGroup.objects.filter(pk__in={group for group, _ in people})
    found = [
        GroupTotal(group.name, count, is_part=part_of is not None)
        for group in names
        for (key, part_of), count in people.items()
        if key == group.pk
    ]
    return Totals(events, found)


def totals_of_events(events: QuerySet[OutreachEvent]) -> Totals:
    """Of events that no such sum tells; two queries."""
    here = Attendance.objects.filter(event__in=events.order_by()).order_by()
    sums = here.values_list("group__name", "part_of").annotate(people=Sum("count"))
    groups = [
        GroupTotal(name, people, is_part=part_of is not None)
        for name, part_of, people in sums.order_by("group__order", "group__name")
    ]
    return Totals(events.count(), groups)
