"""A photo that was taken out of its form is not there, whenever it arrives."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.models import Photo, TakenOut
from outreach.removal import KEPT_FOR
from outreach.uploads import clear_kept_pictures
from tests.factories import make_event, make_photo, picture_file, set_state

TOKEN = str(uuid.uuid4())


@pytest.fixture
def ask(as_alice, bees):
    def ask(name, **fields):
        return as_alice.post(reverse(f"outreach:photo-{name}", args=["bees"]), fields)

    return ask


def upload(ask):
    return ask("upload", form_token=TOKEN, picture=picture_file())


def test_it_goes_when_it_has_arrived(ask):
    upload(ask)

    assert ask("take-out", form_token=TOKEN).status_code == 200
    assert not Photo.objects.exists()
    assert Photo.lately_removed().get().removed_by.name == "Alice"


def test_it_does_not_arrive_any_more(ask):
    ask("take-out", form_token=TOKEN)

    late = upload(ask)

    assert late.status_code == 410
    assert late.json()["refused"] == "This photo was taken out."
    assert not Photo.everything.exists()


def test_asked_twice_it_is_the_same(ask):
    upload(ask)

    assert [ask("take-out", form_token=TOKEN).status_code for _ in range(2)] == [200, 200]
    assert TakenOut.objects.count() == 1
    assert upload(ask).status_code == 410


def test_in_a_submitted_period_it_stays_and_the_browser_is_told(ask, bees, report):
    make_photo(bees, form_token=TOKEN, event=make_event(bees))
    set_state(report, "submitted")

    answer = ask("take-out", form_token=TOKEN)

    assert answer.status_code == 409
    assert "has been submitted" in answer.json()["refused"]
    assert Photo.objects.exists()


@pytest.mark.parametrize("token", ["", "broken", None])
def test_without_a_token_nothing_is_taken_out(ask, bees, token):
    make_photo(bees, form_token=None)

    answer = ask("take-out", **({} if token is None else {"form_token": token}))

    assert answer.status_code == 422
    assert Photo.objects.exists()


def test_the_marks_go_when_no_photo_can_come_any_more(ask):
    ask("take-out", form_token=TOKEN)
    TakenOut.objects.update(at=timezone.now() - KEPT_FOR - timedelta(hours=1))

    clear_kept_pictures()

    assert not TakenOut.objects.exists()
