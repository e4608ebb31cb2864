"""Every page of partner staff on a telephone: accessible, no wider than the screen, light."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from grantreports.reports.models import Report
from outreach import removal
from tests.factories import make_event, make_import, make_period, make_photo, make_quote, make_year
from tests.states import make_state, make_value
from tests.test_access import OPEN, PAGES

FILES = ("media", "health", "outreach:import-progress", "outreach:export-progress")
FILES += ("reports:pdf", "reports:large-print", "reports:text")
DONORS = (
    *("donor-page", "donor-colours", "donor-pdf", "donor-large-print", "donor-text"),
    "donor-media",
)
DOWNLOADS = (
    "outreach:event-export",
    "outreach:event-export-csv",
    "outreach:export-file",
    "outreach:import-template",
    "outreach:state-template",
)
LIGHT = 150_000
SHEET = {
    "headings": ["Date", "Venue", "Notes"],
    "columns": ["first_day", "venue", ""],
    "rows": [{"number": 2, "cells": ["2025-13-45", "School", "x"], "left_out": ""}],
    "notes": [],
}
WRONG = [{"status": "error", "errors": {"first_day": ["“2025-13-45” is not a date."]}}]


def pages_of_partner_staff():
    alice = 2
    return [
        (name, record)
        for name, record, *finds in PAGES
        if finds[alice] == OPEN and name not in FILES + DOWNLOADS + DONORS
    ]


@pytest.fixture
def session(client, nok, live_server):
    """The cookie of somebody who is logged in."""
    client.force_login(nok)
    value = client.session.session_key
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}


@pytest.fixture
def records(schools, nok):
    event = make_event(
        schools,
        {"students": 40, "teachers": 3},
        first_day=schools.budget_years.get().first_day,
        activities="Games and questions.",
    )
    photo = make_photo(schools, event=event, consent="not_recorded")
    period = schools.budget_years.get().periods.get()
    water = make_state(schools, "households with clean water", is_proposed=True)
    make_value(make_state(schools, "rain", unit="litres", decimals=1), "12.5", event.first_day)
    make_value(water, 40, event.first_day, "TH-50")
    gone = make_event(schools, first_day=event.first_day)
    removal.remove(gone, by=nok, at=gone.history.get().history_date)
    next_year = make_period(make_year(schools, 2), state="submitted")
    handed_over = make_event(schools, first_day=next_year.first_day)
    return {
        "handed-over": [handed_over.pk],
        "photo-record": [photo.pk],
        "photo-of-kind": ["photos", photo.pk],
        "quote": [make_quote(schools, event=event).pk],
        "period": [period.pk],
        "report": [Report.objects.create(period=period).pk],
        "project": [schools.slug],
        "removed": [schools.slug, "events"],
        "event": [event.pk],
        "event-of-kind": ["events", event.pk],
        "import": [schools.slug, make_import(schools, nok, table=SHEET, outcome=WRONG).pk],
        "reset": ["1", "a-wrong-key"],
        None: [],
    }


def problems(page, name, args):
    response = page.goto(reverse(name, args=args))
    assert response.ok, name
    found = [f"{name}: {violation['id']}" for violation in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append(f"{name}: wider than the screen")
    return found


@pytest.mark.parametrize("language", ["en-GB", "th-TH"])
def test_pages_are_accessible_and_fit_a_telephone(
    records, session, telephone, language, live_server
):
    page = telephone(language=language)
    page.context.add_cookies([session | {"url": live_server.url}])

    found = []
    for name, record in pages_of_partner_staff():
        found += problems(page, name, records[record])

    assert page.locator("html").get_attribute("lang")[:2] == language[:2]
    assert not found


def test_the_first_view_of_the_home_is_light(records, session, telephone, live_server):
    page = telephone()
    page.context.add_cookies([session | {"url": live_server.url}])
    sizes = {}
    page.on(
        "response", lambda answer: sizes.update({answer.url: len(gzip.compress(answer.body()))})
    )

    page.goto("/")
    page.wait_for_load_state("networkidle")

    assert len(sizes) > 4
    assert sum(sizes.values()) < LIGHT
