"""Review, editions and withdrawals, as a checker for accessibility sees them, and by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from grantreports.publishing.forms import POINTS
from grantreports.publishing.models import Review
from grantreports.publishing.review_steps import give_back, hand_over
from grantreports.publishing.withdrawal import withdraw_by_hand
from grantreports.reports.models import Report
from projects.models import ReportingPeriod
from tests.e2e.people import log_in, press
from tests.editions import NOW, fetched, make_edition, write_report
from tests.factories import make_event, make_user, status_of
from tests.publishing.test_withdrawal import open_link


@pytest.fixture
def tom(schools):
    return make_user("staff", name="Tom", email="tom@example.org")


@pytest.fixture
def written(schools):
    report = Report.objects.create(period=schools.budget_years.get().periods.get())
    ReportingPeriod.objects.filter(pk=report.period_id).update(first_day="2025-01-01")
    write_report(fetched(report))
    return fetched(report)


def look_at(page, address, found):
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(address)
        found += [f"{address}: {each['id']}" for each in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{address}: wider than the screen at {width}")


def test_every_state_of_a_review_is_accessible_and_fits(written, sam, tom, browser_page):
    address, found = reverse("publishing:review", args=[written.pk]), []
    log_in(browser_page, sam)

    look_at(browser_page, address, found)
    hand_over(written, by=sam, at=NOW, message="Please read it.")
    look_at(browser_page, address, found)
    Review.objects.update(handed_by=tom)
    look_at(browser_page, address, found)
    give_back(written, by=tom, at=NOW, text="Name the province.")
    edition = make_edition(written, tom)
    make_event(written.project, {"students": 5}, first_day=written.last_day)
    look_at(browser_page, address, found)
    look_at(browser_page, edition.get_absolute_url(), found)
    open_link(edition, "Ann Miller", sam)
    withdraw_by_hand(edition, reason="A mistake.", by=sam, at=NOW)
    look_at(browser_page, address, found)
    look_at(browser_page, reverse("delivery:withdrawals"), found)

    assert not found


def test_a_second_person_signs_off_with_the_keyboard(written, sam, tom, browser_page):
    page = browser_page
    hand_over(written, by=tom, at=NOW)
    log_in(page, sam)
    page.goto(reverse("publishing:review", args=[written.pk]))

    page.get_by_label(POINTS[0]).focus()
    for _point in POINTS:
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Signed off. It can be published now.").wait_for()
    press(page, "Publish edition 1")
    page.get_by_text("Edition 1 is published.").wait_for()

    assert status_of(written) == "published"
