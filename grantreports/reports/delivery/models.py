from django.conf import settings
from django.db import models
from django.db.models import Q

from grantreports.reports.editions.models import Edition
from grantreports.reports.outbox import Outgoing
from projects.records import Record, RefusesOnField


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
    file = models.FileField(upload_to="batches", blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "batches"

    def __str__(self):
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d %H:%M}"


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
