from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, ngettext

from grantreports.foundation.models import Branding
from grantreports.handover.periods import due_sentence, period_url
from grantreports.mailing.outbox import Outgoing, Refused
from projects.models import ReportingPeriod
from projects.records import RefusesOnField
from projects.templatetags.local import day, number


class Reminder(Outgoing):
    """One e-mail a day at most, which reminds one person of all due dates that have come."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty for a partner's contact address.",
    )
    day = models.DateField()

    purpose = "Reminder of a due date"
    prefetched = ("items__period__budget_year__project",)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["to", "day"],
                name="one_reminder_per_day_and_address",
                violation_error_message="This address is reminded already.",
                violation_error_code="to",
            )
        ]

    @property
    def about(self):
        """The first period of it."""
        return next((item.period for item in self.items.all()), self.to)

    @property
    def about_url(self):
        return next((period_url(item.period) for item in self.items.all()), "")

    def message(self):
        items = list(self.items.select_related("period__budget_year__project__partner"))
        waited_for = [item for item in items if not item.is_over]
        if not waited_for:
            raise Refused(items[0].is_over if items else "Nothing is due.")
        language = getattr(self.user, "language", "") or settings.LANGUAGE_CODE
        with translation.override(language):
            context = {"items": waited_for, "foundation": Branding.current()}
            kind = "late" if self.user and self.user.is_staff else "reminder"
            body = render_to_string(f"handover/email/{kind}.txt", context)
            # A subject is one line, whatever the title holds.
            subject = " ".join(subject_of(waited_for).split())
            return EmailMessage(subject, body, to=[self.to])


class ReminderItem(RefusesOnField):
    """One due date of which a person is reminded; a moved date is reminded of anew."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="items")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="reminders")
    due_date = models.DateField()
    days = models.SmallIntegerField(help_text="-7 for a week before the due date.")

    class Meta:
        ordering = ["due_date", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reminder", "period"],
                name="one_line_per_reminder_and_period",
                violation_error_message="This period is in the reminder already.",
                violation_error_code="period",
            )
        ]

    def __str__(self):
        return f"{self.period}, {self.due_date}"

    @property
    def is_over(self):
        """Why nobody needs to be reminded any more, as a sentence, or ""."""
        if not self.period.is_owed:
            return "The report is not waited for any more."
        return "" if self.period.due_date == self.due_date else "The due date was moved."

    @property
    def due(self):
        return due_sentence(self.period)

    @property
    def page(self):
        return settings.SITE_URL + period_url(self.period)


def subject_of(items):
    if len(items) > 1:
        count = len(items)
        words = ngettext("%(count)s report is due", "%(count)s reports are due", count)
        return words % {"count": number(count)}
    (item,) = items
    names = {
        "project": item.period.project.title,
        "report": item.period.name,
        "day": day(item.due_date),
    }
    if item.days < 0:
        return gettext("%(project)s: %(report)s is due on %(day)s") % names
    return gettext("%(project)s: %(report)s was due on %(day)s") % names
