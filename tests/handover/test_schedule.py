"""Reports come into being with a budget year; staff move, skip, add and delete them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.handover import handovers as acts
from grantreports.handover.periods import period_url
from grantreports.reports.models import Report
from outreach.periods import why_locked
from projects.models import BudgetYear, ReportingPeriod
from projects.periods import due_after, stretches_of
from tests.factories import make_period, make_project, make_user, make_year, state_of
from tests.forms import sent_by
from tests.queries import queries_of

TODAY = date(2026, 1, 5)
NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
DAYS = {"first_day": "2025-01-01", "last_day": "2025-06-30", "due_date": "2025-08-15"}


def url(name, *args):
    return reverse(f"handover:{name}", args=args)


# The periods of a year.


@pytest.mark.parametrize(
    ("first_day", "last_day", "parts", "begins"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), 1, [date(2025, 1, 1)]),
        (date(2025, 1, 1), date(2025, 12, 31), 2, [date(2025, 1, 1), date(2025, 7, 1)]),
        (
            date(2024, 4, 1),
            date(2025, 3, 31),
            4,
            [date(2024, 4, 1), date(2024, 7, 1), date(2024, 10, 1), date(2025, 1, 1)],
        ),
        (date(2025, 1, 1), date(2025, 5, 31), 2, [date(2025, 1, 1), date(2025, 3, 1)]),
        (date(2025, 1, 15), date(2025, 3, 14), 2, [date(2025, 1, 15), date(2025, 2, 15)]),
        (date(2025, 1, 15), date(2026, 1, 14), 2, [date(2025, 1, 15), date(2025, 7, 15)]),
        (
            date(2025, 4, 6),
            date(2026, 4, 5),
            4,
            [date(2025, 4, 6), date(2025, 7, 6), date(2025, 10, 6), date(2026, 1, 6)],
        ),
        (date(2024, 8, 31), date(2025, 8, 30), 2, [date(2024, 8, 31), date(2025, 2, 28)]),
        (date(2025, 1, 15), date(2025, 3, 15), 2, [date(2025, 1, 15), date(2025, 2, 14)]),
        (date(2025, 1, 1), date(2025, 1, 31), 2, [date(2025, 1, 1), date(2025, 1, 16)]),
        (date(2025, 1, 1), date(2025, 1, 2), 4, [date(2025, 1, 1), date(2025, 1, 2)]),
        (date(2025, 1, 1), date(2025, 1, 1), 4, [date(2025, 1, 1)]),
    ],
)
def test_a_year_is_split_at_whole_months_or_else_by_days(first_day, last_day, parts, begins):
    periods = stretches_of(first_day, last_day, parts)

    assert [begin for begin, _ in periods] == begins
    assert periods[-1][1] == last_day
    for (begin, end), (next_begin, _) in pairwise(periods):
        assert begin <= end == next_begin - timedelta(days=1)


@pytest.mark.parametrize(
    ("last_day", "due"),
    [
        (date(2025, 6, 30), date(2025, 7, 31)),
        (date(2025, 12, 31), date(2026, 1, 31)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2025, 2, 28), date(2025, 3, 31)),
        (date(2025, 1, 30), date(2025, 2, 28)),
        (date(2025, 6, 14), date(2025, 7, 14)),
    ],
)
def test_a_report_is_due_a_month_after_its_period(last_day, due):
    assert due_after(last_day) == due


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_new_year_gets_its_reports(db, count):
    year = make_year(make_project(reports_a_year=count), with_periods=True)

    periods = list(year.periods.order_by("number"))

    assert [period.number for period in periods] == list(range(1, count + 1))
    assert {period.state for period in periods} == {"open"}
    assert periods[-1].due_date == date(2026, 1, 31)
    for period in periods:
        period.full_clean()
        assert period.history.count() == 1


def test_a_year_that_is_saved_again_gets_no_more(db):
    year = make_year(make_project(), with_periods=True)
    year.amount_received = 5
    year.save()

    assert year.periods.count() == 2


@pytest.mark.parametrize("last_day", [date(9999, 12, 31), date(9998, 12, 31)])
def test_the_end_of_the_calendar_breaks_nothing(db, last_day):
    year = make_year(make_project(), first_day=date(2025, 1, 1), last_day=last_day)

    year.full_clean()
    assert BudgetYear.objects.filter(pk=year.pk).exists()


def test_years_of_the_administration_get_their_reports(client, root, bees):
    fields = {"project": bees.pk, "number": 3, "label": "2027", "amount_needed": 10}
    days = {"first_day": "2027-01-01", "last_day": "2027-12-31", "amount_received": 0}
    formset = {"targets-TOTAL_FORMS": 0, "targets-INITIAL_FORMS": 0}
    client.force_login(root)

    client.post(reverse("admin:projects_budgetyear_add"), fields | days | formset)

    assert ReportingPeriod.objects.filter(budget_year__number=3).count() == 2


def test_reports_that_nobody_used_follow_a_year_that_moves(db):
    year = make_year(make_project(), with_periods=True)
    year.first_day, year.last_day = date(2025, 4, 1), date(2026, 3, 31)

    year.full_clean()
    year.save()

    periods = list(year.periods.order_by("number").values_list("first_day", "last_day"))
    assert periods == [
        (date(2025, 4, 1), date(2025, 9, 30)),
        (date(2025, 10, 1), date(2026, 3, 31)),
    ]


def test_reports_that_somebody_used_hold_their_year(db, sam):
    year = make_year(make_project(), with_periods=True)
    acts.skip(year.periods.get(number=2), reason="Floods.", by=sam, at=NOW)
    year.first_day = date(2025, 4, 1)

    with pytest.raises(ValidationError, match="Report 1 begins on 1 January 2025"):
        year.full_clean()


# Moving.


def test_staff_move_a_report(as_sam, period, sam):
    response = as_sam.post(url("schedule", period.pk), DAYS, follow=True)

    period.refresh_from_db()
    assertContains(response, "Saved.")
    assert (period.last_day, period.due_date) == (date(2025, 6, 30), date(2025, 8, 15))
    assert period.history.first().history_user == sam


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first_day": "2024-12-31"}, "The period must lie within Year 1"),
        ({"last_day": "2024-12-31"}, "The period cannot end before it begins."),
        ({"last_day": "2025-07-01"}, "The period overlaps with that of report 2."),
        ({"last_day": "soon"}, "This is not a date."),
        ({"due_date": ""}, "This field is required."),
        ({"due_date": "2024-12-31"}, "It cannot be due before its period begins."),
    ],
)
def test_wrong_days_are_refused_on_their_field(as_sam, bees, changed, sentence):
    year = bees.budget_years.get(number=1)
    period = make_period(year, last_day=date(2025, 6, 30))
    make_period(year, number=2, first_day=date(2025, 7, 1))

    response = as_sam.post(url("schedule", period.pk), DAYS | changed)

    period.refresh_from_db()
    assertContains(response, sentence)
    assert period.due_date == year.last_day


@pytest.mark.parametrize("status", ["in_review", "published", "withdrawn"])
def test_what_donors_or_a_second_person_read_is_not_moved(as_sam, period, report, status):
    Report.objects.update(status=status)

    shown = as_sam.get(url("schedule", period.pk))
    response = as_sam.post(url("schedule", period.pk), DAYS, follow=True)

    period.refresh_from_db()
    assertContains(shown, "Its period stays as it is")
    assertContains(response, "Somebody changed the period meanwhile.")
    assert period.last_day == date(2025, 12, 31)


def test_of_two_who_act_at_once_one_is_told(as_sam, period, sam):
    stale = ReportingPeriod.objects.get(pk=period.pk)

    assert acts.skip(period, reason="Floods.", by=sam, at=NOW)
    assert not acts.skip(stale, reason="Floods.", by=sam, at=NOW)
    assert not acts.reschedule(
        stale, first_day=stale.first_day, last_day=stale.last_day, due_date=TODAY, by=sam
    )


# Skipping.


def test_staff_skip_a_report_with_a_reason(as_sam, period, alice, sam):
    missing = as_sam.post(url("skip", period.pk), {"reason": " "})
    as_sam.post(url("skip", period.pk), {"reason": "Floods."})

    period.refresh_from_db()
    assertContains(missing, "Say why it is skipped.")
    assert (period.state, period.skipped_reason) == ("skipped", "Floods.")
    assert period.history.first().history_user == sam
    assert why_locked(period.project, date(2025, 3, 1), alice) == ""


def test_a_skipped_report_is_owed_nowhere(client, alice, period, sam):
    acts.skip(period, reason="Floods.", by=sam, at=NOW)
    client.force_login(alice)

    home = client.get(reverse("home"))
    project = client.get(reverse("project", args=[period.project.slug]))
    page = client.get(period_url(period))

    assertContains(home, "Nothing is owed now")
    for each in (project, page):
        assertContains(each, "Skipped")
        assertContains(each, "Nothing is due.")
        assertNotContains(each, "overdue")
        assertNotContains(each, "Floods.")
    assertNotContains(page, "What is missing")


def test_a_skip_is_taken_back(as_sam, period, sam):
    acts.skip(period, reason="Floods.", by=sam, at=NOW)

    as_sam.post(url("unskip", period.pk))
    again = as_sam.post(url("unskip", period.pk), follow=True)

    period.refresh_from_db()
    assert (period.state, period.skipped_reason) == ("open", "")
    assertContains(again, "Somebody changed the period meanwhile.")


def test_what_the_partner_submitted_is_not_skipped(as_sam, period):
    ReportingPeriod.objects.update(state="submitted")

    as_sam.post(url("skip", period.pk), {"reason": "Floods."})

    assert state_of(period) == "submitted"


# Adding and deleting.


def test_staff_add_a_report_by_hand(as_sam, bees):
    year = bees.budget_years.get(number=1)
    make_period(year, number=3, last_day=date(2025, 3, 31))
    days = DAYS | {"first_day": "2025-04-10"}

    form = as_sam.get(url("add"), {"year": year.pk}).context["form"]
    response = as_sam.post(url("add"), {"budget_year": year.pk, "number": ""} | days)

    added = year.periods.get(number=4)
    assert form.initial["number"] == 4
    assert form.initial["first_day"] == date(2025, 4, 1)
    assert (added.first_day, added.due_date) == (date(2025, 4, 10), date(2025, 8, 15))
    assert response["Location"] == url("schedule", added.pk)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": "1"}, "This budget year has a report with that number already."),
        ({"number": "0"}, "greater than or equal to 1"),
        ({"number": "99999"}, "less than or equal to 32767"),
        ({"first_day": "2026-01-01"}, "The period cannot end before it begins."),
        ({"last_day": "2026-01-01"}, "The period must lie within Year 1"),
        ({"budget_year": "x"}, "Select a valid choice."),
        ({"due_date": "2001-01-01"}, "It cannot be due before its period begins."),
    ],
)
def test_a_wrong_report_is_refused_on_its_field(as_sam, period, changed, sentence):
    ReportingPeriod.objects.update(last_day=date(2025, 1, 31))
    fields = {"budget_year": period.budget_year_id, "first_day": "2025-02-01"}

    response = as_sam.post(url("add"), DAYS | fields | changed)

    assertContains(response, sentence)
    assert ReportingPeriod.objects.count() == 1


@pytest.mark.parametrize("key", ["x", "0", "9" * 18, "9" * 5000, "-1", "²", "٣"])
def test_an_odd_year_in_the_address_proposes_nothing(as_sam, bees, key):
    assert as_sam.get(url("add"), {"year": key}).context["form"].initial == {}


def test_an_unused_report_is_deleted(as_sam, period):
    response = as_sam.post(url("delete", period.pk), follow=True)

    assertContains(response, "is deleted.")
    assert not ReportingPeriod.objects.exists()


def test_what_somebody_worked_on_is_not_deleted(as_sam, period, alice):
    report = Report.objects.create(period=period)
    with_report = as_sam.post(url("delete", period.pk), follow=True)
    report.delete()
    acts.submit(period, by=alice, at=NOW)
    ReportingPeriod.objects.update(state="open")
    with_handover = as_sam.post(url("delete", period.pk), follow=True)

    for response in (with_report, with_handover):
        assertContains(response, "The period is in use, so it stays.")
        assertNotContains(response, "Delete this report")
    assert ReportingPeriod.objects.exists()


def test_the_page_runs_as_many_queries_whatever_the_number_of_periods(as_sam, bees):
    year = bees.budget_years.get(number=2)
    first, *quarters = (
        make_period(
            year, number=n, first_day=date(2026, 3 * n - 2, 1), last_day=date(2026, 3 * n, 28)
        )
        for n in range(1, 5)
    )
    alone = queries_of(as_sam, reverse("handover:schedule", args=[quarters.pop().pk]))
    for each in quarters:
        Report.objects.create(period=each)

    assert queries_of(as_sam, reverse("handover:schedule", args=[first.pk])) == alone <= 10


def test_two_who_move_a_period_lose_nothing(client, period):
    """One moves its last day, the other its due date; then both its due date."""
    clients = Client(), Client()
    for each, name in zip(clients, ("Sam", "Kim"), strict=True):
        each.force_login(make_user("staff", name=name))
    page = url("schedule", period.pk)
    first, second = (sent_by(each.get(page)) for each in clients)

    clients[0].post(page, first | {"last_day": "2025-12-30"})
    clients[1].post(page, second | {"due_date": "2026-02-15"})
    asked = clients[0].post(page, first | {"last_day": "2025-12-30", "due_date": "2026-03-01"})

    period.refresh_from_db()
    assert (period.last_day, period.due_date) == (date(2025, 12, 30), date(2026, 2, 15))
    assertContains(asked, "Kim changed this meanwhile to “15 Feb 2026”.")
    clients[0].post(page, sent_by(asked))
    period.refresh_from_db()
    assert period.due_date == date(2026, 3, 1)
