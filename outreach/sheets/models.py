from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
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


# How long the file of an export can be had; a new one is made at any time.
EXPORT_KEPT_FOR = timedelta(days=1)
# Who makes an export tells of each few thousand rows; later than that nobody makes it any more.
SILENT_FOR = timedelta(minutes=1)


class EventExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An export is seen by who asked for it alone: others ask for their own."""
        return self.filter(user=user)


class EventExport(RefusesOnField):
    """A file of many events, which is made in the background and deleted after a day.

    It is deleted to be cancelled, and made anew to be asked for again: who makes it finds that it
    is gone.
    """

    class Format(models.TextChoices):
        XLSX = "xlsx", "XLSX"
        CSV = "csv", "CSV"

    class Status(models.TextChoices):
        MAKING = "making"
        DONE = "done"
        # More than a sheet takes.
        TOO_LARGE = "too-large"
        FAILED = "failed"

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_format = models.CharField(max_length=4, choices=Format)
    # Which events, as the address of the list says it.
    query = models.CharField(max_length=1500, blank=True)
    # The headings and labels are in this language.
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.MAKING)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField()
    file = models.FileField(upload_to="exports", blank=True)

    objects = EventExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "user", "file_format", "query"],
                name="one_export_of_the_same_events",
                violation_error_message=_("This export is there already."),
                violation_error_code="query",
            )
        ]

    def __str__(self):
        return f"{self.project}, {self.asked_at:%-d %b %Y %H:%M}"

    def get_absolute_url(self):
        return page_of_export(self.project, self.file_format, self.query)

    @property
    def file_name(self):
        return f"{self.project.slug}.{self.file_format}"

    @property
    def state(self):
        """Its status, or `silent` where nobody makes it, or makes it any more."""
        is_silent = (self.told_at or self.asked_at) < timezone.now() - SILENT_FOR
        return "silent" if is_silent and self.status == self.Status.MAKING else self.status

    def claim(self):
        """Whether it is this caller who makes it, and nobody else does already."""
        idle = Q(told_at=None) | Q(told_at__lt=timezone.now() - SILENT_FOR)
        return bool(self._in_making().filter(idle).update(told_at=timezone.now(), rows_done=0))

    def tell_progress(self, **rows):
        """Whether it is still wanted."""
        return bool(self._in_making().update(told_at=timezone.now(), **rows))

    def end(self, status, **fields):
        """Whether it was still wanted."""
        return bool(self._in_making().update(told_at=timezone.now(), status=status, **fields))

    def _in_making(self):
        return EventExport.objects.filter(pk=self.pk, status=self.Status.MAKING)


def page_of_export(project, file_format, query):
    """Where it is asked for, and looked after."""
    name = f"outreach:export-{file_format}"
    return reverse(name, args=[project.slug], query=QueryDict(query))


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
