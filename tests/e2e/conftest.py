import shutil

import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture
def browser(live_server, monkeypatch):
    """A real browser; `make test` installs it."""
    # Playwright's event loop runs in this thread; the records are read in between, not in it.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


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
            viewport={"width": 390, "height": 844},
            has_touch=True,
            java_script_enabled=with_script,
            locale=language,
        )

    return new_page
