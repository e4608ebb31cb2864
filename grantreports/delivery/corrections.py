"""Who has an edition that was corrected since: they are told of it, or somebody decides not to."""

from django.db.models import Exists, OuterRef

from grantreports.delivery.models import Delivery, DonorLink, Opening
from grantreports.foundation.models import Branding
from grantreports.publishing.models import Edition


def readers_before(edition: Edition) -> list[DonorLink]:
    """Open links whose donors got or opened an earlier edition, and were not sent this one."""
    earlier = {"link": OuterRef("pk"), "edition__number__lt": edition.number}
    sent = Delivery.objects.filter(sent_at__isnull=False, bounced_at=None, **earlier)
    opened = Opening.objects.filter(**earlier)
    told = Delivery.objects.filter(link=OuterRef("pk"), edition=edition)
    links = edition.report.donor_links.filter(Exists(sent) | Exists(opened), ~Exists(told))
    return list(links.filter(revoked_at=None).order_by("label", "pk"))


def proposed_news(edition: Edition) -> dict[str, str]:
    """The form of an e-mail that tells them, filled in."""
    report = edition.report
    addresses = {link.email.casefold(): link.email for link in readers_before(edition)}
    return {
        "addresses": "\n".join(filter(None, addresses.values())),
        "subject": f"Corrected: {report.project.title}, {report.name}",
        "text": (
            f"Dear friend,\n\nthe report on “{report.project.title}” that you have was corrected. "
            f"{edition.reason}\n\nThe link opens the corrected edition. "
            f"{Branding.current().thank_you}"
        ),
    }
