"""Links and e-mails to donors, for tests."""

from datetime import UTC, datetime
from uuid import uuid4

from grantreports.delivery.batches import make_batch
from grantreports.delivery.models import Batch, DonorLink
from grantreports.handover.models import Reminder

NOW = datetime(2026, 2, 4, 9, 30, tzinfo=UTC)
SITE = "https://reports.example.org"


def make_link(report, by, label="Ann", **fields):
    return DonorLink.for_donor(report, label, by=by, at=NOW, **fields)


def make_sending(editions, by, *addresses, **kwargs):
    """A batch of e-mails, whose work is queued."""
    fields = {"subject": "News", "text": "Dear friend.", "site": SITE, "addresses": addresses}
    fields |= {"kind": Batch.Kind.SEND, "token": uuid4()}
    return make_batch(editions, by=by, **fields | kwargs)


def make_reminder(period, to, **fields):
    """A reminder of one period, a day after its due date."""
    reminder = Reminder.objects.create(to=to, day=period.due_date, **fields)
    reminder.items.create(period=period, due_date=period.due_date, days=1)
    return reminder


# What a browser sends that a person opens.
BROWSER = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.9",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Site": "none",
}
