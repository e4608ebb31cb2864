import shutil

import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture
def browser_page(live_server):
    """A page of a real browser, whose addresses lead to the site.

    Fixtures with records come before it: while it is open, Django refuses the database here.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(base_url=live_server.url)
        browser.close()
