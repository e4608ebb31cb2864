"""The pages on which a file is asked about, its receipt, and what a form asks, on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.entries import event_fields
from tests.factories import make_event, make_group
from tests.sheets import address, confirm, saved, sent
from tests.states import make_state

HEADINGS = ["Date", "Venue", "Province", "Setting", "Male students", "Female students", "Total"]
ROWS = [
    ["5/6/{0}", "Ban Mai School", "Mae Hong Song", "school", 12, 18, 35],
    ["5/7/{0}", "Wat Pa", "Chiang Mai", "market", "30-40", 1, None],
    ["5/8/{0}", "Hidden", "Chiang Mai", "Village", 3, 3, 6],
]


def asking_book(year):
    """It leaves nothing out that can be asked about."""
    book = Workbook()
    book.active.append([*HEADINGS, "Monks"])
    for row in ROWS:
        book.active.append([row[0].format(year), *row[1:], 1])
    book.active.row_dimensions[4].hidden = True
    book.active["B2"].comment = Comment("Ask Nee.", "Alice")
    book.active.append(["Total", None, None, None, 99, 99])
    return saved(book)


@pytest.fixture
def page(client, nok, live_server, telephone):
    """Nok's telephone; call it with a language."""
    make_group("students")
    client.force_login(nok)
    session = client.session.session_key
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}

    def new_page(language):
        page = telephone(language=language)
        page.context.add_cookies([cookie])
        return page

    return new_page


def problems(page):
    found = [each["id"] for each in Axe().run(page).response["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("wider than the screen")
    return found


@pytest.mark.parametrize("language", ["en-GB", "th-TH"])
def test_what_is_asked_about_a_file_is_accessible(client, page, schools, language):
    year = schools.budget_years.get().first_day.year
    event_import = sent(client, schools, asking_book(year))
    phone = page(language)

    phone.goto(address("import-preview", event_import))

    assert phone.locator(".question").count() >= 5
    assert phone.locator(".sums.open").count() == 1
    assert problems(phone) == []


@pytest.mark.parametrize("language", ["en-GB", "th-TH"])
def test_a_receipt_is_accessible(client, page, schools, language):
    day = schools.budget_years.get().first_day.isoformat()
    rows = [[*HEADINGS[:4], "Students"], [day, "Wat Pa", "Chiang Mai", "market", 3]]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    event_import = sent(client, schools, saved(book))
    answer = {"word-setting-market": "public_event"}
    client.post(address("import-preview", event_import), answer)
    confirm(client, event_import)
    phone = page(language)

    phone.goto(address("import-preview", event_import))

    assert phone.locator(".receipt dt").count() >= 5
    assert problems(phone) == []


@pytest.mark.parametrize("language", ["en-GB", "th-TH"])
def test_wrong_numbers_of_a_period_are_accessible(page, schools, language):
    water = make_state(schools, "households with clean water")
    phone = page(language)
    phone.goto(reverse("outreach:state-add", args=[schools.slug]))
    phone.locator(f"[name=value_{water.pk}]").fill("many")
    phone.locator("[name=day]").fill("2031-01-01")

    phone.locator("button[name=save]").click()

    phone.locator(".alert-danger").wait_for()
    assert phone.locator(".is-invalid").count() == 2
    assert problems(phone) == []
    assert phone.locator(f"[name=value_{water.pk}]").input_value() == "many"


@pytest.mark.parametrize("language", ["en-GB", "th-TH"])
def test_wrong_cells_of_numbers_are_accessible(page, schools, language):
    make_state(schools, "households with clean water")
    phone = page(language)
    phone.goto(reverse("outreach:state-upload", args=[schools.slug]))
    content = b"Day,Place,Households with clean water\n5/6/2025,Nowhere,x\n"
    file = {"name": "state.csv", "mimeType": "text/csv", "buffer": content}

    phone.locator("[name=file]").set_input_files(file)
    phone.locator("form:has([name=file]) button").click()

    phone.locator(".alert-danger").wait_for()
    assert phone.locator(".alert-danger li").count() == 3
    assert problems(phone) == []


@pytest.mark.parametrize("language", ["en-GB", "th-TH"])
def test_the_question_about_a_twin_is_accessible(page, schools, language):
    day = schools.budget_years.get().first_day
    twin = make_event(schools, {"students": 40}, first_day=day)
    phone = page(language)
    phone.goto(reverse("outreach:event-add", args=[schools.slug]))
    for name, value in event_fields(venue=twin.venue, first_day=day.isoformat()).items():
        field = phone.locator(f"[name={name}]")
        if field.count() and field.first.is_visible() and name in ("venue", "first_day"):
            field.first.fill(value)
    phone.locator("[name=province]").select_option(twin.province)
    phone.locator("[name=setting]").select_option(twin.setting)
    phone.locator("[data-count]").first.fill("30-40")
    assert phone.locator("[data-unclear]").is_visible()
    phone.locator("[data-count]").first.fill("40")
    assert not phone.locator("[data-unclear]").is_visible()

    phone.locator("button[name=save]").click()

    phone.locator("[name=sure]").wait_for()
    assert problems(phone) == []
    phone.locator("[name=sure]").check()
    phone.locator("button[name=save]").click()
    phone.wait_for_url("**/events/*/")
