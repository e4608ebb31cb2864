from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outreach.consent import Consent
from outreach.models.events import OutreachEvent
from outreach.removal import PresentManager, Removable
from outreach.signals import item_blocked
from projects.days import today_of
from projects.locks import locked_project
from projects.models import Project
from projects.records import ScopedQuerySet, user_now


class FromOutreachQuerySet(ScopedQuerySet):
    partner_path = "project__partner"


class FromOutreach(Removable, Consent):
    """What a partner brings home from its work: a quote or a photo, of an event or of none."""

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("project")
    )
    event = models.ForeignKey(
        OutreachEvent,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text=_("The outreach it comes from. May stay empty."),
        verbose_name=_("outreach"),
    )

    # Of what belongs to no event; of others it is the day of theirs, should that be deleted.
    day = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("When it was said or taken. Only if it is of no outreach."),
    )
    # Who said that nobody may see it any more, and when; empty while it may be shown.
    blocked_at = models.DateTimeField(null=True, blank=True, editable=False)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    # As on an event.
    form_token = models.UUIDField(null=True, unique=True, editable=False)

    fixed = ("project",)
    objects = PresentManager.from_queryset(FromOutreachQuerySet)()
    everything = FromOutreachQuerySet.as_manager()

    class Meta(Consent.Meta):
        abstract = True
        ordering = ["-id"]

    def save(self, *args, **kwargs):
        """Whichever way it comes, what may not be shown is blocked everywhere at once.

        The project is locked first: a withdrawal and a new caption do not wait for each other.
        """
        if (day := self.its_day or today_of(self.project.partner)) != self.day:
            self.day = day
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "day"}
        if bool(self.blocked_at) == self.may_be_shown:
            self.blocked_at = None if self.may_be_shown else timezone.now()
            self.blocked_by = None if self.may_be_shown else user_now()
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "blocked_at", "blocked_by"}
        with locked_project(self.project):
            super().save(*args, **kwargs)
            if not self.may_be_shown:
                self.block()

    def block(self):
        """Nobody may see it any more; the apps above close what shows it. No harm twice."""
        kind = ContentType.objects.get_for_model(type(self))
        # The administration names what it changed by what it said then.
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(self.pk))
        entries.update(object_repr=str(self))
        item_blocked.send(type(self), item=self)

    @property
    def its_day(self):
        """The day by which it belongs to a period: that of its event, or its own."""
        return self.event.first_day if self.event else self.day

    @property
    def present_event(self):
        """The event it comes from, or None where there is none or it was removed."""
        return self.event if self.event and not self.event.removed_at else None

    def why_not_printable(self, day):
        reason = super().why_not_printable(day)
        if not reason and self.event and self.event.removed_at:
            return "its outreach was removed"
        if not reason and self.removed_at:
            return "it was removed"
        return reason

    def clean(self):
        super().clean()
        project = getattr(self, "project", None)
        if project and self.event and self.event.project_id != project.pk:
            raise ValidationError({"event": _("This event belongs to another project.")})
