"""Sheets as people really send them."""

from datetime import date, datetime

import pytest
from django.utils import translation
from openpyxl import Workbook
from pytest_django.asserts import assertContains

from outreach.models import Attendance, OutreachEvent
from tests.factories import make_group
from tests.sheets import (
    HEADINGS,
    ROW,
    address,
    confirm,
    errors,
    saved,
    sent,
    statuses,
    take_in,
    text,
    workbook,
)

TITLES = [["Outreach in Mae Hong Son"], ["Baan Mai, 2025"], []]


@pytest.fixture
def page(client, alice):
    make_group("students")
    client.force_login(alice)
    return client


def only_event():
    return OutreachEvent.objects.get()


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 3, 14),
        datetime(2025, 3, 14, 9, 30),
        date(2568, 3, 14),
        45730,
        "14/3/2025",
        "14.03.2025",
        "14 March 2025",
        "March 14, 2025",
        "Friday 14 March 2025",
        "14/03/2568",
        "14 มีนาคม 2568",
        "๑๔ มี.ค. ๒๕๖๘",
        "วันศุกร์ที่ 14 มีนาคม พ.ศ. 2568",
    ],
)
def test_a_day_in_any_form(page, bees, day):
    take_in(page, bees, workbook([HEADINGS, [day, *ROW[1:]]]))

    assert only_event().first_day == date(2025, 3, 14)


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("1,234", 1234),
        ("1 234", 1234),
        ("1\xa0234", 1234),
        (1234.0, 1234),
        ("40.0", 40),
        ("40.00", 40),
        ("๑๒๓", 123),
        ("១២៣", 123),
        ("၁၂၃", 123),
        ("١٢٣", 123),
        ("30 คน", 30),
        ("30 people", 30),
        (0, 0),
    ],
)
def test_a_count_in_any_form(page, bees, written, count):
    take_in(page, bees, workbook([HEADINGS, [*ROW[:4], written]]))

    assert only_event().attendances.get().count == count
    assert only_event().count_method == "counted"


@pytest.mark.parametrize("written", [None, "", "-", "n/a"])
def test_not_counted_is_not_zero(page, bees, written):
    take_in(page, bees, workbook([HEADINGS, [*ROW[:4], written]]))

    assert not only_event().attendances.exists()


@pytest.mark.parametrize("written", ["~30", "about 30", "ประมาณ 30 คน"])
def test_about_thirty_is_an_estimate(page, bees, written):
    event_import = sent(page, bees, workbook([HEADINGS, [*ROW[:4], written]]))
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)

    assertContains(preview, "Estimated")
    assert only_event().attendances.get().count == 30
    assert only_event().count_method == "estimated"


def test_a_cell_that_says_counted_is_believed(page, bees):
    headings = [*HEADINGS, "Counted or estimated"]

    take_in(page, bees, workbook([headings, [*ROW[:4], "~30", "counted"]]))

    assert only_event().count_method == "counted"


@pytest.mark.parametrize(
    "headings",
    [
        ["DATE", " venue ", "Province", "setting", "STUDENTS"],
        ["first_day", "venue", "province", "setting", "students"],
        ["Date of event", "School", "Changwat", "Type of place", "Number of students"],
        ["Day", "Place", "State", "Type", "Student (persons)"],
        ["Date (DD/MM/YYYY)", "Name of\nschool", "PROVINCE:", "Kind", "No. of students"],
        ["วันที่", "โรงเรียน", "จังหวัด", "ประเภท", "จำนวนนักเรียน"],
        ["วัน/เดือน/ปี", "สถานที่", "จังหวัด", "ประเภทสถานที่", "นักเรียน (คน)"],
    ],
)
def test_headings_in_other_words(page, bees, headings):
    take_in(page, bees, workbook([headings, ROW]))

    assert only_event().attendances.get().count == 30


@pytest.mark.parametrize(
    "province",
    [
        "TH-58",
        "mae hong son",
        "Maehongson",
        "Mae Hong Son Province",
        "จังหวัดแม่ฮ่องสอน",
        "จ.แม่ฮ่องสอน",
    ],
)
def test_a_province_by_any_name(page, bees, province):
    take_in(page, bees, workbook([HEADINGS, [*ROW[:2], province, *ROW[3:]]]))

    assert only_event().province == "TH-58"


@pytest.mark.parametrize("setting", ["rural_school", "RURAL SCHOOL", "โรงเรียนชนบท"])
def test_a_setting_by_any_name(page, bees, setting):
    take_in(page, bees, workbook([HEADINGS, [*ROW[:3], setting, 30]]))

    assert only_event().setting == "rural_school"


def test_titles_blank_lines_numbers_and_totals_are_no_events(page, bees):
    rows = [
        *TITLES,
        ["No.", *HEADINGS, "Total"],
        [],
        [1, *ROW, 30],
        [],
        [2, ROW[0], "Wat Pa", *ROW[2:], 30],
        ["Total", None, None, None, None, 60, 60],
        ["Reported by Alice"],
    ]

    event_import = sent(page, bees, workbook(rows))
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)

    assertContains(preview, "The headings are in row 4")
    assertContains(preview, "2 new, 2 left out")
    assert OutreachEvent.objects.count() == 2


