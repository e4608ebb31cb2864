"""A mailbox on a server, and an e-mail that may come back to it."""

import pytest

from grantreports.delivery import batches
from grantreports.delivery.models import Delivery
from grantreports.mailing import outbox
from grantreports.mailing.mailboxes import mailbox_of
from tests.deliveries import make_sending
from tests.editions import make_plain_edition
from tests.mailbox import mailbox_server


@pytest.fixture(scope="module")
def server():
    with mailbox_server() as server:
        yield server


@pytest.fixture
def mailbox(server, settings):
    """An empty mailbox that the site reads."""
    with server.client() as client:
        client.delete_messages(client.search("ALL"))
        client.expunge()
    settings.BOUNCES = mailbox_of("BOUNCES_URL", server.address)
    return server


@pytest.fixture
def batch(report, sam):
    """E-mails to Ann and Bob, on their way."""
    return make_sending([make_plain_edition(report, sam)], sam, "Ann@example.org", "bob@b.org")


@pytest.fixture
def delivery(batch):
    """The one to Ann; a mail server took both."""
    batches.run(batch.pk)
    for waiting in Delivery.objects.filter(sent_at=None):
        outbox.send("delivery.delivery", waiting.pk)
    return Delivery.objects.get(to="Ann@example.org")
