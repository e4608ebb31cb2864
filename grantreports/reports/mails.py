"""E-mails that tell of a handover: one to each person, in that person's language."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task

from grantreports.accounts.models import User
from grantreports.reports.exchange import Handover, Mailing
from grantreports.reports.models import Branding

SUBJECTS = {
    Handover.Kind.SUBMITTED: _("%(project)s: %(report)s is complete"),
    Handover.Kind.RETURNED: _("%(project)s: %(report)s is returned to you"),
    Handover.Kind.ACCEPTED: _("%(project)s: %(report)s is accepted"),
}
# A task that takes longer is ended by its worker.
LONGEST = timedelta(seconds=settings.Q_CLUSTER["timeout"])
# What failed for that long is left to people.
TRIED_FOR = timedelta(days=3)


def announce(handover, page):
    """Queue the e-mails about a handover; `page` is the full address that they lead to."""
    mailings = [
        handover.mailings.create(to=to, user=user, page=page) for to, user in recipients(handover)
    ]
    for mailing in mailings:
        queue(mailing)
    return mailings


def recipients(handover):
    """Pairs of an address and its user; for a partner without users its contact address."""
    active = User.objects.filter(is_active=True)
    if handover.kind == Handover.Kind.SUBMITTED:
        people = active.filter(role=User.Role.STAFF) or active.filter(role=User.Role.ADMIN)
        return [(user.email, user) for user in people]
    partner = handover.report.project.partner
    found = [(user.email, user) for user in active.filter(partner=partner)]
    return found or [(email, None) for email in [partner.contact_email] if email]


def queue(mailing):
    task = partial(async_task, "grantreports.reports.mails.send", mailing.pk)
    # Where the queue does not answer, `send_left` sends it later.
    transaction.on_commit(task, robust=True)


def send(pk):
    """Send one mailing. Run again, even at the same time, it does not send it twice."""
    now = timezone.now()
    mailings = Mailing.objects.filter(pk=pk, sent_at=None)
    idle = Q(begun_at=None) | Q(begun_at__lt=now - LONGEST)
    if not mailings.filter(idle).update(begun_at=now):
        return
    try:
        message_of(Mailing.objects.get(pk=pk)).send()
    except Exception:
        # The worker tries again.
        mailings.update(begun_at=None)
        raise
    mailings.update(sent_at=timezone.now())


def send_left():
    """Queue again what nobody sent; runs every few minutes and may run at any time."""
    now = timezone.now()
    lately = Q(handover__at__gt=now - TRIED_FOR, handover__at__lt=now - 5 * LONGEST)
    for mailing in Mailing.objects.filter(lately, sent_at=None):
        queue(mailing)


def message_of(mailing):
    handover = mailing.handover
    report = handover.report
    with translation.override(getattr(mailing.user, "language", "") or settings.LANGUAGE_CODE):
        names = {"project": report.project.title, "report": report.page_name}
        context = {
            "mailing": mailing,
            "handover": handover,
            "report": report,
            "notes": notes_of(handover),
            "foundation": Branding.current(),
        }
        subject = SUBJECTS[handover.kind] % names
        body = render_to_string(f"reports/email/{handover.kind}.txt", context)
    # A subject is one line, whatever the title holds.
    return EmailMessage(" ".join(subject.split()), body, to=[mailing.to])


def notes_of(handover):
    """The notes of a return, or those that a submission answers."""
    if handover.kind == Handover.Kind.SUBMITTED:
        return handover.answered_notes()
    return handover.notes.with_items()
