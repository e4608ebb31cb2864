"""What happened, added up: events in the database and events kept by an edition become cells.

A figure is a sum over cells. The database (`outreach/live_rows.py`) and an edition both give rows,
and one function adds these up to cells. What can be added up is named in `Amounts`: what
`sum_rows` reads of the database `kept_amounts` tells of a kept event.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Generic, NamedTuple, TypedDict, TypeVar

from django.db.models import Q

from outreach.models import OutreachEvent

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


def within(times: Iterable[Days], field: str = "first_day") -> Q:
    """Events that begin in one of the times."""
    return reduce(or_, (Q(**{f"{field}__range": days}) for days in times), Q(pk__in=[]))


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
