"""Reports on their way to donors, for tests."""

from datetime import UTC, datetime
from secrets import token_hex

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from grantreports.demo.publish import answer_warnings
from grantreports.publishing.models import Edition, Review
from grantreports.publishing.publish import publish
from grantreports.publishing.signed import fingerprint, signed_content
from grantreports.reports.compose import Composition, compose
from grantreports.reports.frozen import to_data
from grantreports.reports.models import ChosenPhoto, ChosenQuote, Report
from tests.factories import make_event, make_photo, make_point, make_quote, set_state

NOW = datetime(2026, 2, 3, 9, 30, tzinfo=UTC)


def fetched(report):
    """The report as it is in the database."""
    return Report.objects.with_project().get(pk=report.pk)


def write_report(report):
    """Fill in a report that no check finds fault with; returns its photo and its quote."""
    project = report.project
    make_event(project, {"students": 40, "teachers": 3})
    report.introduction = "In {events} event we met {attendance} people."
    report.thank_you = "Thank you for all of it."
    report.asks_for = report.budget_year
    report.learned = "Roads were flooded."
    report.save()
    set_state(report, "accepted")
    make_point(report, "{attendance: students} students came.")
    photo, quote = make_photo(project, size=(480, 320)), make_quote(project)
    ChosenPhoto.objects.create(report=report, photo=photo)
    ChosenQuote.objects.create(report=report, quote=quote)
    return photo, quote


def sign_off(report, handed_by, signed_by):
    """Bring the report to where it can be published, as it stands."""
    Report.objects.filter(pk=report.pk).update(status=Report.Status.IN_REVIEW)
    set_state(report, "accepted")
    composition = Composition(fetched(report))
    content = signed_content(composition, composition.donor_report())
    return Review.objects.create(
        report=report,
        handed_by=handed_by,
        handed_at=NOW,
        outcome=Review.Outcome.SIGNED_OFF,
        decided_by=signed_by,
        decided_at=NOW,
        points=["Nobody can be recognised."],
        content_sha256=fingerprint(content),
        signed=content,
    )


def make_plain_edition(report, by, number=1, **kwargs):
    """An edition of the report as it stands, that nobody signed off and whose PDF is empty."""
    composed = compose(fetched(report))
    pdf = default_storage.save(f"editions/{token_hex(8)}/report.pdf", ContentFile(b"%PDF-1.7"))
    fields = {"data": to_data(composed), "pdf": pdf, "sha256": "0" * 64}
    published = {"published_by": by, "published_at": NOW, "reason": "" if number == 1 else "New."}
    return Edition.objects.create(report=report, number=number, **fields | published | kwargs)


def make_edition(report, by, reason=""):
    """The next edition of the report as it stands."""
    sign_off(report, by, by)
    answer_warnings(fetched(report), by=by, at=NOW)
    return publish(fetched(report), by=by, at=NOW, reason=reason)
