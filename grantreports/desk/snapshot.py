"""The events inside a report's figures as they were at one moment, as plain data."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from grantreports.reports.models import Report
from outreach.cells import Days, KeptCount, KeptEvent, KeptValue, within
from outreach.models import Attendance, IndicatorValue, OutreachEvent

# What stands in the place of a venue where a value is of no event.
STATE = "State of things"


def events_of(report: Report) -> list[KeptEvent]:
    """What its figures can count: events with their counts and values, and how things stood.

    Runs four queries, however many events there are, and makes no record of each.
    """
    times = list(report.times.spans.values())
    events = OutreachEvent.objects.filter(within(times), project=report.project)
    counts = counts_of(events)
    values: dict[int, list[KeptValue]] = defaultdict(list)
    with_events = IndicatorValue.objects.filter(event__in=events.order_by())
    for event, *value in with_events.values_list("event", *VALUE).order_by(*ORDER):
        values[event].append(kept_value(*value))
    facts = (
        *("id", "first_day", "last_day", "venue", "province", "setting", "count_method"),
        "first_visits",
    )
    kept = [
        KeptEvent(
            id=event["id"],
            first_day=event["first_day"].isoformat(),
            last_day=event["last_day"] and event["last_day"].isoformat(),
            venue=event["venue"],
            province=event["province"],
            setting=event["setting"],
            count_method=event["count_method"],
            counts=counts[event["id"]],
            values=values[event["id"]],
            first_visits=event["first_visits"],
        )
        for event in events.order_by("first_day", "pk").values(*facts)
    ]
    return [*kept, *states_of(report, times)]


VALUE = ("indicator", "indicator__name", "value")
ORDER = ("indicator__order", "indicator")


def kept_value(indicator: int, name: str, value: Decimal) -> KeptValue:
    return {"indicator": indicator, "name": name, "value": f"{value.normalize():f}"}


def counts_of(events: QuerySet[OutreachEvent]) -> dict[int, list[KeptCount]]:
    counts: dict[int, list[KeptCount]] = defaultdict(list)
    attended = Attendance.objects.filter(event__in=events.order_by())
    for event, group, name, part_of, count in attended.order_by(
        "group__order", "group__name"
    ).values_list("event", "group", "group__name", "part_of", "count"):
        counts[event].append({"group": group, "name": name, "count": count, "part_of": part_of})
    return counts


def states_of(report: Report, times: list[Days]) -> Iterator[KeptEvent]:
    """How things stood on a day in a place, by a key below 0."""
    in_times = reduce(or_, (Q(day__range=days) for days in times))
    values = IndicatorValue.objects.filter(in_times, event=None, indicator__project=report.project)
    for pk, day, province, *value in values.order_by("day", "pk").values_list(
        "pk", "day", "province", *VALUE
    ):
        yield KeptEvent(
            id=-pk,
            first_day=day.isoformat(),
            last_day=None,
            venue=STATE,
            province=province,
            setting="",
            count_method=OutreachEvent.CountMethod.COUNTED,
            counts=[],
            values=[kept_value(*value)],
            first_visits=None,
        )
