"""Records that leave every list when they are removed, and can be put back for a while.

`remove`, `put_back` and `delete` are the only ways; pages, administration and jobs call them.
"""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outreach.periods import lock_on
from outreach.signals import told_to_donors
from projects.locks import locked_project
from projects.records import why_protected

KEPT_FOR = timedelta(days=30)


class PresentManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(removed_at__isnull=True)


class Removable(models.Model):
    """`objects` has what is there, `everything` also what somebody removed."""

    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("removed by"),
    )
    removed_reason = models.CharField(
        _("why it was removed"), max_length=300, blank=True, editable=False
    )

    # Each model has its own query set in both.
    objects: Any
    everything: Any

    class Meta:
        abstract = True

    @classmethod
    def lately_removed(cls):
        """What can still be put back."""
        return cls.everything.filter(removed_at__gte=timezone.now() - KEPT_FOR)


MARK = ["removed_by", "removed_at", "removed_reason"]


class ReasonNeeded(ValidationError):
    """Donors have read of it, so that only a reason takes it out of the lists."""

    def __init__(self):
        super().__init__(_("Donors have read of this: say on its page why it is removed."))


def have_donors_read(record):
    return any(answer for _, answer in told_to_donors.send(type(record), record=record))


def remove(record, *, by, at, reason=""):
    """Take it out of every list; raises ValidationError where something counts on it.

    Where donors have read of it, raises `ReasonNeeded` without a reason.
    """
    with locked_project(record.project):
        if problem := lock_on(record, by) or why_protected(record):
            raise ValidationError(problem)
        if not reason and have_donors_read(record):
            raise ReasonNeeded
        record.removed_by, record.removed_at, record.removed_reason = by, at, reason
        record.save(update_fields=MARK)


def put_back(record, *, by):
    """Raises ValidationError where its period is closed, or it does not fit any more."""
    with locked_project(record.project):
        if problem := lock_on(record, by):
            raise ValidationError(problem)
        # The project's country or years may be others by now.
        record.clean()
        record.removed_by, record.removed_at, record.removed_reason = None, None, ""
        record.save(update_fields=MARK)


def delete(record):
    """Delete for good what was removed; what counts on it by now keeps it, and so do donors."""
    with locked_project(record.project):
        if not why_protected(record) and not have_donors_read(record):
            record.delete()


def clear_removed():
    """Delete for good what nobody put back in time; runs daily and may run at any time."""
    for model in apps.get_models():
        if issubclass(model, Removable):
            for record in model.everything.filter(removed_at__lt=timezone.now() - KEPT_FOR):
                delete(record)
