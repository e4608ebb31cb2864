"""The desk in a browser: saving while somebody types, offers, moving, cutting, two windows."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from grantreports.reports.models import Report
from tests.e2e.desks import open_desk, saved, texts
from tests.e2e.people import log_in
from tests.factories import make_point, make_user


@pytest.fixture
def page(desk):
    return desk


def test_a_figure_is_offered_taken_saved_and_shown(page):
    field = page.get_by_role("textbox", name="Introduction")
    field.click()
    page.keyboard.type("In all {stu")
    page.get_by_role("option", name="attendance: students 40").wait_for()

    page.keyboard.press("Enter")
    page.keyboard.type(" came.")

    saved(page, 1)
    assert field.input_value() == "In all {attendance: students} came."
    assert Report.objects.get().introduction == "In all {attendance: students} came."
    assert "In all 40 came." in page.locator("#preview").inner_text()
    page.get_by_text("on paper").wait_for()


def test_the_events_behind_a_figure_open_and_close(page):
    page.locator("#preview a.figure", has_text="1").first.click()
    page.get_by_role("dialog").get_by_role("link").wait_for()

    page.keyboard.press("Escape")

    assert page.get_by_role("dialog").count() == 0


def test_points_are_moved_by_button_and_by_hand(page):
    # All of them in sight, as the mouse needs it.
    page.set_viewport_size({"width": 1280, "height": 2400})
    page.get_by_label("Move down: First point.").click()
    saved(page, 1)
    assert texts() == ["Second point.", "First point.", "Third point."]

    handle = page.locator("[aria-labelledby=h-points] [data-handle]").last.bounding_box()
    top = page.locator("[aria-labelledby=h-points] .part").first.bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(handle["x"] + 5, top["y"] + 2, steps=6)
    page.mouse.up()

    saved(page, 2)
    assert texts() == ["Third point.", "Second point.", "First point."]


def test_a_new_point_waits_for_its_words(page):
    page.get_by_role("button", name="Add a point").click()
    saved(page, 1)
    page.locator("[name=points-text]:focus").wait_for()

    page.keyboard.type("Fourth point.")

    saved(page, 2)
    assert texts()[-1] == "Fourth point."


def test_a_quote_and_a_photo_are_chosen_and_the_photo_cut(page):
    page.get_by_role("button", name="Choose: “They ask").click()
    saved(page, 1)
    page.get_by_role("button", name="Choose: A morning").click()
    saved(page, 2)
    page.get_by_label("Shape").select_option("Cut to a square")
    saved(page, 3)
    box = page.locator("[data-focus]").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.9)
    saved(page, 4)

    chosen = Report.objects.get().chosenphotos.get()
    assert (chosen.shape, chosen.focus_x, chosen.focus_y) == ("square", 2, 9)
    assert page.locator("#preview .cut.fx-2.fy-9").count() == 1


def test_who_is_logged_out_goes_on_after_a_new_log_in(page, client, sam):
    client.logout()
    page.get_by_role("textbox", name="Introduction").fill("Typed after the log-out.")
    page.get_by_text("You are logged out").wait_for()
    page.faults.clear()
    other = page.context.new_page()
    log_in(other, sam)

    page.evaluate("window.dispatchEvent(new Event('focus'))")

    saved(page, 1)
    assert Report.objects.get().introduction == "Typed after the log-out."


def test_a_second_window_merges_and_loses_nothing(page, browser, live_server, draft):
    tom = make_user("staff", name="Tom")
    other = open_desk(browser, live_server, Client(), tom, draft)
    other.get_by_role("textbox", name="Introduction").fill("Tom's text.")
    saved(other, 1)

    page.get_by_role("textbox", name="Introduction").fill("Sam's text.")
    page.get_by_text("Tom saved at the same time").wait_for()
    page.get_by_label("Both texts").check()
    page.get_by_role("button", name="Save this choice").click()
    page.get_by_text("Both changes are in the draft").wait_for()

    assert Report.objects.get().introduction == "Tom's text.\n\nSam's text."


def test_the_desk_works_without_javascript(browser, live_server, client, sam, draft):
    client.force_login(sam)
    page = browser.new_page(base_url=live_server.url, java_script_enabled=False)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.goto(reverse("desk:desk", args=[draft.pk]))

    page.get_by_role("textbox", name="Introduction").fill("Bees.")
    page.get_by_label("Move down: First point.").click()

    assert Report.objects.get().introduction == "Bees."
    assert texts()[0] == "Second point."


@pytest.mark.parametrize("width", [390, 1280])
def test_the_desk_is_accessible_and_fits(page, draft, width):
    make_point(draft, "W" * 3000, order=4)
    page.set_viewport_size({"width": width, "height": 900})
    page.reload()
    page.get_by_role("button", name="Choose: A morning").click()
    saved(page, 1)
    page.get_by_text("on paper").wait_for()

    violations = Axe().run(page).response["violations"]

    told = [(each["id"], [node["html"][:150] for node in each["nodes"]]) for each in violations]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
