from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from grantreports.publishing.notices import EndNotice as EndNotice
from grantreports.publishing.notices import SignOffRequest as SignOffRequest
from grantreports.publishing.notices import WithdrawalNotice as WithdrawalNotice
from grantreports.reports.documents import read
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.frozen import from_data
from outreach.models import PartnerQuote, Photo
from projects.records import Record, ScopedQuerySet


class Review(Record):
    """A draft handed to a second person, and what that person decided."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        SIGNED_OFF = "signed_off", "Signed off"
        RETURNED = "returned", "Returned to drafting"

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="reviews")
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    handed_at = models.DateTimeField()
    message = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    points = models.JSONField(
        default=list, blank=True, help_text="The sentences that were signed off."
    )
    text = models.TextField("notes", blank=True)
    # Where what was signed changes afterwards, the sign-off does not count; `signed.py` has its
    # shape. Forgotten with the consent to a quote or photo in it.
    content_sha256 = models.CharField(max_length=64, blank=True)
    signed = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["handed_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="review_decided_by_somebody",
                condition=Q(outcome="waiting", decided_by=None, decided_at=None)
                | (~Q(outcome="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                violation_error_message="A decision needs who took it, and when.",
                violation_error_code="outcome",
            ),
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(outcome="waiting"),
                name="one_review_waits_per_report",
                violation_error_message="A review of this report waits already.",
                violation_error_code="report",
            ),
        ]

    def __str__(self):
        return f"{self.report}: {self.get_outcome_display()}"


class EditionQuerySet(ScopedQuerySet):
    partner_path = "report__period__budget_year__project__partner"

    def readable(self):
        """Those that donors may read: nobody withdrew them."""
        return self.filter(withdrawn_at=None)

    def last_ones(self):
        """Those that no later edition of the same report has taken the place of."""
        later = Edition.objects.filter(report=OuterRef("report"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def with_file(self, name):
        """The edition that a picture in the media storage was copied for."""
        folder = PurePosixPath(name).parent
        return self.filter(pdf=str(folder / PDF_NAME))

    def with_report(self):
        return self.select_related(
            "report__period__budget_year__project__partner", "published_by", "review__decided_by"
        )


class EditionManager(models.Manager):
    def get_queryset(self):
        """The events behind it may be thousands, and few pages read them: they come when asked."""
        return super().get_queryset().defer("events")


# An edition's files stand in a folder of its own, with random letters as its name.
PDF_NAME = "report.pdf"


class Edition(Record):
    """A report as it was published: frozen, and never changed afterwards."""

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    data = models.JSONField(help_text="Everything the report shows.")
    draft = models.JSONField(default=dict, help_text="What it was composed from, as on the desk.")
    events = models.JSONField(default=list, help_text="The events and counts inside its figures.")
    # What it shows; a withdrawn consent leads from here to the edition.
    photos = models.ManyToManyField(Photo, through="EditionPhoto", related_name="editions")
    quotes = models.ManyToManyField(PartnerQuote, through="EditionQuote", related_name="editions")
    review = models.ForeignKey(
        Review, on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    pdf = models.FileField("PDF", upload_to="editions", blank=True)
    sha256 = models.CharField("SHA-256 of the PDF", max_length=64)
    # Empty for editions from before there were these; theirs are made from the data.
    large_print = models.FileField(upload_to="editions", blank=True)
    large_print_sha256 = models.CharField("SHA-256 of the large print", max_length=64, blank=True)
    plain_text = models.FileField(upload_to="editions", blank=True)
    plain_text_sha256 = models.CharField("SHA-256 of the plain text", max_length=64, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()
    reason = models.TextField(blank=True, help_text="Why there is a new edition.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    objects = EditionManager.from_queryset(EditionQuerySet)()

    class Meta:
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                name="one_edition_per_number",
                violation_error_message="The report has an edition with that number already.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="edition_number_from_1",
                condition=Q(number__gte=1),
                violation_error_message="Editions count from 1.",
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="later_edition_has_a_reason",
                condition=Q(number=1) | ~Q(reason=""),
                violation_error_message="Say why there is a new edition.",
                violation_error_code="reason",
            ),
            models.CheckConstraint(
                name="edition_withdrawn_with_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                violation_error_message="A withdrawal needs both a time and a reason.",
                violation_error_code="withdrawn_reason",
            ),
        ]

    def __str__(self):
        return f"{self.report}, edition {self.number}"

    def get_absolute_url(self):
        return reverse("publishing:edition", args=[self.report_id, self.number])

    @property
    def file_name(self) -> str:
        """What its copies are called, without an ending."""
        return f"{self.report.file_name}-edition-{self.number}"

    @property
    def donor_report(self) -> DonorReport:
        """What donors read, as it was published; raises `UnknownSchema`."""
        return from_data(self.data)

    @property
    def kept_draft(self):
        """What it was composed from, in today's shape."""
        return read("draft", self.draft)

    @property
    def kept_events(self):
        """The events and counts inside its figures, in today's shape."""
        return read("events", self.events)

    @property
    def is_closed(self) -> bool:
        """Whether it may be read by nobody: what it shows had to be deleted."""
        return not self.pdf


PUBLISHED = _("A published report shows this. Withdraw its consent if it must not.")


class Shown(models.Model):
    """What an edition shows stays: whoever withdraws consent must find the edition from it."""

    protects = PUBLISHED

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE)

    class Meta:
        abstract = True

    @property
    def goes_with_consent(self):
        """What is lost when its consent is withdrawn, as a sentence, or ""."""
        if self.edition.withdrawn_at:
            return ""
        return (
            f"Edition {self.edition.number} of “{self.edition.report}” will be withdrawn, and a "
            "draft without it prepared."
        )


class EditionPhoto(Shown):
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT)

    def __str__(self):
        return f"{self.edition}: photo {self.photo_id}"


class EditionQuote(Shown):
    quote = models.ForeignKey(PartnerQuote, on_delete=models.PROTECT)

    def __str__(self):
        return f"{self.edition}: quote {self.quote_id}"


class Kept(Record):
    """Somebody lets donors read an edition on, although a consent is over, and says why."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="kept")
    sentence = models.CharField(max_length=200, help_text="Which consent, and when it ended.")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        verbose_name_plural = "kept editions"
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "sentence"],
                name="kept_once_for_each_end",
                violation_error_message="Somebody keeps this edition already.",
                violation_error_code="edition",
            ),
            models.CheckConstraint(
                name="kept_with_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why it is kept.",
                violation_error_code="reason",
            ),
        ]

    def __str__(self):
        return f"{self.edition}: {self.sentence}"
