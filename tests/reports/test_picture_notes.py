"""What donors read below a picture beside its caption."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from grantreports.reports.compose import compose, note_of
from grantreports.reports.documents import SCHEMA
from grantreports.reports.frozen import from_data, to_data
from grantreports.reports.models import ChosenPhoto
from outreach.models import Photo
from tests.editions import fetched
from tests.factories import make_event, make_photo
from tests.forms import sent_by

OTHERS = "Shows other children than those told of."


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({}, ""),
        ({"kind": "drawing"}, "Drawing"),
        ({"credit": "Ann Lee"}, "Photo: Ann Lee"),
        ({"kind": "drawing", "credit": "Ann Lee"}, "Drawing: Ann Lee"),
        ({"tells_day": True}, "May 2025"),
        ({"shows_others": True}, OTHERS),
        (
            {"credit": "Ann Lee", "tells_day": True, "shows_others": True},
            f"Photo: Ann Lee · May 2025 · {OTHERS}",
        ),
    ],
)
def test_the_note_tells_what_was_said_of_the_picture(fields, note):
    assert note_of(Photo(day=date(2025, 5, 20), **fields)) == note


def test_the_day_is_that_of_its_outreach(bees):
    event = make_event(bees, first_day=date(2025, 6, 2))

    assert note_of(make_photo(bees, event=event, tells_day=True)) == "June 2025"


def shown(report, **fields):
    """The report with one picture."""
    ChosenPhoto.objects.create(report=report, photo=make_photo(report.project, **fields))
    return compose(fetched(report))


def test_the_page_shows_it_below_the_caption(report):
    composed = shown(report, credit="Ann Lee", kind="drawing")

    html = render_to_string("reports/_body.html", {"report": composed, "images": "web"})

    assert '<span class="picture-note">Drawing: Ann Lee</span></figcaption>' in html


def test_a_picture_of_an_earlier_edition_has_none(report):
    stored = to_data(shown(report, shows_others=True))
    del stored["lead_picture"]["note"]

    assert from_data(stored | {SCHEMA: 1}).lead_picture.note == ""


def test_partner_staff_say_it_in_the_form_of_a_photo(client, alice, bees):
    photo = make_photo(bees)
    address = reverse("outreach:photo", args=[photo.pk])
    client.force_login(alice)
    form = sent_by(client.get(address)) | {"kind": "drawing", "credit": "Ann Lee"}

    client.post(address, form | {"tells_day": "on", "shows_others": "on"})

    photo.refresh_from_db()
    assert note_of(photo) == f"Drawing: Ann Lee · March 2025 · {OTHERS}"


def test_a_form_from_before_leaves_the_kind_as_it_is(client, alice, bees):
    photo = make_photo(bees, kind="drawing")
    address = reverse("outreach:photo", args=[photo.pk])
    client.force_login(alice)
    form = sent_by(client.get(address))
    del form["kind"]

    client.post(address, form | {"caption": "Another."})

    photo.refresh_from_db()
    assert (photo.caption, photo.kind) == ("Another.", "drawing")


def test_the_credit_is_forgotten_with_the_consent(client, alice, bees):
    photo = make_photo(bees, credit="Ann Lee", consent="withdrawn")
    client.force_login(alice)

    page = client.get(reverse("outreach:photo", args=[photo.pk]))

    assert "Ann Lee" not in page.text
