"""Reports come into being with a budget year; staff move, skip, add and delete them."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.reports.models import ProgressPoint, Report
from outreach.periods import why_locked
from projects.models import BudgetYear
from projects.plan import due_after, periods_of
from tests.factories import make_project, make_report, make_year, status_of

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
        (date(2025, 1, 15), date(2025, 3, 14), 2, [date(2025, 1, 15), date(2025, 2, 13)]),
        (date(2025, 1, 1), date(2025, 1, 31), 2, [date(2025, 1, 1), date(2025, 1, 16)]),
        (date(2025, 1, 1), date(2025, 1, 2), 4, [date(2025, 1, 1), date(2025, 1, 2)]),
        (date(2025, 1, 1), date(2025, 1, 1), 4, [date(2025, 1, 1)]),
    ],
)
def test_a_year_is_split_at_whole_months_or_else_by_days(first_day, last_day, parts, begins):
    periods = periods_of(first_day, last_day, parts)

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

    reports = list(year.reports.order_by("number"))

    assert [report.number for report in reports] == list(range(1, count + 1))
    assert {report.status for report in reports} == {"collecting"}
    assert reports[-1].due_date == date(2026, 1, 31)
    for report in reports:
        report.full_clean()
        assert report.history.count() == 1


def test_a_year_that_is_saved_again_gets_no_more(db):
    year = make_year(make_project(), with_periods=True)
    year.amount_received = 5
    year.save()

    assert year.reports.count() == 2


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

    assert Report.objects.filter(budget_year__number=3).count() == 2


def test_reports_that_nobody_used_follow_a_year_that_moves(db):
    year = make_year(make_project(), with_periods=True)
    year.first_day, year.last_day = date(2025, 4, 1), date(2026, 3, 31)

    year.full_clean()
    year.save()

    periods = list(year.reports.order_by("number").values_list("first_day", "last_day"))
    assert periods == [
        (date(2025, 4, 1), date(2025, 9, 30)),
        (date(2025, 10, 1), date(2026, 3, 31)),
    ]


def test_reports_that_somebody_used_hold_their_year(db, sam):
    year = make_year(make_project(), with_periods=True)
    year.reports.get(number=2).skip(reason="Floods.", by=sam)
    year.first_day = date(2025, 4, 1)

    with pytest.raises(ValidationError, match="Report 1 begins on 1 January 2025"):
        year.full_clean()


# Moving.


def test_staff_move_a_report(as_sam, report, sam):
    response = as_sam.post(url("schedule", report.pk), DAYS, follow=True)

    report.refresh_from_db()
    assertContains(response, "Saved.")
    assert (report.last_day, report.due_date) == (date(2025, 6, 30), date(2025, 8, 15))
    assert report.history.first().history_user == sam


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
    report = make_report(year, last_day=date(2025, 6, 30))
    make_report(year, number=2, first_day=date(2025, 7, 1))

    response = as_sam.post(url("schedule", report.pk), DAYS | changed)

    report.refresh_from_db()
    assertContains(response, sentence)
    assert report.due_date == year.last_day


def test_a_text_with_an_unknown_figure_does_not_hinder(as_sam, report):
    Report.objects.update(introduction="{evnts}")

    as_sam.post(url("schedule", report.pk), DAYS)

    report.refresh_from_db()
    assert report.due_date == date(2025, 8, 15)


@pytest.mark.parametrize("status", ["in_review", "published", "withdrawn"])
def test_what_donors_or_a_second_person_read_is_not_moved(as_sam, report, status):
    Report.objects.update(status=status)

    shown = as_sam.get(url("schedule", report.pk))
    response = as_sam.post(url("schedule", report.pk), DAYS, follow=True)

    report.refresh_from_db()
    assertContains(shown, "Its period stays as it is")
    assertContains(response, "Somebody changed the report meanwhile.")
    assert report.last_day == date(2025, 12, 31)


def test_of_two_who_act_at_once_one_is_told(as_sam, report, sam):
    stale = Report.objects.get(pk=report.pk)

    assert report.skip(reason="Floods.", by=sam)
    assert not stale.skip(reason="Floods.", by=sam)
    assert not stale.reschedule(
        first_day=stale.first_day, last_day=stale.last_day, due_date=stale.due_date, by=sam
    )


# Skipping.


def test_staff_skip_a_report_with_a_reason(as_sam, report, alice, sam):
    missing = as_sam.post(url("skip", report.pk), {"reason": " "})
    as_sam.post(url("skip", report.pk), {"reason": "Floods."})

    report.refresh_from_db()
    assertContains(missing, "Say why it is skipped.")
    assert (report.status, report.skipped_reason) == ("skipped", "Floods.")
    assert report.history.first().history_user == sam
    assert why_locked(report.project, date(2025, 3, 1), alice) == ""


def test_a_skipped_report_is_owed_nowhere(client, alice, report, sam):
    report.skip(reason="Floods.", by=sam)
    client.force_login(alice)

    home = client.get(reverse("home"))
    project = client.get(reverse("project", args=[report.project.slug]))
    period = client.get(report.get_period_url())

    assertContains(home, "Nothing is owed now")
    for page in (project, period):
        assertContains(page, "Skipped")
        assertContains(page, "Nothing is due.")
        assertNotContains(page, "overdue")
        assertNotContains(page, "Floods.")
    assertNotContains(period, "What is missing")


def test_a_skip_is_taken_back(as_sam, report, sam):
    report.skip(reason="Floods.", by=sam)

    as_sam.post(url("unskip", report.pk))
    again = as_sam.post(url("unskip", report.pk), follow=True)

    report.refresh_from_db()
    assert (report.status, report.skipped_reason) == ("collecting", "")
    assertContains(again, "Somebody changed the report meanwhile.")


def test_what_the_partner_submitted_is_not_skipped(as_sam, report):
    Report.objects.update(status="submitted")

    as_sam.post(url("skip", report.pk), {"reason": "Floods."})

    assert status_of(report) == "submitted"


# Adding and deleting.


def test_staff_add_a_report_by_hand(as_sam, bees):
    year = bees.budget_years.get(number=1)
    make_report(year, number=3, last_day=date(2025, 3, 31))
    days = DAYS | {"first_day": "2025-04-10"}

    form = as_sam.get(url("add"), {"year": year.pk}).context["form"]
    response = as_sam.post(url("add"), {"budget_year": year.pk, "number": ""} | days)

    added = year.reports.get(number=4)
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
def test_a_wrong_report_is_refused_on_its_field(as_sam, report, changed, sentence):
    Report.objects.update(last_day=date(2025, 1, 31))
    fields = {"budget_year": report.budget_year_id, "first_day": "2025-02-01"}

    response = as_sam.post(url("add"), DAYS | fields | changed)

    assertContains(response, sentence)
    assert Report.objects.count() == 1


@pytest.mark.parametrize("key", ["x", "0", "9" * 18, "9" * 5000, "-1", "²", "٣"])
def test_an_odd_year_in_the_address_proposes_nothing(as_sam, bees, key):
    assert as_sam.get(url("add"), {"year": key}).context["form"].initial == {}


def test_an_unused_report_is_deleted(as_sam, report):
    response = as_sam.post(url("delete", report.pk), follow=True)

    assertContains(response, "is deleted.")
    assert not Report.objects.exists()


def test_what_somebody_worked_on_is_not_deleted(as_sam, report, alice):
    ProgressPoint.objects.create(report=report, text="Point.")
    with_part = as_sam.post(url("delete", report.pk), follow=True)
    report.progresspoints.all().delete()
    report.submit(by=alice, at="2025-01-01T00:00Z")
    Report.objects.update(status="collecting")
    with_handover = as_sam.post(url("delete", report.pk), follow=True)

    for response in (with_part, with_handover):
        assertContains(response, "The report is in use, so it stays.")
        assertNotContains(response, "Delete this report")
    assert Report.objects.exists()
