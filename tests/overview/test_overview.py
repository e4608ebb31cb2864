"""The overview: every report with what is late, whose turn it is, and what is missing."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.overview.strip import strip_of
from grantreports.publishing.models import Review
from grantreports.reports.models import Report
from projects.models import Project, ReportingPeriod
from tests.factories import (
    make_event,
    make_partner,
    make_period,
    make_project,
    make_report,
    make_year,
    set_state,
)

# Where the partner works it is another day in the evening.
TODAY = timezone.localdate(timezone=ZoneInfo("Asia/Bangkok"))
OVERVIEW = "/reports/"


def keys(response):
    """Which list each report stands in."""
    groups = response.context["groups"]
    return {row.period.number: group.key for group in groups for row in group.rows}


def make_reports(year, count):
    """Reports of odd days, the first of them late."""
    return [
        make_report(year, number=number, due_date=TODAY + timedelta(days=number - 2))
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"due_date": TODAY - timedelta(days=2)}, "late"),
        ({"due_date": TODAY + timedelta(days=2)}, "partner"),
        ({"first_day": TODAY + timedelta(days=2), "last_day": TODAY + timedelta(days=9)}, "later"),
        ({"state": "submitted", "due_date": TODAY - timedelta(days=2)}, "foundation"),
        ({"status": "drafting"}, "foundation"),
        ({"status": "in_review"}, "foundation"),
        ({"status": "published"}, "public"),
        ({"status": "withdrawn"}, "public"),
        ({"state": "skipped", "skipped_reason": "Floods."}, "skipped"),
    ],
)
def test_each_report_stands_in_its_list(as_sam, bees, fields, key):
    days = {"first_day": TODAY - timedelta(days=30), "last_day": TODAY - timedelta(days=1)}
    due = {"due_date": TODAY + timedelta(days=20)}
    year = bees.budget_years.get(number=1)
    make = make_report if "status" in fields else make_period
    make(year, **days | due | fields)

    assert keys(as_sam.get(OVERVIEW)) == {1: key}


def test_a_row_says_what_staff_want_to_know(as_sam, report, bees):
    make_event(bees)
    ReportingPeriod.objects.update(due_date=TODAY - timedelta(days=3))

    response = as_sam.get(OVERVIEW)

    for words in (
        "Bees: Report 1, Year 1", "Baan Mai", "Thailand", "1 Jan", "3 days overdue",
        "Waits for the partner.", "4 things missing", "There is no photo yet.",
        "Open: the partner enters", reverse("handover:period", args=[report.period_id]),
        reverse("handover:schedule", args=[report.period_id]),
    ):  # fmt: skip
        assertContains(response, words)


@pytest.mark.parametrize(
    ("status", "turn"),
    [
        ("drafting", "Waits to be written."),
        ("in_review", "Waits for a second person (handed over by Sam)."),
        ("published", "Published"),
    ],
)
def test_a_row_says_whose_turn_it_is_and_leads_to_the_desk(as_sam, sam, report, status, turn):
    set_state(report, "accepted")
    Report.objects.update(status=status)
    Review.objects.create(report=report, handed_by=sam, handed_at=timezone.now())

    response = as_sam.get(OVERVIEW)

    assertContains(response, turn)
    assertContains(response, f'href="{reverse("desk:desk", args=[report.pk])}"')
    assertNotContains(response, "overdue")


@pytest.fixture
def kenyan(db):
    project = make_project(
        partner=make_partner(name="Maji"), country="KE", title="Water", slug="water"
    )
    year = make_year(project, label="2025/26")
    return make_period(year, state="submitted", due_date=TODAY)


@pytest.mark.parametrize(
    ("filtered", "shown"),
    [
        ({}, {"Bees", "Water"}),
        ({"country": "KE"}, {"Water"}),
        ({"status": "submitted"}, {"Water"}),
        ({"status": "open"}, {"Bees"}),
        ({"label": "2025"}, {"Bees"}),
        ({"country": "TH", "status": "submitted"}, set()),
        ({"country": "xx", "partner": "xx"}, {"Bees", "Water"}),
    ],
)
def test_reports_can_be_filtered(as_sam, report, kenyan, filtered, shown):
    response = as_sam.get(OVERVIEW, filtered)

    rows = [row for group in response.context["groups"] for row in group.rows]
    assert {row.period.project.title for row in rows} == shown
    if not shown:
        assertContains(response, "No report passes this filter.")


def test_reports_of_one_partner(as_sam, report, kenyan):
    response = as_sam.get(OVERVIEW, {"partner": kenyan.project.partner.pk})

    assertContains(response, "Water: Report 1")
    assertNotContains(response, "Bees: Report 1")


def test_without_a_report_the_page_says_where_they_come_from(as_sam, db):
    assertContains(as_sam.get(OVERVIEW), "Each budget year of a project gets its own")


@pytest.mark.parametrize("count", [3, 300])
def test_the_number_of_queries_does_not_grow(as_sam, bees, sam, count, django_assert_num_queries):
    year = bees.budget_years.get(number=1)
    reports = make_reports(year, count)
    make_period(year, number=count + 1, state="submitted")
    Review.objects.create(report=reports[0], handed_by=sam, handed_at=timezone.now())
    make_event(bees)

    with django_assert_num_queries(26):
        as_sam.get(OVERVIEW)


@pytest.fixture
def sixty(bees):
    """Sixty late reports of two partners, due one after the other."""
    year, other = bees.budget_years.get(number=1), make_year(make_project(title="Water"))
    for number in range(2, 62):
        days = {"first_day": date(2025, 1, 1), "due_date": TODAY - timedelta(days=100 - number)}
        make_period(year if number % 2 else other, number=number, **days)


def test_of_a_long_list_the_first_are_shown_and_the_rest_is_a_link_away(as_sam, sixty):
    page = as_sam.get(OVERVIEW, {"country": "TH"})

    (late,) = (each for each in page.context["groups"] if each.key == "late")
    assert (late.count, len(late.rows)) == (60, 10)
    assert [row.period.number for row in late.rows][:2] == [2, 3]
    assertContains(page, "Late (60)")
    assertContains(page, '<a href="?country=TH&amp;list=late">Show all 60')


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("1", range(2, 52)),
        ("2", range(52, 62)),
        ("99", range(52, 62)),
        ("x", range(2, 52)),
        ("-1", range(52, 62)),
    ],
)
def test_a_whole_list_is_read_in_pages(as_sam, sixty, asked, numbers):
    page = as_sam.get(OVERVIEW, {"list": "late", "page": asked})

    (late,) = page.context["groups"]
    assert [row.period.number for row in late.rows] == list(numbers)
    assertContains(page, "All lists")


def test_the_filter_stays_in_the_address_of_each_page(as_sam, sixty, bees):
    partner = bees.partner.pk
    page = as_sam.get(OVERVIEW, {"partner": partner, "list": "late"})

    (late,) = page.context["groups"]
    assert late.count == 30 + 30 * (bees.partner == Project.objects.get(title="Water").partner)
    assertContains(page, 'name="partner"')
    assertContains(page, '<input type="hidden" name="list" value="late">', html=True)


def test_an_unknown_list_is_the_overview(as_sam, sixty):
    assert len(as_sam.get(OVERVIEW, {"list": "xx"}).context["groups"]) == 6


def test_a_list_with_nothing_says_so(as_sam, sixty):
    assertContains(as_sam.get(OVERVIEW, {"list": "skipped"}), "No report is skipped.")


def test_all_published_reports_are_chosen_at_once(as_sam, bees):
    year = bees.budget_years.get(number=1)
    reports = [make_report(year, number=each, status="published") for each in range(2, 62)]

    page = as_sam.get(OVERVIEW, {"list": "public"})

    keys = sorted(int(key) for key in page.context["groups"][0].to_send.split(","))
    assert keys == [report.pk for report in reports]
    assertContains(page, "Send or download all of this list")


# The months of a year.


def bars(reports, year):
    periods = ReportingPeriod.objects.filter(pk__in=[each.pk for each in reports])
    rows = strip_of(periods, year, TODAY).rows
    return [(bar.x, bar.width, bar.due) for _, bars in rows for bar in bars]


@pytest.mark.parametrize(
    ("year", "drawn"),
    [
        (2024, []),
        (2025, [("24.66%", "75.34%", None)]),
        (2026, [("0.00%", "8.49%", "15.89%")]),
        (2027, []),
    ],
)
def test_a_period_is_drawn_in_each_year_it_touches(bees, year, drawn):
    report = make_report(
        bees.budget_years.get(number=1),
        first_day=date(2025, 4, 1),
        last_day=date(2026, 1, 31),
        due_date=date(2026, 2, 28),
    )

    assert bars([report.period], year) == drawn


def test_a_due_date_is_drawn_in_a_year_without_the_period(report):
    ReportingPeriod.objects.update(due_date=date(2026, 1, 1))

    assert bars([report.period], 2026) == [("0.00%", "0.00%", "0.00%")]


def test_the_strip_says_in_words_what_it_draws(as_sam, report):
    ReportingPeriod.objects.update(due_date=date(2025, 12, 31))

    response = as_sam.get(OVERVIEW, {"year": "2025", "status": "open"})

    assertContains(response, "Bees, Report 1, Year 1: 1 Jan")
    assertContains(response, "1 late")
    assertContains(response, "?year=2024&amp;status=open")
    assertContains(response, "?year=2026&amp;status=open")


@pytest.mark.parametrize("year", ["", "x", "0000", "9999", "٢٠٢٥", "20255", "-100"])
def test_an_odd_year_shows_this_one(as_sam, report, year):
    assert as_sam.get(OVERVIEW, {"year": year}).context["strip"].year == TODAY.year


@pytest.mark.parametrize("year", ["1900", "9998"])
def test_the_calendar_has_ends(as_sam, report, year):
    response = as_sam.get(OVERVIEW, {"year": year})

    assertContains(response, f"No period and no due date lies in {year}.")


def test_staff_come_to_it_from_anywhere(as_sam, report):
    assertContains(as_sam.get(reverse("home")), f'<a href="{OVERVIEW}">Reports</a>')
