"""Reporting periods as outreach sees them; the donor reports, an app above, tell them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext

# The apps import this module before there are models.
if TYPE_CHECKING:
    from outreach.models import FromOutreach, OutreachEvent
    from projects.models import Project

# Sent with `project`; a receiver returns the reporting periods that it knows of the project.
periods_asked = Signal()


@dataclass(frozen=True)
class ReportingPeriod:
    name: str
    first_day: date
    last_day: date
    # Whether partner staff may still enter and change its events.
    is_open: bool = True

    def holds(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def periods_of(project: "Project") -> list[ReportingPeriod]:
    """The reporting periods of a project, in order; runs a constant number of queries."""
    answers: list[tuple[Any, Any]] = periods_asked.send(type(project), project=project)
    periods = chain.from_iterable(found for _, found in answers)
    return sorted(periods, key=lambda period: period.first_day)


def lock_on(record: "OutreachEvent | FromOutreach", user: Any) -> str:
    """Why this user may not change an event, quote or photo, as a sentence, or ""."""
    event = record if hasattr(record, "first_day") else record.event
    return why_locked(record.project, event.first_day, user) if event else ""


@contextmanager
def held(project: "Project") -> Iterator[None]:
    """Nobody submits or returns a period of the project, or saves in it, meanwhile."""
    with transaction.atomic():
        # SQLite has one writer at a time anyway.
        type(project).objects.select_for_update(no_key=True).get(pk=project.pk)
        yield


def why_locked(project: "Project", day: date, user: Any) -> str:
    """Why this user may not enter or change events of that day, as a sentence, or ""."""
    return "" if user.is_staff else locked_by(periods_of(project), day)


def locked_by(periods: Iterable[ReportingPeriod], day: date) -> str:
    """The sentence for a day in a period that is not open, or ""."""
    for period in periods:
        if period.holds(day) and not period.is_open:
            return gettext(
                "“%(period)s” has been submitted, so its outreach is locked. The foundation can "
                "return it to you."
            ) % {"period": period.name}
    return ""
