import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import Count, Max, Min, Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from grantreports.desk.checks.outside import problems_beside, problems_since
from grantreports.foundation.models import Branding
from grantreports.mailing.outbox import Outgoing, Refused
from grantreports.publishing.consent_end import why_over
from grantreports.publishing.models import Edition
from outreach.storage import read_media
from projects.records import Record, RefusesOnField


class DonorLinkQuerySet(models.QuerySet):
    def open_on(self, day):
        lasting = Q(expires_on=None) | Q(expires_on__gte=day)
        return self.filter(lasting, revoked_at=None)

    def with_openings(self):
        return self.annotate(
            pages=Count("openings", filter=Q(openings__kind=Opening.Kind.PAGE)),
            pdfs=Count("openings", filter=Q(openings__kind=Opening.Kind.PDF)),
            first_opening=Min("openings__at"),
            last_opening=Max("openings__at"),
        )


class DonorLink(Record):
    """A private address at which a donor reads the latest edition of a report.

    Its token is derived from the site's key and `nonce`; the database alone does not open it.
    """

    report = models.ForeignKey(
        "reports.Report", on_delete=models.PROTECT, related_name="donor_links"
    )
    label = models.CharField(max_length=200, help_text="Who it is for: a donor's name.")
    email = models.EmailField("e-mail", blank=True, help_text="Where it is sent, if it is.")
    nonce = models.CharField(max_length=64, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_on = models.DateField(
        null=True, blank=True, help_text="The last day on which it opens. Empty: no end."
    )
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    # How often programs that check links have looked at it; they are no readers.
    looks_of_programs = models.PositiveIntegerField(default=0, editable=False)

    objects = DonorLinkQuerySet.as_manager()

    class Meta:
        ordering = ["label", "id"]
        constraints = [
            models.CheckConstraint(
                name="donor_link_revoked_by_somebody",
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                violation_error_message="A revocation needs who did it, and when.",
                violation_error_code="revoked_at",
            )
        ]

    def __str__(self):
        return self.label

    @classmethod
    def for_donor(cls, report, label, *, by, at, **fields):
        """A new link with a token of 256 bits."""
        link = cls(report=report, label=label, created_by=by, created_at=at, **fields)
        link.nonce = secrets.token_hex(32)
        link.token_sha256 = hashed(token_of(link.nonce, settings.SECRET_KEY))
        link.save()
        return link

    @property
    def token(self):
        """What opens it; "" where the site has another key by now."""
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            token = token_of(self.nonce, key)
            if hashed(token) == self.token_sha256:
                return token
        return ""

    @property
    def path(self):
        return reverse("donor-page", args=[self.token]) if self.token else ""

    @property
    def has_expired(self):
        return bool(self.expires_on and self.expires_on < timezone.localdate())

    @property
    def is_open(self):
        return not self.revoked_at and not self.has_expired

    @property
    def revocation(self) -> str:
        """“by Sam on 3 May 2026”, or "" while it works."""
        if not self.revoked_at or not self.revoked_by:
            return ""
        return f"by {self.revoked_by.name} on {self.revoked_at:%-d %B %Y}"

    def revoke(self, *, by, at):
        """Whether it was open until now."""
        links = type(self).objects.filter(pk=self.pk, revoked_at=None)
        if not links.update(revoked_at=at, revoked_by=by):
            return False
        # An update leaves no history of its own.
        self.history.bulk_history_create(
            [links.model.objects.get(pk=self.pk)], update=True, default_user=by, default_date=at
        )
        return True


def token_of(nonce, key):
    return salted_hmac("donor link", nonce, secret=key, algorithm="sha256").hexdigest()


def hashed(token):
    return sha256(token.encode(errors="replace")).hexdigest()


class Opening(models.Model):
    """Somebody opened a donor link. Nothing of the reader's device is kept."""

    class Kind(models.TextChoices):
        PAGE = "page", "Page"
        PDF = "pdf", "PDF"

    link = models.ForeignKey(DonorLink, on_delete=models.CASCADE, related_name="openings")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="openings")
    kind = models.CharField(max_length=4, choices=Kind, default=Kind.PAGE)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.link}: {self.at:%Y-%m-%d %H:%M}"


