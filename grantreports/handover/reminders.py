"""Who is reminded of a due date, and when. Runs daily, and may run at any time."""

from grantreports.accounts.models import User
from grantreports.handover.models import Reminder
from grantreports.mailing.outbox import queue
from grantreports.reports.models import Report
from projects.days import today_of

# Days after the due date, or before it.
FOR_PARTNERS = (-14, -3, 1, 7, 21)
FOR_STAFF = (7,)


def remind():
    """Write to those whose day has come; of the days that were missed, only for the last one."""
    reports = Report.objects.filter(status=Report.Status.COLLECTING).with_project()
    active = User.objects.filter(is_active=True)
    staff = list(active.filter(role=User.Role.STAFF) or active.filter(role=User.Role.ADMIN))
    partners = list(active.filter(role=User.Role.PARTNER))
    for report in reports:
        today = today_of(report.project.partner)
        if report.first_day > today:
            continue
        days = (today - report.due_date).days
        remind_of(report, step_of(FOR_PARTNERS, days), partner_addresses(report, partners))
        remind_of(report, step_of(FOR_STAFF, days), [(user.email, user) for user in staff])


def step_of(steps, days):
    """The last step that has come, or None."""
    return max((step for step in steps if step <= days), default=None)


def partner_addresses(report, users):
    """Pairs of an address and its user; for a partner without users its contact address."""
    partner = report.project.partner
    found = [(user.email, user) for user in users if user.partner_id == partner.pk]
    return found or [(email, None) for email in [partner.contact_email] if email]


def remind_of(report, step, addresses):
    if step is None:
        return
    for to, user in addresses:
        reminder, is_new = Reminder.objects.get_or_create(
            report=report, due_date=report.due_date, days=step, to=to, defaults={"user": user}
        )
        if is_new:
            queue(reminder)
