"""The page of a period with more than a page of events."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.handover import handovers as acts
from outreach.models import OutreachEvent
from tests.factories import make_event, make_events, make_photo, make_project, make_quote

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def url(name, period):
    return reverse(f"handover:{name}", args=[period.pk])


@pytest.fixture
def many(period, bees, alice):
    """More events than a page has, the first and the last of them with a quote; submitted."""
    make_event(bees, {"students": 1200})
    make_events(bees, 119, first_day=date(2025, 3, 20))
    first, *_, last = OutreachEvent.objects.order_by("first_day", "pk")
    quotes = make_quote(bees, event=first), make_quote(bees, event=last)
    acts.submit(period, by=alice, at=NOW, text="All in.")
    return period, *quotes


def test_a_large_period_is_read_in_pages(client, many, alice):
    period, first, last = many
    client.force_login(alice)

    page = client.get(url("period", period))
    assertContains(page, "Page 1 of 3")
    assertContains(page, f'id="quote-{first.pk}"')
    assertNotContains(page, f'id="quote-{last.pk}"')

    for number in ("3", "99"):
        page = client.get(f"{url('period', period)}?page={number}")
        assertContains(page, "Page 3 of 3")
        assertContains(page, f'id="quote-{last.pk}"')
        assertNotContains(page, f'id="quote-{first.pk}"')


def test_what_is_of_no_event_comes_last(client, many, bees, alice):
    period, *_ = many
    photo = make_photo(bees, day=date(2025, 3, 2))
    client.force_login(alice)

    assertNotContains(client.get(url("period", period)), f'id="photo-{photo.pk}"')
    assertContains(client.get(f"{url('period', period)}?page=3"), f'id="photo-{photo.pk}"')


def test_notes_on_several_pages_are_sent_together(client, many, sam):
    period, first, last = many
    client.force_login(sam)
    notes = {f"quote-{first.pk}": "Who said it?", "text": "Nearly there."}

    page = client.post(url("return", period), notes | {"page": "1", "turn": "3"})
    assertContains(page, "Page 3 of 3")
    assertContains(page, "Who said it?")
    assertContains(page, "Nearly there.")
    assertNotContains(page, "is not in the period any more")
    assert not period.handovers.filter(kind="returned").exists()

    notes |= {f"quote-{last.pk}": "When?", "page": "3"}
    client.post(url("return", period), notes)

    (returned,) = period.handovers.filter(kind="returned")
    assert [(note.item, note.text) for note in returned.notes.all()] == [
        (first, "Who said it?"),
        (last, "When?"),
    ]


def test_a_page_is_turned_without_a_word_typed(client, many, sam):
    period, _, last = many
    client.force_login(sam)

    page = client.post(url("return", period), {"page": "1", "turn": "3", "text": ""})

    assertContains(page, f'id="quote-{last.pk}"')
    assertNotContains(page, "Write a message or a note, so that")


def test_a_note_on_a_foreign_item_is_not_taken_along(client, many, sam):
    period, *_ = many
    other = make_quote(make_project())
    client.force_login(sam)
    notes = {f"quote-{other.pk}": "Who?", "quote-999999999999999999999": "Eh?", "page": "1"}

    page = client.post(url("return", period), notes)

    assertContains(page, "is not in the period any more")
    assert not period.handovers.filter(kind="returned").exists()
