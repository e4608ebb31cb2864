"""Events that look like one that is there already: entered twice, by two people or from a file.

Nothing is decided here: a twin is shown, and a person says whether it is the same event.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils.translation import gettext
from rapidfuzz import fuzz

from outreach.models import OutreachEvent
from outreach.reading.choices import sound_key
from projects.models import Project
from projects.templatetags import local

# Of a hundred: how alike the venues of one day and province are that may be one place.
ALIKE = 85


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
        found = [
            twin
            for twin in self.by_day.get(event.first_day, [])
            if twin.pk != event.pk and are_alike(event, twin)
        ]
        return min(found, key=lambda twin: twin.is_removed, default=None)


def are_alike(event: OutreachEvent, twin: Twin) -> bool:
    """On one day in one province at places that are called almost the same."""
    if event.province and event.province != twin.province:
        return False
    ours, theirs = venue_key(event.venue), venue_key(twin.venue)
    # School 4 is not School 5.
    if re.findall(r"\d+", ours) != re.findall(r"\d+", theirs):
        return False
    return bool(ours) and (ours == theirs or fuzz.ratio(ours, theirs) >= ALIKE)


def venue_key(venue: str) -> str:
    """A venue without the words that all of its kind share."""
    return sound_key(venue.casefold().replace("โรงเรียน", " ").replace("school", " "))


def pairs_among(events: Iterable[OutreachEvent]) -> list[tuple[OutreachEvent, OutreachEvent]]:
    """Each event that looks like an earlier one of its day, with that one."""
    by_day: dict[date, list[OutreachEvent]] = defaultdict(list)
    found = []
    for event in events:
        earlier = (each for each in by_day[event.first_day] if are_alike(event, Twin.of(each)))
        if twin := next(earlier, None):
            found.append((event, twin))
        by_day[event.first_day].append(event)
    return found
