from django.conf import settings
from django.db import models

from grantreports.reports.outbox import Outgoing


class Reminder(Outgoing):
    """One e-mail that reminds one person of a due date; a moved date gets reminders of its own."""

    report = models.ForeignKey(
        "reports.Report", on_delete=models.CASCADE, related_name="reminders"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty for a partner's contact address.",
    )
    due_date = models.DateField()
    days = models.SmallIntegerField(help_text="-7 for a week before the due date.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "due_date", "days", "to"],
                name="one_reminder_per_day_and_address",
                violation_error_message="This address is reminded already.",
                violation_error_code="to",
            )
        ]
