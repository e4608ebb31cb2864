"""What locust lets them do: readers open a donor page, people enter events. See `load.py`."""

import json
import os
import random
import re
from itertools import count
from pathlib import Path

from locust import HttpUser, between, task

VISITORS = json.loads(Path(os.environ["BENCH_VISITORS"]).read_text())
BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "en",
}
number = count(1)


class Reader(HttpUser):
    """Opens the page with its pictures, and every third time the PDF."""

    fixed_count = int(os.environ["BENCH_READERS"])
    wait_time = between(1, 3)

    def on_start(self):
        self.client.headers.update(BROWSER)
        self.address = random.choice(VISITORS["donors"])  # noqa: S311

    @task(2)
    def page(self):
        response = self.client.get(self.address, name="donor page")
        for picture in set(re.findall(r'src="(/r/[^"]*/media/[^"]*)"', response.text)):
            self.client.get(picture, name="donor's picture")

    @task(1)
    def pdf(self):
        self.client.get(f"{self.address}report.pdf", name="donor PDF")


class Person(HttpUser):
    """Logs in once; fills the form in and saves it, again and again."""

    fixed_count = int(os.environ["BENCH_PEOPLE"])
    wait_time = between(1, 3)
    emails = iter(VISITORS["emails"])

    def on_start(self):
        self.client.headers.update(BROWSER)
        page = self.client.get("/log-in/", name="log-in page").text
        fields = {"login": next(Person.emails), "password": VISITORS["password"]}
        self.send("/log-in/", page, fields, "log-in")

    @task
    def enter(self):
        page = self.client.get(VISITORS["add"], name="event form").text
        fields = VISITORS["fields"] | {"count_method": "counted"}
        fields["venue"] += f" {next(number)} {random.random()}"  # noqa: S311
        for name in ("form_token", "form_owner", "first_day"):
            fields[name] = re.search(rf'name="{name}" value="([^"]*)"', page)[1]
        group = re.search(r'name="(count_\d+)"', page)[1]
        fields[group] = str(random.randint(5, 200))  # noqa: S311
        self.send(VISITORS["add"], page, fields, "event saved")

    def send(self, address, page, fields, name):
        """As the form of the page; whatever does not lead on is an error."""
        fields["csrfmiddlewaretoken"] = re.search(
            r'name="csrfmiddlewaretoken" value="([^"]*)"', page
        )[1]
        with self.client.post(
            address, fields, name=name, allow_redirects=False, catch_response=True
        ) as response:
            if response.status_code != 302:
                told = re.findall(r'invalid-feedback"[^>]*>(.*?)<', response.text)
                response.failure(f"status {response.status_code} {told[:3]}")
