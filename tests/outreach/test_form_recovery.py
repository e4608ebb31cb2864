"""A form whose log-in or token ran out comes back with its content."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from outreach.form_recovery import seal
from outreach.models import OutreachEvent, Photo
from tests.entries import event_fields
from tests.factories import picture_file
from tests.people import log_in


def form_of(user, page, **fields):
    return event_fields(**{"form_owner": seal(user, page)} | fields)


@pytest.fixture
def url(bees):
    return reverse("outreach:event-add", args=[bees.slug])


def test_what_was_typed_is_back_after_the_log_in(client, alice, url):
    sent = client.post(url, form_of(alice, url))
    log_in(client, alice)
    shown = client.get(url)

    assertRedirects(sent, f"{reverse('account_login')}?next={url}", fetch_redirect_response=False)
    assertContains(shown, "Ban Mai School")
    assertContains(shown, "This is what you typed.")
    assert not OutreachEvent.objects.exists()


def test_a_picture_is_back_too(client, alice, url):
    client.post(url, form_of(alice, url, **{"photo-picture": picture_file()}))
    log_in(client, alice)
    shown = client.get(url)

    receipt = shown.context["forms"]["photo"]["receipt"].value()
    photo = {
        "photo-receipt": receipt,
        "photo-form_token": str(uuid.uuid4()),
        "photo-recognisable": "nobody",
        "photo-consent": "not_needed",
    }
    client.post(url, form_of(alice, url, **photo))

    assert Photo.objects.get().event == OutreachEvent.objects.get()


def test_once_it_is_saved_the_form_is_empty_again(client, alice, url):
    client.post(url, form_of(alice, url))
    log_in(client, alice)
    client.post(url, form_of(alice, url))

    assertNotContains(client.get(url), "This is what you typed.")


def test_somebody_else_on_the_same_phone_does_not_see_it(client, alice, sam, url):
    client.post(url, form_of(alice, url))
    log_in(client, sam)

    assertNotContains(client.get(url), "Ban Mai School")


def test_without_its_seal_nothing_is_kept(client, alice, url):
    client.post(url, form_of(alice, url, form_owner="forged"))
    log_in(client, alice)

    assertNotContains(client.get(url), "Ban Mai School")


def test_a_token_that_ran_out_brings_the_form_back(alice, url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    response = client.post(url, form_of(alice, url), follow=True)

    assertContains(response, "Ban Mai School")
    assertContains(response, "The page had become too old to be sent.")
    assert not OutreachEvent.objects.exists()


def test_a_foreign_form_is_refused_with_a_sentence(alice, url):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)

    response = client.post(url, form_of(alice, url, form_owner=""))

    assertContains(response, "nothing was saved", status_code=403)


def test_both_run_out_at_once(alice, url):
    client = Client(enforce_csrf_checks=True)

    response = client.post(url, form_of(alice, url))

    assertRedirects(
        response, f"{reverse('account_login')}?next={url}", fetch_redirect_response=False
    )
    assert client.session["kept_form"]["path"] == url


def test_a_form_that_is_sent_elsewhere_is_back_on_its_own_page(client, alice, report):
    page = reverse("handover:period", args=[report.period_id])
    typed = {"form_owner": seal(alice, page), "text": "All is entered."}

    sent = client.post(reverse("handover:submit", args=[report.period_id]), typed)
    log_in(client, alice)

    assertRedirects(sent, f"{reverse('account_login')}?next={page}", fetch_redirect_response=False)
    assertContains(client.get(page), "All is entered.")
