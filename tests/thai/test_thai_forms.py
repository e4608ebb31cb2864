"""Each form of partner staff, sent with every mistake it refuses, answers in Thai."""

import io
import uuid

import pytest
from django.urls import reverse

from outreach import photos
from tests.entries import event_fields
from tests.factories import make_event, make_project, make_year, picture_file
from tests.thai.english import assert_thai, english_words

EVENT = {"first_day": "14/03/2568", "venue": "โรงเรียนบ้านใหม่"}
TOO_LONG = "ก" * 400
EVENTS = [
    {"first_day": "", "venue": "", "province": "", "setting": ""},
    {"first_day": "เมื่อวาน", "last_day": "พรุ่งนี้", "province": "ก", "setting": "ข"},
    {"first_day": "2568-03-14", "last_day": "13/03/2568"},
    {"first_day": "2540-01-01"},
    {"first_day": "2599-01-01"},
    {"venue": TOO_LONG, "co_hosts": TOO_LONG, "activities": "ก\0ข"},
    {"count_method": "ก", "form_token": "ก"},
    {"students": "สิบ"},
    {"students": "-1"},
    {"students": "2000000"},
    {"new_group": "คนงาน"},
    {"new_count": "5"},
    {"new_group": "1ก", "new_count": "5"},
    {"new_group": "ก:ข", "new_count": "5"},
    {"new_group": "นักเรียน", "new_count": "5", "students": "6"},
    {"new_group": TOO_LONG, "new_count": "สิบ"},
]
CONSENT = [
    {"consent": ""},
    {"consent": "ก"},
    {"consent": "given"},
    {"consent": "given", "consent_by": TOO_LONG, "consent_on": "ก", "consent_until": "ข"},
    {
        "consent": "given",
        "consent_by": "ครู",
        "consent_on": "2568-03-14",
        "consent_until": "1/1/2568",
    },
]
QUOTES = [
    *CONSENT,
    {"words": "", "speaker": ""},
    {"speaker": TOO_LONG, "original_language": "ก", "event": "ข"},
    {"original_words": "เด็กถามเก่ง", "original_language": ""},
    {"identifies_survivor": "on"},
]
PHOTOS = [
    *CONSENT,
    {"recognisable": ""},
    {"recognisable": "survivor"},
    {"recognisable": "adults", "consent": "not_needed"},
    {"caption": TOO_LONG, "alternative_text": TOO_LONG, "event": "ก"},
]


def named(content):
    file = io.BytesIO(content)
    file.name = "picture.jpg"
    return file


PICTURES = {
    "none": None,
    "empty": lambda: named(b""),
    "no picture": lambda: named(b"no picture"),
    "of a new telephone": lambda: named(b"\0\0\0\x18ftypheic"),
    "too large": lambda: named(bytes(photos.MAX_BYTES + 1)),
    "too many pixels": lambda: picture_file((60, 60)),
}


def of_groups(event, form):
    """The form with the field of a group in place of its name."""
    students = event.attendances.get(group__name="students").group
    return {f"count_{students.pk}" if name == "students" else name: form[name] for name in form}


@pytest.mark.parametrize("wrong", EVENTS)
def test_an_event(as_alice, bees, event, wrong):
    form = of_groups(event, event_fields(**EVENT) | wrong)

    assert_thai(as_alice.post(reverse("outreach:event-add", args=[bees.slug]), form))
    assert_thai(as_alice.post(reverse("outreach:event-edit", args=[event.pk]), form))


def test_an_event_before_there_is_a_year(as_alice, partner):
    project = make_project(partner=partner, title="มด", place="", summary="ดูแลเด็ก")

    url = reverse("outreach:event-add", args=[project.slug])
    assert_thai(as_alice.post(url, event_fields(**EVENT)))


