"""E-mails wait until a mail server has taken them: each goes out once, a failure is kept."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPAuthenticationError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from grantreports.handover import handovers as acts
from grantreports.handover.models import Mailing
from grantreports.handover.models import letters as mails
from grantreports.mailing import outbox
from tests.mail_server import mail_server

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def mailing(period, alice, sam):
    """A mail to Sam that was never tried."""
    acts.submit(period, by=alice, at=NOW)
    return mails.announce(period.handovers.get(), "https://reports.example.org/")[0]


def send():
    outbox.send("handover.mailing", Mailing.objects.get().pk)
    return Mailing.objects.get()


def failing_with(monkeypatch, error):
    def fail(message):
        raise error

    monkeypatch.setattr(EmailMessage, "send", fail)


def test_run_twice_a_task_sends_once(mailing):
    send()
    send()

    assert len(mail.outbox) == 1
    assert Mailing.objects.get().sent_at


def test_a_second_worker_leaves_alone_what_another_is_sending(mailing):
    Mailing.objects.update(begun_at=timezone.now())
    send()
    while_sending = len(mail.outbox)
    Mailing.objects.update(begun_at=timezone.now() - outbox.LONGEST - timedelta(seconds=1))
    send()

    assert (while_sending, len(mail.outbox)) == (0, 1)


def test_a_mail_server_that_is_down_is_told_and_tried_again(mailing, monkeypatch):
    with monkeypatch.context() as broken:
        failing_with(broken, ConnectionRefusedError(111, "Connection refused"))
        failed = send()

    sent = send()

    assert failed.problem == "ConnectionRefusedError: [Errno 111] Connection refused"
    assert (failed.sent_at, failed.begun_at, failed.tries) == (None, None, 1)
    assert failed.next_try > timezone.now()
    assert (len(mail.outbox), sent.tries, sent.problem) == (1, 2, "")


@pytest.mark.parametrize(
    ("error", "problem", "given_up"),
    [
        (SMTPRecipientsRefused({"a@b.c": (550, b"No such\n user")}), "550 No such user", True),
        (SMTPRecipientsRefused({"a@b.c": (451, b"Busy")}), "451 Busy", False),
        (SMTPAuthenticationError(535, b"No"), "SMTPAuthenticationError: 535 No", False),
        (SMTPServerDisconnected("Gone"), "SMTPServerDisconnected: Gone", False),
        (outbox.Refused("The link was revoked."), "The link was revoked.", True),
    ],
)
def test_the_reason_is_kept_and_what_is_final_is_left_to_people(
    mailing, monkeypatch, error, problem, given_up
):
    failing_with(monkeypatch, error)

    failed = send()

    assert failed.problem == problem
    assert failed.is_given_up is given_up


def test_a_mistake_of_ours_is_raised_without_a_word_of_the_message(mailing, monkeypatch):
    failing_with(monkeypatch, ValueError("A child's name"))

    with pytest.raises(ValueError, match="A child"):
        send()

    failed = Mailing.objects.get()
    assert (failed.problem, failed.begun_at) == ("ValueError", None)


def test_it_is_left_to_people_after_three_days(mailing, monkeypatch):
    failing_with(monkeypatch, ConnectionRefusedError())
    waited = timedelta()

    while (failed := send()).next_try:
        waited += failed.next_try - timezone.now()

    assert timedelta(days=3) < waited < timedelta(days=4)
    assert failed.is_given_up


@pytest.mark.parametrize(
    ("tries", "next_try", "queued"),
    [
        (0, timedelta(minutes=-1), 0),
        (0, timedelta(hours=-1), 1),
        (1, timedelta(minutes=-1), 1),
        (1, timedelta(minutes=1), 0),
        (1, None, 0),
    ],
)
def test_what_was_left_is_queued_when_its_time_has_come(
    mailing, django_capture_on_commit_callbacks, tries, next_try, queued
):
    next_try = None if next_try is None else timezone.now() + next_try
    Mailing.objects.update(tries=tries, next_try=next_try)

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_left()

    assert OrmQ.objects.count() == queued


def test_what_was_sent_is_not_left(mailing, django_capture_on_commit_callbacks):
    Mailing.objects.update(sent_at=NOW, next_try=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_left()

    assert not OrmQ.objects.exists()


def test_a_message_keeps_its_id_so_that_a_repetition_is_recognised(mailing, settings, monkeypatch):
    settings.DEFAULT_FROM_EMAIL = "Entrust <reports@entrust.example>"
    with monkeypatch.context() as broken:
        failing_with(broken, ConnectionRefusedError())
        first = send().message_id
    again = send().message_id

    assert first == again == mail.outbox[0].message()["Message-ID"]
    assert first.endswith("@entrust.example>")


@pytest.mark.django_db
def test_the_worker_looks_after_what_was_left():
    assert Schedule.objects.filter(func="grantreports.mailing.outbox.send_left").count() == 1


def test_a_real_mail_server_refuses_takes_and_is_down(mailing, settings):
    Mailing.objects.update(to="nobody@example.org")
    with mail_server(settings) as mailbox:
        refused = send()
        Mailing.objects.update(to="sam@example.org")
        send()
    again = Mailing.objects.create(
        handover=mailing.handover, to="root@example.org", page="https://reports.example.org/"
    )
    outbox.send("handover.mailing", again.pk)
    again.refresh_from_db()

    assert (refused.problem, refused.is_given_up) == ("550 Nobody of that name", True)
    assert [envelope.rcpt_tos for envelope in mailbox.taken] == [["sam@example.org"]]
    assert "Connection refused" in again.problem
    assert (again.tries, again.is_given_up) == (1, False)
