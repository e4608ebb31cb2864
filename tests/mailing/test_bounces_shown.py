"""E-mails that came back: staff see them, correct the address and send again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.delivery import batches
from grantreports.delivery.models import Delivery, DonorLink
from grantreports.handover.models import Reminder
from grantreports.mailing import outbox
from grantreports.mailing.bounces import read_bounces
from grantreports.publishing.models import WithdrawalNotice
from tests import bounces
from tests.bounces import bounce
from tests.deliveries import make_reminder

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def test_staff_see_it_correct_the_address_and_send_again(mailbox, batch, delivery, as_sam):
    mailbox.receive(bounce(bounces.POSTFIX, delivery))
    read_bounces()
    page = reverse("delivery:batch", args=[batch.pk])
    again = reverse("delivery:send-again", args=[delivery.pk])

    shown = as_sam.get(page)
    log = as_sam.get(reverse("delivery:links", args=[delivery.edition.report_id]))
    taken = as_sam.post(again, {"to": "bob@b.org"})
    as_sam.post(again, {"to": "anna@example.org"})
    waiting = as_sam.get(page)
    outbox.send("delivery.delivery", delivery.pk)
    sent = as_sam.get(page)

    for response in (shown, log):
        assertContains(response, "Came back ")
        assertContains(response, "Recipient address rejected: User unknown")
    assertContains(shown, "1 e-mail sent.")
    assertContains(shown, "1 with a problem.")
    assertContains(taken, "This address gets the report already.")
    assertContains(waiting, "Under way")
    assertContains(sent, "2 e-mails sent.")
    assertNotContains(sent, "with a problem")
    assertNotContains(sent, "Came back")
    assert [message.to for message in mail.outbox][-1] == ["anna@example.org"]
    assert DonorLink.objects.filter(email="anna@example.org").count() == 1


def test_an_old_bounce_says_nothing_of_the_same_address_tried_again(mailbox, delivery, as_sam):
    old = bounce(bounces.POSTFIX, delivery)
    mailbox.receive(old)
    read_bounces()
    as_sam.post(reverse("delivery:send-again", args=[delivery.pk]), {"to": "Ann@example.org"})
    outbox.send("delivery.delivery", delivery.pk)
    mailbox.receive(old)

    read_bounces()
    sent = Delivery.objects.get(pk=delivery.pk)
    mailbox.receive(bounce(bounces.POSTFIX, sent))
    read_bounces()

    assert sent.sent_at
    assert not sent.bounced_at
    assert sent.message_id != delivery.message_id
    assert mail.outbox[-1].extra_headers["Message-ID"] == sent.message_id
    assert Delivery.objects.get(pk=delivery.pk).bounced_at


def test_one_page_shows_what_came_back_of_all_kinds(delivery, report, sam, as_sam):
    before = as_sam.get(reverse("overview"))
    empty = as_sam.get(reverse("mailing:returned"))
    late = make_reminder(report.period, "late@b.org")
    old = make_reminder(report.period, "old@b.org")
    notice = WithdrawalNotice.objects.create(edition=delivery.edition, to="sam@b.org")
    for record in (delivery, late, old, notice):
        type(record).objects.filter(pk=record.pk).update(sent_at=NOW, message_id="<1@b.org>")
        record.refresh_from_db()
        record.came_back(why=f"550 No {record.to}", at=timezone.now())
    Reminder.objects.filter(pk=old.pk).update(bounced_at=timezone.now() - timedelta(days=31))

    overview = as_sam.get(reverse("overview"))
    shown = as_sam.get(reverse("mailing:returned"))

    assertNotContains(before, "came back")
    assertContains(empty, "None came back.")
    assertContains(overview, "3 e-mails came back")
    for text in ("Report for a donor", "Reminder of a due date", "News of a withdrawal"):
        assertContains(shown, text)
    assertContains(shown, "550 No Ann@example.org")
    assertContains(shown, reverse("delivery:batch", args=[delivery.item.batch_id]))
    assertNotContains(shown, "old@b.org")


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(report, as_sam, count, django_assert_num_queries):
    for number in range(count):
        back = {"sent_at": NOW, "bounced_at": timezone.now()}
        make_reminder(report.period, f"{number}@b.org", **back)

    with django_assert_num_queries(13):
        response = as_sam.get(reverse("mailing:returned"))

    assertContains(response, "Reminder of a due date", count=count)


def test_nothing_is_sent_again_by_itself(mailbox, delivery, django_capture_on_commit_callbacks):
    mailbox.receive(bounce(bounces.POSTFIX, delivery))
    read_bounces()
    sent = len(mail.outbox)

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_left()
        batches.run(delivery.item.batch_id)
    outbox.send("delivery.delivery", delivery.pk)

    assert not OrmQ.objects.exists()
    assert len(mail.outbox) == sent
