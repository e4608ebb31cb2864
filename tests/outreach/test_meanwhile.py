"""Two people, or two tabs, at one event, quote or photo: nobody's words are lost."""

import json
from itertools import cycle

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from outreach import removal
from outreach.models import OutreachEvent
from projects.meanwhile import MeanwhileMixin
from tests.factories import make_event, make_group, make_photo, make_quote, make_user
from tests.forms import sent_by

TEXTS = {
    "event": ["venue", "activities", "outcome", "co_hosts", "reference"],
    "quote": ["words", "speaker", "original_words", "consent_by"],
    "photo": ["caption", "alternative_text", "consent_by"],
}
PAIRS = [
    pytest.param(kind, name, other, id=f"{kind}: {name}, {other}")
    for kind, names in TEXTS.items()
    for name, other in zip(names, [*names[1:], names[0]], strict=True)
]

CHOSEN = [
    pytest.param(*pair.values, choice, id=f"{pair.id}, {choice}")
    for pair, choice in zip(PAIRS, cycle(["mine", "theirs", "both"]))
]


@pytest.fixture
def as_bob(partner):
    client = Client()
    client.force_login(make_user("partner", partner=partner, name="Bob"))
    return client


@pytest.fixture
def records(bees):
    given = {"consent": "given", "consent_by": "her", "consent_on": "2025-03-14"}
    words = {"original_words": "เด็กถามเก่ง", "original_language": "th"}
    return {
        "event": make_event(bees, {"students": 10}, activities="Games."),
        "quote": make_quote(bees, **given | words),
        "photo": make_photo(bees, **given | {"recognisable": "adults"}),
    }


def address(kind, record):
    return reverse(f"outreach:{'event-edit' if kind == 'event' else kind}", args=[record.pk])


def opened(client, kind, record):
    """What a browser would send of the page, as it is now."""
    return sent_by(client.get(address(kind, record)))


def again(response, **changed):
    """What a browser would send of the page that came back."""
    return sent_by(response) | changed


@pytest.mark.parametrize(("kind", "name", "other"), PAIRS)
def test_changes_of_two_people_in_two_fields_are_both_kept(
    as_alice, as_bob, records, kind, name, other
):
    record = records[kind]
    url, hers = address(kind, record), opened(as_alice, kind, record)
    as_bob.post(url, opened(as_bob, kind, record) | {name: "Bob's words."})

    response = as_alice.post(url, hers | {other: "Alice's words."}, follow=True)

    record.refresh_from_db()
    assert (getattr(record, name), getattr(record, other)) == ("Bob's words.", "Alice's words.")
    assertContains(response, "Somebody changed this meanwhile too")


@pytest.mark.parametrize(("kind", "name", "other"), PAIRS)
def test_without_the_guard_the_first_ones_words_vanish(
    as_alice, as_bob, records, monkeypatch, kind, name, other
):
    """The control: what the test before shows is the doing of the merge."""
    monkeypatch.setattr(MeanwhileMixin, "_merge", lambda form: None)
    record = records[kind]
    url, hers = address(kind, record), opened(as_alice, kind, record)
    as_bob.post(url, opened(as_bob, kind, record) | {name: "Bob's words."})

    as_alice.post(url, hers | {other: "Alice's words."})

    record.refresh_from_db()
    assert getattr(record, name) != "Bob's words."


@pytest.mark.parametrize(("kind", "name", "other", "choice"), CHOSEN)
def test_who_changes_the_same_field_is_asked_and_loses_nothing(
    as_alice, as_bob, records, kind, name, other, choice
):
    record = records[kind]
    url, hers = address(kind, record), opened(as_alice, kind, record)
    as_bob.post(url, opened(as_bob, kind, record) | {name: "Bob's words."})

    asked = as_alice.post(url, hers | {name: "Alice's words.", other: "Others."})

    record.refresh_from_db()
    assert getattr(record, name) == "Bob's words."
    assertContains(asked, "Bob changed this meanwhile to “Bob&#x27;s words.”.")
    assertContains(asked, "Alice&#x27;s words.")
    has_both = f'name="choice-{name}" value="both"' in asked.text
    chosen = {f"choice-{name}": choice if has_both or choice != "both" else "theirs"}

    as_alice.post(url, again(asked) | chosen)

    record.refresh_from_db()
    texts = {"mine": "Alice's words.", "theirs": "Bob's words."}
    texts["both"] = "Bob's words.\n\nAlice's words."
    assert getattr(record, name) == texts[chosen[f"choice-{name}"]]
    assert getattr(record, other) == "Others."


