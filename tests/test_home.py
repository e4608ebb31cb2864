from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from projects.models import Target
from tests.factories import (
    make_event,
    make_events,
    make_partner,
    make_project,
    make_report,
    make_year,
    set_state,
)

# Where the partner works it is another day in the evening.
TODAY = timezone.localdate(timezone=ZoneInfo("Asia/Bangkok"))


@pytest.fixture
def running(bees):
    """The report whose period holds today; the partner enters for it."""
    days = {"first_day": TODAY - timedelta(days=30), "last_day": TODAY + timedelta(days=30)}
    bees.budget_years.all().delete()
    year = make_year(bees, 1, label="This year", **days)
    Target.objects.create(budget_year=year, figure="attendance: students", value=200)
    return make_report(year, due_date=TODAY + timedelta(days=40))


def at_home(client, user):
    client.force_login(user)
    return client.get(reverse("home"))


def test_partner_staff_see_what_is_owed_and_what_came_in(client, alice, running, bees):
    make_event(bees, {"students": 40, "teachers": 3}, first_day=TODAY, venue="Ban Mai School")
    make_event(bees, {"students": 9}, first_day=TODAY - timedelta(days=200))

    response = at_home(client, alice)

    assertContains(response, "Report 1, Year 1")
    assertContains(response, "in 40 days.")
    assert (response.context["events"], response.context["attended"]) == (1, 43)
    assertContains(response, "40 of 200 (20%)")
    assertContains(response, "does not say what was done")
    assertContains(response, "Ban Mai School")
    assertContains(response, "Add outreach")
    assertNotContains(response, "Administration")


def test_a_late_report_is_told(client, alice, running):
    running.period.due_date = TODAY - timedelta(days=3)
    running.period.save()

    assertContains(at_home(client, alice), "3 days overdue")


def test_a_period_that_has_begun_comes_before_one_to_come(client, alice, running, partner):
    other = make_project(partner=partner, title="Wasps", slug="wasps")
    first_day = TODAY + timedelta(days=5)
    year = make_year(other, 1, first_day=first_day, last_day=first_day + timedelta(days=9))
    make_report(year, due_date=TODAY + timedelta(days=6))

    response = at_home(client, alice)

    assert response.context["period"] == running.period
    assertContains(response, "Your other projects")
    assertContains(response, "in 6 days.")


def test_when_all_is_submitted_nothing_is_owed(client, alice, running):
    set_state(running, "submitted")

    response = at_home(client, alice)

    assertContains(response, "Nothing is owed now")
    assertContains(response, reverse("handover:period", args=[running.period_id]))
    assertContains(response, "Add outreach")


def test_partner_staff_see_their_own_projects_only(client, alice, running):
    make_report(make_year(make_project(title="Wasps", partner=make_partner())))

    assertNotContains(at_home(client, alice), "Wasps")


def test_a_partner_without_a_project_is_told(client, mallory):
    assertContains(at_home(client, mallory), "There is no project yet.")


def test_staff_see_all_reports_by_due_date(client, sam, report):
    response = at_home(client, sam)

    assertContains(response, "Bees: Report 1, Year 1")
    assertContains(response, "Add a report")


def test_partner_home_runs_as_many_queries_for_10_events_as_for_10_000(
    client, alice, running, bees, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(alice)
    make_project(partner=bees.partner)
    make_events(bees, 10, first_day=TODAY)
    with django_assert_max_num_queries(29) as few:
        client.get(reverse("home"))
    make_events(bees, 9_990, first_day=TODAY)

    with django_assert_num_queries(len(few)):
        client.get(reverse("home"))
