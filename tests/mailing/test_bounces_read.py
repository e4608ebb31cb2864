"""E-mails that a mail server took and sends back later: they are known by their notices."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from flufl.bounce import all_failures

from grantreports.delivery.models import Delivery
from grantreports.handover import handovers as acts
from grantreports.handover.models import Mailing, Reminder
from grantreports.handover.models import letters as mails
from grantreports.mailing import mailbox as reader
from grantreports.mailing import notices, outbox
from grantreports.mailing.bounces import read_bounces, take_note
from tests import bounces
from tests.bounces import bounce
from tests.deliveries import make_reminder

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dialect", "reason"),
    [
        ("POSTFIX", "550 5.1.1 <Ann@example.org>: Recipient address rejected: User unknown"),
        ("OFFICE_365", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found"),
        ("GMAIL", "550-5.1.1 The email account that you tried to reach does not exist."),
        ("QMAIL", "It came back without a reason."),
    ],
)
def test_a_failure_for_good_is_noted_and_its_message_marked_as_read(
    mailbox, delivery, dialect, reason
):
    mailbox.receive(bounce(getattr(bounces, dialect), delivery))

    read_bounces()

    noted = Delivery.objects.get(pk=delivery.pk)
    assert noted.problem.startswith(reason)
    assert noted.sent_at == delivery.sent_at
    assert timezone.now() - noted.bounced_at < timedelta(minutes=1)
    assert not Delivery.objects.get(to="bob@b.org").bounced_at
    assert (mailbox.unread(), mailbox.count()) == ([], 1)


def test_headers_that_came_back_encoded_are_read(mailbox, delivery):
    mailbox.receive(bounces.encoded_bounce(delivery))

    read_bounces()

    assert Delivery.objects.get(pk=delivery.pk).bounced_at


def test_a_returned_pdf_is_left_out(mailbox, delivery, monkeypatch):
    monkeypatch.setattr(reader, "MOST_BYTES", 2000)
    mailbox.receive(bounce(bounces.POSTFIX, delivery) + b"JVBERi0xLjcK\r\n" * 10_000)

    read_bounces()

    assert Delivery.objects.get(pk=delivery.pk).bounced_at


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("smtp; 554 Bad link https://a.org/r/0123456789/", "554 Bad link https://a.org/r/…/"),
        ("smtp; 550 No\x00 user\x07\n  here", "550 No user here"),
        ("X-Other; 550 " + "x" * 400, "550 " + "x" * 296),
        ("550 Nobody", "550 Nobody"),
        ("", "5.1.1"),
    ],
)
def test_the_reason_is_one_short_line_that_opens_nothing(mailbox, delivery, code, kept):
    before, _, after = bounces.GMAIL.partition("smtp; 550-5.1.1 The email account")
    dialect = before + code + after[after.index("\n") :]
    mailbox.receive(bounce(dialect, delivery))

    read_bounces()

    assert Delivery.objects.get(pk=delivery.pk).problem == kept


def test_mails_to_partners_and_reminders_come_back_too(mailbox, period, alice, sam):
    acts.submit(period, by=alice, at=NOW)
    mailing = mails.announce(period.handovers.get(), "https://reports.example.org/")[0]
    reminder = make_reminder(period, "late@example.org")
    outbox.send("handover.mailing", mailing.pk)
    Reminder.objects.update(sent_at=NOW, message_id=outbox.new_message_id())
    records = [Mailing.objects.get(), Reminder.objects.get(pk=reminder.pk)]
    mailbox.receive(*[bounce(bounces.POSTFIX, record) for record in records])

    read_bounces()

    for record in records:
        record.refresh_from_db()
        assert record.bounced_at
        assert "User unknown" in record.problem
    assert mailbox.unread() == []


# What did not.


@pytest.mark.parametrize(
    ("dialect", "changes"),
    [
        ("DELAYED", {}),
        ("AUTO_REPLY", {}),
        ("HUMAN", {}),
        ("POSTFIX", {"to": "another@example.org"}),
        ("POSTFIX", {"message_id": "<0123456789abcdef0123456789abcdef@example.org>"}),
        ("POSTFIX", {"message_id": ""}),
        ("QMAIL", {"message_id": ""}),
    ],
)
def test_everything_else_changes_nothing_and_stays_unread(mailbox, delivery, dialect, changes):
    mailbox.receive(bounce(getattr(bounces, dialect), delivery, **changes))
    before = mailbox.unread()

    read_bounces()

    noted = Delivery.objects.get(pk=delivery.pk)
    assert (noted.bounced_at, noted.problem) == (None, "")
    assert len(before) == 1
    assert mailbox.unread() == before


def stumbling(message):
    """As flufl.bounce and Python up to 3.12 do over a message from nobody."""
    if message["From"] is None and "failure" in message["Subject"]:
        raise IndexError("list index out of range: secret words")
    return all_failures(message)


def test_what_nobody_can_parse_stops_nothing_and_is_told_in_a_line(
    mailbox, delivery, caplog, monkeypatch
):
    monkeypatch.setattr(notices, "all_failures", stumbling)
    good = bounce(bounces.POSTFIX, delivery)
    broken = good[:300] + b"\xff\x00\r\n"
    from_nobody = bounce(bounces.QMAIL, delivery).partition(b"\r\n")[2]
    mailbox.receive(good, broken, from_nobody)

    read_bounces()

    assert Delivery.objects.get(pk=delivery.pk).bounced_at
    assert mailbox.unread() == ["Undelivered Mail Returned to Sender", "failure notice"]
    ours = [record.getMessage() for record in caplog.records if "bounces" in record.name]
    assert "A message among the bounces cannot be read: IndexError" in ours
    assert "secret words" not in caplog.text
    assert "example.org" not in "".join(ours)


def test_a_message_deeper_than_python_goes_is_left_alone(caplog):
    assert not take_note(bounces.DEEP)

    assert caplog.messages == ["A message among the bounces cannot be read: RecursionError"]


def test_long_lines_are_not_searched_for_minutes(mailbox, delivery):
    told = f"{bounces.QMAIL}\nhere is your list of failed recipients\n{'<' * 250_000}\n"
    mailbox.receive(bounce(told, delivery))
    begun = timezone.now()

    read_bounces()

    assert timezone.now() - begun < timedelta(seconds=20)


def test_a_bounce_that_is_faster_than_our_own_note_waits(mailbox, delivery):
    mailbox.receive(bounce(bounces.POSTFIX, delivery))
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=None)
    read_bounces()
    early = mailbox.unread()
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=NOW)

    read_bounces()

    assert len(early) == 1
    assert mailbox.unread() == []
    assert Delivery.objects.get(pk=delivery.pk).bounced_at


def test_run_again_it_changes_nothing(mailbox, delivery):
    mailbox.receive(bounce(bounces.POSTFIX, delivery))
    read_bounces()
    first = Delivery.objects.get(pk=delivery.pk)
    with mailbox.client() as client:
        client.remove_flags(client.search("ALL"), [b"\\Seen"])
    mailbox.receive(bounce(bounces.QMAIL, delivery))

    read_bounces()

    again = Delivery.objects.get(pk=delivery.pk)
    assert (again.bounced_at, again.problem) == (first.bounced_at, first.problem)
    assert mailbox.unread() == []


def test_it_shares_its_worker_with_others(mailbox, delivery, monkeypatch):
    mailbox.receive(bounce(bounces.POSTFIX, delivery))
    monotonic = iter([0, outbox.LONGEST.total_seconds()])
    monkeypatch.setattr("grantreports.mailing.bounces.monotonic", lambda: next(monotonic))

    read_bounces()

    assert len(mailbox.unread()) == 1
