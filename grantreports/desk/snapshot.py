"""The events inside a report's figures as they were at one moment, as plain data."""

from collections import defaultdict

from grantreports.reports.models import Report
from outreach.cells import KeptCount, KeptEvent, within
from outreach.models import Attendance, OutreachEvent


def events_of(report: Report) -> list[KeptEvent]:
    """The events of all days that its figures can count, with their counts by group.

    Runs two queries, however many events there are, and makes no record of each.
    """
    days = within(report.times.spans.values())
    events = OutreachEvent.objects.filter(days, project=report.project)
    counts: dict[int, list[KeptCount]] = defaultdict(list)
    attended = Attendance.objects.filter(event__in=events.order_by())
    for event, group, name, count in attended.order_by("group__order", "group__name").values_list(
        "event", "group", "group__name", "count"
    ):
        counts[event].append({"group": group, "name": name, "count": count})
    facts = ("id", "first_day", "last_day", "venue", "province", "setting", "count_method")
    return [
        KeptEvent(
            id=event["id"],
            first_day=event["first_day"].isoformat(),
            last_day=event["last_day"] and event["last_day"].isoformat(),
            venue=event["venue"],
            province=event["province"],
            setting=event["setting"],
            count_method=event["count_method"],
            counts=counts[event["id"]],
        )
        for event in events.order_by("first_day", "pk").values(*facts)
    ]
