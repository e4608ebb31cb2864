"""What happened, added up: events in the database and events kept by an edition become cells.

A figure is a sum over cells. What it can add up is named in `Amounts`; `live_amounts` tells it of
the database and `kept_amounts` of a kept event, and whichever source they come from, the cells are
the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Generic, NamedTuple, NotRequired, TypedDict, TypeVar

from django.db.models import (
    Aggregate,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
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
    last_day: NotRequired[str | None]


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
    """One in editions from before last days were kept, as for an event of one day."""
    if not (last_day := event.get("last_day")):
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


@dataclass(frozen=True)
class Cell:
    """All that happened in one province and setting, and in the same times."""

    province: str
    setting: str
    # The names of the times that figures count and that it lies in; they may overlap.
    spans: frozenset[str]
    amounts: Amounts[int]
    # Numbers of people by the key of their group; nobody counted a group that is not in it.
    people: Mapping[int, int]


def within(times: Iterable[Days]) -> Q:
    """Events that begin in one of the times."""
    return reduce(or_, (Q(first_day__range=days) for days in times), Q(pk__in=[]))


# Of events that are all counted as the report's own time, and as nothing else.
OWN_TIME: Mapping[str, Combinable] = {"in_period": Value(True), "in_year": Value(True)}
WHOLE = Value(0)


def live_cells(
    events: QuerySet[OutreachEvent],
    spans: Mapping[str, Combinable],
    share: Combinable = WHOLE,
) -> dict[Any, list[Cell]]:
    """The cells of each share of the events, by its value; two queries, whatever their number.

    `spans` tells for each time whether an event lies in it.
    """
    facts = ("share", "province", "setting", *spans)
    events = events.order_by().annotate(share=share, **spans)
    counted = events.filter(attendances__isnull=False)
    found: dict[Any, list[Cell]] = defaultdict(list)

    def add(row: Mapping[str, Any], amounts: Amounts[int], people: Mapping[int, int]) -> None:
        lies_in = frozenset(name for name in spans if row[name])
        cell = Cell(row["province"], row["setting"], lies_in, amounts, people)
        found[row["share"]].append(cell)

    for row in events.values(*facts).annotate(**live_amounts()._asdict()):
        add(row, Amounts._make(row[name] for name in Amounts._fields), {})
    groups = counted.values(*facts, group=F("attendances__group"))
    for row in groups.annotate(people=Sum("attendances__count")):
        add(row, NOTHING, {row["group"]: row["people"]})
    return {value: added_up(cells) for value, cells in found.items()}


def kept_cells(events: Iterable[KeptEvent], spans: Spans) -> list[Cell]:
    return added_up(cell_of(event, spans) for event in events)


def cell_of(event: KeptEvent, spans: Spans) -> Cell:
    return Cell(
        event["province"],
        event["setting"],
        spans_with(event, spans),
        kept_amounts(event),
        {each["group"]: each["count"] for each in event["counts"]},
    )


def spans_with(event: KeptEvent, spans: Spans) -> frozenset[str]:
    """The names of the times that figures count and that the event lies in."""
    day = date.fromisoformat(event["first_day"])
    return frozenset(name for name, (first, last) in spans.items() if first <= day <= last)


def added_up(cells: Iterable[Cell]) -> list[Cell]:
    """One cell for each province, setting and set of times."""
    by_place: dict[tuple[str, str, frozenset[str]], list[Cell]] = defaultdict(list)
    for cell in cells:
        by_place[cell.province, cell.setting, cell.spans].append(cell)
    return [
        Cell(*place, sums(cell.amounts for cell in found), people(found))
        for place, found in by_place.items()
    ]


def sums(amounts: Iterable[Amounts[int]]) -> Amounts[int]:
    return Amounts._make(map(sum, zip(*amounts, strict=True)))


def people(cells: Iterable[Cell]) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for cell in cells:
        for group, count in cell.people.items():
            found[group] += count
    return dict(found)
