from django.conf import settings
from django.db import models

from grantreports.reports.documents import read
from projects.records import Record, RefusesOnField


class Revision(RefusesOnField):
    """The draft of a report after one save on the desk."""

    report = models.ForeignKey(
        "reports.Report", on_delete=models.CASCADE, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    draft = models.JSONField(help_text="As `documents.write` gives it.")
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

    @property
    def says(self):
        """The draft, in today's shape; raises `UnknownSchema`."""
        return read("draft", self.draft)


class Acknowledgement(Record):
    """Somebody looked at a warning and says why it may stand."""

    report = models.ForeignKey(
        "reports.Report", on_delete=models.CASCADE, related_name="acknowledgements"
    )
    finding = models.CharField(
        max_length=64, help_text="Which finding: another text or number makes another one."
    )
    check_id = models.CharField(max_length=40)
    sentence = models.TextField(help_text="The warning as it read then.")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "finding"],
                name="one_acknowledgement_per_finding",
                violation_error_message="This warning is acknowledged already.",
                violation_error_code="finding",
            ),
            models.CheckConstraint(
                name="acknowledgement_has_a_reason",
                condition=~models.Q(reason=""),
                violation_error_message="Say why this may stand.",
                violation_error_code="reason",
            ),
        ]

    def __str__(self):
        return f"{self.check_id}: {self.reason}"
