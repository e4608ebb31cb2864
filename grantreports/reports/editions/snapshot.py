"""The events inside a report's figures as they were at one moment, as plain data."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Q

from grantreports.reports.models import Report
from outreach.figures import Cells, Period
from outreach.models import OutreachEvent

Event = dict[str, Any]


def events_of(report: Report) -> list[Event]:
    """The events of all days that its figures can count, with their counts by group.

    Runs three queries, however many events there are.
    """
    counted = Q(pk__in=[])
    for days in report.period.spans.values():
        counted |= Q(first_day__range=days)
    events = OutreachEvent.objects.filter(counted, project=report.project)
    events = events.order_by("first_day", "pk").prefetch_related("attendances__group")
    return [plain(event) for event in events]


def plain(event: OutreachEvent) -> Event:
    return {
        "id": event.pk,
        "first_day": event.first_day.isoformat(),
        "venue": event.venue,
        "province": event.province,
        "setting": event.setting,
        "count_method": event.count_method,
        "counts": [
            {"group": each.group_id, "name": each.group.name, "count": each.count}
            for each in event.attendances.all()
        ],
    }


def spans_with(event: Event, period: Period) -> tuple[str, ...]:
    """The names of the times that figures count and that the event lies in."""
    day = date.fromisoformat(event["first_day"])
    return tuple(name for name, (first, last) in period.spans.items() if first <= day <= last)


def cells_of(events: list[Event], period: Period) -> Cells:
    """The same sums that the database makes, from events as they were kept."""
    programs: Counter[tuple] = Counter()
    attended: Counter[tuple] = Counter()
    for event in events:
        place = (event["province"], event["setting"], spans_with(event, period))
        programs[place] += 1
        for each in event["counts"]:
            attended[*place, each["group"]] += each["count"]
    return Cells(
        [as_cell(period, *key) | {"events": count} for key, count in programs.items()],
        [
            as_cell(period, *key) | {"group_id": group, "attended": count}
            for (*key, group), count in attended.items()
        ],
    )


def as_cell(period: Period, province: str, setting: str, spans: tuple[str, ...]) -> dict[str, Any]:
    lies_in = {name: name in spans for name in period.spans}
    return {"province": province, "setting": setting} | lies_in
