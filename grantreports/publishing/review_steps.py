"""How a draft goes to a second person and back.

As in the exchange with partners, each step says whether it was taken: of two people at once, one
takes it and the other is told.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from grantreports.accounts.models import User
from grantreports.publishing.models import Review
from grantreports.reports.models import Report

Status, Outcome = Report.Status, Review.Outcome


@transaction.atomic
def hand_over(report: Report, *, by: Any, at: datetime, message: str = "") -> Review | None:
    """Lock the draft until a second person has read it."""
    if not report.move(before=[Status.DRAFTING], after=Status.IN_REVIEW, by=by, at=at):
        return None
    # The administration may have changed the status past a review.
    decide(report, Outcome.RETURNED, by=by, at=at)
    return Review.objects.create(report=report, handed_by=by, handed_at=at, message=message)


@transaction.atomic
def sign_off(report: Report, *, by: Any, at: datetime, **signed: Any) -> bool:
    """Keep which points were signed off, of which content, and any notes."""
    if report.status != Status.IN_REVIEW:
        return False
    return decide(report, Outcome.SIGNED_OFF, by=by, at=at, **signed)


@transaction.atomic
def give_back(report: Report, *, by: Any, at: datetime, text: str = "") -> bool:
    """Open the draft again, before or after it was signed off."""
    if not report.move(before=[Status.IN_REVIEW], after=Status.DRAFTING, by=by, at=at):
        return False
    decide(report, Outcome.RETURNED, by=by, at=at, text=text)
    return True


def decide(report: Report, outcome: str, *, by: Any, at: datetime, **fields: Any) -> bool:
    waiting = Review.objects.filter(report=report, outcome=Outcome.WAITING)
    review = waiting.first()
    decision = {"outcome": outcome, "decided_by": by, "decided_at": at} | fields
    # One statement looks and changes, as in `Exchanged.move`.
    if review is None or not waiting.filter(pk=review.pk).update(**decision):
        return False
    review.refresh_from_db()
    Review.history.bulk_history_create([review], update=True, default_user=by, default_date=at)
    return True


def may_sign_off(user: Any, report: Report, review: Review) -> bool:
    """Four eyes: neither who edited last nor who handed it over."""
    return user.pk not in (report.last_edited_by_id, review.handed_by_id)


def is_alone(user: Any) -> bool:
    """Whether the foundation has nobody else who could read a draft."""
    people = User.objects.filter(is_active=True, role__in=[User.Role.STAFF, User.Role.ADMIN])
    return not people.exclude(pk=user.pk).exists()
