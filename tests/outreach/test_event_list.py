from collections import Counter
from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from tests.factories import (
    make_event,
    make_events,
    make_group,
    make_photo,
    make_project,
    make_quote,
    make_report,
)
from tests.queries import queries_of


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


def test_every_event_is_on_one_page_and_beyond_the_last_is_the_last(as_alice, bees):
    made = [make_event(bees, {"students": 1}).pk for _ in range(120)]

    for query in ({}, {"province": "TH-58"}, {"text": "a"}):
        pages = [shown(as_alice, bees, page=page, **query)[0] for page in (1, 2, 3, 99)]
        keys = [[event.pk for event in each.context["page"]] for each in pages]
        assert [key for page in keys[:3] for key in page] == made[::-1]
        assert keys[3] == keys[2]
        assert {each.context["totals"].events for each in pages} == {120}
        assert all(event.attended == 1 for event in pages[2].context["page"])


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"since": "2025-03-10"},
        {"until": "2025-05-20"},
        {"since": "2025-03-10", "until": "2025-05-20"},
        {"since": "2025-04-01", "until": "2025-04-30"},
        {"since": "2025-05-20", "until": "2025-03-10"},
        {"period": "0"},
        {"period": "0", "since": "2025-05-02"},
        {"province": "TH-50"},
        {"setting": "village", "since": "2025-03-03"},
        {"text": "school"},
    ],
    ids=str,
)
def test_totals_are_those_of_the_events_one_by_one(as_alice, bees, report, query):
    for index in range(40):
        make_event(
            bees,
            {"students": index, "teachers": 1} if index % 5 else {},
            first_day=date(2025, 1 + index % 7, 1 + index % 27),
            province=["TH-58", "TH-50"][index % 2],
            setting=["village", "rural_school"][index % 3 == 0],
        )
    response = as_alice.get(reverse("outreach:event-list", args=[bees.slug]), query)
    passed = list(response.context["filter"].events().with_attendance())
    totals = response.context["totals"]

    assert totals.events == len(passed) == len(response.context["page"])
    assert totals.attended == sum(event.attended or 0 for event in passed)
    counts = Counter()
    for event in passed:
        for attendance in event.attendances.all():
            counts[attendance.group.name] += attendance.count
    assert {group.name: group.people for group in totals.groups} == counts


@pytest.mark.parametrize("kind", ["event-list", "photo-list", "quote-list", "event-add"])
def test_as_many_queries_with_3_records_as_with_60(as_alice, bees, kind):
    url = reverse(f"outreach:{kind}", args=[bees.slug])

    def more(number):
        for _ in range(number):
            event = make_event(bees, {"students": 2})
            make_photo(bees, event=event)
            make_quote(bees, event=event)

    more(3)
    few = queries_of(as_alice, url)
    more(57)

    assert queries_of(as_alice, url) == few
    assert queries_of(as_alice, f"{url}?page=2") == few
