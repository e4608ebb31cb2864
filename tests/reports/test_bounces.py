"""E-mails that a mail server took and sends back later: they are known, shown and corrected."""

import logging
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from django.utils import timezone
from django_q.models import OrmQ, Schedule
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.mailboxes import mailbox_of
from grantreports.reports import mails, outbox
from grantreports.reports.bounces import mailbox as reader
from grantreports.reports.bounces.reading import read_bounces, take_note
from grantreports.reports.delivery import batches
from grantreports.reports.delivery.models import Delivery, DonorLink
from grantreports.reports.editions.notices import WithdrawalNotice
from grantreports.reports.mails import Mailing
from grantreports.reports.schedule.models import Reminder
from tests import bounces
from tests.bounces import bounce
from tests.deliveries import make_sending
from tests.editions import make_plain_edition
from tests.mailbox import mailbox_server

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


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
        outbox.send("reports.delivery", waiting.pk)
    return Delivery.objects.get(to="Ann@example.org")


@pytest.fixture
def as_sam(client, sam):
    client.force_login(sam)
    return client


# What came back.


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


def test_mails_to_partners_and_reminders_come_back_too(mailbox, report, alice, sam):
    report.submit(by=alice, at=NOW)
    mailing = mails.announce(report.handovers.get(), "https://reports.example.org/")[0]
    reminder = Reminder.objects.create(
        report=report, to="late@example.org", due_date=report.due_date, days=1
    )
    outbox.send("reports.mailing", mailing.pk)
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


def test_what_nobody_can_parse_stops_nothing_and_is_told_in_a_line(mailbox, delivery, caplog):
    good = bounce(bounces.POSTFIX, delivery)
    broken = good[:300] + b"\xff\x00\r\n"
    # flufl.bounce stumbles over it.
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
    monkeypatch.setattr("grantreports.reports.bounces.reading.monotonic", lambda: next(monotonic))

    read_bounces()

    assert len(mailbox.unread()) == 1


# What follows.


def test_staff_see_it_correct_the_address_and_send_again(mailbox, batch, delivery, as_sam):
    mailbox.receive(bounce(bounces.POSTFIX, delivery))
    read_bounces()
    page = reverse("reports:batch", args=[batch.pk])
    again = reverse("reports:send-again", args=[delivery.pk])

    shown = as_sam.get(page)
    log = as_sam.get(reverse("reports:links", args=[delivery.edition.report_id]))
    taken = as_sam.post(again, {"to": "bob@b.org"})
    as_sam.post(again, {"to": "anna@example.org"})
    waiting = as_sam.get(page)
    outbox.send("reports.delivery", delivery.pk)
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
    as_sam.post(reverse("reports:send-again", args=[delivery.pk]), {"to": "Ann@example.org"})
    outbox.send("reports.delivery", delivery.pk)
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
    before = as_sam.get(reverse("reports:overview"))
    empty = as_sam.get(reverse("reports:returned"))
    late = Reminder.objects.create(report=report, to="late@b.org", due_date=NOW.date(), days=1)
    old = Reminder.objects.create(report=report, to="old@b.org", due_date=NOW.date(), days=7)
    notice = WithdrawalNotice.objects.create(edition=delivery.edition, to="sam@b.org")
    for record in (delivery, late, old, notice):
        type(record).objects.filter(pk=record.pk).update(sent_at=NOW, message_id="<1@b.org>")
        record.refresh_from_db()
        record.came_back(why=f"550 No {record.to}", at=timezone.now())
    Reminder.objects.filter(pk=old.pk).update(bounced_at=timezone.now() - timedelta(days=31))

    overview = as_sam.get(reverse("reports:overview"))
    shown = as_sam.get(reverse("reports:returned"))

    assertNotContains(before, "came back")
    assertContains(empty, "None came back.")
    assertContains(overview, "3 e-mails came back")
    for text in ("Report for a donor", "Reminder of a due date", "News of a withdrawal"):
        assertContains(shown, text)
    assertContains(shown, "550 No Ann@example.org")
    assertContains(shown, reverse("reports:batch", args=[delivery.item.batch_id]))
    assertNotContains(shown, "old@b.org")


@pytest.mark.parametrize("count", [1, 10])
def test_the_number_of_queries_does_not_grow(report, as_sam, count, django_assert_num_queries):
    fields = {"to": "a@b.org", "due_date": NOW.date(), "sent_at": NOW}
    for days in range(count):
        Reminder.objects.create(report=report, days=days, bounced_at=timezone.now(), **fields)

    with django_assert_num_queries(7):
        response = as_sam.get(reverse("reports:returned"))

    assertContains(response, "Reminder of a due date", count=count)


