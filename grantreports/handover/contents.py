"""What partners entered for reporting periods: their events, with quotes and photos."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Q, Sum

from outreach.models import Attendance, OutreachEvent, PartnerQuote, Photo
from projects.models import Indicator, ReportingPeriod

Item = OutreachEvent | PartnerQuote | Photo
T = TypeVar("T", OutreachEvent, PartnerQuote, Photo)


@dataclass(frozen=True)
class Contents:
    """Quotes and photos of no event belong to the period of their own day."""

    events: list[OutreachEvent]
    quotes: list[PartnerQuote]
    photos: list[Photo]
    # Names of what is entered for a period by place, and is not entered for this one yet.
    not_entered: list[str] = field(default_factory=list)
    # Whether the project counts who came.
    counts_people: bool = True

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


def contents_of(periods: Collection[ReportingPeriod]) -> dict[int, Contents]:
    """The contents of each period, by its key; six queries, however many periods."""
    here = in_periods(periods)
    of_no_event = Q(event=None) & in_periods(periods, "day")
    items = of_no_event | in_periods(periods, "event__first_day")
    attended = OutreachEvent.objects.filter(here).with_attendance().order_by("first_day", "pk")
    events = by_project(attended)
    quotes = by_project(PartnerQuote.objects.filter(items).select_related("event", "blocked_by"))
    photos = by_project(Photo.objects.filter(items).select_related("event", "blocked_by"))
    entered = days_entered(periods)
    attendance = Indicator.objects.filter(source=Indicator.Source.ATTENDANCE)
    counting = set(
        attendance.filter(project__in={each.project for each in periods}).values_list(
            "project", flat=True
        )
    )
    return {
        period.pk: Contents(
            events=[each for each in events[period.project.pk] if is_in(period, each.first_day)],
            quotes=[each for each in quotes[period.project.pk] if is_in(period, each.its_day)],
            photos=[each for each in photos[period.project.pk] if is_in(period, each.its_day)],
            not_entered=[
                name
                for name, days in entered[period.project.pk].items()
                if not any(map(period.holds, days))
            ],
            counts_people=period.project.pk in counting,
        )
        for period in periods
    }


def days_entered(periods: Iterable[ReportingPeriod]) -> dict[int, dict[str, set[date]]]:
    """By project, the days for which each of its numbers of a period is entered; one query."""
    found: dict[int, dict[str, set[date]]] = defaultdict(dict)
    indicators = Indicator.objects.state().filter(project__in={each.project for each in periods})
    days = indicators.order_by("order", "pk").values_list("project", "name", "values__day")
    for project, name, day in days.distinct():
        entered = found[project].setdefault(name, set())
        if day is not None:
            entered.add(day)
    return found


def by_project(items: Iterable[T]) -> dict[int, list[T]]:
    """Many periods look for theirs among the items of their project alone."""
    found: dict[int, list[T]] = defaultdict(list)
    for item in items:
        found[item.project_id].append(item)
    return found


def in_periods(periods: Iterable[ReportingPeriod], day: str = "first_day") -> Q:
    """The condition for events, or for what has another day.

    Between two periods of one project it finds more, but stays short for many periods.
    """
    days: dict[int, list[date]] = defaultdict(list)
    for period in periods:
        days[period.project.pk] += [period.first_day, period.last_day]
    found = Q(pk__in=[])
    for project, all_days in days.items():
        around = (min(all_days), max(all_days))
        found |= Q(**{"project": project, f"{day}__range": around})
    return found


def is_in(period: ReportingPeriod, day: date | None) -> bool:
    return day is not None and period.holds(day)


def attendance_by_group(period: ReportingPeriod) -> list[tuple[str, int]]:
    """Names of audience groups and how many attended in the period, in the groups' order."""
    events = OutreachEvent.objects.filter(in_periods([period]))
    counts = Attendance.objects.filter(event__in=events)
    totals = counts.values_list("group__name").annotate(attended=Sum("count"))
    return list(totals.order_by("group__order", "group__name"))
