"""Saving a draft: versions that count up, undo, and two editors who lose nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from grantreports.reports.desk.draft import Draft, draft_of, without_gone, write_draft
from grantreports.reports.desk.models import Revision
from grantreports.reports.models import Report


class Outdated(Exception):
    """Somebody else saved meanwhile, or the report is not a draft any more."""


@transaction.atomic
def save(
    report: Report, draft: Draft, *, by: Any, at: datetime, base: int, undoes_to: int | None = None
) -> int:
    """Make the draft the report's, on top of version `base`; returns the new version.

    Nothing is counted on where nothing changed. Raises `Outdated` where `base` is not the latest
    version or the report is not in drafting.
    """
    before = draft_of(report)
    if before == draft and report.version == base and report.status == Report.Status.DRAFTING:
        return base
    if base == 0:
        keep_beginning(report, before, by=by, at=at)
    drafts = Report.objects.filter(pk=report.pk, version=base, status=Report.Status.DRAFTING)
    # One statement looks and counts on: of two people at once, one is told.
    if not drafts.update(version=F("version") + 1, last_edited_by=by, last_edited_at=at):
        raise Outdated
    report.version, report.last_edited_by, report.last_edited_at = base + 1, by, at
    write_draft(report, draft)
    Revision.objects.create(
        report=report, version=report.version, draft=draft, by=by, at=at, undoes_to=undoes_to
    )
    return report.version


@transaction.atomic
def save_in_any_state(report: Report, draft: Draft, *, by: Any, at: datetime) -> None:
    """Save a draft that lost what must not be shown, whatever the report's status.

    Nobody edited it: the last editor stays who it was, and `by` may be None.
    """
    before = draft_of(report)
    if before == draft:
        return
    if by and report.version == 0:
        keep_beginning(report, before, by=by, at=at)
    Report.objects.filter(pk=report.pk).update(version=F("version") + 1)
    report.refresh_from_db(fields=["version"])
    write_draft(report, draft)
    if by:
        Revision.objects.create(report=report, version=report.version, draft=draft, by=by, at=at)


def keep_beginning(report: Report, draft: Draft, *, by: Any, at: datetime) -> None:
    """What stood there before the desk saved for the first time, so that undo leads back to it."""
    Revision.objects.get_or_create(
        report=report, version=0, defaults={"draft": draft, "by": by, "at": at}
    )


def undo(report: Report, *, by: Any, at: datetime) -> int:
    """Go back to the version before; undone again, to the one before that.

    Returns the new version; raises `Outdated` where there is nothing to undo.
    """
    last = report.revisions.filter(version=report.version).first()
    if last is None:
        raise Outdated
    reached = last.version if last.undoes_to is None else last.undoes_to
    earlier = report.revisions.filter(version__lt=reached).first()
    if earlier is None:
        raise Outdated
    # An earlier undo stands for the version that it led back to.
    goal = earlier.version if earlier.undoes_to is None else earlier.undoes_to
    draft = without_gone(report, earlier.draft)
    return save(report, draft, by=by, at=at, base=report.version, undoes_to=goal)
