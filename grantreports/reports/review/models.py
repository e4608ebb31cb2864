from django.conf import settings
from django.db import models
from django.db.models import Q

from projects.records import Record


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
    # Of what donors would read: where it changes afterwards, the sign-off does not count.
    content_sha256 = models.CharField(max_length=64, blank=True)

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
