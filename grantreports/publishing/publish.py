"""Publishing: what the second person signed off becomes an edition, whole or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils import timezone

from grantreports.desk.checks.findings import Finding
from grantreports.desk.checks.run import findings_of
from grantreports.desk.draft import draft_of
from grantreports.desk.snapshot import events_of
from grantreports.publishing.folder import Folder, MissingFile
from grantreports.publishing.life import LIFE
from grantreports.publishing.models import PDF_NAME, Edition, Review
from grantreports.publishing.review_steps import send_back
from grantreports.publishing.signed import Signed, fingerprint, signed_content
from grantreports.reports.compose import Composition, tidy
from grantreports.reports.documents import write
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.frozen import to_data, with_files
from grantreports.reports.lenses import LENSES
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from projects.locks import locked_project


class NotReady(Exception):
    """The report must not be published as it stands; holds the sentences that say why."""

    def __init__(self, *sentences: str):
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class Changed(NotReady):
    """What was signed off is another one now: it goes back to the second person."""


CHANGED = (
    "What donors would read, or what stands behind it, has changed since it was signed off. It is "
    "with the second person again, who sees what changed."
)
UNANSWERED = (
    "A warning waits for an answer. Mend it, or say beside it why it may stand.",
    "%d warnings wait for an answer. Mend them, or say beside each why it may stand.",
)
NO_REASON = "Say why there is a new edition: donors read it."


def publish(report: Report, *, by: Any, at: datetime, reason: str = "") -> Edition | None:
    """Freeze the report as its next edition.

    Its PDF is laid out first, while others go on working in the project; what was laid out is
    stored only if everything is still the same then. Of what fails, no file stays.

    Returns None where it is not in review any more: somebody else published it, or took it back.
    Raises `NotReady` where nobody signed it off, something in it is an error, or a warning has no
    answer; `Changed` where something else was signed off, and sends it back to be signed.
    """
    folder, edition = Folder(), None
    try:
        draft = Report.objects.with_project().get(pk=report.pk)
        if draft.status == Report.Status.IN_REVIEW:
            laid_out = lay_out(next_edition(draft, reason), folder, at)
            with locked_project(report.project):
                published = store(laid_out, by=by, at=at)
            edition = published
    except Changed:
        send_back(report, at=at)
        raise
    finally:
        if edition is None:
            folder.clear()
    if edition:
        report.status = edition.report.status
    return edition


@dataclass(frozen=True)
class Ready:
    """What may be published as it stands: an edition that is not saved yet, and its contents."""

    edition: Edition
    composed: DonorReport


@dataclass(frozen=True)
class LaidOut:
    ready: Ready
    # What is stored: with the number of the edition, and the names of its own files.
    final: DonorReport
    # Names of files and their hashes, by the field of the edition.
    files: dict[str, str]


def next_edition(report: Report, reason: str) -> Ready:
    """Raises `NotReady`."""
    composition = Composition(report)
    composed = composition.donor_report()
    findings = findings_of(report, composition)
    if errors := [each for each in findings if each.is_error]:
        raise NotReady(*(error.sentence for error in errors))
    review = signed_off(report, signed_content(composition, composed))
    refuse_unanswered(findings)
    number = number_after(report)
    if number > 1 and not reason:
        raise NotReady(NO_REASON)
    return Ready(Edition(report=report, number=number, review=review, reason=reason), composed)


def refuse_unanswered(findings: list[Finding]) -> None:
    """Raises `NotReady` while a warning has no answer."""
    if unanswered := [each for each in findings if each.is_open]:
        one, many = UNANSWERED
        raise NotReady(one if len(unanswered) == 1 else many % len(unanswered))


def signed_off(report: Report, content: Signed) -> Review:
    """The review that covers what the report is now."""
    review = report.reviews.last()
    if review is None or review.outcome != Review.Outcome.SIGNED_OFF:
        raise NotReady("Nobody has signed this off yet.")
    if review.content_sha256 != fingerprint(content):
        raise Changed(CHANGED)
    return review


def number_after(report: Report) -> int:
    last = report.editions.first()
    return last.number + 1 if last else 1


def lay_out(ready: Ready, folder: Folder, at: datetime) -> LaidOut:
    """Copy the files that it shows, and print it in all its forms; this takes its time."""
    edition = ready.edition
    named = replace(
        ready.composed,
        edition=f"Edition {edition.number}",
        correction=tidy(edition.reason),
        published=f"Published on {timezone.localtime(at):%-d %B %Y}",
    )
    try:
        final = with_files(named, folder.copy)
    except MissingFile:
        raise NotReady(
            "The file of a chosen photo or of the logo is missing on the server. Choose another "
            "photo, or ask an administrator."
        ) from None
    pdf = render_pdf(final)
    files = {"pdf": folder.save(PDF_NAME, pdf), "sha256": sha256(pdf).hexdigest()}
    for lens in LENSES:
        content = lens.render(final)
        files[lens.key] = folder.save(lens.name, content)
        files[f"{lens.key}_sha256"] = sha256(content).hexdigest()
    return LaidOut(ready, final, files)


def store(laid_out: LaidOut, *, by: Any, at: datetime) -> Edition | None:
    """Save the edition with what lies behind its figures, in the lock on its project."""
    before = laid_out.ready
    reports = Report.objects.with_project().select_for_update(of=("self",))
    current = reports.get(pk=before.edition.report_id)
    if current.status != Report.Status.IN_REVIEW:
        return None
    now = next_edition(current, before.edition.reason)
    if now.composed != before.composed or now.edition.number != before.edition.number:
        raise Changed(CHANGED)
    edition = now.edition
    edition.published_by, edition.published_at = by, at
    for field, value in laid_out.files.items():
        setattr(edition, field, value)
    draft = draft_of(current)
    edition.data = to_data(laid_out.final)
    edition.draft = write("draft", draft)
    edition.events = write("events", events_of(current))
    edition.save()
    edition.photos.set(each["photo"] for each in draft["photos"])
    edition.quotes.set(each["quote"] for each in draft["quotes"])
    LIFE.move(current, "publish", by=by, at=at)
    return edition
