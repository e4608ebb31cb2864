"""Editions that donors must not read any more, and what goes with them.

A withdrawn consent closes every edition that shows the quote or photo: its files are deleted for
good. Withdrawn by hand, an edition stays readable to staff.
"""

from datetime import datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from grantreports.desk.draft import draft_of
from grantreports.desk.saving import save_in_any_state
from grantreports.publishing.correct import draft_to_correct, printable
from grantreports.publishing.forgetting import forget
from grantreports.publishing.life import LIFE
from grantreports.publishing.models import Edition
from grantreports.publishing.notices import tell_staff
from grantreports.publishing.signals import edition_closed
from grantreports.reports.drawn import forget_all
from grantreports.reports.frozen import forget_people
from grantreports.reports.models import Report
from outreach.models import PartnerQuote, Photo
from projects.locks import locked_project
from projects.records import user_now

FILES = ("pdf", "large_print", "plain_text")


def withdraw_by_hand(edition: Edition, *, reason: str, by: Any, at: datetime) -> bool:
    """False where somebody withdrew it already."""
    report = edition.report
    with locked_project(report.project):
        withdrawn = {"withdrawn_at": at, "withdrawn_reason": reason}
        if not edition.change({"withdrawn_at": None}, by=by, at=at, **withdrawn):
            return False
        if not report.latest_edition():
            LIFE.move(report, "withdraw", by=by, at=at)
    return True


def close_what_shows(sender: Any, item: PartnerQuote | Photo, **kwargs: Any) -> None:
    """Receives `item_blocked`, inside the lock on the item's project."""
    take_out(item, by=user_now(), at=timezone.now())


def take_out(item: PartnerQuote | Photo, *, by: Any, at: datetime) -> None:
    """Nobody may see it any more: no edition, draft or review keeps it. Does no harm twice."""
    take_out_of_reports(item, reason_of(item), by=by, at=at)
    transaction.on_commit(forget_all)
    # Last: what is taken out leaves a version behind it.
    forget(item)


def take_out_of_reports(item: PartnerQuote | Photo, reason: str, *, by: Any, at: datetime) -> None:
    """Close the editions that show it, and take it out of all drafts."""
    chosen = Report.objects.filter(pk__in=[part.report_id for part in item.chosen_in.all()])
    closed = close_editions(item, reason, at)
    published = Report.objects.filter(pk__in=[edition.report_id for edition in closed])
    for report in (chosen | published).distinct().with_project():
        act = {"by": by, "at": at}
        is_last = report.editions.first() in closed
        if is_last and LIFE.move(report, "lose a consent", **act):
            draft, _left_out = draft_to_correct(report)
        else:
            draft, _left_out = printable(report, draft_of(report), only=item)
        save_in_any_state(report, draft, **act)
        if not report.latest_edition():
            LIFE.move(report, "have nothing left", **act)


def close_editions(item: PartnerQuote | Photo, reason: str, at: datetime) -> list[Edition]:
    """Withdraw the editions that show the item; their files go when that is certain.

    What is stored of them keeps no words and no picture of anybody.
    """
    closed = list(item.editions.exclude(pdf=""))
    for edition in closed:
        names = files_of(str(edition.pdf))
        transaction.on_commit(partial(delete, names))
        edition.pdf = edition.large_print = edition.plain_text = ""
        was_readable = not edition.withdrawn_at
        if was_readable:
            edition.withdrawn_at, edition.withdrawn_reason = at, reason
        edition.data = forget_people(edition.data)
        edition.save(update_fields=[*FILES, "data", "withdrawn_at", "withdrawn_reason"])
        # Nor does its history keep what had to be forgotten.
        edition.history.update(data=edition.data)
        edition_closed.send(Edition, edition=edition)
        if was_readable:
            tell_staff(edition)
    return closed


def reason_of(item: PartnerQuote | Photo) -> str:
    """Names the item by its number: its words may have to disappear."""
    name = f"photo {item.pk}" if isinstance(item, Photo) else f"quote {item.pk}"
    if item.identifies_survivor:
        return f"A survivor could be identified by {name}."
    return f"Consent was withdrawn for {name}."


def files_of(pdf: str) -> list[str]:
    """All files of an edition, whatever its data says of them: it has a folder of its own."""
    folder = str(PurePosixPath(pdf).parent)
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]


def delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