def test_who_changes_it_a_third_time_is_asked_about_as_well(as_alice, as_bob, records):
    event = records["event"]
    url, hers = address("event", event), opened(as_alice, "event", event)
    as_bob.post(url, opened(as_bob, "event", event) | {"venue": "Second"})
    asked = as_alice.post(url, hers | {"venue": "Mine"})
    as_bob.post(url, opened(as_bob, "event", event) | {"venue": "Third"})

    asked = as_alice.post(url, again(asked))

    assertContains(asked, "Bob changed this meanwhile to “Third”.")
    event.refresh_from_db()
    assert event.venue == "Third"


@pytest.mark.parametrize(
    ("name", "his", "hers", "told"),
    [
        ("first_day", "2025-03-15", "16/03/2025", "15 Mar 2025"),
        ("province", "TH-50", "TH-34", "Chiang Mai"),
        ("setting", "village", "workplace", "Village"),
        ("count_method", "estimated", "", ""),
    ],
)
def test_days_and_choices_are_compared_by_what_they_mean(
    as_alice, as_bob, records, name, his, hers, told
):
    event = records["event"]
    url, mine = address("event", event), opened(as_alice, "event", event)
    as_bob.post(url, opened(as_bob, "event", event) | {name: his})

    response = as_alice.post(url, mine | ({name: hers} if hers else {}))

    if told:
        assertContains(response, f"Bob changed this meanwhile to “{told}”.")
    else:
        assert getattr(OutreachEvent.objects.get(), name) == his


def test_counts_are_merged_by_group(as_alice, as_bob, records):
    event, teachers = records["event"], make_group("teachers")
    students = event.attendances.get().group
    url, hers = address("event", event), opened(as_alice, "event", event)
    his = opened(as_bob, "event", event)
    as_bob.post(url, his | {f"count_{students.pk}": "40"})

    as_alice.post(url, hers | {f"count_{teachers.pk}": "3"})

    counts = dict(event.attendances.values_list("group__name", "count"))
    assert counts == {"students": 40, "teachers": 3}


def test_a_group_that_came_meanwhile_keeps_its_count(as_alice, as_bob, records):
    event = records["event"]
    url, hers = address("event", event), opened(as_alice, "event", event)
    his = opened(as_bob, "event", event)
    as_bob.post(url, his | {"new_group": "monks", "new_count": "7"})

    as_alice.post(url, hers | {"activities": "A play."})

    counts = dict(event.attendances.values_list("group__name", "count"))
    assert counts == {"students": 10, "monks": 7}


@pytest.mark.parametrize("seen", [None, "", "broken", "[]", '{"venue": 3}'])
def test_a_form_that_does_not_say_what_it_showed_changes_only_what_it_has(as_alice, records, seen):
    """So do programs, and pages of an earlier version of the site."""
    event = records["event"]
    form = opened(as_alice, "event", event) | {"venue": "New"}
    form = {name: form[name] for name in form if name not in ("activities", "seen")}

    as_alice.post(address("event", event), form if seen is None else form | {"seen": seen})

    event.refresh_from_db()
    assert (event.venue, event.activities) == ("New", "Games.")


@pytest.mark.parametrize("kind", TEXTS)
def test_what_was_removed_meanwhile_is_told_with_all_that_was_typed(
    as_alice, alice, records, kind
):
    record, name = records[kind], TEXTS[kind][0]
    hers = opened(as_alice, kind, record)
    removal.remove(record, by=alice, at=timezone.now())

    response = as_alice.post(address(kind, record), hers | {name: "Alice's words."})

    assertContains(response, "Alice removed this meanwhile.")
    assertContains(response, "Alice&#x27;s words.")
    record.refresh_from_db()
    assert getattr(record, name) != "Alice's words."


def test_a_quote_that_was_blocked_meanwhile_is_not_opened_again(as_alice, as_bob, records):
    quote = records["quote"]
    hers = opened(as_alice, "quote", quote)
    quote.withdraw_consent()

    response = as_alice.post(address("quote", quote), hers | {"words": "Others."})

    quote.refresh_from_db()
    assert not quote.may_be_shown
    assertNotContains(response, "Traceback", status_code=response.status_code)


def test_what_a_form_showed_is_what_the_record_said(as_alice, records):
    seen = json.loads(opened(as_alice, "event", records["event"])["seen"])

    assert (seen["venue"], seen["first_day"]) == ("Ban Mai School", "2025-03-14")
    assert "form_token" not in seen
