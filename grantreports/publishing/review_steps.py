"""How a draft goes to a second person and back; `life.py` has the table.

Each step says whether it was taken: of two people at once, one takes it and the other is told.
"""

from datetime import datetime
from typing import Any

from grantreports.publishing.life import LIFE, signers_of
from grantreports.publishing.models import Review
from grantreports.publishing.notices import ask_to_sign
from grantreports.reports.models import Report
from projects.locks import locked_project

Status, Outcome = Report.Status, Review.Outcome


def hand_over(report: Report, *, by: Any, at: datetime, message: str = "") -> Review | None:
    """Lock the draft until a second person has read it; those who may are asked by e-mail."""
    with locked_project(report.project):
        if not LIFE.move(report, "hand over", by=by, at=at):
            return None
        # The draft may have come back past a review.
        decide(report, Outcome.RETURNED, by=by, at=at)
        review = Review.objects.create(report=report, handed_by=by, handed_at=at, message=message)
        ask_to_sign(review, signers_of(report))
    return review


def sign_off(report: Report, *, by: Any, at: datetime, **signed: Any) -> bool:
    """Keep which points were signed off, of which content, and any notes."""
    with locked_project(report.project):
        if not LIFE.move(report, "sign off", by=by, at=at):
            return False
        return decide(report, Outcome.SIGNED_OFF, by=by, at=at, **signed)


def give_back(report: Report, *, by: Any, at: datetime, text: str = "") -> bool:
    """Open the draft again, before or after it was signed off."""
    with locked_project(report.project):
        if not LIFE.move(report, "give back", by=by, at=at):
            return False
        decide(report, Outcome.RETURNED, by=by, at=at, text=text)
    return True


AGAIN = "What was signed off has changed since. What differs stands below; please read it again."


def send_back(report: Report, *, at: datetime) -> Review | None:
    """To the second person once more, because what was signed off is another one now."""
    with locked_project(report.project):
        last = report.reviews.last()
        if last is None or last.outcome != Outcome.SIGNED_OFF:
            return None
        if not LIFE.move(report, "send back", by=last.handed_by, at=at):
            return None
        review = Review.objects.create(
            report=report, handed_by=last.handed_by, handed_at=at, message=AGAIN
        )
        ask_to_sign(review, signers_of(report))
    return review


def decide(report: Report, outcome: str, *, by: Any, at: datetime, **fields: Any) -> bool:
    review = Review.objects.filter(report=report, outcome=Outcome.WAITING).first()
    given = {"outcome": Outcome.WAITING}
    decision = {"outcome": outcome, "decided_by": by, "decided_at": at} | fields
    return review is not None and review.change(given, by=by, at=at, **decision)
