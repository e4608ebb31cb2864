import re
from smtplib import SMTPException
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.accounts.models import User
from tests.factories import PASSWORD, make_user
from tests.people import log_in

LOG_IN, NEW_PASSWORD = reverse("account_login"), "gentle river stones"


def ask_for_reset(client, email):
    return client.post(reverse("account_reset_password"), {"email": email}, follow=True)


def link_in(message):
    return urlsplit(re.search(r"http\S+", message.body)[0]).path


def choose_password(client, link):
    page = client.get(link, follow=True).request["PATH_INFO"]
    return client.post(page, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})


def test_an_address_typed_in_capitals_is_the_same(client, db):
    user = make_user("partner", email="Nok@Example.org")

    response = client.post(LOG_IN, {"login": "NOK@example.org", "password": PASSWORD})

    assert response["Location"] == reverse("home")
    assert User.objects.get(pk=user.pk).email == "nok@example.org"


def test_one_goes_on_to_the_page_that_was_asked_for(client, alice):
    page = client.get(reverse("people"), follow=True)

    assertContains(page, 'name="next" value="/people/"')
    response = client.post(
        LOG_IN, {"login": alice.email, "password": PASSWORD, "next": "/people/"}
    )
    assert response["Location"] == "/people/"


def test_somebody_who_left_is_told_so(client, alice):
    alice.is_active = False
    alice.save()

    response = log_in(client, alice, follow=True)

    assertContains(response, "Nobody can log in with this account any more.")
    assert "_auth_user_id" not in client.session


def test_too_many_wrong_passwords_close_the_door_for_a_while(client, alice):
    for _ in range(5):
        log_in(client, alice, "guess")

    assertContains(log_in(client, alice), "Too many failed login attempts.")


def test_others_cannot_shut_somebody_out(client, alice):
    for number in range(6):
        log_in(Client(REMOTE_ADDR=f"198.51.100.{number}"), alice, "guess")

    log_in(client, alice, REMOTE_ADDR="203.0.113.7")

    assert "_auth_user_id" in client.session


def test_too_many_attempts_from_one_address_are_refused_in_plain_words(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client.post(LOG_IN, {"login": "a@example.org", "password": "guess"})

    response = client.post(LOG_IN, {"login": "b@example.org", "password": "guess"})

    assertContains(response, "This was tried too often in a short time.", status_code=429)


def test_behind_a_proxy_each_visitor_is_counted_alone(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    form = {"login": "a@example.org", "password": "guess"}

    answers = [
        client.post(LOG_IN, form, headers={"X-Forwarded-For": f"10.9.9.9, {visitor}"}).status_code
        for visitor in ("10.0.0.1", "10.0.0.2", "10.0.0.1")
    ]

    assert answers == [200, 200, 429]


def test_a_forgotten_password_is_replaced_by_mail(client, alice):
    ask_for_reset(client, alice.email)
    link = link_in(mail.outbox[0])

    response = choose_password(client, link)

    assert mail.outbox[0].to == [alice.email]
    assert response["Location"] == reverse("home")
    alice.refresh_from_db()
    assert alice.check_password(NEW_PASSWORD)
    client.post(reverse("account_logout"))
    assertContains(client.get(link), "This link no longer works")


def test_a_reset_tells_nobody_who_has_an_account(client, alice):
    known, unknown = ask_for_reset(client, alice.email), ask_for_reset(client, "x@example.org")

    assertContains(known, "If there is an account with this e-mail address")
    assertContains(unknown, "If there is an account with this e-mail address")
    assert [message.to for message in mail.outbox] == [[alice.email]]


def test_a_reset_mail_that_cannot_be_sent_is_told(client, alice, caplog):
    with patch.object(EmailMessage, "send", side_effect=SMTPException(alice.email)):
        response = ask_for_reset(client, alice.email)

    assertContains(response, "The mail could not be sent. Try again later.")
    assert alice.email not in caplog.text


def test_an_earlier_address_opens_nothing(client, alice):
    earlier = alice.email
    ask_for_reset(client, earlier)
    alice.email = "alice.new@example.org"
    alice.save()

    assertContains(client.get(link_in(mail.outbox[0]), follow=True), "This link no longer works")
    response = client.post(LOG_IN, {"login": earlier, "password": PASSWORD})
    assertContains(response, "The email address and/or password you specified are not correct.")


@pytest.mark.parametrize("old", [PASSWORD, "guess"])
def test_changing_the_password_asks_for_the_old_one(client, alice, old):
    client.force_login(alice)
    form = {"oldpassword": old, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    client.post(reverse("account_change_password"), form)

    alice.refresh_from_db()
    assert alice.check_password(NEW_PASSWORD) == (old == PASSWORD)


def test_somebody_without_a_password_chooses_one(client, alice):
    alice.set_unusable_password()
    alice.save()
    client.force_login(alice)

    page = client.get(reverse("account_change_password"), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assertContains(page, "Choose a password")
    alice.refresh_from_db()
    assert alice.check_password(NEW_PASSWORD)


def test_nobody_signs_up(client, db):
    assert client.get("/signup/").status_code == 404
    assertNotContains(client.get(LOG_IN), "Sign up")
