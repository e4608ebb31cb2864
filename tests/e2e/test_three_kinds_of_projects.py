"""From an empty site to the PDF: wells in Malawi, scholars in Cambodia, a clinic in Vietnam."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.urls import reverse

from grantreports.reports.models import Report
from outreach.figures import BRACES
from projects.models import Partner, Project
from tests.e2e.people import log_in, press
from tests.factories import make_user, set_state
from tests.pdfs import text_of

DESKTOP = {"width": 1280, "height": 1000}
TODAY = date.today()
FIRST_DAY = TODAY.replace(day=1) - timedelta(days=70)


@dataclass(frozen=True)
class Kind:
    title: str
    country: str
    ready_set: str
    province: str
    reports_a_year: str
    # Of one event: its venue, and what is typed beside it by the label of its field.
    venue: str
    typed: dict[str, str]
    # How things stand in the project.
    stands: dict[str, str] = field(default_factory=dict)
    # Sentences that somebody writes, and what donors read of them.
    sentences: dict[str, str] = field(default_factory=dict)


WELLS = Kind(
    "Wells for Salima",
    "MW",
    "Water",
    "Salima",
    "1",
    "Chikombe village",
    {"Boreholes": "2", "Pumps repaired": "5"},
    {"People with water within 500 m": "1250", "Litres a day (litres)": "18400"},
    {
        "{boreholes as words} boreholes give water in {provinces as words} district.": "Two "
        "boreholes give water in one district.",
        "{people with water within 500 m} people have water within 500 m.": "1,250 people have "
        "water within 500 m.",
        "{average: litres a day per people with water within 500 m} litres a day for each of "
        "them.": "14.7 litres a day for each of them.",
    },
)
SCHOLARSHIPS = Kind(
    "Back to School",
    "KH",
    "School",
    "Siem Reap",
    "2",
    "Bakong Secondary School",
    {"Exam entries": "40", "Exam passes": "34", "Drop-outs": "3"},
    {"Scholars in class": "52"},
    {
        "The pass rate is {pass rate}.": "The pass rate is 85%.",
        "{share: drop-outs of scholars in class} of the scholars left school.": "6% of the "
        "scholars left school.",
    },
)
CLINIC = Kind(
    "A Clinic for the Valley",
    "VN",
    "Health",
    "Lao Cai",
    "4",
    "Commune health station",
    {"Patients": "120", "First visits": "45", "Vaccinations": "60", "Medicine packs": "88"},
    {},
    {
        "{attendance} patients were seen on {events as words} clinic day.": "120 patients were "
        "seen on one clinic day.",
        "{vaccinations} vaccinations were given.": "60 vaccinations were given.",
    },
)


@pytest.fixture
def at_work(browser, live_server):
    def open_browser(user):
        page = browser.new_context(base_url=live_server.url, viewport=DESKTOP).new_page()
        log_in(page, user)
        return page

    return open_browser


@pytest.mark.parametrize("kind", [WELLS, SCHOLARSHIPS, CLINIC], ids=lambda kind: kind.ready_set)
def test_composed_from_an_empty_site(kind, transactional_db, at_work, telephone):
    root = at_work(make_user("admin", name="Root", email="root@example.org"))
    add_partner(root, kind)
    add_project(root, kind)
    project = Project.objects.get()

    partner = telephone()
    log_in(partner, make_user("partner", partner=project.partner, email="mai@example.org"))
    enter_an_event(partner, kind, project)
    if kind.stands:
        enter_how_things_stand(partner, kind, project)

    sam = at_work(make_user("staff", name="Sam", email="sam@example.org"))
    start_the_report(sam, project)
    suggested = take_suggestions(sam)
    for sentence in kind.sentences:
        write_a_point(sam, sentence)

    report = Report.objects.get()
    pdf = text_of(sam.request.get(reverse("reports:pdf", args=[report.pk])).body())
    read = " ".join(pdf.split())
    assert [told for told in kind.sentences.values() if told not in read] == []
    assert "{" not in read
    # Every sentence is live: none had to be typed, none could not be said.
    texts = report.progresspoints.values_list("text", flat=True)
    assert len(texts) == suggested + len(kind.sentences)
    assert [text for text in texts if not BRACES.search(text)] == []
    assert "outreach" not in " ".join(texts)


def add_partner(page, kind):
    page.goto(reverse("admin:projects_partner_add"))
    page.locator("[name=name]").fill(f"Partner of {kind.title}")
    page.locator("[name=country]").select_option(kind.country)
    press(page, "Save")
    page.get_by_text("was added successfully").wait_for()
    assert Partner.objects.get().time_zone.startswith(("Africa/", "Asia/"))


def add_project(page, kind):
    page.goto(reverse("admin:projects_project_add"))
    page.locator("[name=title]").fill(kind.title)
    page.locator(".field-partner .select2-selection").click()
    page.locator(".select2-search__field").last.fill("Partner")
    page.locator(".select2-results__option", has_text=f"Partner of {kind.title}").click()
    page.locator("[name=country]").select_option(kind.country)
    page.locator("[name=summary]").fill("People live better.")
    page.locator("[name=number_of_years]").fill("2")
    page.locator("[name=reports_a_year]").select_option(kind.reports_a_year)
    page.get_by_role("checkbox", name=re.compile("^Outreach")).uncheck()
    page.get_by_role("checkbox", name=re.compile(f"^{kind.ready_set}")).check()
    page.get_by_text("Add another Budget year").click()
    for name, value in {
        "number": "1",
        "label": "Year one",
        "first_day": FIRST_DAY.isoformat(),
        "last_day": (FIRST_DAY + timedelta(days=364)).isoformat(),
        "amount_needed": "48000",
    }.items():
        page.locator(f"[name=budget_years-0-{name}]").fill(value)
    press(page, "Save")
    page.get_by_text("was added successfully").wait_for()


def enter_an_event(page, kind, project):
    page.goto(reverse("outreach:event-add", args=[project.slug]))
    page.get_by_label("Venue").fill(kind.venue)
    page.get_by_label("Province").select_option(kind.province)
    assert page.get_by_label("Setting").count() == 0
    for label, value in kind.typed.items():
        page.get_by_label(label, exact=True).fill(value)
    press(page, "Save")
    page.get_by_text("The outreach is saved.").wait_for()


def enter_how_things_stand(page, kind, project):
    page.goto(reverse("outreach:state-add", args=[project.slug]))
    for label, value in kind.stands.items():
        page.get_by_label(label, exact=True).fill(value)
    press(page, "Save")
    page.get_by_text("The numbers are saved.").wait_for()


def start_the_report(page, project):
    period = project.budget_years.get().periods.holding(TODAY).get()
    set_state(Report(period=period), "submitted")
    page.goto(reverse("handover:period", args=[period.pk]))
    press(page, "Start the report")
    page.get_by_role("heading", name="Progress points").wait_for()


def saved(page, act):
    version = page.locator("#version")
    before = version.get_attribute("value")
    act()
    page.locator(f"#version:not([value='{before}'])").wait_for(state="attached")


def take_suggestions(page, most=2):
    taken = 0
    while taken < most and page.locator("[name=act][value^='use:']").count():
        saved(page, page.locator("[name=act][value^='use:']").first.click)
        taken += 1
    assert taken
    return taken


def write_a_point(page, sentence):
    saved(page, page.locator("[name=act][value='points:add']").click)
    saved(page, lambda: page.locator("[name=points-text]").last.fill(sentence))
