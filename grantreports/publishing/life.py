"""The life of a report: `LIFE` is the table; `review_steps.py`, `publish.py`, `correct.py` and
`withdrawal.py` have the acts.
"""

from typing import Any

from grantreports.accounts.models import User
from grantreports.publishing.models import Review
from grantreports.reports.models import Report
from projects.life import Life, Move, Must, Who

Status = Report.Status

STAFF = Who("foundation staff", lambda user, report: user.is_staff)
# What follows from a withdrawn consent, or from a change of what was signed, is nobody's choice.
ANYBODY = Who("whoever's act it follows from", lambda user, report: True)


def writers_of(report: Report) -> set[int]:
    """Who has written what is to be signed: all who saved since the last edition.

    With them who handed it over, so that nobody signs what is their own in whole or in part.
    """
    last = report.editions.first()
    saved = report.revisions.all()
    if last:
        saved = saved.filter(at__gt=last.published_at)
    waiting = report.reviews.filter(outcome=Review.Outcome.WAITING)
    return {
        *saved.values_list("by", flat=True),
        *waiting.values_list("handed_by", flat=True),
        *last_editor(report, last),
    }


def last_editor(report: Report, last: Any) -> set[int]:
    """Nobody else can have saved without a revision."""
    before = last and report.last_edited_at and report.last_edited_at <= last.published_at
    return set() if before or not report.last_edited_by_id else {report.last_edited_by_id}


def may_sign_off(user: Any, report: Report) -> bool:
    """Four eyes: nobody signs what they have written a part of."""
    return user.may_review and user.pk not in writers_of(report)


def signers_of(report: Report) -> list[User]:
    """Who may sign the report off as it is now."""
    people = User.objects.filter(is_active=True, role__in=User.REVIEWING)
    return list(people.exclude(pk__in=writers_of(report)).order_by("name", "pk"))


SIGNER = Who("a second person, who saved nothing of it since the last edition", may_sign_off)
REVIEWER = Who("foundation staff, or an outside reader", lambda user, report: user.may_review)


def is_complete(report: Report) -> bool:
    return report.period.is_accepted


def is_signed_off(report: Report) -> bool:
    review = report.reviews.last()
    return bool(review and review.outcome == Review.Outcome.SIGNED_OFF)


COMPLETE = Must(
    "its period is accepted", "The partner enters again: wait for the period.", is_complete
)
SIGNED = Must("it is signed off", "Nobody has signed this off yet.", is_signed_off)

LIFE = Life(
    "status",
    (
        Move(
            "hand over",
            before=(Status.DRAFTING,),
            after=Status.IN_REVIEW,
            who=STAFF,
            must=(COMPLETE,),
            follows="the draft is locked; those who may sign are told",
        ),
        Move(
            "sign off",
            before=(Status.IN_REVIEW,),
            after=Status.IN_REVIEW,
            who=SIGNER,
            follows="what was signed is kept by its hash",
        ),
        Move(
            "give back",
            before=(Status.IN_REVIEW,),
            after=Status.DRAFTING,
            who=REVIEWER,
            follows="the draft opens again; the notes are kept",
        ),
        Move(
            "send back",
            before=(Status.IN_REVIEW,),
            after=Status.IN_REVIEW,
            who=ANYBODY,
            must=(SIGNED,),
            follows="those who may sign are told, and see what changed since it was signed",
        ),
        Move(
            "publish",
            before=(Status.IN_REVIEW,),
            after=Status.PUBLISHED,
            who=STAFF,
            must=(COMPLETE, SIGNED),
            follows="an edition is frozen; donor links open it",
        ),
        Move(
            "correct",
            before=(Status.PUBLISHED, Status.WITHDRAWN),
            after=Status.DRAFTING,
            who=STAFF,
            follows="a draft like the last edition, which donors go on reading",
        ),
        Move(
            "withdraw",
            before=(Status.PUBLISHED,),
            after=Status.WITHDRAWN,
            who=STAFF,
            follows="donors read nothing more; staff still do",
        ),
        Move(
            "lose a consent",
            before=(Status.PUBLISHED,),
            after=Status.DRAFTING,
            who=ANYBODY,
            follows="editions with it are closed, their files deleted; a draft without it",
        ),
        Move(
            "have nothing left",
            before=(Status.PUBLISHED,),
            after=Status.WITHDRAWN,
            who=ANYBODY,
            follows="donors read nothing more",
        ),
    ),
)