# How long the file of a batch can be had: its PDFs are kept with their editions.
ZIP_KEPT_FOR = timedelta(days=30)


class Batch(models.Model):
    """Many editions put into one ZIP or sent at once, in the background."""

    class Kind(models.TextChoices):
        ZIP = "zip", "One ZIP of PDFs"
        SEND = "send", "E-mails to donors"

    kind = models.CharField(max_length=4, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField("message", blank=True)
    with_pdf = models.BooleanField("attach the PDF", default=False)
    # Those who get every report of it, and whether those with a link of their own get theirs.
    addresses = models.JSONField(default=list, blank=True)
    to_own_links = models.BooleanField(default=False)
    site = models.CharField(max_length=200, blank=True)
    file = models.FileField(upload_to="batches", blank=True)
    # When the file went because its time was over.
    file_deleted_on = models.DateField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Whether those whose link was revoked get a new one.
    again = models.BooleanField(default=False)
    # A form that is sent twice makes one batch.
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "batches"

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def file_kept_until(self):
        """The last day on which it is sure to be there."""
        return timezone.localdate(self.finished_at) + ZIP_KEPT_FOR if self.file else None


class BatchItem(RefusesOnField):
    """One edition of a batch; done once, however often the batch is taken up again."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="items")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "edition"],
                name="edition_once_in_a_batch",
                violation_error_message="This edition is in the batch already.",
                violation_error_code="edition",
            )
        ]

    def __str__(self):
        return str(self.edition)


class Delivery(Outgoing):
    """One e-mail that brings one donor the link to an edition, or its PDF."""

    link = models.ForeignKey(DonorLink, on_delete=models.PROTECT, related_name="deliveries")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="deliveries")
    item = models.ForeignKey(
        BatchItem, on_delete=models.CASCADE, null=True, blank=True, related_name="deliveries"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    subject = models.CharField(max_length=200)
    text = models.TextField("message", blank=True)
    with_pdf = models.BooleanField("attach the PDF", default=False)
    # The site's address as its sender saw it; links are made with it in the background.
    site = models.CharField(max_length=200)

    purpose = "Report for a donor"
    related = ("edition__report__period__budget_year__project", "item")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "to"],
                name="one_delivery_per_item_and_address",
                violation_error_message="This address gets the report already.",
                violation_error_code="to",
            )
        ]

    @property
    def about(self):
        return self.edition

    def message(self):
        if not self.link.is_open:
            raise Refused("The link was revoked, or its last day is over.")
        if self.edition.withdrawn_at:
            raise Refused("The edition was withdrawn.")
        if over := why_over(self.edition):
            raise Refused(over)
        if not self.link.path:
            raise Refused("The site has another key: make a new link.")
        self.refuse_what_must_not_be_told()
        context = {
            "text": self.text,
            "address": self.site + self.link.path,
            "foundation": Branding.current(),
        }
        body = render_to_string("delivery/email/donor.txt", context)
        # A subject is one line.
        subject = " ".join(self.subject.split())
        message = EmailMessage(subject, body, to=[self.to], reply_to=[self.by.email])
        if self.with_pdf:
            message.attach(
                f"{self.edition.report.file_name}.pdf", self.checked_pdf(), "application/pdf"
            )
        return message

    def refuse_what_must_not_be_told(self):
        """Asked again now: a name may be on the list since it was written or published."""
        typed = {"the subject": self.subject, "the message": self.text}
        told = self.edition.report, self.edition.donor_report
        problems = problems_beside(*told, typed) or problems_since(*told)
        if problems:
            raise Refused(problems[0][: Outgoing._meta.get_field("problem").max_length])

    def checked_pdf(self):
        """The bytes that were published, or none."""
        pdf = read_media(str(self.edition.pdf.name)) if self.edition.pdf else None
        if pdf is None or sha256(pdf).hexdigest() != self.edition.sha256:
            raise Refused("The PDF of the edition is missing or damaged.")
        return pdf
