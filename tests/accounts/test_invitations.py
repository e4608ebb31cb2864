from datetime import timedelta

import pytest
from babel.dates import format_date
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from grantreports.accounts.models import Invitation, User
from tests.factories import make_invitation, make_user

FORM = {"name": "Nee", "password1": "gentle river stones", "password2": "gentle river stones"}
GONE = "This link no longer works"


def follow(client, token):
    return client.get(reverse("invitation-open", args=[token]), follow=True)


def accept(client, token, form=FORM):
    follow(client, token)
    return client.post(reverse("invitation"), form)


def test_accepting_makes_the_user_and_logs_in(client, sam, partner):
    invitation, token = make_invitation(
        sam, email="nee@example.org", role="partner", partner=partner, language="th"
    )

    page = follow(client, token)
    response = accept(client, token)

    assertContains(page, "nee@example.org")
    assertContains(page, 'value="Newcomer"')
    user = User.objects.get(email="nee@example.org")
    assert (user.name, user.role, user.partner, user.language) == ("Nee", "partner", partner, "th")
    assert user.check_password("gentle river stones")
    assert response["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert Invitation.objects.get(pk=invitation.pk).accepted_at


def test_staff_go_on_to_their_second_factor(client, root, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    token = make_invitation(root, role="admin")[1]
    follow(client, token)

    response = client.post(reverse("invitation"), FORM, follow=True)

    assertContains(response, "Set up an authenticator app or a passkey")


def test_no_address_of_a_page_holds_the_secret(client, sam):
    token = make_invitation(sam)[1]

    assert follow(client, token).redirect_chain == [(reverse("invitation"), 302)]
    assert not Invitation.objects.filter(token_hash=token).exists()


@pytest.mark.parametrize("name", ["role", "partner", "email", "is_active"])
def test_nobody_chooses_more_than_name_and_password(client, sam, partner, name):
    token = make_invitation(sam, email="nee@example.org")[1]
    forged = {"role": "admin", "partner": partner.pk, "email": "x@example.org", "is_active": ""}

    accept(client, token, FORM | {name: forged[name]})

    user = User.objects.get(name="Nee")
    assert (user.role, user.partner, user.email) == ("staff", None, "nee@example.org")
    assert user.is_active


def test_a_weak_password_is_refused_on_its_field(client, sam):
    token = make_invitation(sam)[1]

    response = accept(client, token, FORM | {"password1": "12345678", "password2": "12345678"})

    assertContains(response, "This password is too common.")
    assert not User.objects.filter(name="Nee").exists()


def used(invitation):
    invitation.accept(User(name="First"))


def expired(invitation):
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=7))


def withdrawn(invitation):
    invitation.withdraw()


def sent_again(invitation):
    invitation.renew()


def of_a_user(invitation):
    make_user("staff", email=invitation.email)


@pytest.mark.parametrize("end", [used, expired, withdrawn, sent_again, of_a_user])
def test_links_that_no_longer_work_look_like_wrong_ones(client, sam, end):
    invitation, token = make_invitation(sam)
    end(invitation)
    users = User.objects.count()

    pages = [follow(client, token), accept(client, token), follow(client, "wrong")]

    assert all(GONE in page.content.decode() and page.status_code == 410 for page in pages)
    assert User.objects.count() == users


def test_a_link_opened_twice_at_once_makes_one_user(client, sam):
    invitation, token = make_invitation(sam)
    follow(client, token)
    # The other request had read the invitation before this one accepted it.
    other = Invitation.objects.get(pk=invitation.pk)
    client.post(reverse("invitation"), FORM)

    assert other.accept(User(name="Second")) is False
    assert User.objects.filter(email=invitation.email).count() == 1


def test_a_link_works_until_the_end_of_its_seven_days(client, sam):
    token = make_invitation(sam)[1]
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=6, hours=23))

    assertContains(follow(client, token), "Welcome")


def test_too_many_attempts_are_refused(client, sam, settings):
    settings.ACCOUNT_RATE_LIMITS = {"accept_invitation": "1/m/ip"}
    token = make_invitation(sam)[1]
    accept(client, token, {})

    assertContains(accept(client, token), "tried too often", status_code=429)


def test_every_step_is_in_the_history(client, sam):
    invitation, token = make_invitation(sam)
    accept(client, token)

    assert [row.accepted_at is None for row in invitation.history.order_by("pk")] == [True, False]


def test_the_mail_is_in_the_language_of_the_person(client, sam):
    client.force_login(sam)
    form = {"email": "nee@example.org", "role": "staff", "language": "th"}

    client.post(reverse("invitation-add"), form)

    message = mail.outbox[0]
    assert message.to == ["nee@example.org"]
    assert "http://testserver/invitation/" in message.body
    expires = Invitation.objects.get().expires_at
    assert format_date(expires, "long", locale="th") in message.body


def test_the_page_speaks_the_language_of_the_mail(client, sam):
    _, token = make_invitation(sam, language="th")

    response = client.get(reverse("invitation-open", args=[token]), follow=True)

    assertContains(response, '<html lang="th">')
