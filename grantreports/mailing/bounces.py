"""Which of our e-mails came back. Runs every 15 minutes, and may run at any time."""

import logging
from time import monotonic

from django.conf import settings
from django.utils import timezone

from grantreports.mailing import mailbox
from grantreports.mailing.notices import failures_in, message_ids_in
from grantreports.mailing.outbox import LONGEST, kinds

logger = logging.getLogger(__name__)


def read_bounces():
    """Note what came back, and mark as read what told it; everything else stays as it is."""
    if not settings.BOUNCES:
        return
    # A task that takes too long is ended; the rest is for the next one.
    until = monotonic() + LONGEST.total_seconds() / 2
    try:
        with mailbox.opened(settings.BOUNCES) as client:
            for number in mailbox.unread(client):
                if monotonic() > until:
                    return
                if take_note(mailbox.beginning_of(client, number)):
                    mailbox.mark_read(client, number)
    except mailbox.MailboxError as error:
        logger.error("The mailbox of BOUNCES_URL: %s", error)


def take_note(raw):
    """Whether the message told of e-mails of ours that came back; they are noted."""
    named = list(records_of(found_by(message_ids_in, raw)))
    failed = found_by(failures_in, raw) if named else {}
    came_back = [record for record in named if record.to.lower() in failed]
    for record in came_back:
        if record.came_back(why=failed[record.to.lower()], at=timezone.now()):
            logger.warning("E-mail %s %s came back", record._meta.label_lower, record.pk)
    return bool(came_back)


def found_by(search, raw):
    try:
        return search(raw)
    except Exception as error:
        # What nobody can parse stays there for people.
        logger.warning("A message among the bounces cannot be read: %s", type(error).__name__)
        return {}


def records_of(message_ids):
    """E-mails that were sent; one that is just being sent is noted the next time."""
    for model in kinds() if message_ids else ():
        yield from model.objects.filter(message_id__in=message_ids).exclude(sent_at=None)
