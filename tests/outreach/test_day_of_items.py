"""A quote or photo of no outreach belongs to the period of its own day."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from grantreports.handover.contents import contents_of
from grantreports.handover.missing import missing_in
from outreach.models import PartnerQuote, Photo
from tests.entries import quote_fields
from tests.factories import make_event, make_period, make_photo, make_quote


@pytest.fixture
def halves(bees):
    """The two periods of 2025; the first one is submitted."""
    year = bees.budget_years.get(number=1)
    first = {"first_day": date(2025, 1, 1), "last_day": date(2025, 6, 30), "state": "submitted"}
    second = {"first_day": date(2025, 7, 1), "last_day": date(2025, 12, 31), "number": 2}
    return make_period(year, **first), make_period(year, **second)


def test_it_counts_in_one_period_alone(bees, halves):
    make_quote(bees, day=date(2025, 3, 3))
    make_photo(bees, day=date(2025, 8, 8))

    found = contents_of(halves)

    assert [found[each.pk].quotes for each in halves] == [1, 0]
    assert [found[each.pk].photos for each in halves] == [0, 1]


def test_it_is_locked_with_its_period(as_alice, bees, halves):
    locked = make_quote(bees, day=date(2025, 3, 3))
    is_open = make_quote(bees, day=date(2025, 8, 8))
    for quote in (locked, is_open):
        as_alice.post(
            reverse("outreach:quote", args=[quote.pk]),
            quote_fields(words="Changed.", day=quote.day.isoformat()),
        )
    moved = quote_fields(words="Moved.", day="2025-03-04")
    page = as_alice.post(reverse("outreach:quote", args=[is_open.pk]), moved)

    assertContains(page, "has been submitted, so its outreach is locked")
    assert PartnerQuote.objects.get(pk=locked.pk).words != "Changed."
    assert PartnerQuote.objects.get(pk=is_open.pk).words == "Changed."


def test_a_form_of_before_keeps_the_day(as_alice, bees):
    quote = make_quote(bees, day=date(2025, 8, 8))

    as_alice.post(reverse("outreach:quote", args=[quote.pk]), quote_fields(words="Changed."))

    quote.refresh_from_db()
    assert (quote.words, quote.day) == ("Changed.", date(2025, 8, 8))


def test_of_an_event_it_has_the_day_of_the_event(bees):
    event = make_event(bees, first_day=date(2025, 5, 5))

    assert make_quote(bees, event=event).day == date(2025, 5, 5)


@pytest.mark.parametrize("consent", ["refused", "withdrawn"])
def test_of_what_is_blocked_nothing_is_asked_and_no_picture_stays(bees, halves, consent):
    photo = make_photo(bees, day=date(2025, 8, 8), caption="")
    before = [each.sentence for each in missing_in(halves)[halves[1].pk]]
    photo.consent = consent
    photo.save()

    after = [each.sentence for each in missing_in(halves)[halves[1].pk]]

    assert "1 photo has no caption." in before
    assert not [
        sentence for sentence in after if "photo has" in sentence or "does not" in sentence
    ]
    assert not Photo.objects.get().web_image
    assert Photo.objects.get().blocked_at


def test_not_needed_is_the_last_answer_and_is_explained_with_drawings(as_alice, bees):
    page = as_alice.get(reverse("outreach:quote-add", args=["bees"])).text

    answers = ["given", "not_recorded", "refused", "withdrawn", "not_needed"]
    places = [page.index(f'name="consent" value="{answer}"') for answer in answers]
    assert places == sorted(places)
    assert page.count("recognisable.svg") == 2
