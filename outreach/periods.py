"""Which days are closed to the partner: those in reporting periods that are not open."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from projects.models import Project, ReportingPeriod

# The models ask this module before there are events.
if TYPE_CHECKING:
    from outreach.models import FromOutreach, OutreachEvent


def periods_of(project: Project) -> list[ReportingPeriod]:
    """The reporting periods of a project that can lock days, in order; one query."""
    periods = ReportingPeriod.objects.of_project(project).locking()
    return list(periods.order_by("first_day"))


def lock_on(record: "OutreachEvent | FromOutreach", user: Any) -> str:
    """Why this user may not change an event, quote or photo, as a sentence, or ""."""
    day = record.first_day if hasattr(record, "first_day") else record.its_day
    return why_locked(record.project, day, user) if day else ""


def why_locked(project: Project, day: date, user: Any) -> str:
    """Why this user may not enter or change events of that day, as a sentence, or "".

    None is the server itself, which may, as foundation staff do.
    """
    return "" if user is None or user.is_staff else locked_by(periods_of(project), day)


def locked_by(periods: Iterable[ReportingPeriod], day: date) -> str:
    """The sentence for a day in a period that is not open, or ""."""
    for period in periods:
        if period.holds(day) and not period.is_open:
            return gettext(
                "“%(period)s” has been submitted, so its outreach is locked. The foundation can "
                "return it to you."
            ) % {"period": period.name}
    return ""
