"""A period that is submitted at the last moment, between form and lock, takes nothing more in."""

import uuid

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from grantreports.handover.handovers import submit
from outreach import removal, sent_photos
from outreach.sheets import checking
from outreach.views import events, items, uploads
from projects.locks import locked_project
from tests.entries import event_fields, photo_fields, prefixed, quote_fields
from tests.factories import make_event, make_photo, make_quote, picture_file
from tests.sheets import HEADINGS, ROW, sent, workbook

LOCKING = (events, items, uploads, removal, checking)


@pytest.fixture
def there(bees, period, as_alice):
    """What the partner has entered, and a spreadsheet that waits to be confirmed."""
    event = make_event(bees, {"students": 3})
    gone = make_event(bees, venue="Wat Pa", removed_at=timezone.now())
    return {
        "event": event,
        "gone": gone,
        "photo": make_photo(bees, event=event),
        "quote": make_quote(bees, event=event),
        "sent": make_photo(bees, event=event, form_token=uuid.uuid4()),
        "import": sent(as_alice, bees, workbook([HEADINGS, ROW])),
    }


def address(name, *args):
    return reverse(f"outreach:{name}", args=args)


def sent_words(there):
    token = there["sent"].form_token
    words = {"caption": "Others.", "recognisable": "nobody", "consent": "not_needed"}
    return {"sent_photo": str(token)} | prefixed(f"sent-{token}-", words)


def edit(kind, there):
    return address("event-edit" if kind == "event" else kind, there[kind].pk)


def at_event(there, fields):
    return fields(event=there["event"].pk)


NEXT_YEAR = {"venue": "New", "first_day": "2026-03-14"}
# Every way in which partner staff change something in a period: an address and its form.
WAYS = {
    "add an event": lambda there: (address("event-add", "bees"), event_fields(venue="New")),
    "add an event elsewhere, with photos of this": lambda there: (
        address("event-add", "bees"),
        event_fields(**NEXT_YEAR) | sent_words(there),
    ),
    "change an event": lambda there: (edit("event", there), event_fields(venue="New")),
    "move an event out": lambda there: (edit("event", there), event_fields(**NEXT_YEAR)),
    "copy an event": lambda there: (edit("event", there), event_fields(venue="New", copy="1")),
    "add a quote": lambda there: (address("quote-add", "bees"), at_event(there, quote_fields)),
    "change a quote": lambda there: (edit("quote", there), at_event(there, quote_fields)),
    "take a quote out": lambda there: (edit("quote", there), quote_fields()),
    "add a photo": lambda there: (address("photo-add", "bees"), at_event(there, photo_fields)),
    "change a photo": lambda there: (edit("photo", there), at_event(there, photo_fields)),
    "describe a photo": lambda there: (address("photo-add", "bees"), sent_words(there)),
    "upload a photo": lambda there: (
        address("photo-upload", "bees"),
        {
            "picture": picture_file(),
            "form_token": str(uuid.uuid4()),
            "event": there["event"].pk,
        },
    ),
    "remove an event": lambda there: (address("remove", "events", there["event"].pk), {}),
    "remove a photo": lambda there: (address("remove", "photos", there["photo"].pk), {}),
    "put an event back": lambda there: (address("put-back", "events", there["gone"].pk), {}),
    "take a sheet in": lambda there: (
        address("import-confirm", "bees", there["import"].pk),
        {"version": there["import"].version},
    ),
}


def everything():
    models = [each for each in apps.get_models() if each.__module__.startswith("outreach.models")]
    return {each: list(each._base_manager.order_by("pk").values()) for each in models}


def submitted_before_locks(monkeypatch, period, alice):
    def at_the_last_moment(project):
        if period_is_open(period):
            submit(period, by=alice, at=timezone.now())
        return locked_project(project)

    for module in LOCKING:
        monkeypatch.setattr(module, "locked_project", at_the_last_moment)


def period_is_open(period):
    period.refresh_from_db()
    return period.is_open


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_nothing_comes_in_or_goes_out_any_more(as_alice, alice, there, period, monkeypatch, way):
    there["import"].refresh_from_db()
    before = everything()
    submitted_before_locks(monkeypatch, period, alice)

    response = as_alice.post(*way(there))

    assert response.status_code in (200, 302, 409)
    assert not period_is_open(period)
    assert everything() == before


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_each_way_changes_something_in_an_open_period(as_alice, there, way):
    there["import"].refresh_from_db()
    before = everything()

    as_alice.post(*way(there))

    assert everything() != before


def test_a_picture_is_cleaned_before_the_lock(as_alice, alice, there, period, monkeypatch):
    """While it is cleaned, the period may be submitted: nobody waits for a picture."""
    real = sent_photos.clean_photo

    def slow(upload):
        submit(period, by=alice, at=timezone.now())
        return real(upload)

    monkeypatch.setattr(sent_photos, "clean_photo", slow)
    before = everything()

    response = as_alice.post(*WAYS["upload a photo"](there))

    assert response.status_code == 409
    assert everything() == before
