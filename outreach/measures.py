"""What figures can count. A measure is declared here once, with all that is told of it anywhere.

A new one that adds up over events is another `Sum`, of an amount that `outreach/cells.py` names.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outreach.cells import Amounts, Cell
from outreach.models import Attendance, OutreachEvent
from projects.places import province_name

# Keys of audience groups; none stands for all of them.
Groups = tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
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

    @abstractmethod
    def total(self, cells: Sequence[Cell], groups: Groups) -> int | None:
        """The number, or None where events took place but nobody was counted."""

    def part(self, cell: Cell, groups: Groups) -> int | str | None:
        """What an event adds to it, as an auditor reads it; None where it adds nothing."""
        return self.total([cell], groups)

    def behind(self, events: QuerySet[OutreachEvent], groups: Groups) -> QuerySet[OutreachEvent]:
        """Of the events of its time and places those that make it."""
        return events


@dataclass(frozen=True, kw_only=True, eq=False)
class Sum(Measure):
    of: Callable[[Amounts[int]], int]

    def total(self, cells: Sequence[Cell], groups: Groups) -> int:
        return sum(self.of(cell.amounts) for cell in cells)


class People(Measure):
    is_by_group = True

    def total(self, cells: Sequence[Cell], groups: Groups) -> int | None:
        counts = [
            count
            for cell in cells
            for group, count in cell.people.items()
            if not groups or group in groups
        ]
        return sum(counts) if counts or not cells else None

    def behind(self, events: QuerySet[OutreachEvent], groups: Groups) -> QuerySet[OutreachEvent]:
        counted = Attendance.objects.all()
        if groups:
            counted = counted.filter(group__in=groups)
        return events.filter(pk__in=counted.values("event"))


class Provinces(Measure):
    """A province counts once, however many events name it."""

    def total(self, cells: Sequence[Cell], groups: Groups) -> int:
        return len({cell.province for cell in cells})

    def part(self, cell: Cell, groups: Groups) -> str:
        return province_name(cell.province)


ALL = (
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
