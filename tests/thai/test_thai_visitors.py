"""What people read before they are logged in: log-in, reset, invitations, errors."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.tokens import default_token_generator
from django.shortcuts import render
from django.test import Client
from django.urls import reverse
from django.utils.http import int_to_base36

from tests.factories import make_invitation
from tests.people import log_in
from tests.thai.english import assert_thai

LOG_IN, RESET = reverse("account_login"), reverse("account_reset_password")
NEW = {"password1": "แม่น้ำไหลเอื่อย", "password2": "แม่น้ำไหลเอื่อย"}
WRONG_PASSWORDS = [
    {},
    NEW | {"password2": "ไม่เหมือนกัน"},
    {"password1": "สั้น", "password2": "สั้น"},
    {"password1": "password", "password2": "password"},
    {"password1": "1948201759", "password2": "1948201759"},
    {"password1": "alisa.baanmai", "password2": "alisa.baanmai"},
]


@pytest.mark.parametrize("name", ["account_login", "account_inactive", "account_reset_password"])
def test_page(visitor, name):
    assert_thai(visitor.get(reverse(name)))


@pytest.mark.parametrize("form", [{}, {"login": "ก", "password": "ข"}])
def test_a_log_in_that_is_refused(visitor, form):
    assert_thai(visitor.post(LOG_IN, form))


def test_a_closed_account(visitor, alice):
    alice.is_active = False
    alice.save()

    assert_thai(log_in(visitor, alice, follow=True))


def test_a_wrong_password(visitor, alice):
    form = {"login": alice.email, "password": "ไม่ใช่"}

    assert_thai(visitor.post(LOG_IN, form))


def test_too_many_attempts(visitor, alice):
    for _ in range(10):
        response = visitor.post(LOG_IN, {"login": alice.email, "password": "ไม่ใช่"})

    assert_thai(response)


@pytest.mark.parametrize("form", [{}, {"email": "ก"}])
def test_a_reset_that_is_refused(visitor, form):
    assert_thai(visitor.post(RESET, form))


def test_a_reset_that_is_sent(visitor, alice):
    assert_thai(visitor.post(RESET, {"email": alice.email}, follow=True))


@pytest.fixture
def reset_form(visitor, alice):
    """The address of the form behind the link of a mail."""
    key = default_token_generator.make_token(alice)
    args = [int_to_base36(alice.pk), key]
    return visitor.get(reverse("account_reset_password_from_key", args=args))["Location"]


def test_the_page_behind_the_link_of_a_reset(visitor, reset_form):
    assert_thai(visitor.get(reset_form))


def test_a_link_that_no_longer_works(visitor):
    args = ["1", "a-wrong-key"]

    assert_thai(visitor.get(reverse("account_reset_password_from_key", args=args)))


@pytest.mark.parametrize("form", WRONG_PASSWORDS)
def test_a_new_password_that_is_refused(visitor, reset_form, form):
    assert_thai(visitor.post(reset_form, form))


def test_a_new_password_that_is_taken(visitor, reset_form, bees):
    assert_thai(visitor.post(reset_form, NEW, follow=True))


@pytest.fixture
def invited(visitor, sam, partner):
    who = {"email": "alisa.baanmai@example.net", "name": "อลิสา"}
    token = make_invitation(sam, role="partner", partner=partner, language="th", **who)[1]
    visitor.get(reverse("invitation-open", args=[token]))
    return visitor


def test_an_invitation(invited):
    assert_thai(invited.get(reverse("invitation")))


@pytest.mark.parametrize("form", WRONG_PASSWORDS)
def test_an_invitation_answered_wrongly(invited, form):
    assert_thai(invited.post(reverse("invitation"), form | {"name": "อลิสา"}))


def test_an_invitation_that_is_gone(visitor):
    assert_thai(visitor.get(reverse("invitation")), status=410)


def test_the_second_step(visitor, alice):
    TOTP.activate(alice, generate_totp_secret())

    assert_thai(log_in(visitor, alice, follow=True))
    assert_thai(visitor.post(reverse("mfa_authenticate"), {"code": "000000"}))
    assert_thai(visitor.post(reverse("mfa_authenticate"), {}))


def test_a_form_too_old_to_be_sent(db):
    strict = Client(enforce_csrf_checks=True, headers={"Accept-Language": "th"})

    assert_thai(strict.post(LOG_IN, {}), status=403)


@pytest.mark.parametrize("template", ["403.html", "404.html", "429.html", "500.html"])
def test_page_of_an_error(rf, in_thai, template):
    request = rf.get("/")
    request.csp_nonce, request.LANGUAGE_CODE = "", "th"

    assert_thai(render(request, template))
