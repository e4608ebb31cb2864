from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from grantreports.foundation.models import Branding
from grantreports.handover.due import due_sentence
from grantreports.mailing.outbox import Outgoing, Refused
from projects.templatetags.local import day


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

    purpose = "Reminder of a due date"
    related = ("report__budget_year__project",)

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

    @property
    def about(self):
        return self.report

    def message(self):
        report = self.report
        if not report.is_open:
            raise Refused("The report is not waited for any more.")
        if report.due_date != self.due_date:
            raise Refused("The due date was moved.")
        with translation.override(getattr(self.user, "language", "") or settings.LANGUAGE_CODE):
            context = {
                "report": report,
                "due": due_sentence(report),
                "page": settings.SITE_URL + report.get_period_url(),
                "foundation": Branding.current(),
            }
            kind = "late" if self.user and self.user.is_staff else "reminder"
            body = render_to_string(f"handover/email/{kind}.txt", context)
            return EmailMessage(self.subject(), body, to=[self.to])

    def subject(self):
        names = {
            "project": self.report.project.title,
            "report": self.report.page_name,
            "day": day(self.due_date),
        }
        if self.days < 0:
            subject = gettext("%(project)s: %(report)s is due on %(day)s") % names
        else:
            subject = gettext("%(project)s: %(report)s was due on %(day)s") % names
        # A subject is one line, whatever the title holds.
        return " ".join(subject.split())
