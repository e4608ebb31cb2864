"""The server stops while somebody types: a real one, in a process of its own."""

import os
import re
import socket
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.e2e.conftest import TELEPHONE
from tests.e2e.people import press

FORM = "/projects/targeting-trafficking-hotspots-thailand/events/add/"
USER = "nok@baansaengdao.example"


class Site:
    """The demo on a database file, served by gunicorn."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.address = f"localhost:{free.getsockname()[1]}"
        self.database = folder / "site.sqlite3"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "grantreports.settings",
            "DEBUG": "True",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
        }
        self.manage("migrate", "--verbosity", "0")
        self.password = re.search(rf"{USER} +password (\w+)", self.manage("demo"))[1]

    def manage(self, *command):
        line = [sys.executable, "manage.py", *command]
        return subprocess.check_output(line, env=self.environment, text=True)

    def start(self):
        line = [sys.executable, "-m", "gunicorn", "grantreports.wsgi", "--bind", self.address]
        self.process = subprocess.Popen(line, env=self.environment, stderr=subprocess.DEVNULL)
        host, port = self.address.split(":")
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex((host, int(port))) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError("The site does not start.")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)

    def venues(self, name):
        with sqlite3.connect(self.database) as database:
            query = "SELECT count(*) FROM outreach_outreachevent WHERE venue = ?"
            return database.execute(query, [name]).fetchone()[0]


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path)
    site.start()
    yield site
    site.stop()


def test_the_text_is_offered_back_and_one_event_results(site, browser):
    page = browser.new_page(base_url=f"http://{site.address}", **TELEPHONE)
    page.goto("/log-in/")
    page.locator("[name=login]").fill(USER)
    page.locator("[name=password]").fill(site.password)
    press(page, "Log in")
    page.get_by_role("link", name="Add outreach").first.wait_for()
    page.goto(FORM)
    page.get_by_label("Date").fill("2020-03-10")
    page.get_by_label("Venue").fill("Ban Mai School")
    page.get_by_label("Province").select_option("Mae Hong Son")
    page.get_by_label("Setting").select_option("Rural school")
    site.stop()

    press(page, "Save")
    page.wait_for_url("chrome-error://**")
    site.start()
    page.goto(FORM)
    press(page, "Put it back")
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()

    assert site.venues("Ban Mai School") == 1
