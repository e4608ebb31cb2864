"""Many workers do the same at the same moment: each donor and partner gets one e-mail."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection, connections
from django.utils import timezone

from grantreports.delivery import batches
from grantreports.delivery.models import Batch, Delivery
from grantreports.handover import handovers as acts
from grantreports.handover.models import ReminderItem
from grantreports.handover.reminders import remind
from grantreports.mailing import outbox
from grantreports.mailing.bounces import read_bounces
from grantreports.mailing.mailboxes import mailbox_of
from projects.models import ReportingPeriod
from tests import bounces
from tests.bounces import bounce
from tests.deliveries import make_sending
from tests.editions import make_plain_edition
from tests.factories import make_period
from tests.mailbox import mailbox_server

pytestmark = pytest.mark.race
WORKERS = 8


@pytest.fixture
def edition(transactional_db, report, alice, sam):
    """An edition of a report whose partner is late with it."""
    due = timezone.localdate() - timedelta(days=2)
    ReportingPeriod.objects.filter(pk=report.period_id).update(due_date=due)
    return make_plain_edition(report, sam)


@pytest.fixture
def at_once(edition, monkeypatch, tmp_path):
    """Runs a function in many threads, with a connection each; what each of them returned."""
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(tmp_path / "copy.sqlite3")
        connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "copy.sqlite3"))
    with ThreadPoolExecutor(WORKERS) as pool:

        def run(function, times=WORKERS):
            begin = Barrier(times)
            return list(pool.map(lambda _: (begin.wait(), function())[1], range(times)))

        yield run
        leave = Barrier(WORKERS)
        list(pool.map(lambda _: (leave.wait(), connections.close_all()), range(WORKERS)))


def test_a_form_that_arrives_many_times_makes_one_batch(at_once, edition, sam):
    send = partial(make_sending, [edition], sam, "ann@example.org", token=uuid4())

    made = at_once(send)

    assert len({batch.pk for batch in made}) == 1
    assert at_once(Batch.objects.count, 1) == [1]


def test_a_batch_and_its_mails_are_done_once(at_once, edition, sam):
    (batch,) = at_once(partial(make_sending, [edition], sam, "ann@example.org", "b@b.org"), 1)

    at_once(partial(batches.run, batch.pk))
    (keys,) = at_once(lambda: list(Delivery.objects.values_list("pk", flat=True)), 1)
    for key in keys:
        at_once(partial(outbox.send, "delivery.delivery", key))

    assert sorted(message.to[0] for message in mail.outbox) == ["ann@example.org", "b@b.org"]


def test_of_many_who_read_a_bounce_one_notes_it(at_once, edition, sam, settings, caplog):
    (batch,) = at_once(partial(make_sending, [edition], sam, "ann@example.org"), 1)
    at_once(partial(batches.run, batch.pk), 1)
    (delivery,) = at_once(Delivery.objects.get, 1)
    at_once(partial(outbox.send, "delivery.delivery", delivery.pk), 1)
    (delivery,) = at_once(Delivery.objects.get, 1)
    with mailbox_server() as server:
        settings.BOUNCES = mailbox_of("BOUNCES_URL", server.address)
        server.receive(*[bounce(bounces.POSTFIX, delivery), bounce(bounces.GMAIL, delivery)])
        at_once(read_bounces)
        unread = server.unread()

    assert unread == []
    assert caplog.messages.count(f"E-mail delivery.delivery {delivery.pk} came back") == 1
    (noted,) = at_once(Delivery.objects.get, 1)
    assert noted.bounced_at


def test_the_daily_job_reminds_each_person_once(at_once, alice):
    at_once(remind)

    kept = at_once(lambda: list(ReminderItem.objects.values_list("reminder__to", "days")), 1)
    assert kept == [[(alice.email, 1)]]


def test_of_many_who_skip_a_period_one_does(at_once, bees, sam):
    key = at_once(lambda: make_period(bees.budget_years.get(number=2)).pk, 1)[0]

    def skip():
        period = ReportingPeriod.objects.get(pk=key)
        return acts.skip(period, reason="Floods.", by=sam, at=timezone.now())

    assert sum(at_once(skip)) == 1
