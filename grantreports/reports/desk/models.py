from django.conf import settings
from django.db import models

from projects.records import RefusesOnField


class Revision(RefusesOnField):
    """The draft of a report after one save on the desk."""

    report = models.ForeignKey(
        "reports.Report", on_delete=models.CASCADE, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    draft = models.JSONField(help_text="As `draft_of` gives it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # An undo leads back to the draft of an earlier version; the next undo goes on from there.
    undoes_to = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "version"],
                name="one_revision_per_version_of_a_report",
                violation_error_message="Somebody saved this version already.",
                violation_error_code="version",
            )
        ]

    def __str__(self):
        return f"{self.report}, version {self.version}"
