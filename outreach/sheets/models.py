from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from projects.models import Project
from projects.records import RefusesOnField

KEPT_FOR = timedelta(days=7)


class EventImport(models.Model):
    """A sheet of events on its way in, seen only by who sent it.

    The file is not kept, nor its name: only the rows, as text, until they are confirmed.
    """

    class Status(models.TextChoices):
        CHECKING = "checking"
        READY = "ready"
        # Many rows come in in the background.
        TAKING = "taking"
        CONFIRMED = "confirmed"
        FAILED = "failed"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    # The sentences of the outcome are in this language.
    language = models.CharField(max_length=10)
    # As `sheets.tidy.Table` tells it, and what `sheets.checking` found in each of its rows.
    table = models.JSONField()
    outcome = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=Status, default=Status.CHECKING)
    # What was asked and answered, as `sheets.receipt` tells it; kept when the rows are gone.
    receipt = models.JSONField(default=dict)
    confirmed_at = models.DateTimeField(null=True)
    # Goes up with each change of the table, so that nobody confirms what they have not seen.
    version = models.PositiveIntegerField(default=1)
    rows_done = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self):
        return f"{self.project}, {self.uploaded_at:%-d %b %Y %H:%M}"

    @property
    def rows_total(self):
        return len(self.table["rows"])

    def change(self, table):
        """Keep a changed table, whose rows have to be checked anew."""
        self.table = table.as_json()
        self.check_again()

    def check_again(self):
        self.status, self.rows_done = self.Status.CHECKING, 0
        self.version += 1
        self.changed_at, self.language = timezone.now(), get_language() or "en"
        self.save(
            update_fields=["table", "status", "rows_done", "version", "changed_at", "language"]
        )

    def at_this_version(self, status):
        """Itself as a query, empty once somebody went on with it elsewhere."""
        return EventImport.objects.filter(pk=self.pk, version=self.version, status=status)

    def tell_progress(self, rows_done):
        self.at_this_version(self.Status.CHECKING).update(rows_done=rows_done)

    def finish_check(self, table, outcome):
        self.at_this_version(self.Status.CHECKING).update(
            table=table.as_json(), outcome=outcome, status=self.Status.READY
        )

    def fail(self):
        self.at_this_version(self.Status.CHECKING).update(status=self.Status.FAILED)

    def claim(self, version, receipt):
        """Whether it is this caller who confirms it; its rows are not needed any more."""
        ready = EventImport.objects.filter(
            pk=self.pk, version=version, status__in=[self.Status.READY, self.Status.TAKING]
        )
        self.receipt = receipt
        kept = {"table": {"rows": []}, "outcome": [], "receipt": receipt}
        now = {"confirmed_at": timezone.now(), "status": self.Status.CONFIRMED}
        return bool(ready.update(**kept, **now))

    def tell_what_came(self, counts):
        """How many rows had which status."""
        self.receipt = self.receipt | {"counts": dict(counts)}
        EventImport.objects.filter(pk=self.pk).update(receipt=self.receipt)


def clear_unconfirmed():
    """Delete what nobody confirmed in time; runs daily and may run at any time."""
    old = EventImport.objects.filter(changed_at__lt=timezone.now() - KEPT_FOR)
    old.exclude(status=EventImport.Status.CONFIRMED).delete()


class KnownWord(RefusesOnField):
    """What a word in the files of a project means, as somebody said once for all rows."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    column = models.CharField(max_length=30)
    # As `reading.choices.choice_key` makes it.
    word = models.CharField(max_length=200)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "column", "word"],
                name="one_meaning_per_word",
                violation_error_message=_("This word has a meaning already."),
                violation_error_code="word",
            )
        ]

    def __str__(self):
        return f"{self.word}: {self.value}"
