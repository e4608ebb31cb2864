import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from tests.factories import PASSWORD
from tests.people import log_in

ACCOUNT, HOME = reverse("account"), reverse("home")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_app(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def confirm(client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


@pytest.mark.parametrize("visitor", ["sam", "root"])
@pytest.mark.parametrize("page", ["home", "people", "admin:index", "account_change_password"])
def test_staff_set_one_up_before_anything_else(client, request, visitor, page):
    client.force_login(request.getfixturevalue(visitor))

    response = client.get(reverse(page), follow=True)

    assert response.redirect_chain == [(ACCOUNT, 302)]
    assertContains(response, "Set up an authenticator app or a passkey, then you can go on.")
    assertNotContains(response, "Change the password")


def test_what_setting_up_needs_stays_open(client, sam):
    client.force_login(sam)

    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(
        reverse("account_reauthenticate")
    )
    assert client.get(reverse("health")).status_code == 200
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_partner_staff_go_on_without(client, alice):
    client.force_login(alice)

    assert client.get(HOME).status_code == 200


def test_nobody_is_asked_where_it_is_not_required(client, sam, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(sam)

    assert client.get(HOME).status_code == 200


def test_an_app_opens_the_site_and_brings_recovery_codes(client, sam):
    client.force_login(sam)
    confirm(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret

    response = client.post(reverse("mfa_activate_totp"), {"code": code(secret)}, follow=True)

    assertContains(response, "Each code logs you in once")
    assertContains(response, response.context["unused_codes"][0])
    assert client.get(HOME).status_code == 200
    assertContains(client.get(ACCOUNT), "See the codes")


def test_recovery_codes_alone_do_not_count(client, sam):
    RecoveryCodes.activate(sam)
    client.force_login(sam)

    assert client.get(HOME)["Location"] == ACCOUNT


def test_the_log_in_asks_for_the_code(client, sam):
    secret = give_app(sam)

    page = log_in(client, sam, follow=True)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    closed = client.get(HOME)
    right = client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assertContains(page, "Enter the code that your authenticator app shows")
    assertContains(wrong, "Incorrect code.")
    assert closed["Location"].startswith(reverse("account_login"))
    assert right["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_the_administration_asks_for_the_code_too(client, root):
    give_app(root)
    log_in(client, root)

    response = client.get(reverse("admin:index"), follow=True)

    assertContains(response, "Enter the code that your authenticator app shows")


def test_a_new_password_does_not_replace_the_code(client, sam):
    give_app(sam)
    client.post(reverse("account_reset_password"), {"email": sam.email})
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    form = client.get(link, follow=True).request["PATH_INFO"]

    new = {"password1": "gentle river stones", "password2": "gentle river stones"}
    response = client.post(form, new, follow=True)

    assertContains(response, "Enter the code that your authenticator app shows")
    assert client.get(HOME)["Location"].startswith(reverse("account_login"))


def test_a_recovery_code_works_once(client, sam):
    give_app(sam)
    recovery = RecoveryCodes.activate(sam).get_unused_codes()[0]
    for answer in (302, 200):
        log_in(client, sam)

        response = client.post(reverse("mfa_authenticate"), {"code": recovery})

        assert response.status_code == answer
        client.post(reverse("account_logout"))


def test_too_many_wrong_codes_close_the_door_for_a_while(client, sam):
    secret = give_app(sam)
    log_in(client, sam)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    response = client.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assertContains(response, "Too many failed login attempts.")


def test_removing_the_app_leads_back_to_setting_one_up(client, sam):
    give_app(sam)
    client.force_login(sam)
    confirm(client)

    assertContains(client.get(reverse("mfa_deactivate_totp")), "no longer work here")
    client.post(reverse("mfa_deactivate_totp"))

    assert client.get(HOME)["Location"] == ACCOUNT


def test_new_recovery_codes_replace_the_old_ones(client, alice):
    give_app(alice)
    old = RecoveryCodes.activate(alice).get_unused_codes()
    client.force_login(alice)
    confirm(client)

    client.post(reverse("mfa_generate_recovery_codes"))
    download = client.get(reverse("mfa_download_recovery_codes"))

    assert len(download.content.decode().split()) == 10
    assert not set(old) & set(download.content.decode().split())


def test_an_administrator_helps_somebody_who_lost_theirs(client, root, sam):
    give_app(root)
    give_app(sam)
    client.force_login(root)
    form = {"action": "remove_second_factor", "_selected_action": [sam.pk]}

    response = client.post(reverse("admin:accounts_user_changelist"), form, follow=True)

    assertContains(response, "The password alone opens the account of Sam now.")
    assert [each.user for each in Authenticator.objects.all()] == [root]
    assert LogEntry.objects.get().object_repr == "Sam"
