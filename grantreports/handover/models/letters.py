"""E-mails that tell of a handover: one to each person, in that person's language."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from grantreports.accounts.models import User
from grantreports.foundation.models import Branding
from grantreports.handover.models.handovers import Handover
from grantreports.handover.periods import period_url
from grantreports.mailing.outbox import Outgoing, queue
from projects.records import Record

SUBJECTS = {
    Handover.Kind.SUBMITTED: _("%(project)s: %(report)s is complete"),
    Handover.Kind.RETURNED: _("%(project)s: %(report)s is returned to you"),
    Handover.Kind.ACCEPTED: _("%(project)s: %(report)s is accepted"),
    Handover.Kind.ERROR: _("%(project)s: an error in %(report)s"),
    Handover.Kind.TAKEN_OVER: _("%(project)s: %(report)s is written without waiting"),
}


class Mailing(Outgoing, Record):
    """One e-mail that tells one person of a handover."""

    handover = models.ForeignKey(
        Handover, on_delete=models.PROTECT, related_name="mailings", verbose_name=_("handover")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty for a partner's contact address."),
        verbose_name=_("user"),
    )
    page = models.CharField(_("address of the page"), max_length=500)

    purpose = "News of a period"
    related = ("handover__period__budget_year__project",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "to"],
                name="one_mailing_per_handover_and_address",
                violation_error_message=_("This address is told already."),
                violation_error_code="to",
            )
        ]

    @property
    def about(self):
        return self.handover.period

    @property
    def about_url(self):
        return period_url(self.about)

    def message(self):
        handover = self.handover
        period = handover.period
        with translation.override(getattr(self.user, "language", "") or settings.LANGUAGE_CODE):
            names = {"project": period.project.title, "report": period.name}
            context = {
                "mailing": self,
                "handover": handover,
                "period": period,
                "notes": notes_of(handover),
                "foundation": Branding.current(),
            }
            subject = str(SUBJECTS[Handover.Kind(handover.kind)]) % names
            body = render_to_string(f"handover/email/{handover.kind}.txt", context)
        # A subject is one line, whatever the title holds.
        return EmailMessage(" ".join(subject.split()), body, to=[self.to])


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
    if handover.kind in (Handover.Kind.SUBMITTED, Handover.Kind.ERROR):
        people = User.objects.foundation_staff()
        return [(user.email, user) for user in people]
    partner = handover.period.project.partner
    found = [(user.email, user) for user in active.filter(partner=partner)]
    return found or [(email, None) for email in [partner.contact_email] if email]


def notes_of(handover):
    """The notes of a return, or those that a submission answers."""
    if handover.kind == Handover.Kind.SUBMITTED:
        return handover.answered_notes()
    return handover.notes.with_items()
