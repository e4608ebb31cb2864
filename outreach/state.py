"""How things stand: values that are entered for a day and a place, not with an event."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext

from outreach.models import IndicatorValue
from outreach.periods import locked_by
from projects.days import today_of
from projects.models import Indicator, Project, ReportingPeriod
from projects.places import local_province_name
from projects.templatetags import local


class Spot(NamedTuple):
    """A day and a place; no province is the whole project."""

    day: date
    province: str = ""

    @property
    def place(self) -> str:
        return local_province_name(self.province) if self.province else whole_project()


def whole_project() -> str:
    return gettext("The whole project")


class StateValues:
    """The values of a project, read once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.indicators: list[Indicator] = list(project.indicators.state())
        values = IndicatorValue.objects.filter(indicator__in=self.indicators, event=None)
        self.by_spot: dict[Spot, dict[int, IndicatorValue]] = defaultdict(dict)
        for value in values.order_by("day", "pk"):
            spot = Spot(value.day or date.min, value.province)
            self.by_spot[spot][value.indicator_id] = value

    def at(self, spot: Spot) -> dict[int, IndicatorValue]:
        """The values of a day and a place, by the key of their indicator."""
        return dict(self.by_spot.get(spot, {}))

    def last(self, indicator: Indicator, province: str, shown: Spot | None = None) -> Spot | None:
        """Where an indicator was entered last, in this place if it was; not what is `shown`."""
        found = [
            spot
            for spot, values in self.by_spot.items()
            if indicator.pk in values and spot != shown
        ]
        here = [spot for spot in found if spot.province == province]
        return max(here or found, key=lambda spot: spot.day, default=None)

    def provinces(self, indicator: Indicator, day: date) -> set[str]:
        """The places for which an indicator is entered on a day."""
        return {
            spot.province
            for spot, values in self.by_spot.items()
            if spot.day == day and indicator.pk in values
        }

    def last_changes(self) -> dict[int, tuple[str, datetime]]:
        """Who entered or changed each value last, and when; one query."""
        versions = IndicatorValue.history.filter(indicator__in=self.indicators, event=None)
        told = versions.order_by("history_date", "history_id")
        fields = told.values_list("id", "history_user__name", "history_date")
        return {pk: (name or "", at) for pk, name, at in fields}


def problem_with_places(indicator: Indicator, provinces: Collection[str], own: str) -> str:
    """Why an indicator cannot be entered for this place too, or "".

    On one day it stands for the whole project or for its places, never for both.
    """
    others = set(provinces) - {own}
    if not own and others:
        places = ", ".join(sorted(map(local_province_name, others)))
        return gettext("“%(name)s” is entered by place on this day (%(places)s).") % {
            "name": indicator.name,
            "places": places,
        }
    if own and "" in others:
        return gettext("“%s” is entered for the whole project on this day.") % indicator.name
    return ""


def written(value: IndicatorValue | None) -> str:
    return local.number(value.value) if value else ""


@dataclass(frozen=True)
class Row:
    """What is entered of a day and a place; a text for each indicator, "" where there is none."""

    spot: Spot
    cells: list[tuple[Indicator, str]]
    by: str
    at: datetime | None
    may_change: bool


@dataclass(frozen=True)
class Group:
    """The rows of a reporting period; without one, of the days that lie in none."""

    period: ReportingPeriod | None
    rows: list[Row]
    # Why this user may not enter here, or "".
    locked: str
    # The day that a new row is offered for.
    day: date | None = None


def groups_of(values: StateValues, periods: Collection[ReportingPeriod], user: Any) -> list[Group]:
    """By period that has begun, the latest first, those that are open before others."""
    today = today_of(values.project.partner)
    changes = values.last_changes()
    spots = sorted(values.by_spot, key=lambda spot: (-spot.day.toordinal(), spot.place))
    closing = [] if user.is_staff else [each for each in periods if not each.is_skipped]

    def rows_of(some: Iterable[Spot]) -> list[Row]:
        return [
            row_of(spot, values, changes, may_change=not locked_by(closing, spot.day))
            for spot in some
        ]

    begun = [each for each in periods if each.first_day <= today]
    begun.sort(key=lambda period: (not period.is_open, -period.first_day.toordinal()))
    groups = [
        Group(
            period,
            rows_of(spot for spot in spots if period.holds(spot.day)),
            locked_by(closing, period.first_day),
            min(today, period.last_day),
        )
        for period in begun
    ]
    rest = [spot for spot in spots if not any(period.holds(spot.day) for period in begun)]
    return [*groups, Group(None, rows_of(rest), "")] if rest else groups


def row_of(
    spot: Spot,
    values: StateValues,
    changes: dict[int, tuple[str, datetime]],
    *,
    may_change: bool,
) -> Row:
    there = values.at(spot)
    known = [changes[value.pk] for value in there.values() if value.pk in changes]
    by, at = max(known, key=lambda change: change[1], default=("", None))
    cells = [(each, written(there.get(each.pk))) for each in values.indicators]
    return Row(spot, cells, by, timezone.localtime(at) if at else None, may_change)


def day_to_enter(project: Project, periods: Iterable[ReportingPeriod]) -> date:
    """Today, or the last day of the latest open period where that has ended."""
    today = today_of(project.partner)
    begun = [each for each in periods if each.is_open and each.first_day <= today]
    latest = max(begun, key=lambda period: period.first_day, default=None)
    return min(today, latest.last_day) if latest else today


def told_last(indicator: Indicator, spot: Spot | None, values: StateValues) -> str:
    """“31 Dec 2024: 40”; with its place where it was not the whole project."""
    if spot is None:
        return gettext("Not entered yet.")
    return f"{told_of(spot)}: {written(values.at(spot)[indicator.pk])}"


def told_of(spot: Spot | None) -> str:
    """“31 Dec 2024, Chiang Mai”."""
    if spot is None:
        return ""
    return ", ".join(filter(None, (local.day(spot.day), spot.province and spot.place)))
