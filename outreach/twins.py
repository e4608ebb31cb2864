"""Events that look like one that is there already: entered twice, by two people or from a file.

Nothing is decided here: a twin is shown, and a person says whether it is the same event.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol, Self, TypeVar

from django.utils.translation import gettext
from rapidfuzz import fuzz

from outreach.models import OutreachEvent
from outreach.reading.choices import sound_key
from projects.models import Project
from projects.templatetags import local

# Of a hundred: how alike the venues of one day and province are that may be one place.
ALIKE = 85
MOST_COMPARED = 300


@dataclass(frozen=True)
class Twin:
    pk: int
    day: date
    venue: str
    province: str
    is_removed: bool

    @classmethod
    def of(cls, event: OutreachEvent) -> Self:
        is_removed = event.removed_at is not None
        return cls(event.pk, event.first_day, event.venue, event.province, is_removed)

    @property
    def sentence(self) -> str:
        told = {"venue": self.venue, "day": local.day(self.day)}
        if self.is_removed:
            return (
                gettext(
                    "“%(venue)s” on %(day)s was entered and removed again. Put that one back "
                    "under Removed, or say that this is another event."
                )
                % told
            )
        return (
            gettext(
                "“%(venue)s” on %(day)s is there already. If this is the same event, leave it "
                "out; else say that it is another one."
            )
            % told
        )


class Twins:
    """The events of a project, removed ones among them, by their day."""

    def __init__(self, events: Iterable[OutreachEvent]) -> None:
        self.by_day: dict[date, list[Twin]] = defaultdict(list)
        for event in events:
            self.by_day[event.first_day].append(Twin.of(event))

    @classmethod
    def of(cls, project: Project) -> Self:
        fields = ("first_day", "venue", "province", "removed_at")
        return cls(OutreachEvent.everything.filter(project=project).only(*fields))

    def of_event(self, event: OutreachEvent) -> Twin | None:
        """The event that this one looks like; one that is there before one that was removed."""
        if not event.first_day or not event.venue:
            return None
        there = self.by_day.get(event.first_day, [])
        alike = are_alike if len(there) <= MOST_COMPARED else are_called_the_same
        found = [twin for twin in there if twin.pk != event.pk and alike(event, twin)]
        return min(found, key=lambda twin: twin.is_removed, default=None)


def are_called_the_same(event: OutreachEvent, twin: Twin) -> bool:
    """What can be told of hundreds of events of one day without taking long."""
    if event.province and event.province != twin.province:
        return False
    return venue_key(event.venue) == venue_key(twin.venue)


def are_alike(event: OutreachEvent, twin: Twin) -> bool:
    """On one day in one province at places that are called almost the same."""
    if event.province and event.province != twin.province:
        return False
    return are_one_place(venue_key(event.venue), venue_key(twin.venue))


def are_one_place(ours: str, theirs: str) -> bool:
    if ours == theirs:
        return bool(ours)
    # School 4 is not School 5.
    if numbers_in(ours) != numbers_in(theirs):
        return False
    return fuzz.ratio(ours, theirs) >= ALIKE


@lru_cache(maxsize=50_000)
def numbers_in(key: str) -> list[str]:
    return re.findall(r"\d+", key)


@lru_cache(maxsize=50_000)
def venue_key(venue: str) -> str:
    """A venue as it sounds, without the word that all schools share."""
    plain = venue.casefold()
    bare = plain.replace("โรงเรียน", " ").replace("school", " ")
    return sound_key(bare) or sound_key(plain)


class Event(Protocol):
    @property
    def first_day(self) -> date: ...

    @property
    def province(self) -> str: ...

    @property
    def venue(self) -> str: ...


E = TypeVar("E", bound=Event)


def pairs_among(events: Iterable[E]) -> list[tuple[E, E]]:
    """Each event that looks like an earlier one of its day, with that one."""
    # By day and province, and there by the key of the venue, the first event.
    places: dict[tuple[date, str], dict[str, E]] = defaultdict(dict)
    found = []
    for event in events:
        here, ours = places[event.first_day, event.province], venue_key(event.venue)
        if twin := here.get(ours) or nearly_at(ours, here):
            found.append((event, twin))
        here.setdefault(ours, event)
    return found


def nearly_at(ours: str, here: dict[str, E]) -> E | None:
    """Of an event of that day the first whose venue is called almost the same.

    Where hundreds took place on one day, only the same name counts: each against each takes long.
    """
    if len(here) > MOST_COMPARED:
        return None
    return next((twin for theirs, twin in here.items() if are_one_place(ours, theirs)), None)
