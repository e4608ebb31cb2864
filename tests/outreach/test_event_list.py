from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from tests.factories import make_event, make_events, make_group, make_project, make_report


@pytest.fixture
def three(bees):
    """Three events: what the filters tell apart."""
    make_event(bees, {"students": 40, "teachers": 3}, venue="Ban Mai School")
    make_event(
        bees,
        {"villagers": 25},
        first_day=date(2025, 9, 1),
        venue="Wat Doi Kham",
        province="TH-50",
        setting="village",
        activities="A film evening.",
    )
    make_event(bees, first_day=date(2026, 2, 1), venue="City Hall", setting="public_event")
    make_event(make_project(), {"students": 1000}, venue="Elsewhere")
    return bees


def shown(client, project, **query):
    response = client.get(reverse("outreach:event-list", args=[project.slug]), query)
    return response, [event.venue for event in response.context["page"]]


def test_the_latest_comes_first_with_totals(as_alice, three):
    response, venues = shown(as_alice, three)

    assert venues == ["City Hall", "Wat Doi Kham", "Ban Mai School"]
    assert response.context["totals"].attended == 68
    assertContains(response, "not counted")


@pytest.mark.parametrize(
    ("query", "venues", "attended"),
    [
        ({"province": "TH-50"}, ["Wat Doi Kham"], 25),
        ({"setting": "rural_school"}, ["Ban Mai School"], 43),
        ({"text": "FILM"}, ["Wat Doi Kham"], 25),
        ({"since": "01/08/2568"}, ["City Hall", "Wat Doi Kham"], 25),
        ({"until": "2025-08-31"}, ["Ban Mai School"], 43),
        ({"setting": "workplace"}, [], 0),
        ({"text": "100%"}, [], 0),
    ],
)
def test_totals_are_of_what_is_shown(as_alice, three, query, venues, attended):
    response, found = shown(as_alice, three, **query)

    assert found == venues
    assert response.context["totals"].attended == attended


def test_an_audience_filter_counts_each_event_once(as_alice, three):
    response, venues = shown(as_alice, three, group=make_group("teachers").pk)

    assert venues == ["Ban Mai School"]
    assert response.context["totals"].attended == 43


def test_a_period_is_that_of_a_report(as_alice, three):
    make_report(three.budget_years.get(number=2))

    _, venues = shown(as_alice, three, period="0")

    assert venues == ["City Hall"]


def test_a_filter_that_cannot_be_read_is_told_and_filters_nothing(as_alice, three):
    response, venues = shown(as_alice, three, since="yesterday", province="XX", page="x")

    assert len(venues) == 3
    assertContains(response, "This is not a date.")


def test_empty_lists_say_what_to_do(as_alice, bees):
    response, _ = shown(as_alice, bees)
    assertContains(response, "Add the first outreach")

    response, _ = shown(as_alice, bees, text="nothing")
    assertContains(response, "No outreach matches.")


def test_queries_do_not_grow_with_the_events(
    as_alice, bees, django_assert_num_queries, django_assert_max_num_queries
):
    url = reverse("outreach:event-list", args=[bees.slug])
    make_events(bees, 10)
    with django_assert_max_num_queries(16) as few:
        as_alice.get(url)
    make_events(bees, 9_990)

    with django_assert_num_queries(len(few)):
        as_alice.get(url)
