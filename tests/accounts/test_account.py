from django.urls import reverse
from pytest_django.asserts import assertContains

from tests.factories import PASSWORD

ACCOUNT = reverse("account")


def test_name_and_language_are_changed(client, alice):
    client.force_login(alice)

    response = client.post(ACCOUNT, {"name": "Alice B.", "language": "en-gb"}, follow=True)

    assertContains(response, "Your account was saved.")
    alice.refresh_from_db()
    assert (alice.name, alice.language) == ("Alice B.", "en-gb")


def test_nobody_gives_themselves_a_role(client, alice):
    client.force_login(alice)

    client.post(ACCOUNT, {"name": "Alice", "role": "admin", "email": "x@example.org"})

    role, email = alice.role, alice.email
    alice.refresh_from_db()
    assert (alice.role, alice.email) == (role, email)


def test_a_refused_name_does_not_show_in_the_navigation(client, alice):
    client.force_login(alice)

    response = client.post(ACCOUNT, {"name": ""})

    assertContains(response, "This field is required.")
    assertContains(response, f'<a href="{ACCOUNT}">Alice</a>', html=True)


def test_the_password_is_asked_again_before_the_log_in_changes(client, alice):
    client.force_login(alice)
    page = reverse("mfa_activate_totp")
    confirm = client.get(page)["Location"]

    wrong = client.post(confirm, {"password": "guess"})
    right = client.post(confirm, {"password": PASSWORD})

    assertContains(wrong, "Incorrect password.")
    assert right["Location"] == page
    assertContains(client.get(page), "Scan this picture")
