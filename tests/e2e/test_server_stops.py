"""The server stops while somebody types: a real one, in a process of its own."""

import socket
import sqlite3
import time
from datetime import date

import pytest

from tests.e2e.conftest import TELEPHONE
from tests.e2e.people import fill_event, press
from tests.e2e.site import Site
from tests.factories import PASSWORD
from tests.mail_server import free_port

USER = "nok@example.org"
FILL = f"""
from datetime import date, timedelta
from tests.factories import make_group, make_project, make_report, make_user, make_year

today = date.today()
days = {{"first_day": today - timedelta(days=90), "last_day": today + timedelta(days=90)}}
project = make_project(slug="safe-schools")
make_report(make_year(project, **days))
make_group("students")
make_user("partner", partner=project.partner, email="{USER}")
"""


class Server:
    """The site, served by gunicorn."""

    def __init__(self, folder):
        self.port = free_port()
        # In debugging the site serves its static files without collecting them.
        self.site = Site(folder, FILL, DEBUG="True")
        self.address = f"http://localhost:{self.port}"

    def start(self):
        # A browser opens connections ahead, on which one worker alone would wait.
        options = ["--bind", f"localhost:{self.port}", "--workers", "2", "--preload"]
        self.process = self.site.start("-m", "gunicorn", "grantreports.wsgi", *options)
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("localhost", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError("The site does not start.")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)

    def venues(self, name):
        with sqlite3.connect(self.site.database) as database:
            query = "SELECT count(*) FROM outreach_outreachevent WHERE venue = ?"
            return database.execute(query, [name]).fetchone()[0]


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.mark.own_database
def test_the_text_is_offered_back_and_one_event_results(server, browser):
    form = "/projects/safe-schools/events/add/"
    page = browser.new_page(base_url=server.address, **TELEPHONE)
    page.goto("/log-in/")
    page.locator("[name=login]").fill(USER)
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Log in")
    page.get_by_role("link", name="Add outreach").first.wait_for()
    page.goto(form)
    page.get_by_label("Date").fill(date.today().isoformat())
    fill_event(page)
    server.stop()

    press(page, "Save")
    page.wait_for_url("chrome-error://**")
    server.start()
    page.goto(form)
    press(page, "Put it back")
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()

    assert server.venues("Ban Mai School") == 1
