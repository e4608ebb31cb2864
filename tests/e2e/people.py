"""What everybody does in a browser."""

import re

from django.urls import reverse

from tests.factories import PASSWORD

HOME = re.compile(r"//[^/]+/$")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def log_in(page, user):
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Log in")
    page.wait_for_url(HOME)


def fill_event(page, venue="Ban Mai School"):
    """What an event needs at least, and one count."""
    page.get_by_label("Venue").fill(venue)
    page.get_by_label("Province").select_option("Mae Hong Son")
    page.get_by_label("Setting").select_option("Rural school")
    page.get_by_label("Students").fill("40")
