"""The pages about accounts, as a checker for accessibility sees them on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from tests.factories import make_invitation

OPEN_PAGES = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_inactive",
    "invitation",
]
PAGES = [
    "account",
    "account_change_password",
    "account_reauthenticate",
    "mfa_list_webauthn",
    "people",
    "invitation-add",
]


def problems(page, name):
    page.goto(reverse(name))
    found = [f"{name}: {violation['id']}" for violation in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{name}: wider than the screen")
    return found


@pytest.fixture
def session(live_server, client, root):
    """The cookie of an administrator, who has invited somebody."""
    make_invitation(root)
    client.force_login(root)
    value = client.session.session_key
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}


def test_pages_are_accessible_and_fit_a_telephone(session, browser_page):
    browser_page.set_viewport_size({"width": 390, "height": 844})
    found = [each for name in OPEN_PAGES for each in problems(browser_page, name)]
    browser_page.context.add_cookies([session])

    found += [each for name in PAGES for each in problems(browser_page, name)]

    assert not found
