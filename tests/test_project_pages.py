"""The pages of projects: the list, and one project with its years."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.reports.story import chart_of, story_of
from outreach import removal
from outreach.targets import cells_of_years, target_progress
from projects.models import Objective, Target
from projects.use_sets import begin_with
from tests.factories import (
    make_event,
    make_events,
    make_group,
    make_partner,
    make_project,
    make_report,
    make_year,
    set_state,
)
from tests.queries import queries_of
from tests.states import make_value


def progress(project):
    """Label, value, share of each target, in the order of years and targets."""
    years = project.budget_years.select_related("project").prefetch_related("targets")
    found = target_progress(years, cells_of_years(years))
    return [(each.label, each.value, each.share) for year in years for each in found[year.pk]]


def add_target(project, figure, value=10, year=1):
    year = project.budget_years.get(number=year)
    return Target.objects.create(budget_year=year, figure=figure, value=value)


# The list.


def test_the_list_shows_partner_staff_their_own_projects(client, alice, report):
    make_project(title="Wasps", partner=make_partner())
    client.force_login(alice)

    page = client.get(reverse("project-list"))

    assertContains(page, "Bees")
    assertContains(page, "Report 1, Year 1")
    assertNotContains(page, "Wasps")
    assertNotContains(page, "Baan Mai")


def test_the_list_shows_staff_all_projects_running_first(client, sam, bees):
    make_project(title="Ants", status="completed", partner=make_partner(name="Ant Keepers"))
    make_event(bees)
    client.force_login(sam)

    page = client.get(reverse("project-list"))

    assertContains(page, "Ant Keepers")
    assertContains(page, "1 outreach event so far")
    assert page.content.index(b"Bees") < page.content.index(b"Ants")


def test_an_empty_list_says_so(client, sam, mallory):
    client.force_login(mallory)
    assertNotContains(client.get(reverse("project-list")), "Add the first one")

    client.force_login(sam)
    assertContains(client.get(reverse("project-list")), "Add the first one")


def test_the_list_names_what_is_owed_first(client, alice, bees, report):
    make_report(bees.budget_years.get(number=2))
    set_state(report, "submitted")
    client.force_login(alice)

    page = client.get(reverse("project-list"))

    assertContains(page, "Report 1, Year 2")
    assertNotContains(page, "Report 1, Year 1")


def test_the_list_runs_a_constant_number_of_queries(
    client, sam, report, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(sam)
    with django_assert_max_num_queries(10) as few:
        client.get(reverse("project-list"))
    for _ in range(5):
        project = make_project()
        make_report(make_year(project, 1))
        make_event(project)

    with django_assert_num_queries(len(few)):
        client.get(reverse("project-list"))


def test_the_list_has_pages_of_50_running_ones_first(client, sam, bees):
    ants = make_project(title="Aardvarks", status="completed")
    for number in range(59):
        make_event(make_project(title=f"Ducks {number:02}"))
    client.force_login(sam)

    pages = [client.get(reverse("project-list"), {"page": page}) for page in (1, 2, 99)]
    titles = [[row[0].title for row in page.context["rows"]] for page in pages]

    assert [len(each) for each in titles] == [50, 11, 11]
    assert len({title for page in titles for title in page}) == 61
    assert titles[0][0] == "Bees"
    assert titles[1][-1] == ants.title
    assert titles[2] == titles[1]
    assertContains(pages[0], "Page 1 of 2")
    assertContains(pages[0], "1 outreach event so far", count=49)


def test_a_text_finds_projects_by_title_and_by_partner(client, sam, bees):
    make_project(title="Wasps", partner=make_partner(name="Keepers of the north"))
    client.force_login(sam)

    def found(text):
        page = client.get(reverse("project-list"), {"text": text})
        return [row[0].title for row in page.context["rows"]], page

    assert found("WASP")[0] == ["Wasps"]
    assert found("of the north")[0] == ["Wasps"]
    assert found("")[0] == ["Bees", "Wasps"]
    assert found("s")[0] == ["Bees", "Wasps"]
    assertContains(found("hornets")[1], "No project matches.")
    titles, page = found("\0")
    assert titles == ["Bees", "Wasps"]
    assertContains(page, "Null characters are not allowed.")
    assert found("x" * 101)[0] == ["Bees", "Wasps"]


def test_a_text_shows_partner_staff_no_project_of_others(client, alice, bees):
    make_project(title="Bees of others", partner=make_partner())
    client.force_login(alice)

    page = client.get(reverse("project-list"), {"text": "bees"})

    assert [row[0].title for row in page.context["rows"]] == ["Bees"]


def test_the_list_runs_as_many_queries_with_3_projects_as_with_60(client, sam):
    client.force_login(sam)
    for _ in range(3):
        make_report(make_year(make_project()))
    few = queries_of(client, reverse("project-list"))
    for _ in range(57):
        make_report(make_year(make_project()))

    assert queries_of(client, reverse("project-list")) == few
    assert queries_of(client, reverse("project-list") + "?page=2") == few


# One project.


def test_a_project_shows_its_years_targets_and_reports(client, alice, bees, report):
    Objective.objects.create(project=bees, text="Every child knows whom to call.")
    add_target(bees, "attendance: students", 2000)
    make_event(bees, {"students": 1200, "teachers": 13})
    client.force_login(alice)

    page = client.get(reverse("project", args=["bees"]))

    for text in (
        "Every child knows whom to call.",
        "Budget: 2025 - Year 1 (of 3): $10,000 needed.",
        "1,200 of 2,000 (60%)",
        '<rect class="reached" width="60" height="4"/>',
        "1,213",
        reverse("handover:period", args=[report.period_id]),
        reverse("reports:preview", args=[report.pk]),
        reverse("reports:pdf", args=[report.pk]),
    ):
        assertContains(page, text)
    assertNotContains(page, reverse("admin:projects_project_change", args=[bees.pk]))


def test_a_project_without_anything_says_so(client, sam):
    project = make_project()
    client.force_login(sam)
    empty = client.get(reverse("project", args=[project.slug]))
    make_year(project)
    planned = client.get(reverse("project", args=[project.slug]))

    assertContains(empty, "No objective is entered yet.")
    assertContains(empty, "No budget year is entered yet.")
    assertContains(planned, "This year has no target.")
    assertContains(planned, "No report yet.")


@pytest.mark.parametrize("count", [10, 10_000])
def test_a_project_runs_as_many_queries_whatever_it_holds(
    client, alice, bees, report, count, django_assert_num_queries
):
    for year in (1, 2):
        add_target(bees, "events", year=year)
        add_target(bees, "attendance: students", year=year)
    make_events(bees, count)
    client.force_login(alice)

    with django_assert_num_queries(20):
        page = client.get(reverse("project", args=["bees"]))

    assertContains(page, f"{count:,} of 10 ({count * 10:,}%)")


# How far targets are reached.


def test_targets_count_the_whole_year_and_no_other(bees):
    for year in (1, 2):
        add_target(bees, "events", year=year)
    make_event(bees, first_day=date(2025, 1, 1))
    make_event(bees, first_day=date(2025, 12, 31))
    make_event(bees, first_day=date(2026, 1, 1))
    make_event(make_project())

    assert progress(bees) == [("Outreach events", 2, 0.2), ("Outreach events", 1, 0.1)]


def test_what_was_removed_does_not_count(bees, sam):
    add_target(bees, "events")
    add_target(bees, "attendance")
    make_event(bees, {"students": 7})
    removal.remove(make_event(bees, {"students": 5}), by=sam, at="2025-04-01T00:00Z")

    assert [value for _, value, _ in progress(bees)] == [1, 7]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("attendance: students, teachers", ("Students, teachers", 25, 2.5)),
        (
            "events at rural schools in Mae Hong Son",
            ("Outreach events · Rural school · Mae Hong Son", 1, 0.1),
        ),
        ("provinces", ("Provinces", 1, 0.1)),
        ("sessions", ("Sessions held", 2, 0.2)),
        ("attendance: parents", ("Parents", None, None)),
        ("attendance: gone", ("attendance: gone", None, None)),
    ],
)
def test_targets_of_every_kind(bees, figure, expected):
    make_group("parents")
    add_target(bees, figure)
    days = {"first_day": date(2025, 2, 28), "last_day": date(2025, 3, 1)}
    make_event(bees, {"students": 20, "teachers": 5}, **days)

    assert progress(bees) == [expected]


def test_targets_of_many_projects_cost_as_few_queries(bees, django_assert_num_queries):
    projects = [bees, *(make_project() for _ in range(3))]
    for project in projects[1:]:
        make_year(project)
    for project in projects:
        add_target(project, "events")
        make_event(project)
    years = [
        year
        for project in projects
        for year in project.budget_years.select_related("project").prefetch_related("targets")
    ]

    with django_assert_num_queries(5):
        found = target_progress(years, cells_of_years(years))

    assert [each.value for targets in found.values() for each in targets] == [1, 1, 1, 1]


# What the project counts itself.


def scholars_of(project):
    """21 of 25 passed and 6 dropped out, on a day of the first year; nobody saw their classes."""
    begin_with(project, ["School"])
    numbers = {each.name: each for each in project.indicators.all()}
    for name, value in {"exam entries": 25, "exam passes": 21, "drop-outs": 6}.items():
        make_value(numbers[name], value)
    return numbers


def test_targets_are_written_as_their_indicator_is(client, alice, bees):
    scholars_of(bees)
    for figure, value in {"pass rate": 90, "drop-outs": 4, "school fees paid": 70}.items():
        add_target(bees, figure, value)
    client.force_login(alice)

    for address in (reverse("project", args=["bees"]), reverse("project-story", args=["bees"])):
        text = " ".join(strip_tags(client.get(address).content.decode()).split())
        assert "Pass rate 84%; the target is 90%" in text
        assert "Drop-outs 6; the target is at most 4" in text
        assert "School fees paid" in text
        assert ".0" not in text


def test_the_story_leaves_out_own_numbers_of_times_to_come(client, alice, bees):
    scholars_of(bees)

    first, *later = story_of(bees)

    assert ("Pass rate", "84%") in first.own
    assert ("Scholars in class", "not counted") in first.own
    assert later
    assert all(each.own == () for each in later)


def test_a_project_without_events_has_a_chart_of_its_own_number(bees):
    make_value(scholars_of(bees)["scholars in class"], 47)

    chart = chart_of(story_of(bees))

    assert chart.title == "Scholars in class by period"
    assert [row.cells[1] for row in chart.rows] == ["47"]
