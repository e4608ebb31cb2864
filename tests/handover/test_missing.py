"""What a period lacks, told before its period is submitted."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from grantreports.handover import handovers as acts
from grantreports.handover.missing import missing_in, missing_with_places
from grantreports.handover.models import Note
from outreach import removal
from outreach.models import IndicatorValue, OutreachEvent
from tests.factories import (
    make_event,
    make_period,
    make_photo,
    make_project,
    make_quote,
    make_year,
)
from tests.states import make_state, make_value

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def found(period):
    return missing_with_places(period)


def sentences(period):
    return [each.sentence for each in found(period)]


@pytest.fixture
def complete(period, bees):
    """The period with nothing missing."""
    make_event(bees, {"students": 20}, activities="A talk.")
    make_quote(bees)
    make_photo(bees)
    return period


def test_a_complete_period_lacks_nothing(complete):
    assert found(complete) == ()


def test_an_empty_period_lacks_everything(period):
    assert sentences(period) == [
        "No outreach event is entered yet.",
        "There is no quote yet.",
        "There is no photo yet.",
    ]
    assert found(period)[0].places[0].url == reverse("outreach:event-list", args=["bees"])


@pytest.mark.parametrize(
    ("make", "fields", "sentence"),
    [
        (make_event, {"activities": "A talk."}, "1 outreach event has no number of people."),
        (
            make_event,
            {"attendance": {"students": 0}},
            "1 outreach event does not say what was done.",
        ),
        (make_photo, {"caption": ""}, "1 photo has no caption."),
        (make_photo, {"alternative_text": ""}, "1 photo has no alternative text."),
        (make_photo, {"consent": "not_recorded"}, "Consent is not recorded for 1 photo."),
        (make_quote, {"consent": "not_recorded"}, "Consent is not recorded for 1 quote."),
    ],
)
def test_what_a_record_lacks_is_told_with_its_place(complete, bees, make, fields, sentence):
    elsewhere = {"venue": "Wat Pa"} if make is make_event else {}
    item = make(bees, **fields, **elsewhere)

    (lacking,) = found(complete)

    assert lacking.sentence == sentence
    assert lacking.places[0].label == str(item)
    assert lacking.places[0].url.rstrip("/").endswith(str(item.pk))
    assert not lacking.blocks


def test_a_photo_must_say_who_is_recognisable(complete, bees):
    make_photo(bees, recognisable="", consent="given", consent_by="x", consent_on=date(2025, 1, 1))

    assert sentences(complete) == ["1 photo does not say who is recognisable."]


def test_many_are_counted_and_the_first_few_named(complete, bees):
    for number in range(7):
        make_event(bees, activities="A talk.", venue=f"Village {number}")

    (lacking,) = found(complete)

    assert lacking.sentence == "7 outreach events have no number of people."
    assert (len(lacking.places), lacking.more) == (5, 2)


def test_unanswered_notes_stand_first_and_block(complete, sam, alice):
    acts.submit(complete, by=alice, at=NOW)
    acts.send_back(complete, by=sam, at=NOW, notes=[Note(text="Why?"), Note(text="When?")])
    complete.handovers.last().notes.first().give_answer("So.", by=alice, at=NOW)

    (lacking,) = found(complete)

    assert lacking.sentence == "1 note of the foundation waits for an answer."
    assert lacking.blocks


def test_only_the_period_of_the_report_counts(complete, bees):
    make_event(bees, first_day=date(2026, 1, 1))
    late = make_event(bees, {"students": 1}, first_day=date(2026, 1, 2), activities="A talk.")
    make_photo(bees, event=late, caption="")
    make_event(make_project())
    removed = make_event(bees)
    removal.remove(removed, by=None, at=NOW)

    assert found(complete) == ()


def test_a_photo_of_a_removed_event_still_counts(complete, bees):
    event = make_event(bees)
    make_photo(bees, event=event, caption="")
    removal.remove(event, by=None, at=NOW)

    assert sentences(complete) == ["1 photo has no caption."]


def test_many_reports_cost_as_many_queries_as_one(complete, bees, django_assert_num_queries):
    periods = [complete, make_period(bees.budget_years.get(number=2))]
    for _ in range(3):
        project = make_project()
        periods.append(make_period(make_year(project)))
        make_event(project)
    periods = list(type(complete).objects.with_project())

    with django_assert_num_queries(8):
        missing_in(periods[:1])
    with django_assert_num_queries(8):
        told = missing_in(periods)

    assert {len(lacking) for lacking in told.values()} == {0, 3, 4}


def test_thousands_of_events_cost_no_more_queries(complete, bees, django_assert_num_queries):
    fields = {"project": bees, "first_day": date(2025, 5, 2), "province": "TH-58"}
    OutreachEvent.objects.bulk_create(
        OutreachEvent(**fields, venue=f"School {number}", setting="village")
        for number in range(2_000)
    )
    period = type(complete).objects.with_project().get()

    with django_assert_num_queries(10):
        told = found(period)

    assert told[0].sentence == "2000 outreach events have no number of people."


def test_events_that_may_be_there_twice_are_named_in_pairs(complete, bees):
    events = [
        make_event(bees, {"students": 30}, activities="A talk.", venue=venue)
        for venue in ("Huai Nam School", "Huai Nam school", "Huai Nam School 2")
    ]

    (lacking,) = found(complete)

    assert lacking.sentence.startswith("1 outreach event may be there twice")
    assert [place.label for place in lacking.places] == [str(events[0]), str(events[1])]
    assert not lacking.blocks


def test_how_things_stand_is_asked_for_each_number_of_the_period(complete, bees):
    water = make_state(bees, "households with clean water")
    make_state(bees, "wells that work", order=6)
    bees.indicators.create(name="boreholes")
    make_value(make_state(make_project(), "households with clean water"), 3)

    told = found(complete)

    assert [each.sentence for each in told] == [
        "“households with clean water” is not entered for this period.",
        "“wells that work” is not entered for this period.",
    ]
    assert not any(each.blocks for each in told)
    url = reverse("outreach:state-add", args=["bees"])
    assert told[0].places[0].url == f"{url}?day=2025-12-31"

    make_value(water, 40, complete.last_day, "TH-50")
    assert sentences(complete) == ["“wells that work” is not entered for this period."]


def test_a_number_of_another_period_is_none_of_this_one(complete, bees):
    water = make_state(bees, "households with clean water")
    make_value(water, 40, date(2026, 1, 1))

    assert len(found(complete)) == 1


def test_of_a_period_that_is_not_open_no_number_is_asked(complete, bees):
    make_state(bees, "households with clean water")
    type(complete).objects.update(state="submitted")
    complete.refresh_from_db()

    assert found(complete) == ()


def test_many_values_cost_no_more_queries(complete, bees, django_assert_num_queries):
    for number in range(3):
        water = make_state(bees, f"number {'abc'[number]}")
        IndicatorValue.objects.bulk_create(
            IndicatorValue(indicator=water, day=date(2025, 5, 2), value=1, province=f"TH-{place}")
            for place in range(10, 90)
        )
    period = type(complete).objects.with_project().get()

    with django_assert_num_queries(8):
        assert found(period) == ()
