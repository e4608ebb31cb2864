"""What people do with a reporting period; `life.py` has the table of its states.

Each act returns what it made, or a false value where the period had left that state already: of
two people at once, one takes the step and the other is told.
"""

from django.db.models import ProtectedError

from grantreports.handover.life import LIFE
from grantreports.handover.models import Handover
from grantreports.reports.models import Report
from projects.locks import locked_project

Kind = Handover.Kind


def submit(period, *, by, at, text=""):
    return hand_over(period, "submit", Kind.SUBMITTED, by=by, at=at, text=text)


def send_back(period, *, by, at, text="", notes=()):
    """Open the period again; `notes` are not saved yet."""
    with locked_project(period.project):
        handover = hand_over(period, "return", Kind.RETURNED, by=by, at=at, text=text)
        for note in notes if handover else ():
            note.handover = handover
            note.save()
    return handover


def accept(period, *, by, at):
    return hand_over(period, "accept", Kind.ACCEPTED, by=by, at=at)


def take_over(period, *, by, at, text):
    """Report on the period without waiting for its partner; `text` says why."""
    return hand_over(period, "take over", Kind.TAKEN_OVER, by=by, at=at, text=text)


def hand_over(period, step, kind, *, by, at, text=""):
    with locked_project(period.project):
        if not LIFE.move(period, step, by=by, at=at):
            return None
        if period.is_accepted:
            Report.objects.open_for(period)
        return Handover.objects.create(period=period, kind=kind, by=by, at=at, text=text)


def skip(period, *, by, at, reason):
    return LIFE.move(period, "skip", by=by, at=at, skipped_reason=reason)


def take_back_skip(period, *, by, at):
    return LIFE.move(period, "take back the skip", by=by, at=at, skipped_reason="")


def can_be_moved(period):
    """What donors have seen, or a second person reads, keeps its days."""
    beyond = period.reports.exclude(status=Report.Status.DRAFTING, editions=None)
    return not period.is_skipped and not beyond.exists()


def reschedule(period, *, first_day, last_day, due_date, by):
    """The new days are valid; reminders of another due date are not sent any more."""
    with locked_project(period.project):
        if not can_be_moved(period):
            return False
        days = {"first_day": first_day, "last_day": last_day, "due_date": due_date}
        return period.change({"state": period.state}, by=by, **days)


def delete_unused(period):
    try:
        return period.can_be_deleted and bool(period.delete())
    except ProtectedError:
        # The partner submitted it in the same moment.
        return False
