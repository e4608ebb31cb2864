"""What happened, added up: events in the database and events kept by an edition become cells.

A figure is a sum over cells. The database and an edition both give rows, and one function adds
these up to cells. What can be added up is named in `Amounts`: `live_amounts` tells it of the
database, `kept_amounts` of a kept event.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateField,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from outreach.models import Attendance, OutreachEvent

T = TypeVar("T")
Days = tuple[date, date]
# The first and the last day of each time that figures count, by its name.
Spans = Mapping[str, Days]


class KeptCount(TypedDict):
    """`group` is a key, `name` how the group was called."""

    group: int
    name: str
    count: int


class KeptEvent(TypedDict):
    """An event as an edition keeps it."""

    id: int
    first_day: str
    venue: str
    province: str
    setting: str
    count_method: str
    counts: list[KeptCount]
    # Not there in editions from before it was kept.
    last_day: str | None


class Amounts(NamedTuple, Generic[T]):
    """What adds up over events; a producer of cells that leaves one out does not type-check."""

    events: T
    # One for each day of an event.
    sessions: T
    # Events whose people were estimated, and those at which nobody counted any.
    estimates: T
    uncounted: T


NOTHING = Amounts(events=0, sessions=0, estimates=0, uncounted=0)
ESTIMATED = OutreachEvent.CountMethod.ESTIMATED


def live_amounts() -> Amounts[Aggregate]:
    """How the database adds them up."""
    counted = Exists(Attendance.objects.filter(event=OuterRef("pk")))
    return Amounts(
        events=Count("pk"),
        sessions=Sum(1 + Coalesce(DaysBetween("last_day", "first_day"), 0)),
        estimates=Count("pk", filter=Q(count_method=ESTIMATED)),
        uncounted=Count("pk", filter=~counted),
    )


def kept_amounts(event: KeptEvent) -> Amounts[int]:
    """What one event has of them."""
    return Amounts(
        events=1,
        sessions=sessions_of(event),
        estimates=int(event["count_method"] == ESTIMATED),
        uncounted=int(not event["counts"]),
    )


def sessions_of(event: KeptEvent) -> int:
    """An event of several days has one for each of them."""
    if not (last_day := event["last_day"]):
        return 1
    return (date.fromisoformat(last_day) - date.fromisoformat(event["first_day"])).days + 1


class DaysBetween(Func):
    """The number of days from the second day to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # There days are texts.
        days = "CAST(julianday(%(expressions)s) AS INTEGER)"
        joiner = ") - julianday("
        return self.as_sql(compiler, connection, template=days, arg_joiner=joiner, **context)


class FactRow(NamedTuple):
    """What began in one province and setting on one day, or on days of the same times."""

    day: date
    province: str
    setting: str
    amounts: Amounts[int]
    # Numbers of people by the key of their group; nobody counted a group that is not in it.
    people: Mapping[int, int]


@dataclass(frozen=True)
class Cell:
    """All that happened in one province and setting, and in the same times."""

    province: str
    setting: str
    # The names of the times that figures count and that it lies in; they may overlap.
    spans: frozenset[str]
    amounts: Amounts[int]
    people: Mapping[int, int]


def within(times: Iterable[Days]) -> Q:
    """Events that begin in one of the times."""
    return reduce(or_, (Q(first_day__range=days) for days in times), Q(pk__in=[]))


def live_rows(projects: Iterable[int], times: Iterable[Days]) -> dict[int, list[FactRow]]:
    """By the key of their project what began in the times; two queries, however many there are."""
    times = list(times)
    events = OutreachEvent.objects.filter(within(times), project__in=projects).order_by()
    events = events.annotate(day=stretch(times))
    counted = events.filter(attendances__isnull=False)
    where = ("project", "day", "province", "setting")
    happened = events.values_list(*where).annotate(**live_amounts()._asdict())
    groups = counted.values_list(*where, "attendances__group").annotate(Sum("attendances__count"))
    found: dict[int, list[FactRow]] = defaultdict(list)
    for project, day, province, setting, *amounts in happened:
        found[project].append(FactRow(day, province, setting, Amounts(*amounts), {}))
    for project, day, province, setting, group, count in groups:
        found[project].append(FactRow(day, province, setting, NOTHING, {group: count}))
    return found


def stretch(times: Iterable[Days]) -> Case:
    """The first day of the stretch that an event lies in, so that rows are few.

    Each time begins and ends with a stretch: all days of one lie in the same times.
    """
    begin = {first for first, _ in times}
    begin |= {last + timedelta(days=1) for _, last in times if last < date.max}
    latest_first = sorted(begin, reverse=True)
    stretches = (When(first_day__gte=day, then=Value(day)) for day in latest_first)
    return Case(*stretches, output_field=DateField())


def kept_rows(events: Iterable[KeptEvent]) -> list[FactRow]:
    return [
        FactRow(
            date.fromisoformat(event["first_day"]),
            event["province"],
            event["setting"],
            kept_amounts(event),
            {each["group"]: each["count"] for each in event["counts"]},
        )
        for event in events
    ]


def spans_with(day: date, spans: Spans) -> frozenset[str]:
    """The names of the times that the day lies in."""
    return frozenset(name for name, (first, last) in spans.items() if first <= day <= last)


def added_up(rows: Sequence[FactRow], spans: Spans) -> list[Cell]:
    """One cell for each province, setting and set of times; what lies in none is left out."""
    times = {day: spans_with(day, spans) for day in {row.day for row in rows}}
    by_place: dict[tuple[str, str, frozenset[str]], list[FactRow]] = defaultdict(list)
    for row in rows:
        if lies_in := times[row.day]:
            by_place[row.province, row.setting, lies_in].append(row)
    return [
        Cell(*place, sums(row.amounts for row in found), people(found))
        for place, found in by_place.items()
    ]


def sums(amounts: Iterable[Amounts[int]]) -> Amounts[int]:
    return Amounts._make(map(sum, zip(*amounts, strict=True)))


def people(rows: Iterable[FactRow]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for row in rows:
        for group, count in row.people.items():
            found[group] += count
    return dict(found)
