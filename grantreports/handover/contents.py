"""What partners entered for reporting periods, as numbers, and how much of it lacks something.

The database counts, whatever the amount; `grantreports/handover/entries.py` reads the records of
one page.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from outreach.cells import Days, total_by_key
from outreach.live_rows import live_rows
from outreach.models import AudienceGroup, OutreachEvent, PartnerQuote, Photo
from outreach.twins import pairs_among
from projects.models import Indicator, ReportingPeriod

Item = OutreachEvent | PartnerQuote | Photo
# The day by which an item belongs to a period; of no event, it has one of its own.
ITS_DAY = Coalesce("event__first_day", "day")


class Check(NamedTuple):
    """What may be missing on a record: of which records, and when."""

    model: type[Item]
    lacks: Q

    def found_in(self, period: ReportingPeriod) -> QuerySet[Any]:
        return items_in(self.model, [period]).filter(self.lacks)


# Of what is blocked nothing is asked: nobody sees it any more.
SHOWN = Q(blocked_at=None)
UNCOUNTED = Check(OutreachEvent, Q(attendances=None))
WITHOUT_ACTIVITIES = Check(OutreachEvent, Q(activities=""))
OF_QUOTES = {
    "quotes_without_consent": Check(
        PartnerQuote, SHOWN & Q(consent=PartnerQuote.Status.NOT_RECORDED)
    )
}
OF_PHOTOS = {
    "photos_without_caption": Check(Photo, SHOWN & Q(caption="")),
    "photos_without_text": Check(Photo, SHOWN & Q(alternative_text="")),
    "photos_without_people": Check(Photo, SHOWN & Q(recognisable="")),
    "photos_without_consent": Check(Photo, SHOWN & Q(consent=Photo.Status.NOT_RECORDED)),
}
CHECKS = {
    "uncounted": UNCOUNTED,
    "without_activities": WITHOUT_ACTIVITIES,
    **OF_QUOTES,
    **OF_PHOTOS,
}


class EnteredEvent(NamedTuple):
    """What tells whether two events are the same one."""

    pk: int
    project: int
    first_day: date
    province: str
    venue: str


@dataclass(frozen=True)
class Contents:
    """Numbers of one period. Quotes and photos of no event belong to the period of their day."""

    events: int
    quotes: int
    photos: int
    # By the name of its check, how many lack something.
    lacking: Mapping[str, int]
    # Each event that looks like an earlier one, with that one.
    twins: Sequence[tuple[EnteredEvent, EnteredEvent]]
    # Names of what is entered for a period by place, and is not entered for this one yet.
    not_entered: Sequence[str]
    # Whether the project counts who came.
    counts_people: bool
    # By the key of a group how many came; parts of a group beside it.
    attendance: Mapping[int, int]

    def attendance_by_group(self) -> list[tuple[str, int]]:
        """By the names of the groups, in their order; a query."""
        groups = AudienceGroup.objects.filter(pk__in=self.attendance).order_by("order", "name")
        return [(group.name, self.attendance[group.pk]) for group in groups]


def contents_of(periods: Collection[ReportingPeriod]) -> dict[int, Contents]:
    """The contents of each period, by its key; eight queries at most, however many periods."""
    projects = {period.project.pk for period in periods}
    happened = live_rows(projects, [days_of(period) for period in periods], with_values=False)
    silent = counted(WITHOUT_ACTIVITIES.model, periods, {}, WITHOUT_ACTIVITIES.lacks)
    quotes = counted(PartnerQuote, periods, OF_QUOTES)
    photos = counted(Photo, periods, OF_PHOTOS)
    twins = twins_in(periods)
    entered = days_entered(periods)
    attendance = Indicator.objects.filter(source=Indicator.Source.ATTENDANCE, project__in=projects)
    counting = set(attendance.values_list("project", flat=True))
    found = {}
    for period in periods:
        rows = [row for row in happened[period.project.pk] if period.holds(row.day)]
        of_quotes, of_photos = quotes[period.pk], photos[period.pk]
        found[period.pk] = Contents(
            events=sum(row.amounts.events for row in rows),
            quotes=of_quotes.pop("all"),
            photos=of_photos.pop("all"),
            lacking={
                "uncounted": sum(row.amounts.uncounted for row in rows),
                "without_activities": silent[period.pk]["all"],
            }
            | of_quotes
            | of_photos,
            twins=twins[period.pk],
            not_entered=[
                name
                for name, days in entered[period.project.pk].items()
                if not any(map(period.holds, days))
            ],
            counts_people=period.project.pk in counting,
            attendance=total_by_key(
                {**row.people, **{part.group: count for part, count in row.parts.items()}}
                for row in rows
            ),
        )
    return found


def counted(
    model: type[Item], periods: Iterable[ReportingPeriod], checks: Mapping[str, Check], *of: Q
) -> dict[int, dict[str, int]]:
    """By the key of a period how many items it has, `all` and by check; one query."""
    numbers = {name: Count("pk", filter=check.lacks) for name, check in checks.items()}
    items = items_of(model, periods).filter(*of).order_by()
    rows = items.values_list("period").annotate(all=Count("pk"), **numbers)
    names = ("all", *numbers)
    found: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(names, 0))
    for period, *sizes in rows:
        found[period] = dict(zip(names, sizes, strict=True))
    return found


def items_in(model: type[Item], periods: Iterable[ReportingPeriod]) -> QuerySet[Any]:
    """The items of the periods; of several periods of one project, also those between them."""
    periods = list(periods)
    items: QuerySet[Any] = model.objects.all()
    if model is OutreachEvent:
        return items.filter(in_periods(periods))
    by_event, by_day = in_periods(periods, "event__first_day"), in_periods(periods, "day")
    return items.filter(by_event | (by_day & Q(event=None)))


def items_of(model: type[Item], periods: Iterable[ReportingPeriod]) -> QuerySet[Any]:
    """The items of the periods, each with the key of its `period`."""
    periods = list(periods)
    its_day = F("first_day") if model is OutreachEvent else ITS_DAY
    items = items_in(model, periods).annotate(its_day_here=its_day)
    cases = (
        When(project=each.project, its_day_here__range=days_of(each), then=Value(each.pk))
        for each in periods
    )
    return items.annotate(period=Case(*cases, output_field=IntegerField())).exclude(period=None)


def in_periods(periods: Iterable[ReportingPeriod], day: str = "first_day") -> Q:
    """The condition for events, or for what has another day; short for many periods."""
    days: dict[int, list[date]] = defaultdict(list)
    for period in periods:
        days[period.project.pk] += days_of(period)
    found = Q(pk__in=[])
    for project, all_days in days.items():
        around = (min(all_days), max(all_days))
        found |= Q(**{"project": project, f"{day}__range": around})
    return found


def days_of(period: ReportingPeriod) -> Days:
    return period.first_day, period.last_day


def twins_in(
    periods: Collection[ReportingPeriod],
) -> dict[int, list[tuple[EnteredEvent, EnteredEvent]]]:
    """By period, its events that look like an earlier one; one query."""
    events: dict[int, list[EnteredEvent]] = defaultdict(list)
    entered = items_of(OutreachEvent, periods).order_by("first_day", "pk")
    fields = ("pk", "project", "first_day", "province", "venue")
    for period, *facts in entered.values_list("period", *fields):
        events[period].append(EnteredEvent(*facts))
    return defaultdict(list, {period: pairs_among(found) for period, found in events.items()})


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
