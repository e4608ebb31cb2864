"""E-mails to the foundation's people: sign this off; consent no longer covers that edition."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from grantreports.accounts.models import User
from grantreports.foundation.models import Branding
from grantreports.mailing.outbox import Outgoing, Refused, queue


class SignOffRequest(Outgoing):
    """One e-mail that asks one person to read a draft and sign it off."""

    review = models.ForeignKey(
        "publishing.Review", on_delete=models.CASCADE, related_name="requests"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    purpose = "A draft to sign off"
    related = ("review__report__period__budget_year__project",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "to"],
                name="one_request_per_review_and_address",
                violation_error_message="This address is asked already.",
                violation_error_code="to",
            )
        ]

    @property
    def about(self):
        return self.review.report

    def message(self):
        report = self.review.report
        if self.review.outcome != self.review.Outcome.WAITING:
            raise Refused("Somebody has decided about the draft already.")
        context = {
            "review": self.review,
            "report": report,
            "page": settings.SITE_URL + reverse("publishing:review", args=[report.pk]),
            "foundation": Branding.current(),
        }
        # As the page that it leads to.
        with translation.override(settings.LANGUAGE_CODE):
            body = render_to_string("publishing/email/sign_off.txt", context)
            subject = f"{report.project.title}: please read and sign off {report.period.name}"
        # A subject is one line, whatever the title holds.
        return EmailMessage(" ".join(subject.split()), body, to=[self.to])


def ask_to_sign(review, people):
    for user in people:
        queue(SignOffRequest.objects.create(review=review, user=user, to=user.email))


class WithdrawalNotice(Outgoing):
    """One e-mail to one person; it names quotes and photos by their number only."""

    edition = models.ForeignKey(
        "publishing.Edition", on_delete=models.CASCADE, related_name="notices"
    )

    purpose = "News of a withdrawal"
    related = ("edition__report__period__budget_year__project",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "to"],
                name="one_notice_per_edition_and_address",
                violation_error_message="This address is told already.",
                violation_error_code="to",
            )
        ]

    @property
    def about(self):
        return self.edition

    def message(self):
        report = self.edition.report
        context = {
            "edition": self.edition,
            "report": report,
            "page": settings.SITE_URL + reverse("delivery:withdrawals"),
            "foundation": Branding.current(),
        }
        # As the pages that it leads to.
        with translation.override(settings.LANGUAGE_CODE):
            body = render_to_string("publishing/email/withdrawn.txt", context)
        subject = f"{report.project.title}: edition {self.edition.number} is withdrawn"
        # A subject is one line, whatever the title holds.
        return EmailMessage(" ".join(subject.split()), body, to=[self.to])


def tell_staff(edition):
    """Once for each edition and person, however often it is asked for."""
    for user in User.objects.foundation_staff():
        notice, is_new = WithdrawalNotice.objects.get_or_create(edition=edition, to=user.email)
        if is_new:
            queue(notice)


class EndNotice(Outgoing):
    """One e-mail to one person: consent to a quote or photo of an edition ends, or is over."""

    edition = models.ForeignKey(
        "publishing.Edition", on_delete=models.CASCADE, related_name="end_notices"
    )
    item = models.CharField(max_length=40, help_text="As “photo 12”: its words are not told.")
    last_day = models.DateField()
    # So many days before it, or −1 when it is over.
    step = models.SmallIntegerField()

    purpose = "News of a consent that ends"
    related = ("edition__report__period__budget_year__project",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "item", "last_day", "step", "to"],
                name="one_notice_per_end_step_and_address",
                violation_error_message="This address is told already.",
                violation_error_code="to",
            )
        ]

    @property
    def about(self):
        return self.edition

    @property
    def is_over(self):
        return self.step < 0

    def message(self):
        report = self.edition.report
        foundation = Branding.current()
        page = reverse("publishing:edition", args=[report.pk, self.edition.number])
        context = {
            "notice": self,
            "edition": self.edition,
            "report": report,
            "page": settings.SITE_URL + page,
            "closes": foundation.when_consent_ends == Branding.WhenConsentEnds.CLOSE,
            "foundation": foundation,
        }
        with translation.override(settings.LANGUAGE_CODE):
            body = render_to_string("publishing/email/consent_end.txt", context)
            day = date_format(self.last_day, "j F Y")
        ends = "ended" if self.is_over else "ends"
        subject = f"{report.project.title}: consent for {self.item} {ends} on {day}"
        return EmailMessage(" ".join(subject.split()), body, to=[self.to])


def tell_of_end(edition, item, last_day, step):
    """Once for each step and person, however often it is asked for."""
    for user in User.objects.foundation_staff():
        notice, is_new = EndNotice.objects.get_or_create(
            edition=edition, item=item, last_day=last_day, step=step, to=user.email
        )
        if is_new:
            queue(notice)
