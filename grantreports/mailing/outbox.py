"""E-mails that wait in the database until a mail server has taken them.

A failure is kept with its record and tried again, at longer and longer distances, until it is left
to people. So is what was taken and came back later.
"""

import logging
import secrets
from datetime import timedelta
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPResponseException

from django.apps import apps
from django.conf import settings
from django.core.mail import DNS_NAME
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task

from projects.records import RefusesOnField

# A task that takes longer is ended by its worker.
LONGEST = timedelta(seconds=settings.Q_CLUSTER["timeout"])
# The distance after the first failure; it doubles with each further one, for three days in all.
FIRST_GAP = timedelta(minutes=5)
MOST_TRIES = 11

logger = logging.getLogger(__name__)


class Refused(Exception):
    """Raised by `message` where an e-mail must not go out any more; its text says why."""


class Outgoing(RefusesOnField):
    """One e-mail to one address: kept, tried again where it failed, and sent once."""

    to = models.EmailField(_("to"))
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    problem = models.CharField(
        _("problem"),
        max_length=300,
        blank=True,
        help_text=_("What the mail server said when it was tried last."),
    )
    # Empty where it is left to people.
    next_try = models.DateTimeField(_("next try"), default=timezone.now, null=True, blank=True)
    # By which a bounce is known to be about it.
    message_id = models.CharField(
        _("Message-ID"), max_length=300, blank=True, db_index=True, editable=False
    )
    bounced_at = models.DateTimeField(_("came back at"), null=True, blank=True)

    # What it is for, and what a list of them shows of other tables.
    purpose = ""
    related: tuple[str, ...] = ()
    prefetched: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def __str__(self):
        return self.to

    def message(self):
        """The `EmailMessage`; may raise `Refused`."""
        raise NotImplementedError

    @property
    def about(self):
        """The report or edition."""
        raise NotImplementedError

    @property
    def about_url(self):
        """Where people look into it."""
        return self.about.get_absolute_url()

    @property
    def is_given_up(self):
        return not self.sent_at and not self.next_try

    @property
    def may_be_corrected(self):
        """Whether it failed, and is not on its way any more."""
        return bool(self.bounced_at or (self.problem and not self.sent_at))

    def came_back(self, *, why, at):
        """Leave to people what was sent and not delivered; whether that is news."""
        sent = type(self)._default_manager.filter(pk=self.pk, message_id=self.message_id)
        unknown = sent.filter(bounced_at=None).exclude(sent_at=None)
        return bool(unknown.update(bounced_at=at, problem=why))


def kinds():
    return [model for model in apps.get_models() if issubclass(model, Outgoing)]


def queue(record):
    task = partial(async_task, f"{__name__}.send", record._meta.label_lower, record.pk)
    # Where the queue does not answer, `send_left` sends it later.
    transaction.on_commit(task, robust=True)


def send(label, pk):
    """Send one e-mail. Run again, even at the same time, it does not send it twice."""
    now = timezone.now()
    waiting = apps.get_model(label).objects.filter(pk=pk, sent_at=None)
    idle = Q(begun_at=None) | Q(begun_at__lt=now - LONGEST)
    if not waiting.filter(idle).update(begun_at=now, tries=F("tries") + 1):
        return
    # Known before the mail server answers: it may have taken what it could not say.
    waiting.filter(message_id="").update(message_id=new_message_id())
    record = waiting.get()
    try:
        message = record.message()
        message.extra_headers["Message-ID"] = record.message_id
        message.send()
    except Exception as error:
        note_failure(waiting, record, error)
        if not isinstance(error, OSError | Refused):
            # A mistake of ours: the worker's log has to show it.
            raise
    else:
        waiting.update(sent_at=timezone.now(), problem="")


def note_failure(waiting, record, error):
    problem = reason(error)
    gap = FIRST_GAP * 2 ** (record.tries - 1)
    leave = is_final(error) or record.tries >= MOST_TRIES
    next_try = None if leave else timezone.now() + gap
    waiting.update(begun_at=None, problem=problem, next_try=next_try)
    logger.warning("E-mail %s %s: %s", record._meta.label_lower, record.pk, problem)


def reason(error):
    """What went wrong, short, and without a word of the message."""
    if isinstance(error, Refused):
        text = str(error)
    elif isinstance(error, SMTPRecipientsRefused):
        text = "; ".join(answer(*each) for each in error.recipients.values())
    elif isinstance(error, SMTPResponseException):
        text = f"{type(error).__name__}: {answer(error.smtp_code, error.smtp_error)}"
    elif isinstance(error, OSError):
        text = f"{type(error).__name__}: {error}"
    else:
        text = type(error).__name__
    return one_line(text)


def one_line(text):
    """As a problem is kept: without characters that no database takes."""
    printable = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(printable.split())[:300]


def answer(code, text):
    """A mail server's answer as text."""
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"


def is_final(error):
    """Whether the mail server would say the same the next time."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return isinstance(error, Refused)


def new_message_id():
    """The same is kept for each try, so that a mail server knows what it has taken already."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or DNS_NAME
    return f"<{secrets.token_hex(16)}@{domain}>"


def send_left():
    """Queue again what nobody sent; runs every few minutes and may run at any time."""
    now = timezone.now()
    # What was not tried yet has most likely a task that waits for its turn.
    forgotten = Q(tries=0, next_try__lt=now - 5 * LONGEST)
    left = forgotten | Q(tries__gt=0, next_try__lte=now)
    for model in kinds():
        for record in model.objects.filter(left, sent_at=None):
            queue(record)