def test_a_row_of_sums_without_a_word_is_left_out(page, bees):
    rows = [HEADINGS, ROW, [ROW[0], "Wat Pa", *ROW[2:]], [None, None, None, None, 60]]

    assert statuses(sent(page, bees, workbook(rows))) == ["new", "new", "left-out"]


def test_a_venue_may_be_called_total(page, bees):
    take_in(page, bees, workbook([HEADINGS, [ROW[0], "Total Learning Centre", *ROW[2:]]]))

    assert only_event().venue == "Total Learning Centre"


def test_headings_printed_again_on_each_page_are_passed_over(page, bees):
    rows = [HEADINGS, ROW, HEADINGS, [ROW[0], "Wat Pa", *ROW[2:]]]

    assert statuses(sent(page, bees, workbook(rows))) == ["new", "new"]


def test_the_sheet_with_the_headings_is_found(page, bees):
    notes = [["Dear colleagues"], ["Please find our events on the next sheet"]]

    event_import = sent(page, bees, workbook(notes, [HEADINGS, ROW]))

    assertContains(
        page.get(address("import-preview", event_import)), "Read from the sheet “Sheet 2”."
    )


def test_merged_cells_count_for_all_their_rows_and_people_only_once(page, bees):
    book = Workbook()
    for row in (["Our year", *[None] * 4], HEADINGS, ROW, [ROW[0], "Wat Pa"]):
        book.active.append(row)
    for cells in ("A1:E1", "C3:C4", "D3:D4", "E3:E4"):
        book.active.merge_cells(cells)

    take_in(page, bees, saved(book))

    second = OutreachEvent.objects.get(venue="Wat Pa")
    assert (second.province, second.setting) == ("TH-58", "rural_school")
    assert not second.attendances.exists()


def test_headings_of_two_rows_that_are_merged(page, bees):
    book = Workbook()
    for row in ([*HEADINGS[:4], "How many"], [*[None] * 4, "Students"], ROW):
        book.active.append(row)
    for column in "ABCD":
        book.active.merge_cells(f"{column}1:{column}2")

    take_in(page, bees, saved(book))

    assert only_event().attendances.get().count == 30


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_text_files_of_every_kind(page, bees, delimiter, encoding):
    headings = ["วันที่", "สถานที่", "จังหวัด", "ประเภท", "นักเรียน"]
    row = ["14/3/2568", "โรงเรียนบ้านใหม่", "แม่ฮ่องสอน", "โรงเรียนชนบท", 30]
    content = text(headings, row, delimiter=delimiter).decode().encode(encoding)

    take_in(page, bees, content)

    assert (only_event().venue, only_event().province) == ("โรงเรียนบ้านใหม่", "TH-58")


def test_a_text_file_of_a_western_machine(page, bees):
    content = text(HEADINGS, [ROW[0], "Café São", *ROW[2:]]).decode().encode("cp1252")

    take_in(page, bees, content)

    assert only_event().venue == "Café São"


def test_results_of_formulas_are_read_and_missing_ones_are_told(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, [*ROW[:4], "=10+20"]]))

    assert "This is a formula without its result." in errors(event_import)["group"]


def test_columns_that_are_missing_leave_values_alone(page, bees):
    take_in(page, bees, workbook([[*HEADINGS, "What was done"], [*ROW, "Games"]]))

    take_in(page, bees, workbook([HEADINGS[:4], ROW[:4]]))

    assert only_event().activities == "Games"
    assert only_event().attendances.get().count == 30


def test_venues_are_compared_without_case_and_blanks(page, bees):
    take_in(page, bees, workbook([HEADINGS, ROW]))

    again = sent(page, bees, workbook([HEADINGS, [ROW[0], "BAN  mai School", *ROW[2:]]]))

    assert statuses(again) == ["changed"]


def test_control_characters_are_left_out(page, bees):
    take_in(page, bees, text(HEADINGS, [ROW[0], "Ban\x0b Mai\u200b", *ROW[2:]]))

    assert only_event().venue == "Ban Mai"


def test_sentences_are_made_anew_in_the_language_of_the_page(page, bees):
    with translation.override("th"):
        event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    event_import.language = "th"
    event_import.save()

    page.get(address("import-preview", event_import))

    event_import.refresh_from_db()
    assert event_import.language == "en-gb"
    assert event_import.status == "ready"


def test_headings_that_nobody_knows_are_all_asked_about(page, bees):
    event_import = sent(page, bees, workbook([["Ngày", "Nơi", "Tỉnh", "Loại"], ROW[:4]]))
    names = ["first_day", "venue", "province", "setting"]
    form = {f"column-{index}": name for index, name in enumerate(names)}

    page.post(address("import-preview", event_import), form)
    confirm(page, event_import)

    assert only_event().venue == "Ban Mai School"


@pytest.mark.parametrize("written", ["1.000", "1.250", "12.000", "1.000.000", "๑.๐๐๐", "~1.000"])
def test_a_count_that_can_mean_two_numbers_is_asked_about(page, bees, written):
    """A thousand where the dot groups, one where it is the decimal sign."""
    ei = sent(page, bees, text(HEADINGS, [*ROW[:4], written], delimiter=";"))

    shown = page.get(address("import-preview", ei)).text

    assert "write one of the two." in shown
    confirm(page, ei)
    assert not Attendance.objects.exists()
