"""The events inside a report's figures as they were at one moment, as plain data."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

from django.db.models import Q

from grantreports.reports.models import Report
from outreach.figures import Cells, Days
from outreach.models import Attendance, OutreachEvent

Event = dict[str, Any]


def events_of(report: Report) -> list[Event]:
    """The events of all days that its figures can count, with their counts by group.

    Runs two queries, however many events there are, and makes no record of each.
    """
    counted = Q(pk__in=[])
    for days in report.times.spans.values():
        counted |= Q(first_day__range=days)
    events = OutreachEvent.objects.filter(counted, project=report.project)
    counts = defaultdict(list)
    attended = Attendance.objects.filter(event__in=events.order_by())
    for event, group, name, count in attended.order_by("group__order", "group__name").values_list(
        "event", "group", "group__name", "count"
    ):
        counts[event].append({"group": group, "name": name, "count": count})
    facts = ("first_day", "venue", "province", "setting", "count_method")
    return [
        event | {"first_day": event["first_day"].isoformat(), "counts": counts[event["id"]]}
        for event in events.order_by("first_day", "pk").values("id", *facts)
    ]


Spans = dict[str, Days]


def spans_with(event: Event, spans: Spans) -> tuple[str, ...]:
    """The names of the times that figures count and that the event lies in."""
    day = date.fromisoformat(event["first_day"])
    return tuple(name for name, (first, last) in spans.items() if first <= day <= last)


def cells_of(events: list[Event], spans: Spans) -> Cells:
    """The same sums that the database makes, from events as they were kept."""
    programs: Counter[tuple] = Counter()
    attended: Counter[tuple] = Counter()
    for event in events:
        place = (event["province"], event["setting"], spans_with(event, spans))
        programs[place] += 1
        for each in event["counts"]:
            attended[*place, each["group"]] += each["count"]
    return Cells(
        [as_cell(spans, *key) | {"events": count} for key, count in programs.items()],
        [
            as_cell(spans, *key) | {"group_id": group, "attended": count}
            for (*key, group), count in attended.items()
        ],
    )


def as_cell(spans: Spans, province: str, setting: str, lies_in: tuple[str, ...]) -> dict[str, Any]:
    return {"province": province, "setting": setting} | {name: name in lies_in for name in spans}
