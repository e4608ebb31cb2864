from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.desk.snapshot import events_of
from grantreports.reports.models import Report
from outreach.models import AudienceGroup
from projects.models import Target
from tests.editions import make_plain_edition
from tests.factories import (
    make_event,
    make_events,
    make_point,
    make_project,
    make_report,
    make_year,
)

SPRING, AUTUMN = date(2025, 3, 1), date(2025, 9, 1)


@pytest.fixture
def halves(bees):
    year = bees.budget_years.get(number=1)
    return [
        make_report(year, number=1, last_day=date(2025, 6, 30)),
        make_report(year, number=2, first_day=date(2025, 7, 1)),
    ]


def url(report):
    return reverse("publishing:compare", args=[report.pk])


def rows(response, table="figures"):
    found = getattr(response.context["comparison"], table)
    return {row.label: (row.left, row.right, row.change) for row in found}


def test_a_report_stands_beside_the_one_before(as_sam, bees, halves):
    make_event(bees, {"students": 1000}, first_day=SPRING, setting="village")
    make_event(bees, {"students": 40, "teachers": 3}, first_day=AUTUMN, province="TH-34")
    make_event(bees, first_day=AUTUMN, last_day=date(2025, 9, 3), province="TH-34")

    response = as_sam.get(url(halves[1]))

    assert rows(response) == {
        "Outreach events": ("1", "2", "+1"),
        "People attended": ("1,000", "at least 43", "−957"),
        "Provinces": ("1", "1", ""),
        "Sessions held": ("1", "4", "+3"),
        "Students": ("1,000", "at least 40", "−960"),
        "Teachers": ("not counted", "at least 3", ""),
        "Outreach events at villages": ("1", "0", "−1"),
        "Outreach events at rural schools": ("0", "2", "+2"),
        "Outreach events in Mae Hong Son": ("1", "0", "−1"),
        "Outreach events in Ubon Ratchathani": ("0", "2", "+2"),
    }
    assertContains(response, "First report, Year 1, as it stands")


def test_targets_stand_beside_each_other(as_sam, bees, halves):
    make_event(bees, first_day=SPRING)
    Target.objects.create(budget_year=halves[0].budget_year, figure="events", value=4)
    later = make_report(bees.budget_years.get(number=2))

    response = as_sam.get(url(later))

    assert rows(response, "targets") == {
        "Outreach events": ("1 of 4 for the year", "no target", "")
    }


def test_texts_that_differ_stand_beside_each_other(as_sam, halves):
    make_point(halves[0], "We met <b>20</b> students.")
    make_point(halves[1], "We met 30 students.")

    response = as_sam.get(url(halves[1]))

    assertContains(response, "<del>&lt;b&gt;20&lt;/b&gt;</del>")
    assertContains(response, "<ins>30</ins>")


def test_an_edition_stands_beside_the_report_as_it_is(as_sam, bees, sam, report):
    event = make_event(bees, {"students": 40})
    edition = make_plain_edition(report, sam)
    save_events(edition)
    event.attendances.update(count=50)

    response = as_sam.get(url(report))

    assert rows(response)["Students"] == ("40", "50", "+10")
    assertContains(response, "First report, Year 1, edition 1")


def save_events(edition):
    edition.events = events_of(edition.report)
    edition.save()


def test_two_editions_stand_beside_each_other(as_sam, bees, sam, report):
    event = make_event(bees, {"students": 40})
    save_events(make_plain_edition(report, sam))
    event.attendances.update(count=50)
    save_events(make_plain_edition(report, sam, number=2))
    event.attendances.update(count=60)

    response = as_sam.get(url(report), {"with": f"{report.pk}.1", "own": "2"})
    same = as_sam.get(url(report), {"edition": "1", "own": "2"})

    assert rows(response)["Students"] == ("40", "50", "+10")
    assert rows(same) == rows(response)


def test_a_group_that_was_removed_is_still_compared(as_sam, bees, sam, report):
    event = make_event(bees, {"elders": 40})
    save_events(make_plain_edition(report, sam))
    event.attendances.all().delete()
    AudienceGroup.objects.get(name="elders").delete()

    assertContains(as_sam.get(url(report)), "A group that was removed")


def test_the_first_report_has_nothing_beside_it(as_sam, report):
    assertContains(as_sam.get(url(report)), "There is nothing to compare it with yet")


def test_a_report_beside_itself_is_the_same(as_sam, report):
    response = as_sam.get(url(report), {"with": report.pk})

    assertContains(response, "Every text is the same.")
    assertContains(response, "Neither has a target.")


@pytest.mark.parametrize(
    "asked", [{"with": "999"}, {"with": "x"}, {"with": "9" * 30}, {"own": "7"}, {"edition": "½"}]
)
def test_what_does_not_exist_cannot_be_compared(as_sam, report, asked):
    assert as_sam.get(url(report), asked).status_code == 404


def test_a_report_of_another_project_cannot_be_compared(as_sam, report):
    other = make_report(make_year(make_project()))

    assert as_sam.get(url(report), {"with": other.pk}).status_code == 404
    assertNotContains(as_sam.get(url(report)), f'value="{other.pk}"')


def test_the_page_runs_as_many_queries_for_much_as_for_little(
    as_sam, bees, halves, django_assert_max_num_queries
):
    as_sam.get(url(halves[1]))
    with django_assert_max_num_queries(45) as first:
        as_sam.get(url(halves[1]))
    for number in (3, 4):
        make_report(make_year(bees, number))
    for setting in ("village", "workplace"):
        make_events(bees, 10, first_day=SPRING, setting=setting)
        make_point(halves[0], f"A point about each {setting}.")

    with django_assert_max_num_queries(len(first.captured_queries)):
        as_sam.get(url(halves[1]))


def test_the_desk_leads_to_it(as_sam, report):
    Report.objects.update(status="drafting")

    assertContains(as_sam.get(reverse("desk:desk", args=[report.pk])), url(report))
