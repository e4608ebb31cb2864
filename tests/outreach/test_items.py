"""Quotes and photos: entered, changed, described later, blocked."""

import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from outreach import removal
from outreach.form_recovery import seal
from outreach.models import PartnerQuote, Photo
from tests.entries import photo_fields, quote_fields
from tests.factories import (
    make_event,
    make_period,
    make_photo,
    make_project,
    make_quote,
    picture_file,
)
from tests.people import log_in


def add_url(kind, project):
    return reverse(f"outreach:{kind}-add", args=[project.slug])


def upload(client, project, **fields):
    sent = {"form_token": str(uuid.uuid4()), "picture": picture_file()} | fields
    return client.post(reverse("outreach:photo-upload", args=[project.slug]), sent)


def test_a_quote_is_entered(as_alice, bees):
    event = make_event(bees)

    response = as_alice.post(add_url("quote", bees), quote_fields(event=event.pk))

    quote = PartnerQuote.objects.get()
    assertRedirects(response, reverse("outreach:event", args=[event.pk]))
    assert (quote.project, quote.consent_on.year) == (bees, 2025)


def test_a_photo_is_entered_once(as_alice, bees):
    form = photo_fields()

    response = as_alice.post(add_url("photo", bees), form)
    as_alice.post(add_url("photo", bees), form | {"picture": picture_file()})

    assert Photo.objects.get().recognisable == "nobody"
    assertRedirects(response, reverse("outreach:photo-list", args=[bees.slug]))


def test_the_form_of_an_events_page_knows_the_event(as_alice, bees):
    event = make_event(bees)

    response = as_alice.get(add_url("quote", bees), {"event": event.pk})

    assert response.context["form"]["event"].value() == event.pk


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": ""}, "Write what was said, in English or as it was said."),
        ({"words": "เด็กๆ ถามคำถามดีมาก"}, "This is not in English."),
        ({"speaker": ""}, "This field is required."),
        ({"consent_by": ""}, "Say who gave consent."),
        ({"consent_on": ""}, "Say on what date consent was given."),
        ({"consent_until": "2025-01-01"}, "Consent cannot end before it was given."),
        ({"original_words": "ดีมาก"}, "Say in which language the original words are."),
        ({"identifies_survivor": "on"}, "A survivor must never be identified"),
    ],
)
def test_a_wrong_quote_is_refused_on_its_field(as_alice, bees, fields, sentence):
    response = as_alice.post(add_url("quote", bees), quote_fields(**fields))

    assertContains(response, sentence)
    assert not PartnerQuote.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"picture": ""}, "Choose a picture."),
        ({"recognisable": ""}, "This field is required."),
        ({"recognisable": "children"}, "Consent is needed when somebody is recognisable."),
        ({"recognisable": "survivor"}, "A survivor must never be identified"),
    ],
)
def test_a_wrong_photo_is_refused_on_its_field(as_alice, bees, fields, sentence):
    response = as_alice.post(add_url("photo", bees), photo_fields(**fields))

    assertContains(response, sentence)
    assert not Photo.objects.exists()


def test_a_picture_of_a_survivor_is_not_even_kept(as_alice, bees):
    response = as_alice.post(add_url("photo", bees), photo_fields(recognisable="survivor"))

    assert not response.context["form"]["receipt"].value()


@pytest.mark.parametrize(
    ("make", "kind", "change"),
    [
        (make_photo, "photo", {"recognisable": "survivor", "consent": "given"}),
        (make_quote, "quote", {"identifies_survivor": "on", "consent": "given"}),
    ],
)
def test_a_survivor_found_later_blocks_whatever_consent_says(as_alice, bees, make, kind, change):
    record = make(bees)
    picture = record.web_image.url if kind == "photo" else "/media/none"
    given = {"consent_by": "her", "consent_on": "2025-03-14"}
    fields = quote_fields(caption="A room.", alternative_text="A room.")

    as_alice.post(reverse(f"outreach:{kind}", args=[record.pk]), fields | given | change)

    record.refresh_from_db()
    assert record.consent == "given"
    assert record.why_not_printable(record.consent_on) == "a survivor could be identified"
    assert as_alice.get(picture).status_code == 404


