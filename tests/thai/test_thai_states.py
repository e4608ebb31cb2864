"""Pages of partner staff in the states that the table of pages does not reach, and messages."""

import time
import uuid
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.urls import reverse

from outreach.form_recovery import seal
from outreach.models import Attendance
from outreach.views.events import ON_A_PAGE
from tests.entries import event_fields
from tests.factories import PASSWORD, make_event, make_photo, make_project, make_quote, set_state
from tests.thai.english import assert_thai

LISTS = ["outreach:event-list", "outreach:photo-list", "outreach:quote-list"]
KINDS = ["events", "photos", "quotes"]


@pytest.fixture
def items(event, photo, quote):
    return {"events": event, "photos": photo, "quotes": quote}


@pytest.fixture
def locked(report):
    set_state(report, "submitted")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_with_nothing_in_it(as_alice, bees, name):
    assert_thai(as_alice.get(reverse(name, args=[bees.slug])))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_with_everything(as_alice, bees, items, name):
    assert_thai(as_alice.get(reverse(name, args=[bees.slug])))


def test_a_list_of_several_pages(as_alice, bees):
    for _ in range(2 * ON_A_PAGE + 1):
        make_event(bees, venue="โรงเรียน")

    assert_thai(as_alice.get(reverse("outreach:event-list", args=[bees.slug]) + "?page=2"))


def test_a_filter_that_finds_nothing(as_alice, bees, event):
    url = reverse("outreach:event-list", args=[bees.slug])

    assert_thai(as_alice.get(url + "?setting=village"))


@pytest.mark.parametrize("kind", KINDS)
def test_something_is_removed_and_put_back(as_alice, bees, items, kind):
    args = [kind, items[kind].pk]

    assert_thai(as_alice.post(reverse("outreach:remove", args=args), follow=True))
    assert_thai(as_alice.get(reverse("outreach:removed", args=[bees.slug, kind])))
    assert_thai(as_alice.post(reverse("outreach:put-back", args=args), follow=True))
    assert_thai(as_alice.get(reverse("outreach:history", args=args)))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_removed(as_alice, bees, kind):
    assert_thai(as_alice.get(reverse("outreach:removed", args=[bees.slug, kind])))


@pytest.mark.parametrize("kind", ["photos", "quotes"])
def test_consent_is_withdrawn(as_alice, bees, event, items, kind):
    args = [kind, items[kind].pk]

    assert_thai(as_alice.post(reverse("outreach:withdraw", args=args), follow=True))
    assert_thai(as_alice.get(reverse("outreach:event", args=[event.pk])))


def test_a_survivor_could_be_identified(as_alice, bees):
    make_photo(
        bees, recognisable="survivor", consent="not_recorded", caption="", alternative_text=""
    )

    assert_thai(as_alice.get(reverse("outreach:photo-list", args=[bees.slug])))


def test_much_is_still_to_be_said(as_alice, bees, event):
    empty = {"caption": "", "alternative_text": "", "recognisable": "", "consent": "not_recorded"}
    make_photo(bees, event=event, **empty)
    make_quote(bees, event=event, words="ดี", speaker="ครู", consent="not_recorded")

    assert_thai(as_alice.get(reverse("outreach:event", args=[event.pk])))


def test_the_history_of_an_event(as_alice, event, alice):
    event.first_day, event.last_day = date(2025, 3, 15), date(2025, 3, 16)
    event.province, event.setting, event.count_method = "TH-50", "village", "counted"
    event.venue, event.activities, event.outcome, event.co_hosts = "วัด", "ก", "ข", "ค"
    event.save()
    Attendance.objects.filter(event=event, group__name="students").update(count=1)
    students = Attendance.objects.get(event=event, group__name="students")
    students.count = 99
    students.save()

    assert_thai(as_alice.get(reverse("outreach:history", args=["events", event.pk])))


