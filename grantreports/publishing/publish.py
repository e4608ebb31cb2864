"""Publishing: what the second person signed off becomes an edition, whole or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from grantreports.desk.checks.run import findings_of
from grantreports.desk.draft import draft_of
from grantreports.desk.snapshot import events_of
from grantreports.publishing.folder import Folder, MissingFile
from grantreports.publishing.life import LIFE
from grantreports.publishing.models import PDF_NAME, Edition, Review
from grantreports.reports.compose import Composition, tidy
from grantreports.reports.documents import write
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.frozen import fingerprint, to_data, with_files
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from projects.locks import locked_project


class NotReady(Exception):
    """The report must not be published as it stands; holds the sentences that say why."""

    def __init__(self, *sentences: str):
        self.sentences = sentences
        super().__init__(" ".join(sentences))


CHANGED = (
    "The report has changed since it was signed off: an event, a consent or the house style is "
    "another one now. Take it back to drafting and hand it over once more."
)
NO_REASON = "Say why there is a new edition: donors read it."


def publish(report: Report, *, by: Any, at: datetime, reason: str = "") -> Edition | None:
    """Freeze the report as its next edition.

    Returns None where it is not in review any more: somebody else published it, or took it back.
    Raises `NotReady` where nobody signed off what it says now, or something in it is an error.
    """
    with published_alone(report) as (current, folder):
        if current.status != Report.Status.IN_REVIEW:
            return None
        composition = Composition(current)
        composed = composition.donor_report()
        review = signed_off(current, composed)
        if errors := [each for each in findings_of(current, composition) if each.is_error]:
            raise NotReady(*(error.sentence for error in errors))
        number = number_after(current)
        if number > 1 and not reason:
            raise NotReady(NO_REASON)
        edition = Edition(report=current, number=number, review=review, reason=reason)
        edition.published_by, edition.published_at = by, at
        freeze(edition, composed, folder)
        LIFE.move(current, "publish", by=by, at=at)
    report.status = current.status
    return edition


@contextmanager
def published_alone(report: Report) -> Iterator[tuple[Report, Folder]]:
    """One publishes at a time; of what fails, no file stays either."""
    folder = Folder()
    try:
        with locked_project(report.project):
            reports = Report.objects.with_project().select_for_update(of=("self",))
            yield reports.get(pk=report.pk), folder
    except BaseException:
        folder.clear()
        raise


def signed_off(report: Report, composed: DonorReport) -> Review:
    """The review that covers what the report says now."""
    review = report.reviews.last()
    if review is None or review.outcome != Review.Outcome.SIGNED_OFF:
        raise NotReady("Nobody has signed this off yet.")
    if review.content_sha256 != fingerprint(composed):
        raise NotReady(CHANGED)
    return review


def number_after(report: Report) -> int:
    last = report.editions.first()
    return last.number + 1 if last else 1


def freeze(edition: Edition, composed: DonorReport, folder: Folder) -> None:
    """Save the edition with all that it shows and with what lies behind its figures."""
    final = replace(composed, edition=f"Edition {edition.number}", correction=tidy(edition.reason))
    try:
        final = with_files(final, folder.copy)
    except MissingFile:
        raise NotReady(
            "The file of a chosen photo or of the logo is missing on the server. Choose another "
            "photo, or ask an administrator."
        ) from None
    pdf = render_pdf(final)
    edition.data = to_data(final)
    draft = draft_of(edition.report)
    edition.draft = write("draft", draft)
    edition.events = write("events", events_of(edition.report))
    edition.sha256 = sha256(pdf).hexdigest()
    edition.pdf = folder.save(PDF_NAME, pdf)
    edition.save()
    edition.photos.set(each["photo"] for each in draft["photos"])
    edition.quotes.set(each["quote"] for each in draft["quotes"])
