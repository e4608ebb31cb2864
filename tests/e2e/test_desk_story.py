"""Ten minutes at the desk: from a submitted period to the donor's telephone, and a correction."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from grantreports.reports.models import Report
from outreach.models import OutreachEvent
from tests.e2e.people import log_in, press
from tests.factories import make_event, make_photo, make_quote, make_user, set_state

DESKTOP = {"width": 1280, "height": 1000}


@pytest.fixture
def period(schools):
    """A submitted period: two provinces, a quote, and a photo without a recorded consent."""
    report = Report.objects.create(period=schools.budget_years.get().periods.get())
    day = report.first_day
    school = make_event(schools, {"students": 40, "teachers": 3}, first_day=day, venue="Ban Pa")
    make_event(
        schools,
        {"students": 25, "villagers": 12},
        first_day=day + timedelta(days=9),
        venue="Market",
        province="TH-50",
        setting="public_event",
    )
    make_quote(schools, event=school)
    make_photo(schools, (1500, 1000), event=school, consent="not_recorded")
    set_state(report, "submitted")
    return report


@pytest.fixture
def tom(schools):
    return make_user("staff", name="Tom", email="tom@example.org")


@pytest.fixture
def at_work(browser, live_server):
    """Opens the browser of a colleague, who logs in."""

    def open_browser(user):
        page = browser.new_context(base_url=live_server.url, viewport=DESKTOP).new_page()
        log_in(page, user)
        return page

    return open_browser


def test_the_ten_minute_story(period, sam, tom, at_work, telephone):
    sam_page, tom_page, donor = at_work(sam), at_work(tom), telephone()

    start(sam_page, period)
    take_three_suggestions(sam_page)
    change_a_point_with_a_live_figure(sam_page)
    choose_quote_and_photo(sam_page)
    see_the_block_and_record_the_consent(sam_page, period)
    acknowledge_a_warning(sam_page)
    hand_over(sam_page)
    sign_off_and_publish(tom_page, period)
    address = make_a_link(sam_page, period)
    assert "65 students came." in read(donor, address)
    assert donor.request.get(f"{address}report.pdf").body().startswith(b"%PDF")

    correct_a_number(sam_page)
    see_what_changed_and_correct(sam_page, period)
    hand_over(sam_page)
    sign_off_and_publish(tom_page, period, reason="It corrects the number of students.")
    text = read(donor, address)
    assert "66 students came." in text
    assert "It corrects the number of students." in text

    revoke(sam_page, period)
    assert donor.goto(address).status == 404
    assert [(each.number, bool(each.withdrawn_at)) for each in editions(period)] == [
        (2, False),
        (1, False),
    ]


def editions(period):
    return Report.objects.get(pk=period.pk).editions.all()


def saved(page, act):
    """Wait until the desk has saved what `act` changes."""
    version = page.locator("#version")
    before = version.get_attribute("value")
    act()
    page.locator(f"#version:not([value='{before}'])").wait_for(state="attached")


def start(page, period):
    page.goto(reverse("overview"))
    page.get_by_role("link", name="Safe Schools: Report 1, Year 1", exact=True).click()
    press(page, "Start the report")
    page.get_by_role("heading", name="Progress points").wait_for()


def take_three_suggestions(page):
    for _ in range(3):
        saved(page, page.locator("[name=act][value^='use:']").first.click)
    assert page.locator("[name=points-text]").count() == 3


def change_a_point_with_a_live_figure(page):
    point = page.locator("[name=points-text]").first
    point.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" In all {stu")
    page.get_by_role("option", name="attendance: students 65").wait_for()
    page.keyboard.press("Enter")
    saved(page, lambda: page.keyboard.type(" students came."))
    page.locator("#preview").get_by_text("students came").first.wait_for()


def choose_quote_and_photo(page):
    saved(page, page.get_by_role("button", name=re.compile("^Choose: “They ask")).click)
    saved(page, page.get_by_role("button", name=re.compile("^Choose: A morning")).click)


def see_the_block_and_record_the_consent(page, period):
    photo = page.locator("[aria-labelledby=h-photos]")
    photo.get_by_text("Error:").wait_for()
    assert page.locator("#preview .opening img").count() == 0
    photo.get_by_role("link", name="Consent: Not recorded").click()
    page.locator("[name=consent][value=given]").check()
    page.get_by_label("Given by").fill("The head teacher and the parents")
    page.get_by_label("Given on").fill(period.first_day.isoformat())
    press(page, "Save")
    page.goto(reverse("desk:desk", args=[period.pk]))
    assert page.locator(".finding.error").count() == 0
    assert page.locator("#preview .opening img").count() == 1


def acknowledge_a_warning(page):
    warning = page.locator(".finding.warning").first
    warning.locator("summary").click()
    warning.get_by_label("Why it may stand").fill("The house line says it.")
    warning.get_by_role("button", name="Acknowledge").click()
    page.get_by_text("“The house line says it.”").wait_for()


def hand_over(page):
    page.get_by_role("link", name="Hand it to a second person").click()
    press(page, "Hand it over")
    page.get_by_text("You handed it over").wait_for()


def sign_off_and_publish(page, period, reason=""):
    page.goto(reverse("publishing:review", args=[period.pk]))
    boxes = page.locator(".sign-off input[type=checkbox]")
    for place in range(boxes.count()):
        boxes.nth(place).check()
    press(page, "Sign it off")
    page.locator("#step", has_text="Signed off").wait_for()
    if reason:
        page.get_by_label("Why there is a new edition").fill(reason)
    if (standing := page.get_by_label("Why the warnings may stand")).count():
        standing.fill("The partner had no more for this half-year.")
    page.get_by_role("button", name="Publish edition").click()
    page.get_by_role("heading", name="Published").first.wait_for()


def make_a_link(page, period):
    page.goto(reverse("delivery:links", args=[period.pk]))
    page.get_by_label("Label").fill("Ann Donor")
    press(page, "Make the link")
    return page.get_by_label("Address for Ann Donor").input_value()


def read(page, address):
    """The donor's page, which fits the telephone and needs no log-in."""
    assert page.goto(address).ok
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return page.locator("main").inner_text()


def correct_a_number(page):
    event = OutreachEvent.objects.get(venue="Ban Pa")
    page.goto(reverse("outreach:event-edit", args=[event.pk]))
    page.get_by_label("Students").fill("41")
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()


def see_what_changed_and_correct(page, period):
    page.goto(reverse("desk:desk", args=[period.pk]))
    page.get_by_role("heading", name="Changed since edition 1").wait_for()
    page.get_by_role("link", name="Editions and corrections").click()
    press(page, "Correct it")
    page.goto(reverse("desk:desk", args=[period.pk]))


def revoke(page, period):
    page.goto(reverse("delivery:links", args=[period.pk]))
    page.get_by_role("button", name=re.compile("^Revoke")).click()
    page.get_by_text("Revoked on").wait_for()
