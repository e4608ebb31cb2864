"""The events inside a report's figures as they were at one moment, as plain data."""

from typing import Any

from grantreports.reports.models import Report
from outreach.models import OutreachEvent

Event = dict[str, Any]


def events_of(report: Report) -> list[Event]:
    """The events from the year's first day to the period's last, with their counts by group."""
    days = (report.budget_year.first_day, report.last_day)
    events = OutreachEvent.objects.filter(project=report.project).in_period(*days)
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
