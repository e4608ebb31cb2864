import shutil
from datetime import date, timedelta

import pytest
from django.db import connections
from playwright.sync_api import sync_playwright

from grantreports.reports.models import Report
from projects.models import Objective
from tests.e2e.desks import open_desk
from tests.factories import (
    make_event,
    make_group,
    make_period,
    make_photo,
    make_point,
    make_project,
    make_quote,
    make_user,
    make_year,
    picture_file,
    set_state,
)

# As a person's: a browser without a screen says so, and is counted as a program.
AGENT = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
TELEPHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "user_agent": AGENT,
}


@pytest.fixture(scope="module")
def chromium():
    """A real browser for the tests of one file; `make test` installs it."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        pytest.skip("needs chromium")
    # Playwright's event loop runs in this thread; the records are read in between, not in it.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browser(chromium, live_server):
    """The browser, in which nothing is left of the test before."""
    yield chromium
    for context in chromium.contexts:
        context.close()
    # Beside the loop Django has connections of their own for the same thread.
    connections.close_all()


@pytest.fixture
def browser_page(browser, live_server):
    """A page whose addresses lead to the site."""
    return browser.new_page(base_url=live_server.url)


@pytest.fixture
def telephone(browser, live_server):
    """Makes pages of a small screen, each of somebody else's browser."""

    def new_page(with_script=True, language="en-GB"):
        return browser.new_page(
            base_url=live_server.url,
            **TELEPHONE,
            java_script_enabled=with_script,
            locale=language,
        )

    return new_page


@pytest.fixture
def schools(transactional_db, partner):
    """A project in the middle of its period, with two audience groups."""
    project = make_project(partner=partner, title="Safe Schools", slug="safe-schools")
    today = date.today()
    days = {"first_day": today - timedelta(days=90), "last_day": today + timedelta(days=90)}
    year = make_year(project, 1, **days)
    make_period(year, due_date=today + timedelta(days=100))
    make_group("students")
    make_group("teachers")
    return project


@pytest.fixture
def nok(schools):
    return make_user("partner", partner=schools.partner, name="Nok", email="nok@example.org")


@pytest.fixture
def sam(schools):
    return make_user("staff", name="Sam", email="sam@example.org")


@pytest.fixture
def draft(schools):
    """A report in drafting, with three points and something of each kind to choose from."""
    report = Report.objects.create(period=schools.budget_years.get().periods.get())
    set_state(report, "accepted")
    Objective.objects.create(project=schools, text="Children are safe.")
    event = make_event(schools, {"students": 40, "teachers": 3}, first_day=report.first_day)
    make_quote(schools, event=event)
    make_photo(schools, (900, 600), event=event)
    for order, name in enumerate(("First", "Second", "Third"), start=1):
        make_point(report, f"{name} point.", order=order)
    return Report.objects.get()


@pytest.fixture
def desk(browser, live_server, client, sam, draft):
    """The desk of the draft, open before Sam; nothing may go wrong on it unseen."""
    page = open_desk(browser, live_server, client, sam, draft)
    yield page
    assert page.faults == []


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(picture_file((1600, 1200)).read())
    return path
