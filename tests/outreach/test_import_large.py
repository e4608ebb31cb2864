"""Many rows come in in the background; what was asked and answered is kept with them."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from outreach.models import EventImport, KnownWord, OutreachEvent
from outreach.sheets import checking
from outreach.sheets.models import clear_unconfirmed
from tests.factories import make_group, make_user
from tests.sheets import HEADINGS, ROW, address, confirm, sent, statuses, take_in, workbook


@pytest.fixture
def page(client, alice):
    make_group("students")
    client.force_login(alice)
    return client


@pytest.fixture
def taking(page, bees, monkeypatch):
    """An import that waits for the background worker to take it in."""
    monkeypatch.setattr(checking, "TAKEN_AT_ONCE", 0)
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    confirm(page, event_import)
    event_import.refresh_from_db()
    return event_import


def test_many_rows_come_in_in_the_background(page, taking):
    waiting = page.get(address("import-preview", taking))
    before = OutreachEvent.objects.count()
    checking.take_in(taking.pk, taking.version)
    checking.take_in(taking.pk, taking.version)

    assertContains(waiting, "All rows come in together")
    assert (before, OutreachEvent.objects.count()) == (0, 1)
    assertContains(page.get(address("import-preview", taking)), "Receipt of a spreadsheet")


def test_nothing_is_changed_meanwhile(page, taking):
    page.post(address("import-preview", taking), {"cell-0-venue": "Elsewhere"})
    confirm(page, taking)
    checking.take_in(taking.pk, taking.version)

    assert OutreachEvent.objects.get().venue == ROW[1]


def test_where_the_project_changed_the_rows_are_shown_anew(page, bees, taking):
    bees.budget_years.all().delete()

    checking.take_in(taking.pk, taking.version)

    assert statuses(taking) == ["error"]
    assertContains(page.get(address("import-preview", taking)), "has no budget year yet")


def test_without_a_worker_the_page_adds_them_itself(page, taking):
    page.post(address("import-preview", taking), {"check-now": "1"})

    assert OutreachEvent.objects.exists()


def test_a_discarded_import_does_not_come_in(page, taking):
    page.post(address("import-discard", taking))
    checking.take_in(taking.pk, taking.version)

    assert not OutreachEvent.objects.exists()


def test_the_receipt_tells_what_was_asked_answered_and_corrected(page, bees):
    headings = [*HEADINGS, "Weather"]
    rows = [[*ROW[:3], "school", "30+5", "Rain"], [*ROW, "Sun"]]
    event_import = sent(page, bees, workbook([headings, *rows]))
    url = address("import-preview", event_import)
    group = next(name for name in statuses_columns(event_import) if name.startswith("group-"))
    for form in (
        {"word-setting-school": "urban_school"},
        {f"cell-0-{group}": "35", "column-5": "left-out"},
        {"another-1": "on"},
    ):
        page.post(url, form)
    confirm(page, event_import)

    receipt = page.get(url)

    assertContains(receipt, "What does “school” mean as setting?")
    assertContains(receipt, "Urban school")
    assertContains(receipt, "<del>30+5</del> <ins>35</ins>", html=True)
    assertContains(receipt, "Leave this column out")
    assertContains(page.get(reverse("outreach:import", args=["bees"])), url)
    EventImport.objects.update(changed_at="2020-01-01T00:00Z")
    clear_unconfirmed()
    assert page.get(url).status_code == 200


def statuses_columns(event_import):
    event_import.refresh_from_db()
    return event_import.table["columns"]


def test_names_that_were_taken_out_of_a_text_are_in_no_receipt(page, bees):
    rows = [[ROW[0], "x" * 201 + "Mali", *ROW[2:]]]
    event_import = sent(page, bees, workbook([HEADINGS, *rows]))
    page.post(address("import-preview", event_import), {"cell-0-venue": "Ban Mai"})
    confirm(page, event_import)

    assertNotContains(page.get(address("import-preview", event_import)), "Mali")


def test_a_receipt_is_seen_by_who_sent_the_sheet_alone(page, client, bees):
    take_in(page, bees, workbook([HEADINGS, ROW]))
    url = address("import-preview", EventImport.objects.get())
    client.force_login(make_user("staff"))

    assert client.get(url).status_code == 404


def test_what_a_word_means_is_remembered_for_the_project(page, bees):
    first = sent(page, bees, workbook([HEADINGS, [*ROW[:3], "school", 30]]))
    page.post(address("import-preview", first), {"word-setting-school": "urban_school"})
    confirm(page, first)

    second = sent(page, bees, workbook([HEADINGS, [ROW[0], "Wat Pa", ROW[2], "SCHOOL", 3]]))

    assert KnownWord.objects.get().value == "urban_school"
    assert statuses(second) == ["new"]
    assertContains(page.get(address("import-preview", second)), "What was asked and answered")
    confirm(page, second)
    assert OutreachEvent.objects.get(venue="Wat Pa").setting == "urban_school"


def test_a_whole_text_in_the_wrong_column_is_not_remembered(page, bees):
    words = "a place that somebody describes " * 10
    event_import = sent(page, bees, workbook([HEADINGS, [*ROW[:3], words, 30]]))
    [key] = [
        name
        for name in page.get(address("import-preview", event_import)).text.split('"')
        if name.startswith("word-setting-") and not name.endswith("-samples")
    ][:1]
    page.post(address("import-preview", event_import), {key: "village"})
    confirm(page, event_import)

    assert OutreachEvent.objects.get().setting == "village"
    assert not KnownWord.objects.exists()


def test_a_note_that_an_earlier_one_begins_with_is_kept(page, bees):
    rows = [[*HEADINGS, "Weather"], [*ROW, "Rain"]]
    first = sent(page, bees, workbook([[*HEADINGS, "What was done"], [*ROW, "Weather: Rainy"]]))
    confirm(page, first)
    second = sent(page, bees, workbook(rows))
    page.post(address("import-preview", second), {"column-5": "note"})
    confirm(page, second)

    assert OutreachEvent.objects.get().activities == "Weather: Rainy\nWeather: Rain"


@pytest.mark.parametrize("heading", ["Number", "Version", "UUID"])
def test_a_column_that_may_count_people_is_not_left_out_in_silence(page, bees, heading):
    event_import = sent(page, bees, workbook([[*HEADINGS[:4], heading], [*ROW[:4], 30]]))

    confirm(page, event_import)

    assert not OutreachEvent.objects.exists()
