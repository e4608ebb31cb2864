"""Records that leave every list when they are removed, and can be put back for a while."""

from contextlib import suppress
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.signals import deletion_considered

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

    class Meta:
        abstract = True

    @classmethod
    def lately_removed(cls):
        """What can still be put back."""
        return cls.everything.filter(removed_at__gte=timezone.now() - KEPT_FOR)

    def remove(self, *, by, at):
        """Take it out of every list; raises ValidationError where something counts on it."""
        deletion_considered.send(type(self), instance=self)
        self.removed_by, self.removed_at = by, at
        self.save(update_fields=["removed_by", "removed_at"])

    def put_back(self):
        self.removed_by = self.removed_at = None
        self.save(update_fields=["removed_by", "removed_at"])


def clear():
    """Delete for good what nobody put back in time; runs daily and may run at any time."""
    for model in apps.get_models():
        if issubclass(model, Removable):
            for record in model.everything.filter(removed_at__lt=timezone.now() - KEPT_FOR):
                delete(record)


def delete(record):
    # Something may count on it by now; then it stays.
    with suppress(ProtectedError):
        record.delete()
