"""Saving a draft: versions that count up, undo, and two editors who lose nothing."""

from bisect import bisect_left
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from grantreports.desk.draft import Draft, draft_of, without_gone, write_draft
from grantreports.desk.models import Revision
from grantreports.desk.names_of_today import in_names_of_today
from grantreports.reports.documents import write
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
    if before == draft and report.version == base and report.can_be_written:
        return base
    if base == 0:
        keep_beginning(report, before, by=by, at=at)
    drafts = Report.objects.writable().filter(pk=report.pk, version=base)
    # One statement looks and counts on: of two people at once, one is told.
    if not drafts.update(version=F("version") + 1, last_edited_by=by, last_edited_at=at):
        raise Outdated
    report.version, report.last_edited_by, report.last_edited_at = base + 1, by, at
    write_draft(report, draft)
    Revision.objects.create(
        report=report,
        version=report.version,
        draft=write("draft", draft),
        by=by,
        at=at,
        undoes_to=undoes_to,
    )
    return report.version


@transaction.atomic
def save_in_any_state(
    report: Report, draft: Draft, *, by: Any, at: datetime, undoes_to: int | None = None
) -> None:
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
        Revision.objects.create(
            report=report,
            version=report.version,
            draft=write("draft", draft),
            by=by,
            at=at,
            undoes_to=undoes_to,
        )


@transaction.atomic
def save_renamed(report: Report, draft: Draft, *, by: Any, at: datetime, until: datetime) -> None:
    """Save a draft that says the same in other names, whatever the report's status.

    `until` is when the old names were still right. Undo passes the step over: it goes on from what
    was there before, in the names of today.
    """
    before = draft_of(report)
    if before == draft:
        return
    if report.version == 0 and by:
        keep_beginning(report, before, by=by, at=until)
    present = Steps(report).present
    save_in_any_state(report, draft, by=by, at=at, undoes_to=present)


def keep_beginning(report: Report, draft: Draft, *, by: Any, at: datetime) -> None:
    """What stood there before the desk saved for the first time, so that undo leads back to it."""
    Revision.objects.get_or_create(
        report=report, version=0, defaults={"draft": write("draft", draft), "by": by, "at": at}
    )


def undo(report: Report, *, by: Any, at: datetime) -> int:
    """Go back to the version before; undone again, to the one before that.

    Returns the new version; raises `Outdated` where there is nothing to undo.
    """
    return go_to(report, Steps(report).back, by=by, at=at)


def redo(report: Report, *, by: Any, at: datetime) -> int:
    """Take the last undo back. Returns the new version; raises `Outdated` where there is none."""
    return go_to(report, Steps(report).forward, by=by, at=at)


def go_to(report: Report, goal: int | None, *, by: Any, at: datetime) -> int:
    if goal is None:
        raise Outdated
    draft = earlier_draft(report, report.revisions.get(version=goal))
    return save(report, draft, by=by, at=at, base=report.version, undoes_to=goal)


def earlier_draft(report: Report, revision: Revision) -> Draft:
    """What a version says, in the names of today and without what was deleted since."""
    return without_gone(report, in_names_of_today(report, revision.says, revision.at))


class Steps:
    """The versions that undo and redo lead to, or None; runs one query."""

    def __init__(self, report: Report):
        found = list(report.revisions.values_list("version", "undoes_to"))
        # What each version says was first said by this one, in which an undo or redo ended.
        self.said_by = {
            version: version if goal is None else goal for version, goal in reversed(found)
        }
        self.versions = list(self.said_by)
        self.present = self.said_by.get(report.version)
        self.back = None if self.present is None else self.before(self.present)
        written = [version for version, said in self.said_by.items() if version == said]
        self.forward = None if self.present is None else self.after(self.present, written[-1])

    def before(self, version: int) -> int | None:
        place = bisect_left(self.versions, version)
        return self.said_by[self.versions[place - 1]] if place else None

    def after(self, version: int, last: int) -> int | None:
        """Found on the way back from the version that was written last."""
        found: int | None = last
        while found is not None and found != version:
            earlier = self.before(found)
            if earlier == version:
                return found
            found = earlier
        return None