def test_an_event_of_another_project_is_not_offered(as_alice, bees, partner):
    other = make_event(make_project(partner=partner))

    response = as_alice.post(add_url("quote", bees), quote_fields(event=other.pk))

    assertContains(response, "Select a valid choice.")


def test_an_uploaded_photo_waits_for_its_event(as_alice, bees):
    event_token, token = str(uuid.uuid4()), str(uuid.uuid4())
    receipt = upload(as_alice, bees, form_token=token, event_token=event_token)
    form = {
        "form_token": event_token,
        "first_day": "2025-03-14",
        "venue": "Ban Mai School",
        "province": "TH-58",
        "setting": "village",
        "count_method": "counted",
        "sent_photo": token,
        f"sent-{token}-caption": "A morning.",
        f"sent-{token}-alternative_text": "Pupils.",
        f"sent-{token}-recognisable": "nobody",
        f"sent-{token}-consent": "not_needed",
    }

    as_alice.post(add_url("event", bees), form)

    photo = Photo.objects.get()
    assert json.loads(receipt.content) == {"photo": f"/photos/{photo.pk}/"}
    assert (photo.event.venue, photo.caption) == ("Ban Mai School", "A morning.")
    assert not photo.lacks


def test_a_photo_that_comes_after_its_event_finds_it(as_alice, bees):
    event = make_event(bees, form_token=uuid.uuid4())

    receipt = upload(as_alice, bees, event_token=str(event.form_token), caption="A morning.")

    assert receipt.status_code == 200
    assert Photo.objects.get().event == event


def test_two_presses_at_the_same_moment_make_one_quote(as_alice, bees, monkeypatch):
    form = quote_fields()

    def press_again_first(quote_form, user):
        make_quote(bees, form_token=form["form_token"])
        return True

    monkeypatch.setattr("outreach.views.items.is_open", press_again_first)
    response = as_alice.post(add_url("quote", bees), form)

    assert response.status_code == 302
    assert PartnerQuote.objects.count() == 1


def test_an_upload_that_comes_twice_makes_one_photo(as_alice, bees):
    token = str(uuid.uuid4())

    upload(as_alice, bees, form_token=token)
    upload(as_alice, bees, form_token=token, caption="A morning.")

    assert Photo.objects.get().caption == "A morning."


def test_words_about_an_upload_are_kept_where_the_rest_is_wrong(as_alice, bees):
    upload(as_alice, bees, caption="A morning.", recognisable="adults", consent="not_needed")

    photo = Photo.objects.get()
    assert (photo.caption, photo.recognisable, photo.consent) == ("A morning.", "", "not_recorded")


def test_photos_of_a_phone_are_described_together(as_alice, bees):
    tokens = [str(uuid.uuid4()) for _ in range(2)]
    for token in tokens:
        upload(as_alice, bees, form_token=token)
    form = {"form_token": str(uuid.uuid4()), "sent_photo": [*tokens, str(uuid.uuid4())]}
    for token in tokens:
        form[f"sent-{token}-caption"] = "A morning."
        form[f"sent-{token}-consent"] = "not_recorded"

    response = as_alice.post(add_url("photo", bees), form)

    assertRedirects(response, reverse("outreach:photo-list", args=[bees.slug]))
    assert list(Photo.objects.values_list("caption", flat=True)) == ["A morning."] * 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"hello", "not a picture we can read"),
        (b"", "not a picture we can read"),
        (b"\xff\xd8\xff\xe0broken", "not a picture we can read"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "This is a HEIC picture."),
        (b"x" * (25 * 1024 * 1024 + 1), "larger than 25 MB"),
    ],
    ids=["text", "empty", "broken", "heic", "large"],
)
def test_what_is_no_picture_is_refused_with_a_sentence(as_alice, bees, content, sentence):
    def picture():
        file = picture_file()
        file.seek(0)
        file.truncate()
        file.write(content)
        file.seek(0)
        return file

    sent = upload(as_alice, bees, picture=picture())
    typed = as_alice.post(add_url("photo", bees), photo_fields(picture=picture()))

    assert sent.status_code == 422
    assert sentence in json.loads(sent.content)["refused"]
    assertContains(typed, "The submitted file is empty." if not content else sentence)
    assert not Photo.objects.exists()


