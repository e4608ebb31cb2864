"""The life of a reporting period: `LIFE` is the table, `handovers.py` has the acts."""

from typing import Any

from grantreports.reports.models import Report
from projects.life import Life, Move, Must, Who
from projects.models import ReportingPeriod

State = ReportingPeriod.State


def is_of_partner(user: Any, period: ReportingPeriod) -> bool:
    return not user.is_staff and user.partner_id == period.project.partner_id


PARTNER = Who("the partner's staff", is_of_partner)
STAFF = Who("foundation staff", lambda user, period: user.is_staff)
# The demo and other commands of the server skip too.
STAFF_OR_SERVER = Who("foundation staff", lambda user, period: user is None or user.is_staff)


def reports_are_drafts(period: ReportingPeriod) -> bool:
    return not period.reports.exclude(status=Report.Status.DRAFTING).exists()


def has_no_report(period: ReportingPeriod) -> bool:
    return not period.reports.exists()


DRAFTS_ONLY = Must(
    "its reports are drafts",
    "Its report is in review or published, so the period stays as it is.",
    reports_are_drafts,
)
NO_REPORT = Must("it has no report", "There is a report of it already.", has_no_report)

LIFE = Life(
    "state",
    (
        Move(
            "submit",
            before=(State.OPEN,),
            after=State.SUBMITTED,
            who=PARTNER,
            follows="its outreach is locked; staff are told",
        ),
        Move(
            "return",
            before=(State.SUBMITTED, State.ACCEPTED),
            after=State.OPEN,
            who=STAFF,
            must=(DRAFTS_ONLY,),
            follows="its notes are kept; the partner is told; the desk waits",
        ),
        Move(
            "accept",
            before=(State.SUBMITTED,),
            after=State.ACCEPTED,
            who=STAFF,
            follows="its report is opened; the partner is told",
        ),
        Move(
            "take over",
            before=(State.OPEN,),
            after=State.ACCEPTED,
            who=STAFF,
            follows="the reason is kept; its report is opened; the partner is told",
        ),
        Move(
            "skip",
            before=(State.OPEN,),
            after=State.SKIPPED,
            who=STAFF_OR_SERVER,
            must=(NO_REPORT,),
            follows="nobody is reminded of it",
        ),
        Move(
            "take back the skip",
            before=(State.SKIPPED,),
            after=State.OPEN,
            who=STAFF,
            follows="the partner is asked for it again",
        ),
    ),
)
