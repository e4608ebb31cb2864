"""What partners entered for reports: the events of their periods, with quotes and photos."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, Sum

from grantreports.reports.models import Report
from outreach.models import Attendance, OutreachEvent, PartnerQuote, Photo

Item = OutreachEvent | PartnerQuote | Photo


@dataclass(frozen=True)
class Contents:
    """Quotes and photos of no event belong to every period of their project."""

    events: list[OutreachEvent]
    quotes: list[PartnerQuote]
    photos: list[Photo]

    @property
    def items(self) -> list[Item]:
        return [*self.events, *self.quotes, *self.photos]

    def by_event(self) -> list[tuple[OutreachEvent | None, list[PartnerQuote], list[Photo]]]:
        """Each event with its quotes and photos; last, under None, those of no event."""
        quotes: dict[int | None, list] = defaultdict(list)
        photos: dict[int | None, list] = defaultdict(list)
        events = {event.pk: event for event in self.events}
        for found, items in ((quotes, self.quotes), (photos, self.photos)):
            for item in items:
                # An event that somebody removed is not there any more, its photos are.
                found[item.event_id if item.event_id in events else None].append(item)
        return [
            *((event, quotes[event.pk], photos[event.pk]) for event in self.events),
            (None, quotes[None], photos[None]),
        ]


def contents_of(reports: Collection[Report]) -> dict[int, Contents]:
    """The contents of each report, by its key; three queries, however many reports."""
    here = in_periods(reports)
    of_no_event = Q(event=None, project__in={report.project for report in reports})
    items = of_no_event | in_periods(reports, "event__")
    events = list(OutreachEvent.objects.filter(here).with_attendance().order_by("first_day", "pk"))
    quotes = list(PartnerQuote.objects.filter(items).select_related("event"))
    photos = list(Photo.objects.filter(items).select_related("event"))
    return {
        report.pk: Contents(
            events=[event for event in events if is_of(report, event, event)],
            quotes=[quote for quote in quotes if is_of(report, quote, quote.event)],
            photos=[photo for photo in photos if is_of(report, photo, photo.event)],
        )
        for report in reports
    }


def in_periods(reports: Iterable[Report], event: str = "") -> Q:
    """The condition for events, or with `event` for what comes from them."""
    found = Q(pk__in=[])
    for report in reports:
        days = (report.first_day, report.last_day)
        found |= Q(**{"project": report.project, f"{event}first_day__range": days})
    return found


def is_of(report: Report, item: Item, event: OutreachEvent | None) -> bool:
    if item.project_id != report.project.pk:
        return False
    return event is None or report.first_day <= event.first_day <= report.last_day


def attendance_by_group(report: Report) -> list[tuple[str, int]]:
    """Names of audience groups and how many attended in the period, in the groups' order."""
    events = OutreachEvent.objects.filter(in_periods([report]))
    counts = Attendance.objects.filter(event__in=events)
    totals = counts.values_list("group__name").annotate(attended=Sum("count"))
    return list(totals.order_by("group__order", "group__name"))
