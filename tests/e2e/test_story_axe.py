"""The pages of names, warnings, the story so far and reports side by side, on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from projects.models import ProtectedName, Target
from tests.factories import make_event, make_point, make_report


@pytest.fixture
def draft(transactional_db, bees):
    """A draft about two periods with events, in which a venue and a typed number stand."""
    first, second = bees.budget_years.order_by("number")
    for year in (first, second):
        Target.objects.create(budget_year=year, figure="attendance", value=50)
        make_event(bees, {"students": 30}, first_day=year.first_day)
        make_event(bees, first_day=year.first_day, setting="village", province="TH-34")
    make_report(first)
    report = make_report(second, status="drafting", story_so_far=True)
    make_point(report, "Ban Mai School counted 31 students.")
    ProtectedName.objects.create(project=bees, name="Mali", also="มะลิ")
    return report


@pytest.fixture
def page(draft, browser_page, live_server, client, sam):
    client.force_login(sam)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
    browser_page.context.add_cookies([cookie | {"url": live_server.url}])
    browser_page.set_viewport_size({"width": 390, "height": 844})
    return browser_page


def problems(page):
    found = [f"{page.url}: {each['id']}" for each in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{page.url}: wider than the screen")
    return found


def test_pages_are_accessible_and_fit_a_telephone(page, draft):
    slug = draft.project.slug
    name = draft.project.protected_names.get()
    addresses = [
        reverse("project-story", args=[slug]),
        reverse("desk:names", args=[slug]),
        reverse("desk:protected-name", args=[slug, name.pk]),
        reverse("publishing:compare", args=[draft.pk]),
        reverse("reports:preview", args=[draft.pk]),
    ]
    found = []
    for address in addresses:
        page.goto(address)
        found += problems(page)

    assert not found


def test_a_warning_is_acknowledged_on_the_desk_without_leaving_it(page, draft):
    page.goto(reverse("desk:desk", args=[draft.pk]))
    warning = page.locator(".part .finding", has_text="Ban Mai School")
    warning.locator("summary").click()
    warning.get_by_label("Why it may stand").fill("The school wants to be named.")

    warning.get_by_role("button", name="Acknowledge").click()

    warning.get_by_text("The school wants to be named.").wait_for()
    assert warning.get_by_text("Acknowledged:").is_visible()
    assert not problems(page)
    kept = draft.acknowledgements.get()
    assert (kept.check_id, kept.by.name) == ("venue", "Sam")
    warning.get_by_role("button", name="Take back").click()
    warning.locator("summary").wait_for()
    assert not draft.acknowledgements.exists()


def test_a_reason_that_somebody_writes_stays_while_the_desk_saves(page, draft):
    page.goto(reverse("desk:desk", args=[draft.pk]))
    warning = page.locator(".part .finding", has_text="Ban Mai School")
    warning.locator("summary").click()
    reason = warning.get_by_label("Why it may stand")
    page.get_by_role("textbox", name="Introduction").press_sequentially("Hello")
    reason.press_sequentially("The school ")

    page.locator("#version[value='1']").wait_for(state="attached")
    reason.press_sequentially("wants it.")
    # Nothing that is written beside the report is saved as a version of it.
    page.wait_for_timeout(1000)

    assert reason.input_value() == "The school wants it."
    assert draft.revisions.count() == 2
    warning.get_by_role("button", name="Acknowledge").click()
    warning.get_by_text("The school wants it.").wait_for()
    # What is counted above and named below is up to date without another word typed.
    page.locator("#checks .missing", has_text="Ban Mai School").wait_for(state="detached")
