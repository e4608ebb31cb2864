"""What the form of an event asks before it saves what is seldom right."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from outreach import removal
from outreach.models import OutreachEvent
from outreach.twins import Twins, pairs_among
from tests.entries import event_fields
from tests.factories import make_event, make_group
from tests.sheets import HEADINGS, ROW, address, confirm, sent, take_in, workbook


def add(client, project, **fields):
    return client.post(reverse("outreach:event-add", args=[project.slug]), event_fields(**fields))


@pytest.mark.parametrize(
    ("venue", "is_asked"),
    [
        ("Ban Mai School", True),
        ("BAN MAI school", True),
        ("Banmai School", True),
        ("Bann Mai School", True),
        ("Wat Pa", False),
        ("Ban Mai School 2", False),
        ("Ban Huai School", False),
    ],
)
def test_a_place_of_that_day_is_asked_about_beside_its_twin(as_alice, bees, venue, is_asked):
    twin = make_event(bees, {"students": 30}, venue="Ban Mai School")

    page = add(as_alice, bees, venue=venue)

    assert OutreachEvent.objects.count() == (1 if is_asked else 2)
    if is_asked:
        assertContains(page, "This is another one")
        assertContains(page, reverse("outreach:event", args=[twin.pk]))
        assertContains(page, "<dd>30</dd>", html=True)


@pytest.mark.parametrize("fields", [{"first_day": "2025-03-15"}, {"province": "TH-50"}])
def test_another_day_or_province_is_another_event(as_alice, bees, fields):
    make_event(bees, venue=event_fields()["venue"])

    add(as_alice, bees, **fields)

    assert OutreachEvent.objects.count() == 2


def test_whoever_is_sure_saves_it(as_alice, bees):
    twin = make_event(bees, venue=event_fields()["venue"])

    add(as_alice, bees, sure=f"twin-{twin.pk + 1}")
    before = OutreachEvent.objects.count()
    add(as_alice, bees, sure=f"twin-{twin.pk}")

    assert (before, OutreachEvent.objects.count()) == (1, 2)


def test_a_copy_that_is_the_same_is_asked_about(as_alice, bees):
    event = make_event(bees)
    url = reverse("outreach:event-edit", args=[event.pk])
    same = event_fields(venue=event.venue, province=event.province, first_day=event.first_day)

    page = as_alice.post(url, same | {"copy": ""})

    assertContains(page, "This is another one")
    assert OutreachEvent.objects.count() == 1


def test_an_event_that_is_changed_is_not_its_own_twin(as_alice, bees):
    event = make_event(bees)
    make_event(bees, venue=event.venue)
    url = reverse("outreach:event-edit", args=[event.pk])
    form = event_fields(venue=event.venue, province=event.province, first_day=event.first_day)

    as_alice.post(url, form | {"activities": "A quiz."})

    event.refresh_from_db()
    assert event.activities == "A quiz."


@pytest.mark.parametrize(("last_day", "is_asked"), [("2025-04-13", False), ("2025-12-31", True)])
def test_an_event_of_months_is_asked_about(as_alice, bees, last_day, is_asked):
    page = add(as_alice, bees, last_day=last_day)

    assert OutreachEvent.objects.exists() != is_asked
    if is_asked:
        assertContains(page, "This outreach would last 293 days.")
        add(as_alice, bees, last_day=last_day, sure="days-293")
        assert OutreachEvent.objects.get().last_day == date(2025, 12, 31)


def test_what_was_asked_and_ticked_stays_ticked_beside_another_error(as_alice, bees):
    page = add(as_alice, bees, last_day="2025-12-31", sure="days-293", setting="")

    assertNotContains(page, "would last")
    assert not OutreachEvent.objects.exists()


def test_a_removed_event_is_a_twin_after_one_that_is_there(bees):
    removed = make_event(bees, removed_at="2026-01-01T00:00Z")
    there = make_event(bees)

    found = Twins.of(bees).of_event(
        OutreachEvent(
            project=bees, first_day=there.first_day, venue=there.venue, province=there.province
        )
    )

    assert found.pk == there.pk != removed.pk


def test_put_back_after_a_second_import_doubles_nothing(as_alice, alice, bees):
    make_group("students")
    take_in(as_alice, bees, workbook([HEADINGS, ROW]))
    event = OutreachEvent.objects.get()
    removal.remove(event, by=alice, at=timezone.now())
    again = sent(as_alice, bees, workbook([HEADINGS, ROW]))
    asked = as_alice.get(address("import-preview", again))
    as_alice.post(address("import-preview", again), {"another-0": "on"})
    confirm(as_alice, again)

    answer = as_alice.post(f"/events/{event.pk}/put-back/", follow=True)

    assertContains(asked, "was entered and removed again")
    assertContains(answer, "is there by now. Remove that one first.")
    assert OutreachEvent.objects.count() == 1


def test_thousands_of_one_day_are_looked_through_in_no_time(bees):
    events = [
        OutreachEvent(pk=number, project=bees, first_day=date(2025, 3, 14), venue=venue)
        for number, venue in enumerate([*(f"Village {n}" for n in range(5_000)), "village 7"])
    ]

    [(event, twin)] = pairs_among(events)

    assert (event.venue, twin.venue) == ("village 7", "Village 7")


def test_a_place_that_is_called_school_only_has_its_twin_too(bees):
    events = [
        OutreachEvent(pk=pk, project=bees, first_day=date(2025, 3, 14), venue="School")
        for pk in (1, 2)
    ]

    assert len(pairs_among(events)) == 1
