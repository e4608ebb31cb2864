"""An export that is made in the background, on a telephone: each of its states, to the file."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from outreach.models import EventExport
from outreach.sheets import exports
from outreach.views import exports as views
from tests.factories import make_events, make_export
from tests.sheets import read_back


@pytest.fixture
def new_page(client, nok, telephone, live_server):
    """Makes pages on which Nok is logged in."""

    def make(**kwargs):
        client.force_login(nok)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
        page = telephone(**kwargs)
        page.context.add_cookies([cookie | {"url": live_server.url}])
        return page

    return make


@pytest.mark.parametrize("language", ["en-GB", "th-TH"])
def test_each_state_is_accessible_and_fits(new_page, schools, nok, language):
    page = new_page(language=language)
    export = make_export(schools, nok, told_at=timezone.now(), rows_done=3, rows_total=1_000_000)
    found = []
    for status in ("making", "done", "failed", "too-large"):
        EventExport.objects.update(status=status)
        page.goto(export.get_absolute_url())
        found += [each["id"] for each in Axe().run(page).response["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{status}: wider than the screen")

    assert found == []


@pytest.mark.parametrize("with_script", [True, False])
def test_from_the_list_to_the_file(new_page, schools, monkeypatch, with_script):
    make_events(schools, 3)
    monkeypatch.setattr(views, "AT_ONCE", 2)
    page = new_page(with_script=with_script)
    page.goto(reverse("outreach:event-list", args=[schools.slug], query={"setting": "village"}))

    page.get_by_role("link", name="Export these as XLSX").click()
    page.get_by_role("button", name="Make the file").click()
    page.get_by_role("progressbar", name="Rows written").wait_for()
    # The background worker.
    exports.make(EventExport.objects.get().pk)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()

    assert len(read_back(download.value.path().read_bytes())) == 3
    assert "setting=village" in page.url
    page.get_by_role("button", name="Delete it").click()
    page.get_by_role("button", name="Make the file").wait_for()


def test_what_is_cancelled_in_another_window_is_said(new_page, schools, nok):
    page = new_page()
    export = make_export(schools, nok)
    page.goto(export.get_absolute_url())

    exports.discard(export)

    page.get_by_role("button", name="Make the file").wait_for()
