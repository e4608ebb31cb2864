"""The mailbox to which mail servers answer. Nothing in it is deleted."""

from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from imapclient import SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from grantreports.mailing.outbox import one_line

TIMEOUT = 20
# Servers give up after five days at the latest. What people leave unread is not read for ever.
DAYS = 14
MOST_MESSAGES = 500
# The answer and the headers of what came back; a PDF behind them is left out.
MOST_BYTES = 256 * 1024


class MailboxError(Exception):
    """Its text says what is wrong, and never holds the password."""


@contextmanager
def opened(mailbox):
    """An `IMAPClient` with the folder selected; where that fails, or later, a `MailboxError`."""
    server = {"host": mailbox.host, "port": mailbox.port, "ssl": mailbox.is_encrypted}
    try:
        with IMAPClient(**server, timeout=TIMEOUT) as client:
            select(client, mailbox)
            yield client
    except OSError as error:
        raise MailboxError(one_line(f"{type(error).__name__}: {error}")) from None
    except IMAPClientError as error:
        # Its text may hold what stands in a message.
        name = type(error).__name__
        raise MailboxError(f"The mail server answers what nobody expects ({name}).") from None


def select(client, mailbox):
    try:
        client.login(mailbox.user, mailbox.password)
    except LoginError:
        # What the server says may repeat what it was told.
        raise MailboxError("The mail server refuses user and password.") from None
    try:
        client.select_folder(mailbox.folder)
    except IMAPClientError:
        raise MailboxError(f"There is no folder {mailbox.folder} to be read.") from None


def unread(client):
    """Numbers of messages, the newest first."""
    since = timezone.now().date() - timedelta(days=DAYS)
    return sorted(client.search(["UNSEEN", "SINCE", since]), reverse=True)[:MOST_MESSAGES]


def beginning_of(client, number):
    """The message as bytes, cut off where it is long; it stays unread. Empty if it is gone."""
    answer = client.fetch([number], [f"BODY.PEEK[]<0.{MOST_BYTES}>"])
    return answer.get(number, {}).get(b"BODY[]<0>") or b""


def mark_read(client, number):
    client.add_flags([number], [SEEN], silent=True)