@pytest.mark.parametrize("wrong", QUOTES)
def test_a_quote(as_alice, bees, quote, wrong):
    form = {"form_token": str(uuid.uuid4()), "words": "เด็กถามเก่ง", "speaker": "ครู"}
    form |= {"consent": "not_needed"} | wrong
    beside = {f"quote-{name}": value for name, value in form.items()}

    assert_thai(as_alice.post(reverse("outreach:quote-add", args=[bees.slug]), form))
    assert_thai(as_alice.post(reverse("outreach:event-add", args=[bees.slug]), beside))
    if "identifies_survivor" not in wrong:
        assert_thai(as_alice.post(reverse("outreach:quote", args=[quote.pk]), form))


@pytest.mark.parametrize("wrong", PHOTOS)
def test_a_photo(as_alice, bees, photo, wrong):
    form = {"form_token": str(uuid.uuid4()), "recognisable": "nobody", "consent": "not_needed"}
    form |= {"picture": picture_file()} | wrong
    beside = {f"photo-{name}": value for name, value in form.items()}

    assert_thai(as_alice.post(reverse("outreach:photo-add", args=[bees.slug]), form))
    form["picture"].seek(0)
    assert_thai(as_alice.post(reverse("outreach:event-add", args=[bees.slug]), beside))
    if wrong != {"recognisable": "survivor"}:
        assert_thai(as_alice.post(reverse("outreach:photo", args=[photo.pk]), form))


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture(as_alice, bees, monkeypatch, picture):
    monkeypatch.setattr(photos, "MAX_PIXELS", 3000)
    make = PICTURES[picture]
    form = {"form_token": str(uuid.uuid4())}
    sent = {"picture": make()} if make else {}
    page = as_alice.post(reverse("outreach:photo-add", args=[bees.slug]), form | sent)
    sent = {"picture": make()} if make else {}
    answer = as_alice.post(reverse("outreach:photo-upload", args=[bees.slug]), form | sent)

    assert_thai(page)
    assert answer.status_code == 422
    assert english_words(answer.json()["refused"]) == []


def test_an_event_of_another_project(as_alice, partner, bees):
    other = make_project(partner=partner, title="มด")
    make_year(other)
    form = {"words": "เด็กถามเก่ง", "consent": "not_needed", "event": make_event(other).pk}

    assert_thai(as_alice.post(reverse("outreach:quote-add", args=[bees.slug]), form))


def test_a_filter(as_alice, bees, event):
    wrong = "?period=9&since=ก&until=ข&province=ค&setting=ง&group=0&text=" + "ก" * 101

    assert_thai(as_alice.get(reverse("outreach:event-list", args=[bees.slug]) + wrong))


@pytest.mark.parametrize("form", [{}, {"name": TOO_LONG, "language": "ก"}])
def test_the_account(as_alice, form):
    assert_thai(as_alice.post(reverse("account"), form))


PASSWORD_FORMS = [
    {},
    {"oldpassword": "ไม่ใช่", "password1": "แม่น้ำไหลเอื่อย", "password2": "ไม่เหมือนกัน"},
    {"oldpassword": "correct horse", "password1": "12345678", "password2": "12345678"},
]


@pytest.mark.parametrize("form", PASSWORD_FORMS)
def test_a_new_password(as_alice, form):
    assert_thai(as_alice.post(reverse("account_change_password"), form))


@pytest.mark.parametrize("form", [{}, {"password": "ไม่ใช่"}])
def test_who_it_is(as_alice, form):
    assert_thai(as_alice.post(reverse("account_reauthenticate"), form))


@pytest.mark.parametrize("form", [{}, {"code": "ไม่ใช่"}, {"code": "000000"}])
def test_an_app(as_alice, form):
    as_alice.get(reverse("mfa_activate_totp"))

    assert_thai(as_alice.post(reverse("mfa_activate_totp"), form))


@pytest.mark.parametrize("form", [{}, {"credential": "ไม่ใช่"}, {"credential": "{}"}])
def test_a_passkey(as_alice, form):
    as_alice.get(reverse("mfa_add_webauthn"))

    assert_thai(as_alice.post(reverse("mfa_add_webauthn"), form))
