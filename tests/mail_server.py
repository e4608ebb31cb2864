"""A real mail server, in a thread of the test."""

import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller


class Mailbox:
    """Takes every mail; an address that begins with “nobody” is refused."""

    def __init__(self):
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 Nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(envelope)
        return "250 OK"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def mail_server(settings, mailbox=None):
    """Serves while the block runs, and the site sends its mails there; afterwards it is down."""
    mailbox = mailbox or Mailbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    controller = Controller(mailbox, hostname=settings.EMAIL_HOST, port=settings.EMAIL_PORT)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