def test_the_history_of_a_quote(as_alice, bees, quote):
    quote.event = make_event(bees, venue="วัด")
    quote.words, quote.speaker, quote.original_words = "ก", "ข", "ค"
    quote.original_language, quote.name_changed, quote.identifies_survivor = "my", False, True
    quote.consent, quote.consent_by, quote.consent_use = "given", "ครู", "เว็บไซต์"
    quote.consent_on, quote.consent_until = date(2025, 3, 1), date(2026, 3, 1)
    quote.save()

    assert_thai(as_alice.get(reverse("outreach:history", args=["quotes", quote.pk])))


def test_the_history_of_a_photo(as_alice, photo):
    photo.caption, photo.alternative_text, photo.recognisable = "ก", "ข", "children"
    photo.consent, photo.event = "not_recorded", None
    photo.save()

    assert_thai(as_alice.get(reverse("outreach:history", args=["photos", photo.pk])))


def test_a_period_is_locked(as_alice, bees, items, locked):
    event = items["events"]
    form = {"form_token": str(uuid.uuid4()), "first_day": "14/3/2568"}

    assert_thai(as_alice.get(reverse("outreach:event", args=[event.pk])))
    assert_thai(as_alice.get(reverse("outreach:event-edit", args=[event.pk]), follow=True))
    assert_thai(as_alice.post(reverse("outreach:event-add", args=[bees.slug]), form))
    for kind in KINDS:
        url = reverse("outreach:remove", args=[kind, items[kind].pk])
        assert_thai(as_alice.post(url, follow=True))
    for name in ("photo", "quote"):
        assert_thai(as_alice.get(reverse(f"outreach:{name}", args=[items[f"{name}s"].pk])))


def test_something_is_saved(as_alice, bees, event):
    form = event_fields(first_day="14/3/2568", venue="วัด")
    quote = {"form_token": str(uuid.uuid4()), "words": "ดี", "speaker": "ครู", "consent": "given"}
    consent = {"consent_by": "ครู", "consent_on": "14/3/2568"}
    add = reverse("outreach:event-add", args=[bees.slug])

    assert_thai(as_alice.post(add, form, follow=True))
    assert_thai(
        as_alice.post(
            reverse("outreach:quote-add", args=[bees.slug]), quote | consent, follow=True
        )
    )


def test_what_was_typed_comes_back(visitor, alice, bees):
    url = reverse("outreach:event-add", args=[bees.slug])
    form = {"form_owner": seal(alice, url), "venue": "วัด", "form_token": str(uuid.uuid4())}

    log_in = visitor.post(url, form, follow=True)
    visitor.post(reverse("account_login"), {"login": alice.email, "password": PASSWORD})

    assert_thai(log_in)
    assert_thai(visitor.get(url))


def test_a_page_that_is_not_there(as_alice):
    assert_thai(as_alice.get("/events/999/"), status=404)


def test_a_page_of_somebody_else(as_alice):
    other = make_project(title="มด")

    assert_thai(as_alice.get(reverse("outreach:event-list", args=[other.slug])), status=404)


def test_a_page_for_others(as_alice):
    assert_thai(as_alice.get(reverse("people")), status=403)


def test_the_account_is_saved(as_alice):
    form = {"name": "อลิสา", "language": "th"}

    assert_thai(as_alice.post(reverse("account"), form, follow=True))


def test_the_password_is_changed(as_alice):
    new = {"password1": "แม่น้ำไหลเอื่อย", "password2": "แม่น้ำไหลเอื่อย"}
    url = reverse("account_change_password")

    assert_thai(as_alice.post(url, new | {"oldpassword": PASSWORD}, follow=True))


def test_a_second_factor_comes_and_goes(as_alice):
    secret = as_alice.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    assert_thai(as_alice.post(reverse("mfa_activate_totp"), {"code": code}, follow=True))
    assert_thai(as_alice.post(reverse("mfa_generate_recovery_codes"), follow=True))
    assert_thai(as_alice.post(reverse("mfa_deactivate_totp"), follow=True))


def test_the_code_is_asked_for_again(client, alice):
    TOTP.activate(alice, generate_totp_secret())
    client.force_login(alice)
    client.get(reverse("account_reauthenticate"))

    assert_thai(client.get(reverse("mfa_reauthenticate"), follow=True))
    assert_thai(client.post(reverse("mfa_reauthenticate"), {"code": "000000"}, follow=True))
