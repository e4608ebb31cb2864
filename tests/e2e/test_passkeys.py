"""Passkeys, in a browser whose authenticator is simulated."""

import pytest
from django.urls import reverse

from tests.e2e.people import press
from tests.factories import PASSWORD


@pytest.fixture
def page(sam, browser_page):
    add_authenticator(browser_page)
    return browser_page


def add_authenticator(page):
    """A telephone with a fingerprint reader, so to say."""
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_in(page, user):
    page.goto(reverse("account_login"))
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Log in")


def log_out(page):
    press(page, "Log out")
    page.wait_for_url("**/log-in/**")


def set_up_passkey(page):
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Go on")
    press(page, "Add the passkey")
    page.get_by_role("heading", name="Recovery codes").wait_for()


def remove_passkey(page):
    page.get_by_role("link", name="Sam").click()
    page.get_by_role("link", name="See the passkeys").click()
    page.get_by_role("link", name="Remove Passkey 1").click()
    page.get_by_role("link", name="Use a security key").click()
    press(page, "Use the passkey")
    press(page, "Remove")


def is_at_home(page):
    page.get_by_role("heading", name="Reports").wait_for()
    return True


def test_a_passkey_opens_the_site_alone_and_as_second_factor(page, sam, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    log_in(page, sam)
    set_up_passkey(page)

    log_out(page)
    press(page, "Log in with a passkey")
    assert is_at_home(page)

    log_out(page)
    log_in(page, sam)
    press(page, "Use a passkey")
    assert is_at_home(page)

    remove_passkey(page)
    page.get_by_text("There is no passkey yet.").wait_for()


def test_a_passkey_that_does_not_work_is_told(page):
    page.goto(reverse("account_login"))
    page.context.set_offline(True)

    press(page, "Log in with a passkey")

    page.get_by_text("The passkey did not work.").wait_for()