def test_nothing_is_sent_again_by_itself(mailbox, delivery, django_capture_on_commit_callbacks):
    mailbox.receive(bounce(bounces.POSTFIX, delivery))
    read_bounces()
    sent = len(mail.outbox)

    with django_capture_on_commit_callbacks(execute=True):
        outbox.send_left()
        batches.run(delivery.item.batch_id)
    outbox.send("reports.delivery", delivery.pk)

    assert not OrmQ.objects.exists()
    assert len(mail.outbox) == sent


# The mailbox.


@pytest.mark.django_db
def test_the_worker_reads_it_every_15_minutes():
    schedule = Schedule.objects.get(func="grantreports.reports.bounces.reading.read_bounces")

    assert (schedule.schedule_type, schedule.minutes) == ("I", 15)


def test_without_a_mailbox_nothing_is_read(settings):
    assert settings.BOUNCES is None

    read_bounces()


@pytest.mark.parametrize(
    "address",
    [
        "imap.example.org",
        "https://user:s3cret@example.org/INBOX",
        "imaps://user@example.org/INBOX",
        "imaps://:s3cret@example.org/INBOX",
        "imaps://user:s3cret@/INBOX",
        "imaps://user:s3cret@example.org:many/INBOX",
        "imaps://user:s3cret@example.org:0993000/INBOX",
        "imaps://user:s3cret/x@example.org/INBOX",
        "imaps://user:s3cret#x@example.org/INBOX",
        "imaps://user:s3cret%0A@example.org/INBOX",
        "imaps://user:s3cretä@example.org/INBOX",
    ],
)
def test_a_wrong_address_is_refused_in_words_that_keep_the_password(address):
    with pytest.raises(ImproperlyConfigured) as refused:
        mailbox_of("BOUNCES_URL", address)

    assert str(refused.value).startswith("BOUNCES_URL: ")
    assert "s3cret" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_an_address_is_read_part_by_part():
    mailbox = mailbox_of("BOUNCES_URL", "imaps://reports%40example.org:p%2Fw@mail.example.org")

    assert (mailbox.host, mailbox.port, mailbox.is_encrypted) == ("mail.example.org", 993, True)
    assert (mailbox.user, mailbox.password) == ("reports@example.org", "p/w")
    assert mailbox.folder == "INBOX"
    assert "p/w" not in repr(mailbox)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("s3cret", "wrong"), "The mail server refuses user and password."),
        (("INBOX", "Bounces"), "There is no folder Bounces to be read."),
        (("imap:", "imaps:"), "SSLError"),
    ],
)
@pytest.mark.django_db
def test_a_mailbox_that_cannot_be_read_is_told_in_the_log(
    mailbox, settings, caplog, change, sentence
):
    settings.BOUNCES = mailbox_of("BOUNCES_URL", mailbox.address.replace(*change))

    read_bounces()

    assert sentence in caplog.text
    assert "Traceback" not in caplog.text


def test_a_server_that_is_down_is_told_in_the_log(settings, caplog):
    with mailbox_server() as gone:
        settings.BOUNCES = mailbox_of("BOUNCES_URL", gone.address)

    read_bounces()

    assert "The mailbox of BOUNCES_URL: ConnectionRefusedError" in caplog.text


@contextmanager
def server_that_repeats():
    """A server that refuses each log-in, and says which."""

    def serve():
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb") as stream:
            stream.write(b"* OK Hello\r\n")
            stream.flush()
            for line in stream:
                tag, _, rest = line.partition(b" ")
                if rest.startswith(b"LOGIN"):
                    stream.write(tag + b" NO You said " + rest)
                else:
                    stream.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK Done\r\n")
                stream.flush()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def test_no_log_holds_the_password_even_if_the_server_repeats_it(settings, caplog):
    caplog.set_level(logging.DEBUG)
    with server_that_repeats() as port:
        address = f"imap://user:s3cret@127.0.0.1:{port}/INBOX"
        settings.BOUNCES = mailbox_of("BOUNCES_URL", address)
        read_bounces()

    assert "The mail server refuses user and password." in caplog.text
    assert "s3cret" not in caplog.text


def certificate(folder):
    """Files with a certificate of “localhost” and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(timezone.now() - timedelta(days=1))
    builder = builder.not_valid_after(timezone.now() + timedelta(days=1))
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    signed = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    (folder / "certificate").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    (folder / "key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return folder / "certificate", folder / "key"


@pytest.mark.parametrize("is_trusted", [True, False])
def test_over_tls_only_the_right_server_hears_the_password(
    delivery, settings, tmp_path, monkeypatch, caplog, is_trusted
):
    trusted, key = certificate(tmp_path)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(trusted, key)
    with mailbox_server(tls) as server:
        address = server.address.replace("imap:", "imaps:").replace("127.0.0.1", "localhost")
        settings.BOUNCES = mailbox_of("BOUNCES_URL", address)
        read_bounces()

    assert ("certificate verify failed" in caplog.text) is not is_trusted
    assert ("BOUNCES_URL" in caplog.text) is not is_trusted
