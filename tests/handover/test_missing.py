"""What a report lacks, told before its period is submitted."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from grantreports.handover.missing import missing_in
from grantreports.handover.models import Note
from outreach.models import OutreachEvent
from tests.factories import (
    make_event,
    make_photo,
    make_project,
    make_quote,
    make_report,
    make_year,
)

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def found(report):
    return missing_in([report])[report.pk]


def sentences(report):
    return [each.sentence for each in found(report)]


@pytest.fixture
def complete(report, bees):
    """The report with nothing missing."""
    make_event(bees, {"students": 20}, activities="A talk.")
    make_quote(bees)
    make_photo(bees)
    return report


def test_a_complete_period_lacks_nothing(complete):
    assert found(complete) == ()


def test_an_empty_period_lacks_everything(report):
    assert sentences(report) == [
        "No outreach event is entered yet.",
        "There is no quote yet.",
        "There is no photo yet.",
    ]
    assert found(report)[0].places[0].url == reverse("outreach:event-list", args=["bees"])


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
    item = make(bees, **fields)

    (lacking,) = found(complete)

    assert lacking.sentence == sentence
    assert lacking.places[0].label == str(item)
    assert lacking.places[0].url.rstrip("/").endswith(str(item.pk))
    assert not lacking.blocks


def test_a_photo_must_say_who_is_recognisable(complete, bees):
    make_photo(bees, recognisable="", consent="given", consent_by="x", consent_on=date(2025, 1, 1))

    assert sentences(complete) == ["1 photo does not say who is recognisable."]


def test_many_are_counted_and_the_first_few_named(complete, bees):
    for _ in range(7):
        make_event(bees, activities="A talk.")

    (lacking,) = found(complete)

    assert lacking.sentence == "7 outreach events have no number of people."
    assert (len(lacking.places), lacking.more) == (5, 2)


def test_unanswered_notes_stand_first_and_block(complete, sam, alice):
    complete.submit(by=alice, at=NOW)
    complete.send_back(by=sam, at=NOW, notes=[Note(text="Why?"), Note(text="When?")])
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
    removed.remove(by=None, at=NOW)

    assert found(complete) == ()


def test_a_photo_of_a_removed_event_still_counts(complete, bees):
    event = make_event(bees)
    make_photo(bees, event=event, caption="")
    event.remove(by=None, at=NOW)

    assert sentences(complete) == ["1 photo has no caption."]


def test_many_reports_cost_as_many_queries_as_one(complete, bees, django_assert_num_queries):
    reports = [complete, make_report(bees.budget_years.get(number=2))]
    for _ in range(3):
        project = make_project()
        reports.append(make_report(make_year(project)))
        make_event(project)
    reports = list(type(complete).objects.with_project())

    with django_assert_num_queries(4):
        missing_in(reports[:1])
    with django_assert_num_queries(4):
        told = missing_in(reports)

    assert {len(lacking) for lacking in told.values()} == {0, 1, 4}


def test_thousands_of_events_cost_no_more_queries(complete, bees, django_assert_num_queries):
    fields = {"project": bees, "first_day": date(2025, 5, 2), "province": "TH-58"}
    OutreachEvent.objects.bulk_create(
        OutreachEvent(**fields, venue="School", setting="village") for _ in range(2_000)
    )
    report = type(complete).objects.with_project().get()

    with django_assert_num_queries(4):
        told = found(report)

    assert told[0].sentence == "2000 outreach events have no number of people."
