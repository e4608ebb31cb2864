"""Staff report on a period whose partner has no account or stays silent."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from grantreports.handover import handovers as acts
from grantreports.handover.life import LIFE
from grantreports.handover.models import Mailing
from grantreports.mailing import outbox
from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from projects.life import Refused
from projects.models import ReportingPeriod
from tests.factories import make_event, state_of

NOW = timezone.now()


def url(name, period):
    return reverse(f"handover:{name}", args=[period.pk])


def test_staff_open_the_report_with_a_reason(as_sam, period, bees, alice):
    make_event(bees, {"students": 12}, entered_by=None)

    response = as_sam.post(url("take-over", period), {"why": "You have no account yet."})
    for mailing in Mailing.objects.all():
        outbox.send("handover.mailing", mailing.pk)

    report = Report.objects.with_project().get()
    assert response["Location"] == reverse("desk:desk", args=[report.pk])
    assert state_of(period) == "accepted"
    assert period.handovers.get().text == "You have no account yet."
    assert compose(report).strip[1].number == "12"
    assert mail.outbox[0].to == [alice.email]
    assert "You have no account yet." in mail.outbox[0].body


def test_a_reason_is_asked_for(as_sam, period):
    response = as_sam.post(url("take-over", period), {"why": " "})

    assertContains(response, "Say why you do not wait for the partner.")
    assert state_of(period) == "open"


def test_the_partner_does_not_take_over(period, alice):
    with pytest.raises(Refused):
        acts.take_over(period, by=alice, at=NOW, text="Quick.")
    assert state_of(period) == "open"


def test_what_the_partner_submitted_meanwhile_is_not_taken_over(as_sam, period, alice):
    acts.submit(ReportingPeriod.objects.get(pk=period.pk), by=alice, at=NOW)

    response = as_sam.post(url("take-over", period), {"why": "Silent."}, follow=True)

    assertContains(response, "Somebody changed the period meanwhile.")
    assert state_of(period) == "submitted"


def test_it_can_be_returned_to_the_partner(as_sam, period, sam):
    acts.take_over(period, by=sam, at=NOW, text="Silent.")

    as_sam.post(url("return", period), {"text": "You are back?"})

    assert state_of(period) == "open"
    assert Report.objects.count() == 1


@pytest.mark.parametrize("move", LIFE.moves, ids=lambda move: move.name)
def test_each_step_begins_only_where_the_table_says(period, alice, sam, move):
    by = alice if move.name == "submit" else sam
    for state in ReportingPeriod.State.values:
        reason = "Floods." if state == "skipped" else ""
        ReportingPeriod.objects.update(state=state, skipped_reason=reason)
        if state not in move.before:
            now = ReportingPeriod.objects.get(pk=period.pk)
            assert not LIFE.move(now, move.name, by=by, at=NOW)
            assert state_of(period) == state
