"""What figures can count. A measure is declared here once, with all that is told of it anywhere.

A new one that adds up over events is another `Sum`, of an amount that `outreach/cells.py` names.
What a project enters itself is an `Entered`, made from its indicator.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outreach.cells import Amounts, Cell, Values
from outreach.models import Attendance, IndicatorValue, OutreachEvent
from outreach.tree import Tree
from projects.models import Indicator
from projects.money import number
from projects.places import province_name

# Keys of audience groups; none stands for all of them.
Groups = tuple[int, ...]
Amount = int | Decimal
PERCENT = "%"


@dataclass(frozen=True, kw_only=True)
class Measure(ABC):
    # How figures write it.
    name: str
    # Below its number, for donors.
    one: str
    many: str
    # “The year’s target for attendance”.
    aim: str
    # Of a target, in the language of the page.
    label: str | Promise
    # The words that follow its number where somebody types one.
    nouns: str
    # Whether a setting says it too: “nine urban schools”.
    is_named_by_setting: bool = False
    # What the desk offers: in words, as it is mostly small; of the year, of settings and places.
    is_offered_as_words: bool = False
    is_offered_in_parts: bool = False
    # Whether figures can name groups.
    is_by_group: ClassVar[bool] = False
    decimals: int = 0
    unit: str = ""

    @abstractmethod
    def total(self, cells: Sequence[Cell], groups: Groups) -> Amount | None:
        """The number, or None where events took place but nobody was counted."""

    def most(self, cells: Sequence[Cell], groups: Groups) -> Amount | None:
        """The number that it is at most, where only bounds are known."""
        return self.total(cells, groups)

    def is_partial(self, cells: Sequence[Cell], groups: Groups, tree: Tree) -> bool:
        """Whether somebody did not count a part of it, so that there are at least so many."""
        return False

    def missing(self, cells: Sequence[Cell]) -> tuple[int, int]:
        """At how many events it was not counted, and at how many it should have been."""
        return 0, 0

    def part(self, cell: Cell, groups: Groups) -> Amount | str | None:
        """What an event adds to it, as an auditor reads it; None where it adds nothing."""
        return self.total([cell], groups)

    def behind(self, events: QuerySet[OutreachEvent], groups: Groups) -> QuerySet[OutreachEvent]:
        """Of the events of its time and places those that make it."""
        return events

    def written(self, value: Amount) -> str:
        """The number as it is printed: “3,913”, “12.5”, “87%”."""
        text = number(rounded(value, self.decimals))
        return f"{text}%" if self.unit == PERCENT else text

    def called(self, one: str, many: str) -> Self:
        """The same with the words of a project."""
        return replace(self, one=one or many or self.one, many=many or one or self.many)


def rounded(value: Amount, decimals: int) -> Amount:
    """Half of the last digit is rounded away from 0, as people do it."""
    exact = Decimal(value)
    step = Decimal(1).scaleb(-decimals)
    result = exact.quantize(step, rounding="ROUND_HALF_UP")
    return int(result) if result == result.to_integral_value() else result


@dataclass(frozen=True, kw_only=True)
class Sum(Measure):
    of: Callable[[Amounts[int]], int]

    def total(self, cells: Sequence[Cell], groups: Groups) -> int:
        return sum(self.of(cell.amounts) for cell in cells)


@dataclass(frozen=True, kw_only=True)
class People(Measure):
    """Those who came; of a group that is split, its parts are in it already."""

    is_by_group = True

    def total(self, cells: Sequence[Cell], groups: Groups) -> int | None:
        counts = [
            count
            for cell in cells
            for group, count in cell.people.items()
            if not groups or group in groups
        ]
        wholes = {part.group: part.part_of for cell in cells for part in cell.parts}
        counts += [
            count
            for cell in cells
            for part, count in cell.parts.items()
            if part.group in groups and not groups_above(part.group, wholes) & set(groups)
        ]
        return sum(counts) if counts or not has_events(cells) else None

    def is_partial(self, cells: Sequence[Cell], groups: Groups, tree: Tree) -> bool:
        return self.missing(cells)[0] > 0 or any(
            self.not_split(cells, group, tree) for group in groups
        )

    def not_split(self, cells: Sequence[Cell], group: int, tree: Tree) -> int:
        """Of a part: how many of its whole nobody split as it is."""
        branch = tree.branches.get(group)
        if branch is None:
            return 0
        whole = self.total(cells, (branch.part_of,)) or 0
        parts = tree.splits_of(branch.part_of)[branch.split]
        return whole - sum(self.total(cells, (part,)) or 0 for part in parts)

    def missing(self, cells: Sequence[Cell]) -> tuple[int, int]:
        uncounted = sum(cell.amounts.uncounted for cell in cells)
        return uncounted, sum(cell.amounts.events for cell in cells)

    def behind(self, events: QuerySet[OutreachEvent], groups: Groups) -> QuerySet[OutreachEvent]:
        counted = Attendance.objects.all()
        if groups:
            counted = counted.filter(group__in=groups)
        return events.filter(pk__in=counted.values("event"))


def groups_above(group: int, wholes: Mapping[int, int]) -> set[int]:
    above: set[int] = set()
    while group in wholes and wholes[group] not in above:
        group = wholes[group]
        above.add(group)
    return above


def has_events(cells: Sequence[Cell]) -> bool:
    return any(cell.amounts.events for cell in cells)


@dataclass(frozen=True, kw_only=True)
class DifferentPeople(Measure):
    """At least those who came for the first time, at most all attendances."""

    def total(self, cells: Sequence[Cell], groups: Groups) -> int | None:
        asked = sum(cell.amounts.asked for cell in cells)
        first = sum(cell.amounts.newcomers for cell in cells)
        return first if asked or not has_events(cells) else None

    def most(self, cells: Sequence[Cell], groups: Groups) -> int | None:
        came = [count for cell in cells for count in cell.people.values()]
        # Where nobody counted, nobody knows how many there were at most.
        if any(cell.amounts.uncounted for cell in cells):
            return None
        return sum(came)

    def behind(self, events: QuerySet[OutreachEvent], groups: Groups) -> QuerySet[OutreachEvent]:
        return events.exclude(first_visits=None)


@dataclass(frozen=True, kw_only=True)
class Provinces(Measure):
    """A province counts once, however many events name it."""

    def total(self, cells: Sequence[Cell], groups: Groups) -> int:
        return len({cell.province for cell in cells if cell.amounts.events})

    def part(self, cell: Cell, groups: Groups) -> str | None:
        return province_name(cell.province) if cell.amounts.events else None


@dataclass(frozen=True, kw_only=True)
class Entered(Measure):
    """An indicator of a project, whose values are entered."""

    pk: int
    adds_up: str
    is_of_events: bool
    every_event: bool
    counts_people: bool
    less_is_better: bool
    # Of a share.
    of_part: Measure | None = None
    of_whole: Measure | None = None

    @classmethod
    def of(cls, indicator: Indicator, measures: Mapping[int, Measure]) -> Self:
        """`measures` are those of the project's other indicators, by key."""
        many = indicator.many or indicator.name
        is_share = indicator.adds_up == Indicator.AddsUp.SHARE
        return cls(
            name=indicator.name,
            one=indicator.one or many,
            many=many,
            aim=indicator.name,
            label=indicator.name,
            nouns=" ".join((indicator.name, indicator.one, indicator.many)).casefold(),
            is_offered_as_words=not indicator.decimals and not is_share and not indicator.unit,
            is_offered_in_parts=True,
            decimals=indicator.decimals,
            unit=PERCENT if is_share else indicator.unit,
            pk=indicator.pk,
            adds_up=indicator.adds_up,
            is_of_events=indicator.entered_with == Indicator.EnteredWith.EVENT,
            every_event=indicator.every_event,
            counts_people=indicator.counts_people,
            less_is_better=indicator.less_is_better,
            of_part=measures.get(indicator.part_id or 0),
            of_whole=measures.get(indicator.whole_id or 0),
        )

    def total(self, cells: Sequence[Cell], groups: Groups) -> Amount | None:
        if self.adds_up == Indicator.AddsUp.SHARE:
            return self._share(cells)
        found = [cell.values[self.pk] for cell in cells if self.pk in cell.values]
        if not found:
            is_none = self.is_of_events and (not self.every_event or not has_events(cells))
            return 0 if is_none else None
        return whole_if_whole(ADDED_UP[self.adds_up](self._by_place(cells)))

    def most(self, cells: Sequence[Cell], groups: Groups) -> Amount | None:
        if self.adds_up != Indicator.AddsUp.UNIQUE:
            return self.total(cells, groups)
        found = [cell.values[self.pk] for cell in cells if self.pk in cell.values]
        return whole_if_whole(sum(each.total for each in found)) if found else None

    def is_partial(self, cells: Sequence[Cell], groups: Groups, tree: Tree) -> bool:
        return self.missing(cells)[0] > 0

    def missing(self, cells: Sequence[Cell]) -> tuple[int, int]:
        if self.adds_up != Indicator.AddsUp.SUM or not (self.is_of_events and self.every_event):
            return 0, 0
        events = sum(cell.amounts.events for cell in cells)
        counted = sum(cell.values[self.pk].times for cell in cells if self.pk in cell.values)
        return events - counted, events

    def part(self, cell: Cell, groups: Groups) -> Amount | str | None:
        return self.total([cell], groups) if self.pk in cell.values else None

    def behind(self, events: QuerySet[OutreachEvent], groups: Groups) -> QuerySet[OutreachEvent]:
        if self.of_part is None or self.of_whole is None:
            values = IndicatorValue.objects.filter(indicator=self.pk, event__isnull=False)
            return events.filter(pk__in=values.values("event"))
        part = self.of_part.behind(events, groups).values("pk")
        whole = self.of_whole.behind(events, groups).values("pk")
        return events.filter(Q(pk__in=part) | Q(pk__in=whole))

    @property
    def keys(self) -> set[int]:
        """Of the indicators whose values it is made from."""
        of = [each for each in (self.of_part, self.of_whole) if isinstance(each, Entered)]
        return {each.pk for each in of} if self.of_part else {self.pk}

    def _share(self, cells: Sequence[Cell]) -> Decimal | None:
        if self.of_part is None or self.of_whole is None:
            return None
        part, whole = self.of_part.total(cells, ()), self.of_whole.total(cells, ())
        return None if part is None or not whole else Decimal(part) * 100 / Decimal(whole)

    def _by_place(self, cells: Iterable[Cell]) -> list[Values]:
        """What was entered in each place, whatever the setting."""
        places: dict[str, Values] = {}
        for cell in cells:
            if value := cell.values.get(self.pk):
                there = places.get(cell.province)
                places[cell.province] = there.and_also(value) if there else value
        whole = places.pop("", None)
        if whole is None or self.adds_up == Indicator.AddsUp.SUM or not places:
            return [*places.values(), *([whole] if whole else [])]
        # Of the whole project and of its places: never both, the later one says how things stand.
        last = max(day for each in places.values() for day in each.by_day)
        return [whole] if max(whole.by_day) >= last else list(places.values())


