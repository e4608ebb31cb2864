"""What partner staff see of the schedule, in Thai: reminders, skips, what is owed too."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from grantreports.handover import handovers as acts
from grantreports.handover.models import Reminder
from grantreports.handover.reminders import remind
from grantreports.mailing import outbox
from tests.factories import make_report
from tests.thai.english import assert_thai, english_words

# Where the partner works it is another day in the evening.
TODAY = timezone.localdate(timezone=ZoneInfo("Asia/Bangkok"))


@pytest.mark.parametrize("left", [14, 1, 0, -1, -30])
def test_a_reminder(bees, alice, sam, left):
    make_report(bees.budget_years.get(number=1), due_date=TODAY + timedelta(days=left))
    remind()

    for reminder in Reminder.objects.all():
        outbox.send("handover.reminder", reminder.pk)

    assert len(mail.outbox) == (2 if left < -6 else 1)
    for message in mail.outbox:
        assert english_words(message.subject) == []
        assert english_words(message.body) == []


def test_home_with_several_reports_that_are_owed(as_alice, bees):
    year = bees.budget_years.get(number=1)
    make_report(year, due_date=TODAY - timedelta(days=3))
    make_report(year, number=2, due_date=TODAY + timedelta(days=3))

    response = as_alice.get(reverse("home"))

    assert len(response.context["also_owed"]) == 1
    assert_thai(response)


def test_a_skipped_report(as_alice, period, sam):
    acts.skip(period, reason="น้ำท่วม", by=sam, at=timezone.now())

    assert_thai(as_alice.get(reverse("handover:period", args=[period.pk])))
    assert_thai(as_alice.get(reverse("project", args=[period.project.slug])))
