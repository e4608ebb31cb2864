"""Who is reminded of which due dates, and when. Runs daily, and may run at any time."""

from collections import defaultdict

from django.db import IntegrityError, transaction
from django.utils import timezone

from grantreports.accounts.models import User
from grantreports.handover.models import Reminder, ReminderItem
from grantreports.mailing.outbox import queue
from projects.days import today_of
from projects.models import ReportingPeriod

# Days after the due date, or before it.
FOR_PARTNERS = (-14, -3, 1, 7, 21)
FOR_STAFF = (7,)


def remind():
    """One e-mail to each person whose day has come, with all that is due; at most one a day."""
    for (to, user), items in due_by_person().items():
        today = today_of(user.partner) if user and user.partner else timezone.localdate()
        remind_person(to, user, items, today)


def due_by_person():
    """For each address and its user the periods with the step that has come.

    Of the days that were missed, only the last one counts.
    """
    active = User.objects.filter(is_active=True).select_related("partner")
    staff = list(User.objects.foundation_staff())
    partners = list(active.filter(role=User.Role.PARTNER))
    found = defaultdict(list)
    periods = ReportingPeriod.objects.filter(state=ReportingPeriod.State.OPEN).with_project()
    for period in periods.order_by("due_date", "pk"):
        today = today_of(period.project.partner)
        if not period.is_owed or period.first_day > today:
            continue
        days = (today - period.due_date).days
        people = [
            *((each, FOR_PARTNERS) for each in partner_addresses(period, partners)),
            *(((user.email, user), FOR_STAFF) for user in staff),
        ]
        for person, steps in people:
            if (step := step_of(steps, days)) is not None:
                found[person].append((period, step))
    return found


def step_of(steps, days):
    """The last step that has come, or None."""
    return max((step for step in steps if step <= days), default=None)


def partner_addresses(period, users):
    """Pairs of an address and its user; for a partner without users its contact address."""
    partner = period.project.partner
    found = [(user.email, user) for user in users if user.partner_id == partner.pk]
    return found or [(email, None) for email in [partner.contact_email] if email]


def remind_person(to, user, due, today):
    """Queue what this address has not been told; one who had a mail today waits till tomorrow."""
    told = set(
        ReminderItem.objects.filter(reminder__to=to).values_list("period", "due_date", "days")
    )
    new = [
        ReminderItem(period=period, due_date=period.due_date, days=step)
        for period, step in due
        if (period.pk, period.due_date, step) not in told
    ]
    if not new:
        return
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(to=to, user=user, day=today)
            for item in new:
                item.reminder = reminder
            ReminderItem.objects.bulk_create(new)
            queue(reminder)
    except IntegrityError:
        # This person has had the e-mail of today: what is new comes tomorrow.
        return
