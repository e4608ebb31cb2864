"""Spreadsheets in Thai: the pages, what is wrong with a file or a row, and the files given out."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from outreach.models import EventExport, EventImport, OutreachEvent
from outreach.sheets import forms
from tests.factories import make_export, make_group, make_period
from tests.sheets import address, confirm, send, sent, statuses, text
from tests.thai.english import assert_thai, english_words

FOLDER = Path(__file__).parent.parent / "broken_files"
HEADINGS = ["วันที่", "สถานที่", "จังหวัด", "ประเภทสถานที่", "นักเรียน"]
ROW = ["14/3/2568", "วัดป่า", "แม่ฮ่องสอน", "โรงเรียนในชนบท", "30"]
PLACES = dict(zip(HEADINGS, range(len(HEADINGS)), strict=True))

WRONG = [
    {"วันที่": ""},
    {"วันที่": "เมื่อวาน"},
    {"วันที่": "1/1/2540"},
    {"วันที่": "1/1/2599"},
    {"สถานที่": ""},
    {"สถานที่": "ก" * 201},
    {"จังหวัด": "กขค"},
    {"จังหวัด": "เชียงไหม่"},
    {"ประเภทสถานที่": "กขค"},
    {"นักเรียน": "สิบ"},
    {"นักเรียน": "2000000"},
    {"นักเรียน": "#REF!"},
    {"นักเรียน": "=1"},
]
# Columns beside the usual ones, with their cells.
MORE = [
    {"วันสุดท้าย": "1/3/2568"},
    {"นับจริงหรือประมาณ": "กขค"},
    {"เลขที่บันทึก": "999"},
    {"อะไรก็ได้": "กขค"},
    {"": "กขค"},
    {"โรงเรียน": "กขค"},
]


@pytest.fixture(autouse=True)
def _students(db):
    make_group("students")


def preview_of(client, project, *rows):
    event_import = sent(client, project, text(*rows))
    return client.get(address("import-preview", event_import))


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.iterdir()))
def test_a_file_that_is_refused(as_alice, bees, name):
    """Those that can be read lead on to the preview, which shows their English cells."""
    if name.endswith(".py"):
        return
    response = send(as_alice, bees, (FOLDER / name).read_bytes(), name)

    if response.status_code == 200:
        assert_thai(response)


def test_a_file_that_is_too_large(as_alice, bees, monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES", 1024)

    assert_thai(send(as_alice, bees, b"x" * 1025))


def test_no_file(as_alice, bees):
    assert_thai(as_alice.post(reverse("outreach:import", args=[bees.slug])))


def test_a_row_that_comes_in(as_alice, bees):
    event_import = sent(as_alice, bees, text(HEADINGS, ROW))

    assert_thai(as_alice.get(address("import-preview", event_import)))
    assert_thai(as_alice.get(reverse("outreach:import", args=[bees.slug])))
    assert_thai(confirm(as_alice, event_import))
    assert_thai(confirm(as_alice, event_import))
    assert_thai(preview_of(as_alice, bees, HEADINGS, ROW))
    assert_thai(preview_of(as_alice, bees, HEADINGS, [*ROW[:4], "31"]))
    assert_thai(preview_of(as_alice, bees, HEADINGS, [*ROW[:4], ""]))


@pytest.mark.parametrize("wrong", WRONG)
def test_a_cell_that_is_wrong(as_alice, bees, wrong):
    row = [wrong.get(heading, ROW[place]) for heading, place in PLACES.items()]

    assert_thai(preview_of(as_alice, bees, HEADINGS, row))


@pytest.mark.parametrize("more", MORE)
def test_a_further_column(as_alice, bees, more):
    assert_thai(preview_of(as_alice, bees, [*HEADINGS, *more], [*ROW, *more.values()]))


def test_a_column_that_is_missing(as_alice, bees):
    assert_thai(preview_of(as_alice, bees, HEADINGS[:2], ROW[:2]))


def test_rows_that_are_left_out(as_alice, bees):
    rows = [["รายงานของเรา"], HEADINGS, ROW, ["รวม", "", "", "", "30"], ["หมายเหตุ"]]
    event_import = sent(as_alice, bees, text(*rows))
    page = address("import-preview", event_import)

    assert_thai(as_alice.get(page))
    assert_thai(as_alice.get(f"{page}?show=left-out"))
    assert_thai(as_alice.post(page, {"leave-0": "on"}, follow=True))


def test_the_same_event_twice(as_alice, bees, event):
    same = [*ROW[:1], event.venue, *ROW[2:]]

    assert_thai(preview_of(as_alice, bees, HEADINGS, ROW, ROW))
    event.pk = event.form_token = None
    event.save()
    assert_thai(preview_of(as_alice, bees, HEADINGS, same))


def test_the_same_record_twice(as_alice, bees, event):
    rows = [[*ROW, event.pk], [*ROW, event.pk]]

    assert_thai(preview_of(as_alice, bees, [*HEADINGS, "เลขที่บันทึก"], *rows))


def test_a_period_that_is_locked(as_alice, bees):
    make_period(bees.budget_years.get(number=1), state="submitted")

    assert_thai(preview_of(as_alice, bees, HEADINGS, ROW))


def test_many_rows(as_alice, bees):
    rows = [[*ROW[:1], f"วัดที่ {number}", *ROW[2:]] for number in range(100)]

    assert_thai(preview_of(as_alice, bees, HEADINGS, *rows))


def test_something_happened_meanwhile(as_alice, bees):
    event_import = sent(as_alice, bees, text(HEADINGS, ROW))
    old = as_alice.post(address("import-confirm", event_import), {"version": "0"}, follow=True)
    report = make_period(bees.budget_years.get(number=1), state="submitted")
    refused = confirm(as_alice, event_import)
    report.delete()
    gone = as_alice.post(address("import-discard", event_import), follow=True)

    for response in (old, refused, gone):
        assert_thai(response)


@pytest.mark.parametrize("status", ["checking", "failed"])
def test_a_check_that_takes_long(as_alice, bees, status):
    event_import = sent(as_alice, bees, text(HEADINGS, ROW))
    EventImport.objects.update(status=status, changed_at="2025-01-01T00:00Z")

    assert_thai(as_alice.get(address("import-preview", event_import)))


@pytest.mark.parametrize("status", ["making", "done", "too-large", "failed"])
def test_an_export_that_is_made_in_the_background(as_alice, alice, bees, status):
    export = make_export(bees, alice, status=status, told_at=timezone.now())
    long_ago = "2025-01-01T00:00Z"

    assert_thai(as_alice.get(export.get_absolute_url()))
    for told_at in (long_ago, None):
        EventExport.objects.update(asked_at=long_ago, told_at=told_at)
        assert_thai(as_alice.get(export.get_absolute_url()))
    assert_thai(as_alice.post(address("export-discard", export), follow=True))


@pytest.mark.parametrize("name", ["import-template", "event-export"])
def test_a_file_that_is_given_out(as_alice, bees, event, name):
    response = as_alice.get(reverse(f"outreach:{name}", args=[bees.slug]))
    book = load_workbook(io.BytesIO(response.getvalue()))

    cells = [cell for sheet in book for row in sheet.values for cell in row]
    checks = [check for sheet in book for check in sheet.data_validations.dataValidation]
    told = [text for check in checks for text in (check.error, check.errorTitle)]
    names = book.sheetnames
    assert [each for each in [*cells, *told, *names] if english_words(str(each or ""))] == []


@pytest.mark.parametrize(("out", "back"), [("th", "en-gb"), ("en-gb", "th")])
def test_a_file_is_read_in_the_other_language(as_alice, alice, bees, event, out, back):
    """Sheets travel between people: what one gave out changes nothing when another sends it."""
    for language in (out, back):
        alice.language = language
        alice.save()
        if language == out:
            url = reverse("outreach:event-export", args=[bees.slug])
            content = as_alice.get(url).getvalue()
    event_import = sent(as_alice, bees, content)

    assert statuses(event_import) == ["unchanged"]
    assert OutreachEvent.objects.count() == 1
