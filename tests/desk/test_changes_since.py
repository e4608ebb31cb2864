"""What changed in the data since an edition."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.desk.changes import Detail, changes_since
from grantreports.desk.snapshot import events_of
from grantreports.reports.models import StripFigure
from outreach import removal
from outreach.cells import kept_rows
from outreach.figures import Cells, Numbers, Vocabulary, parse
from outreach.models import Attendance, OutreachEvent
from projects.models import Target
from tests.editions import fetched, make_edition, make_plain_edition, write_report
from tests.factories import make_event, make_events, make_group, make_point, make_report


@pytest.fixture
def edition(report, sam):
    write_report(report)
    return make_edition(report, sam)


def changes(edition):
    return changes_since(edition, fetched(edition.report))


def test_nothing_changed(edition):
    assert not changes(edition)


def test_an_event_that_was_added_changes_figures(edition):
    added = make_event(edition.report.project, {"students": 20}, venue="Wat Pa School")

    found = changes(edition)

    (event,) = found.events
    assert (event.kind, event.pk) == ("added", added.pk)
    assert event.name == "14 Mar 2025, Wat Pa School"
    assert event.details == (Detail("students", "–", "20"),)
    assert Detail("Point 1: {attendance: students}", "40", "60") in found.figures
    assert Detail("In numbers: {events}", "1", "2") in found.figures


def test_a_changed_count_is_told_with_both_numbers(edition):
    Attendance.objects.filter(group=make_group("students")).update(count=41)

    found = changes(edition)

    assert [(each.kind, each.details) for each in found.events] == [
        ("changed", (Detail("students", "40", "41"),))
    ]
    assert Detail("Point 1: {attendance: students}", "40", "41") in found.figures


def test_a_changed_place_a_new_group_and_an_estimate_are_told(edition):
    event = OutreachEvent.objects.get()
    event.province, event.setting, event.count_method = "TH-50", "village", "estimated"
    event.save()
    Attendance.objects.create(event=event, group=make_group("parents"), count=5)

    (event,) = changes(edition).events

    assert [(detail.label, detail.after) for detail in event.details] == [
        ("province", "Chiang Mai"),
        ("setting", "Village"),
        ("counted or estimated", "Estimated"),
        ("parents", "5"),
    ]


def test_a_removed_event_is_told_without_a_link(edition):
    removal.remove(OutreachEvent.objects.get(), by=None, at=timezone.now(), reason="Twice.")

    (event,) = changes(edition).events

    assert (event.kind, event.pk, event.name) == ("removed", None, "14 Mar 2025, Ban Mai School")


def test_another_venue_alone_changes_no_figure(edition):
    OutreachEvent.objects.update(venue="Another school", activities="Games.")

    assert not changes(edition)


def test_one_more_day_is_told_where_the_edition_counts_sessions(report, sam):
    write_report(report)
    make_point(report, "We held {sessions} sessions.")
    edition = make_edition(report, sam)
    OutreachEvent.objects.update(last_day=date(2025, 3, 15))

    found = changes(edition)

    assert [each.details for each in found.events] == [(Detail("sessions held", "1", "2"),)]
    assert Detail("Point 2: {sessions}", "1", "2") in found.figures


def without_last_day(event):
    return {name: value for name, value in event.items() if name != "last_day"}


def test_an_edition_from_before_last_days_were_kept_has_not_changed(edition):
    OutreachEvent.objects.update(last_day=date(2025, 3, 15))
    edition.events = [without_last_day(event) for event in edition.kept_events]

    assert not changes(edition)


def test_an_event_outside_the_year_so_far_does_not_count(edition):
    make_event(edition.report.project, {"students": 20}, first_day=date(2026, 1, 5))

    assert not changes(edition)


def test_targets_and_figures_of_the_year_count_from_its_first_day(bees, sam):
    year = bees.budget_years.get(number=1)
    Target.objects.create(budget_year=year, figure="events", value=10)
    second = make_report(year, first_day=date(2025, 7, 1), number=7)
    edition = make_plain_edition(second, sam)
    make_event(bees, first_day=date(2025, 2, 1))

    found = changes(edition)

    assert Detail("Target: {events this year}", "0", "1") in found.figures
    assert not [figure for figure in found.figures if figure.label == "In numbers: {events}"]


def test_kept_events_make_the_same_figures_as_the_database(report, bees):
    write_report(report)
    make_event(bees, {"parents": 7}, province="TH-50", setting="village")
    make_event(bees, first_day=date(2024, 3, 1))
    vocabulary = Vocabulary.for_project(bees)
    numbers = Numbers(bees, report.times)

    kept = Cells(kept_rows(events_of(report)), report.times.spans)

    for source in (
        "events",
        "provinces",
        "attendance",
        "attendance: parents at villages",
        "attendance: students in Chiang Mai",
        "events this year",
        "events a year before",
    ):
        figure = parse(source, vocabulary)
        assert kept.value(figure) == numbers.value(figure), source


def test_of_very_many_changes_the_first_are_shown(edition):
    make_events(edition.report.project, 60)

    found = changes(edition)

    assert (len(found.events), found.more, found.count) == (50, 10, 60)


def test_as_many_queries_for_many_events_and_figures(
    report, sam, bees, django_assert_max_num_queries
):
    write_report(report)
    edition = make_plain_edition(report, sam)
    fresh = fetched(report)
    with django_assert_max_num_queries(12) as first:
        changes_since(edition, fresh)
    make_events(bees, 40)
    for number in range(3):
        make_point(report, f"{number}: {{attendance: teachers in Chiang Mai}}.")
        StripFigure.objects.create(report=report, figure="events")

    with django_assert_max_num_queries(len(first.captured_queries)):
        changes_since(edition, fresh)


def test_the_page_of_a_published_report_says_what_changed(client, edition, sam):
    client.force_login(sam)
    url = reverse("publishing:review", args=[edition.report.pk])
    before = client.get(url)
    make_event(edition.report.project, {"students": 20}, venue="<b>Wat Pa</b>")

    after = client.get(url)

    assertNotContains(before, "Changed since edition 1")
    assertContains(after, "Changed since edition 1")
    assertContains(after, "&lt;b&gt;Wat Pa&lt;/b&gt;")
