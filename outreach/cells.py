"""What happened, added up: events in the database and events kept by an edition become cells.

A figure is a sum over cells. The database and an edition both give rows, and one function adds
these up to cells. What can be added up is named in `Amounts`: `live_amounts` tells it of the
database, `kept_amounts` of a kept event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Generic, NamedTuple, TypedDict, TypeVar

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from outreach.models import Attendance, IndicatorValue, OutreachEvent
from projects.models import Indicator

T = TypeVar("T")
K = TypeVar("K")
Days = tuple[date, date]
# The first and the last day of each time that figures count, by its name.
Spans = Mapping[str, Days]


class KeptCount(TypedDict):
    """`group` is a key, `name` how the group was called."""

    group: int
    name: str
    count: int
    # The key of the group that it is a part of.
    part_of: int | None


class KeptValue(TypedDict):
    """`indicator` is a key, `name` how the indicator was called, `value` a decimal number."""

    indicator: int
    name: str
    value: str


class KeptEvent(TypedDict):
    """An event as an edition keeps it, or how things stood on a day: then its key is below 0."""

    id: int
    first_day: str
    venue: str
    province: str
    setting: str
    count_method: str
    counts: list[KeptCount]
    # Not there in editions from before they were kept.
    last_day: str | None
    values: list[KeptValue]
    first_visits: int | None


class Amounts(NamedTuple, Generic[T]):
    """What adds up over events; a producer of cells that leaves one out does not type-check."""

    events: T
    # One for each day of an event.
    sessions: T
    # Events whose people were estimated, and those at which nobody counted any.
    estimates: T
    uncounted: T
    # People who came for the first time, and the events at which somebody asked.
    newcomers: T
    asked: T


NOTHING = Amounts(events=0, sessions=0, estimates=0, uncounted=0, newcomers=0, asked=0)
ESTIMATED = OutreachEvent.CountMethod.ESTIMATED


def live_amounts() -> Amounts[Aggregate]:
    """How the database adds them up."""
    counted = Exists(Attendance.objects.filter(event=OuterRef("pk")))
    return Amounts(
        events=Count("pk"),
        sessions=Sum(1 + Coalesce(DaysBetween("last_day", "first_day"), 0)),
        estimates=Count("pk", filter=Q(count_method=ESTIMATED)),
        uncounted=Count("pk", filter=~counted),
        newcomers=Sum(Coalesce("first_visits", 0)),
        asked=Count("first_visits"),
    )


def kept_amounts(event: KeptEvent) -> Amounts[int]:
    """What one event has of them."""
    if event["id"] < 0:
        return NOTHING
    return Amounts(
        events=1,
        sessions=sessions_of(event),
        estimates=int(event["count_method"] == ESTIMATED),
        uncounted=int(not event["counts"]),
        newcomers=event["first_visits"] or 0,
        asked=int(event["first_visits"] is not None),
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


class Values(NamedTuple):
    """Values of one indicator, added up."""

    total: Decimal
    times: int
    highest: Decimal
    # By day what was entered of it; of a sum only the total matters.
    by_day: Mapping[date, Decimal]

    @classmethod
    def of(cls, day: date, total: Decimal, times: int, highest: Decimal) -> "Values":
        return cls(total, times, highest, {day: total})

    def and_also(self, other: "Values") -> "Values":
        by_day = dict(self.by_day)
        for day, value in other.by_day.items():
            by_day[day] = by_day.get(day, Decimal(0)) + value
        return Values(
            self.total + other.total,
            self.times + other.times,
            max(self.highest, other.highest),
            by_day,
        )


class Part(NamedTuple):
    """A group that is counted as a part of another one, by their keys."""

    group: int
    part_of: int


class FactRow(NamedTuple):
    """What began in one province and setting on one day, or on days of the same times."""

    day: date
    province: str
    setting: str
    amounts: Amounts[int]
    # Numbers of people by the key of their group; nobody counted a group that is not in it.
    people: Mapping[int, int]
    # Those of parts, which are in the numbers of their wholes already.
    parts: Mapping[Part, int] = {}
    # By the key of their indicator.
    values: Mapping[int, Values] = {}


@dataclass(frozen=True)
class Cell:
    """All that happened in one province and setting, and in the same times."""

    province: str
    setting: str
    # The names of the times that figures count and that it lies in; they may overlap.
    spans: frozenset[str]
    amounts: Amounts[int]
    people: Mapping[int, int]
    parts: Mapping[Part, int]
    values: Mapping[int, Values]


def within(times: Iterable[Days]) -> Q:
    """Events that begin in one of the times."""
    return reduce(or_, (Q(first_day__range=days) for days in times), Q(pk__in=[]))


def live_rows(
    projects: Iterable[int], times: Iterable[Days], with_values: bool = True
) -> dict[int, list[FactRow]]:
    """By the key of their project what happened in the times; three queries, however many.

    Without values of indicators, where the projects have none, two.
    """
    times, projects = list(times), list(projects)
    events = OutreachEvent.objects.filter(within(times), project__in=projects).order_by()
    events = events.annotate(day=stretch(times))
    counted = events.filter(attendances__isnull=False)
    where = ("project", "day", "province", "setting")
    happened = events.values_list(*where).annotate(**live_amounts()._asdict())
    groups = counted.values_list(*where, "attendances__group", "attendances__part_of")
    found: dict[int, list[FactRow]] = defaultdict(list)
    for project, day, province, setting, *amounts in happened:
        found[project].append(FactRow(day, province, setting, Amounts(*amounts), {}))
    for project, day, province, setting, group, part_of, count in groups.annotate(
        Sum("attendances__count")
    ):
        whole = {group: count} if part_of is None else {}
        part = {Part(group, part_of): count} if part_of is not None else {}
        found[project].append(FactRow(day, province, setting, NOTHING, whole, part))
    for project, row in value_rows(projects, times) if with_values else ():
        found[project].append(row)
    return found


def value_rows(projects: Iterable[int], times: list[Days]) -> Iterator[tuple[int, FactRow]]:
    """Values of indicators: sums of events by stretches of time, how things stood by day."""
    in_times = reduce(or_, (Q(at__range=days) for days in times), Q(pk__in=[]))
    values = IndicatorValue.objects.present().filter(indicator__project__in=projects).order_by()
    values = values.annotate(
        at=Coalesce("event__first_day", "day"),
        where=Coalesce("event__province", "province"),
        setting=Coalesce("event__setting", Value("")),
    ).filter(in_times)
    is_state = When(indicator__entered_with=Indicator.EnteredWith.PERIOD, then=F("at"))
    values = values.annotate(on=Case(is_state, default=stretch(times, "at")))
    keys = ("indicator__project", "on", "where", "setting", "indicator")
    added = values.values_list(*keys).annotate(Sum("value"), Count("pk"), Max("value"))
    for project, day, province, setting, indicator, *amounts in added:
        found = {indicator: Values.of(day, *amounts)}
        yield project, FactRow(day, province, setting, NOTHING, {}, {}, found)


def stretch(times: Iterable[Days], field: str = "first_day") -> Case:
    """The first day of the stretch that a day lies in, so that rows are few.

    Each time begins and ends with a stretch: all days of one lie in the same times.
    """
    begin = {first for first, _ in times}
    begin |= {last + timedelta(days=1) for _, last in times if last < date.max}
    latest_first = sorted(begin, reverse=True)
    stretches = (When(**{f"{field}__gte": day}, then=Value(day)) for day in latest_first)
    return Case(*stretches, output_field=DateField())


def kept_rows(events: Iterable[KeptEvent]) -> list[FactRow]:
    return [
        FactRow(
            date.fromisoformat(event["first_day"]),
            event["province"],
            event["setting"],
            kept_amounts(event),
            {each["group"]: each["count"] for each in event["counts"] if not each["part_of"]},
            {
                Part(each["group"], each["part_of"]): each["count"]
                for each in event["counts"]
                if each["part_of"]
            },
            dict(kept_values(event)),
        )
        for event in events
    ]


def kept_values(event: KeptEvent) -> Iterator[tuple[int, Values]]:
    day = date.fromisoformat(event["first_day"])
    for each in event["values"]:
        value = Decimal(each["value"])
        yield each["indicator"], Values.of(day, value, 1, value)


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
        Cell(
            *place,
            sums(row.amounts for row in found),
            total_by_key(row.people for row in found),
            total_by_key(row.parts for row in found),
            values_by_key(row.values for row in found),
        )
        for place, found in by_place.items()
    ]


def sums(amounts: Iterable[Amounts[int]]) -> Amounts[int]:
    return Amounts._make(map(sum, zip(*amounts, strict=True)))


def total_by_key(counts: Iterable[Mapping[K, int]]) -> dict[K, int]:
    found: dict[K, int] = defaultdict(int)
    for each in counts:
        for key, count in each.items():
            found[key] += count
    return dict(found)


def values_by_key(values: Iterable[Mapping[int, Values]]) -> dict[int, Values]:
    found: dict[int, Values] = {}
    for each in values:
        for key, value in each.items():
            found[key] = found[key].and_also(value) if key in found else value
    return found
