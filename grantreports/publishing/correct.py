"""A correction: a new draft that begins as the last edition, which donors go on reading."""

from datetime import datetime
from typing import Any

from django.db import transaction

from grantreports.desk.draft import Draft, draft_of, without_gone
from grantreports.desk.names_of_today import in_names_of_today
from grantreports.desk.saving import save
from grantreports.publishing.life import LIFE
from grantreports.reports.models import Report
from outreach.models import PartnerQuote, Photo
from projects.days import today_of


@transaction.atomic
def correct(report: Report, *, by: Any, at: datetime) -> list[str] | None:
    """Open a draft; returns sentences about what of the edition it leaves out.

    None where the report is not published, or somebody else opened a draft already.
    """
    if not LIFE.move(report, "correct", by=by, at=at):
        return None
    fresh = Report.objects.with_project().get(pk=report.pk)
    draft, left_out = draft_to_correct(fresh)
    save(fresh, draft, by=by, at=at, base=fresh.version)
    return left_out


def draft_to_correct(report: Report) -> tuple[Draft, list[str]]:
    """The draft of the last edition, as far as it may be printed today."""
    edition = report.editions.first()
    if edition is None:
        return printable(report, {})
    draft = draft_of(report) | edition.kept_draft
    return printable(report, in_names_of_today(report, draft, edition.published_at))


def printable(
    report: Report, draft: Draft, only: PartnerQuote | Photo | None = None
) -> tuple[Draft, list[str]]:
    """The draft without what may not be printed any more, and a sentence for each such item.

    With `only`, no other item is looked at.
    """
    draft = without_gone(report, draft_of(report) | draft)
    today = today_of(report.project.partner)
    sentences = []
    for name, field, model in (("quotes", "quote", PartnerQuote), ("photos", "photo", Photo)):
        keys = [part[field] for part in draft[name]]
        records = model.objects.select_related("event").in_bulk(keys)
        reasons = {
            pk: record.why_not_printable(today) if only in (None, record) else ""
            for pk, record in records.items()
        }
        draft[name] = [part for part in draft[name] if not reasons[part[field]]]
        sentences += [
            f"{field.capitalize()} {pk} is left out: {reason}."
            for pk, reason in reasons.items()
            if reason
        ]
    return draft, sentences
