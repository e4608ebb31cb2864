from grantreports.publishing.models import Edition
from grantreports.reports.lenses import Lens
from outreach.storage import read_media


def lens_of(edition: Edition, lens: Lens) -> bytes | None:
    """As it was frozen, or None where its file is missing.

    Of an edition from before there were lenses it is made from the data that was published.
    """
    if stored := getattr(edition, lens.key):
        return read_media(stored.name)
    return lens.render(edition.donor_report)
