"""The mailbox that is read for bounces: its address, its failures, and its password."""

import logging
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django_q.models import Schedule

from grantreports.mailing.bounces import read_bounces
from grantreports.mailing.mailboxes import mailbox_of
from tests.mailbox import mailbox_server


@pytest.mark.django_db
def test_the_worker_reads_it_every_15_minutes():
    schedule = Schedule.objects.get(func="grantreports.mailing.bounces.read_bounces")

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