def whole_if_whole(value: Amount) -> Amount:
    return int(value) if value == int(value) else value


def sum_of(places: list[Values]) -> Amount:
    return sum((each.total for each in places), Decimal(0))


def latest(places: list[Values]) -> Amount:
    """How things stand: the latest value of each place, added up."""
    return sum((each.by_day[max(each.by_day)] for each in places), Decimal(0))


def highest(places: list[Values]) -> Amount:
    return max(each.highest for each in places)


def fewest_people(places: list[Values]) -> Amount:
    """As many as on the day with most of them: the others may be the same people."""
    by_day: dict[date, Decimal] = {}
    for each in places:
        for day, value in each.by_day.items():
            by_day[day] = by_day.get(day, Decimal(0)) + value
    return max(by_day.values())


ADDED_UP: dict[str, Callable[[list[Values]], Amount]] = {
    Indicator.AddsUp.SUM: sum_of,
    Indicator.AddsUp.LATEST: latest,
    Indicator.AddsUp.HIGHEST: highest,
    Indicator.AddsUp.UNIQUE: fewest_people,
}


ALL: tuple[Measure, ...] = (
    Sum(
        name="events",
        one="outreach event",
        many="outreach events",
        aim="outreach events",
        label=_("Outreach events"),
        nouns="event events program programs programme programmes outreach outreaches session "
        "sessions training trainings visit visits workshop workshops campaign campaigns "
        "activities",
        is_named_by_setting=True,
        is_offered_as_words=True,
        is_offered_in_parts=True,
        of=lambda amounts: amounts.events,
    ),
    People(
        name="attendance",
        one="person attended",
        many="people attended",
        aim="attendance",
        label=_("People attended"),
        nouns="people persons participants attended attendees attendances",
        is_offered_in_parts=True,
    ),
    Provinces(
        name="provinces",
        one="province",
        many="provinces",
        aim="provinces",
        label=_("Provinces"),
        nouns="province provinces",
        is_offered_as_words=True,
    ),
    # An event of several days holds one on each of them.
    Sum(
        name="sessions",
        one="session held",
        many="sessions held",
        aim="sessions",
        label=_("Sessions held"),
        nouns="session sessions",
        is_offered_in_parts=True,
        of=lambda amounts: amounts.sessions,
    ),
)
# By how figures write them, in the order in which they are offered.
MEASURES = {measure.name: measure for measure in ALL}
# Counted where the project asks for first visits.
PEOPLE = DifferentPeople(
    name="people",
    one="person came",
    many="people came",
    aim="people",
    label=_("Different people"),
    nouns="people persons",
    is_offered_in_parts=True,
)


def measures_of(indicators: Iterable[Indicator], asks_first_visits: bool) -> list[Measure]:
    """What a project's figures can count, in its words and in its order; a share comes last."""
    found: list[Measure] = []
    by_key: dict[int, Measure] = {}
    is_share = Indicator.AddsUp.SHARE
    for each in sorted(indicators, key=lambda one: one.adds_up == is_share):
        if each.source == Indicator.Source.ENTERED:
            by_key[each.pk] = Entered.of(each, by_key)
        else:
            by_key[each.pk] = MEASURES[each.source].called(each.one, each.many)
        found.append(by_key[each.pk])
    return [*found, PEOPLE] if asks_first_visits else found