def test_an_upload_without_picture_or_token_is_refused(as_alice, bees):
    assert upload(as_alice, bees, form_token="x").status_code == 422
    assert upload(as_alice, bees, picture="").status_code == 422


def test_a_locked_event_takes_no_more_photos_and_quotes(as_alice, bees):
    event = make_event(bees)
    photo, quote = make_photo(bees, event=event), make_quote(bees, event=event)
    make_period(bees.budget_years.get(number=1), state="submitted")

    sent = upload(as_alice, bees, event=event.pk)
    typed = as_alice.post(add_url("quote", bees), quote_fields(event=event.pk))
    changed = as_alice.post(reverse("outreach:quote", args=[quote.pk]), quote_fields())
    shown = as_alice.get(reverse("outreach:photo", args=[photo.pk]))

    assert sent.status_code == 409
    assertContains(typed, "has been submitted")
    assertContains(changed, "has been submitted")
    assertNotContains(shown, "Save")
    assert PartnerQuote.objects.get().consent == "not_needed"


def test_consent_can_be_withdrawn_even_when_locked(as_alice, bees):
    photo = make_photo(bees, event=make_event(bees))
    picture = photo.web_image.url
    make_period(bees.budget_years.get(number=1), state="submitted")

    response = as_alice.post(reverse("outreach:withdraw", args=["photos", photo.pk]), follow=True)

    photo.refresh_from_db()
    assert photo.consent == "withdrawn"
    assertContains(response, "Blocked: consent was withdrawn.")
    assertNotContains(response, picture)


def test_lists_say_what_is_still_lacking(as_alice, bees):
    make_photo(bees, caption="", alternative_text="", recognisable="", consent="not_recorded")
    make_quote(bees, consent="not_recorded")

    photos = as_alice.get(reverse("outreach:photo-list", args=[bees.slug]))
    quotes = as_alice.get(reverse("outreach:quote-list", args=[bees.slug]))

    for lack in ("No caption", "no alternative text", "not said who", "consent is not recorded"):
        assertContains(photos, lack)
    assertContains(quotes, "Consent is not recorded")


def test_an_item_of_a_removed_event_keeps_it(as_alice, alice, bees):
    event = make_event(bees)
    quote = make_quote(bees, event=event)
    removal.remove(event, by=alice, at=timezone.now())

    response = as_alice.post(
        reverse("outreach:quote", args=[quote.pk]), quote_fields(event=event.pk, words="Changed.")
    )

    assertRedirects(response, reverse("outreach:quote-list", args=[bees.slug]))
    quote.refresh_from_db()
    assert (quote.event, quote.words) == (event, "Changed.")


def test_what_was_typed_about_a_locked_photo_is_not_lost(as_alice, bees):
    photo = make_photo(bees, event=make_event(bees))
    make_period(bees.budget_years.get(number=1), state="submitted")
    fields = photo_fields(event=photo.event.pk, caption="Typed.")

    response = as_alice.post(reverse("outreach:photo", args=[photo.pk]), fields)

    assertContains(response, "Typed.")
    assertContains(response, "has been submitted")


def test_a_picture_that_waits_is_told_although_nothing_is_wrong(as_alice, alice, bees, client):
    url = reverse("outreach:photo-add", args=[bees.slug])
    client.logout()
    client.post(url, photo_fields(form_owner=seal(alice, url)))
    log_in(client, alice)

    assertContains(client.get(url), "Your picture is kept.")
