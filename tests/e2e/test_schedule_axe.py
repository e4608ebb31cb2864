"""The overview and the pages of the schedule, as a checker for accessibility sees them."""

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.e2e.people import log_in, press
from tests.factories import make_event, make_period, make_report


@pytest.fixture
def reports(schools):
    """One report of each kind that is drawn differently."""
    today = date.today()
    year = schools.budget_years.get()
    late = year.periods.get()
    late.due_date = today - timedelta(days=2)
    late.save()
    make_event(schools, first_day=today)
    for number, status in enumerate(["open", "submitted", "published", "skipped"], start=2):
        if status == "published":
            make_report(year, number=number, status=status)
        else:
            reason = "Floods." if status == "skipped" else ""
            make_period(year, number=number, state=status, skipped_reason=reason)
    return late


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_of_the_schedule_are_accessible_and_fit(reports, sam, browser_page, width):
    page, found = browser_page, []
    page.set_viewport_size({"width": width, "height": 844})
    log_in(page, sam)
    addresses = [
        reverse("overview"),
        f"{reverse('overview')}?status=skipped&country=xx",
        reverse("handover:add"),
        reverse("handover:schedule", args=[reports.pk]),
    ]

    for address in addresses:
        page.goto(address)
        found += [f"{address}: {each['id']}" for each in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{address}: wider than the screen")

    assert not found


def test_a_late_report_is_skipped_from_the_overview_with_the_keyboard(reports, sam, browser_page):
    page = browser_page
    log_in(page, sam)
    page.get_by_role("link", name="Reports", exact=True).press("Enter")
    page.locator("#late").get_by_role("link", name="Schedule of").press("Enter")
    page.locator("#id_reason").fill("Floods.")
    press(page, "Skip this report")
    page.get_by_text("Skipped. Nobody is reminded of it.").wait_for()

    reports.refresh_from_db()

    assert reports.skipped_reason == "Floods."
