import shutil

import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture
def browser_page(live_server, monkeypatch):
    """A page of a real browser, whose addresses lead to the site."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    # Playwright keeps an event loop in this thread, where the test uses the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser.new_page(base_url=live_server.url)
        browser.close()
