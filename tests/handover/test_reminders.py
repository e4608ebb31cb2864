"""Reminders of due dates: to whom, when, what they say, and each one once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone
from django_q.models import OrmQ, Schedule

from grantreports.handover import handovers as acts
from grantreports.handover.models import Reminder, ReminderItem
from grantreports.handover.reminders import remind
from grantreports.mailing import outbox
from projects.models import ReportingPeriod
from tests.factories import make_partner, make_period, make_project, make_user, make_year

# Where the partner works it is another day in the evening.
TODAY = timezone.localdate(timezone=ZoneInfo("Asia/Bangkok"))


@pytest.fixture
def owed(bees):
    """A period whose period has ended, due in 14 days."""
    year = bees.budget_years.get(number=1)
    days = {"first_day": TODAY - timedelta(days=90), "last_day": TODAY - timedelta(days=1)}
    return make_period(year, due_date=TODAY + timedelta(days=14), **days)


def due_in(period, days):
    ReportingPeriod.objects.filter(pk=period.pk).update(due_date=TODAY + timedelta(days=days))


def reminded():
    """Pairs of days and addresses, after the daily job."""
    remind()
    return sorted(ReminderItem.objects.values_list("days", "reminder__to"))


def send_all():
    for reminder in Reminder.objects.all():
        outbox.send("handover.reminder", reminder.pk)
    return mail.outbox


@pytest.mark.parametrize(
    ("left", "step"),
    [(15, None), (14, -14), (4, -14), (3, -3), (0, -3), (-1, 1), (-6, 1), (-7, 7), (-21, 21),
     (-300, 21)],
)  # fmt: skip
def test_the_partner_is_reminded_by_the_last_step_that_has_come(owed, alice, left, step):
    due_in(owed, left)

    assert reminded() == ([(step, alice.email)] if step else [])


def test_staff_hear_of_a_report_that_is_a_week_late(owed, alice, sam, root):
    due_in(owed, -6)
    before = reminded()
    due_in(owed, -7)

    assert before == [(1, alice.email)]
    assert (7, sam.email) in reminded()
    assert not Reminder.objects.filter(to=root.email).exists()


def test_run_again_the_job_reminds_nobody_twice(owed, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        remind()
        remind()

    assert Reminder.objects.count() == OrmQ.objects.count() == 1


def test_a_moved_due_date_is_reminded_of_anew(owed, alice, sam):
    due_in(owed, -1)
    sent = reminded()
    send_all()
    owed.refresh_from_db()
    days = {"first_day": owed.first_day, "last_day": owed.last_day}
    acts.reschedule(owed, **days, due_date=TODAY + timedelta(days=3), by=sam)
    Reminder.objects.update(day=TODAY - timedelta(days=1))

    assert sent == [(1, alice.email)]
    assert reminded() == [(-3, alice.email), (1, alice.email)]


def test_who_owes_much_gets_one_mail_a_day(owed, alice):
    second = make_period(owed.budget_year, number=2, due_date=TODAY - timedelta(days=1))
    remind()
    third = make_period(owed.budget_year, number=3, due_date=TODAY - timedelta(days=1))
    remind()

    (message,) = send_all()

    assert message.subject == "2 reports are due"
    for period in (owed, second):
        assert period.name in message.body
    assert third.name not in message.body
    Reminder.objects.update(day=TODAY - timedelta(days=1))
    remind()
    assert [item.period for item in Reminder.objects.last().items.all()] == [third]


def test_a_year_added_late_owes_nothing_from_before(bees, alice):
    first_day = TODAY.replace(day=1) - timedelta(days=400)
    year = make_year(bees, 3, True, first_day=first_day, last_day=TODAY + timedelta(days=60))

    assert [period.is_owed for period in year.periods.order_by("number")] == [False, True]
    assert reminded() == []


def test_a_reminder_of_another_due_date_is_not_sent(owed, alice):
    remind()
    due_in(owed, 20)

    assert send_all() == []
    assert Reminder.objects.get().problem == "The due date was moved."


@pytest.mark.parametrize("state", ["submitted", "accepted", "skipped"])
def test_nobody_is_reminded_of_what_is_not_owed(owed, alice, state):
    remind()
    reason = "Floods." if state == "skipped" else ""
    ReportingPeriod.objects.update(state=state, skipped_reason=reason)

    assert send_all() == []
    assert Reminder.objects.get().is_given_up
    Reminder.objects.all().delete()
    assert reminded() == []


def test_nobody_is_reminded_of_a_period_to_come(owed, alice):
    ReportingPeriod.objects.update(
        first_day=TODAY + timedelta(days=2), last_day=TODAY + timedelta(days=9)
    )

    assert reminded() == []


def test_only_active_people_of_the_partner_are_reminded(owed, alice, mallory):
    make_user("partner", partner=alice.partner, is_active=False)

    assert reminded() == [(-14, alice.email)]


def test_a_partner_without_users_is_reminded_at_its_contact_address(db):
    partner = make_partner(contact_email="hello@partner.example")
    for owner in (partner, make_partner()):
        year = make_year(make_project(partner=owner))
        make_period(year, due_date=TODAY + timedelta(days=14))

    assert reminded() == [(-14, "hello@partner.example")]


def test_today_is_the_partners_own(owed, alice, monkeypatch):
    late_evening = datetime(TODAY.year, TODAY.month, TODAY.day, 20, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: late_evening)
    due_in(owed, 15)

    # In Bangkok it is tomorrow already.
    assert reminded() == [(-14, alice.email)]


def test_a_mail_says_what_is_due_and_where(owed, alice, settings):
    settings.SITE_URL = "https://reports.example.org"
    due_in(owed, 3)
    remind()

    message = send_all()[0]

    assert message.subject.startswith("Bees: Report 1, Year 1 is due on ")
    assert "in 3 days." in message.body
    assert f"https://reports.example.org/periods/{owed.pk}/" in message.body


def test_a_late_report_is_told_to_both_sides(owed, alice, sam):
    due_in(owed, -7)
    remind()

    told = {message.to[0]: message for message in send_all()}

    assert "was due on" in told[alice.email].subject
    assert "7 days overdue" in told[alice.email].body
    assert "Baan Mai" not in told[alice.email].body
    assert "Bees (Baan Mai)" in told[sam.email].body


def test_a_title_with_line_breaks_makes_one_subject(owed, alice):
    owed.project.title = "Bees\r\nBcc: everybody@example.org"
    owed.project.save()
    remind()

    assert send_all()[0].subject.startswith("Bees Bcc: everybody@example.org: Report 1")


def test_the_number_of_queries_does_not_grow(owed, alice, sam, django_assert_num_queries):
    due_in(owed, 30)
    for number in range(2, 6):
        make_period(owed.budget_year, number=number, due_date=TODAY + timedelta(days=30))

    with django_assert_num_queries(3):
        remind()


@pytest.mark.django_db
def test_the_job_runs_daily():
    schedule = Schedule.objects.get(func="grantreports.handover.reminders.remind")

    assert schedule.schedule_type == Schedule.DAILY
