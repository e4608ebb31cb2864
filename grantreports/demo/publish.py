"""Takes a report of the demo all the way to the donor, as two people of the foundation would."""

from datetime import datetime

from django.utils import timezone

from grantreports.accounts.models import User
from grantreports.delivery.models import DonorLink
from grantreports.demo import others, thailand
from grantreports.desk.checks.findings import acknowledge
from grantreports.desk.checks.run import findings_of
from grantreports.publishing.forms import POINTS
from grantreports.publishing.publish import publish
from grantreports.publishing.review_steps import hand_over, sign_off
from grantreports.publishing.signed import fingerprint, signed_content
from grantreports.reports.compose import Composition
from grantreports.reports.models import Report


def publish_a_report(writer: User, reader: User) -> DonorLink:
    """Publish the first report of 2019, and of the Kenyan project; returns a link to the first."""
    reports = Report.objects.with_project().filter(period__number=1)
    of_kenya = reports.filter(period__budget_year__project__slug=others.KENYA_PROJECT["slug"])
    publish_one(of_kenya.get(period__budget_year__number=1), writer, reader)
    of_thailand = reports.filter(
        period__budget_year__project__slug=thailand.PROJECT["slug"],
        period__budget_year__label="2019",
    )
    return publish_one(of_thailand.get(), writer, reader)


def publish_one(report: Report, writer: User, reader: User) -> DonorLink:
    """If nobody has published it; returns a link to it."""
    now = timezone.now()
    if report.status == Report.Status.DRAFTING and not report.editions.exists():
        hand_over(
            report, by=writer, at=now, message="The first report of the year, for your signature."
        )
        composition = Composition(report)
        content = signed_content(composition, composition.donor_report())
        signed = {"content_sha256": fingerprint(content), "signed": content}
        sign_off(report, by=reader, at=now, points=list(POINTS), **signed)
        answer_warnings(report, by=writer, at=now)
        publish(report, by=writer, at=now)
    link = report.donor_links.first()
    return link or DonorLink.for_donor(report, "A donor of the demo", by=writer, at=now)


def answer_warnings(report: Report, *, by: User, at: datetime) -> None:
    for finding in findings_of(report):
        reason = "As in the report that this one follows."
        acknowledge(report, finding, reason=reason, by=by, at=at)
