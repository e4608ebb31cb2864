"""Events go out as a file that comes back without a change, and as an empty one to fill in."""

import csv
import io
from datetime import date, datetime

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from outreach import removal
from outreach.models import OutreachEvent
from tests.factories import make_event, make_group
from tests.sheets import confirm, read_back, send, sent, statuses, take_in, workbook


@pytest.fixture
def page(client, alice):
    client.force_login(alice)
    return client


def export(client, query="", name="event-export"):
    return client.get(reverse(f"outreach:{name}", args=["bees"]) + query).getvalue()


def template(client):
    content = client.get(reverse("outreach:import-template", args=["bees"])).content
    return load_workbook(io.BytesIO(content))


@pytest.fixture
def events(bees):
    tricky = {"venue": "=1+1", "activities": "- Games\n\x0b+ “quiz”", "co_hosts": "@home"}
    return [
        make_event(bees, {"students": 0, "teachers": 2}, **tricky),
        make_event(bees, province="TH-10", setting="village", count_method="estimated"),
        # Two sessions of one day at one place.
        make_event(bees, {"students": 30}, venue="Wat Pa", last_day=date(2025, 3, 15)),
        make_event(bees, {"students": 40}, venue="Wat Pa", last_day=date(2025, 3, 15)),
    ]


@pytest.mark.parametrize("name", ["event-export", "event-export-csv"])
def test_what_goes_out_comes_back_without_a_change(page, bees, events, name):
    OutreachEvent.objects.filter(pk=events[0].pk).update(activities="- Games\n+ “quiz”")

    event_import = sent(page, bees, export(page, name=name))

    assert statuses(event_import) == ["unchanged"] * 4


def test_an_exported_row_changes_its_own_event(page, bees, events):
    rows = read_back(export(page))
    rows[0] |= {"Venue": "Wat Doi", "Date": datetime(2025, 4, 1), "Last day": None}

    take_in(page, bees, workbook([list(rows[0]), *(list(row.values()) for row in rows)]))

    assert OutreachEvent.objects.count() == 4
    moved = OutreachEvent.objects.get(pk=rows[0]["Record"])
    assert (moved.venue, moved.first_day) == ("Wat Doi", date(2025, 4, 1))


def test_the_cells_hold_what_people_read(page, bees, events):
    rows = {row["Record"]: row for row in read_back(export(page))}

    row = rows[events[1].pk]
    assert row["Date"] == datetime(2025, 3, 14)
    assert (row["Province"], row["Setting"]) == ("Bangkok", "Village")
    assert row["Counted or estimated"] == "Estimated"
    assert row["Students"] is None
    assert rows[events[0].pk]["Students"] == 0


def test_no_text_runs_as_a_formula(page, bees, events):
    first = {row["Record"]: row for row in read_back(export(page))}[events[0].pk]
    text = export(page, name="event-export-csv").decode()

    assert (first["Venue"], first["Co-hosts"]) == ("'=1+1", "'@home")
    assert ",'=1+1," in text


def test_only_the_events_that_the_list_shows_go_out(page, bees):
    shown = make_event(bees, first_day=date(2025, 5, 2))
    make_event(bees, first_day=date(2025, 7, 1))
    make_event(bees, first_day=date(2025, 5, 3), province="TH-50")
    query = "?since=2025-05-01&until=2025-05-31&province=TH-58"

    in_xlsx = read_back(export(page, query))
    in_csv = list(
        csv.DictReader(io.StringIO(export(page, query, "event-export-csv").decode("utf-8-sig")))
    )

    assert [row["Record"] for row in in_xlsx] == [shown.pk]
    assert [row["Record"] for row in in_csv] == [str(shown.pk)]


def test_removed_events_and_those_of_other_projects_stay_in(page, bees, alice):
    removal.remove(make_event(bees), by=alice, at=datetime(2026, 1, 1).astimezone())

    assert read_back(export(page)) == []


@pytest.mark.parametrize("name", ["event-export", "event-export-csv"])
@pytest.mark.parametrize(
    "text",
    [
        "เด็ก\u200bนักเรียน\u00a0มา",
        "One\x0btwo\x0cthree",
        "Two\r\nlines\tand a tab",
        "soft\u00adhyphen, \u202fnarrow\u2009blanks, \ufeffmark",
        "_x000B_ as it stands, _x005F_ too",
        "'quoted'",
        "'=not a formula",
        "''=nor this",
        "<b> & </t>",
        "=1+1",
        "-5 degrees",
        "@home",
        "\U0001f64f and 👨‍👩‍👧",
        "x" * 40_000,
    ],
)
def test_a_text_comes_back_unchanged_whatever_it_holds(page, bees, name, text):
    make_event(bees, {"students": 3}, activities=text, venue="Ban Mai\u200b School", outcome=text)

    event_import = sent(
        page, bees, page.get(reverse(f"outreach:{name}", args=["bees"])).getvalue()
    )
    before = statuses(event_import)
    confirm(page, event_import)

    assert before == ["unchanged"]
    assert OutreachEvent.objects.get().activities == text


def test_a_sign_that_xml_has_no_room_for_breaks_no_file(page, bees):
    make_event(bees, venue="Ban Mai\ufffe\uffff School")

    [row] = read_back(export(page))

    assert row["Venue"].startswith("Ban Mai")


def test_what_is_beside_a_text_that_a_cell_cannot_hold_is_changed_alone(page, bees):
    event = make_event(bees, {"students": 3}, activities="x" * 40_000)
    [row] = read_back(export(page))
    row["Students"] = 4

    take_in(page, bees, workbook([list(row), list(row.values())]))

    event.refresh_from_db()
    assert (len(event.activities), event.attendances.get().count) == (40_000, 4)


def test_queries_of_the_export_do_not_grow(page, bees, django_assert_max_num_queries):
    for number in range(20):
        make_event(bees, {"students": number})

    with django_assert_max_num_queries(12):
        export(page)


def test_the_template_has_lists_and_limits(page, bees):
    make_group("students")

    sheet = template(page).worksheets[0]

    kinds = [check.type for check in sheet.data_validations.dataValidation]
    assert kinds == ["date", "date", "list", "list", "whole", "list"]
    days = sheet.data_validations.dataValidation[0]
    assert (days.formula1, days.formula2) == ("DATE(2025,1,1)", "DATE(2026,12,31)")
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.name == sheet["A2"].font.name
    assert [cell.value for cell in sheet[1]][:6] == [
        "Date",
        "Last day",
        "Venue",
        "Province",
        "Setting",
        "Students",
    ]


def test_the_lists_of_the_template_are_those_of_the_project(page, bees):
    lists = template(page)["Lists"]

    provinces, settings, methods = lists.iter_cols(values_only=True)
    assert "Mae Hong Son" in provinces
    assert settings[:2] == ("Rural school", "Urban school")
    assert methods[:2] == ("Counted", "Estimated")
    assert lists.sheet_state == "hidden"


def test_a_filled_in_template_comes_in(page, bees):
    make_group("students")
    book = template(page)
    row = [date(2025, 3, 14), None, "Wat Pa", "Chiang Mai", "Village", 12]
    for column, value in enumerate(row, 1):
        book.worksheets[0].cell(2, column, value)
    file = io.BytesIO()
    book.save(file)

    take_in(page, bees, file.getvalue())

    event = OutreachEvent.objects.get()
    assert (event.venue, event.province, event.setting) == ("Wat Pa", "TH-50", "village")
    assert event.attendances.get().count == 12


def test_an_empty_template_says_that_it_is_empty(page, bees):
    content = page.get(reverse("outreach:import-template", args=["bees"])).content

    errors = send(page, bees, content).context["form"].errors

    assert errors["file"] == ["There are headings, but no row below them."]


def test_a_project_without_years_has_a_template_too(page, bees):
    bees.budget_years.all().delete()

    assert template(page).worksheets[0]["A1"].value == "Date"


def test_a_new_line_in_a_text_is_a_change(page, bees):
    event = make_event(bees, {"students": 3}, activities="Games. A quiz.")
    [row] = read_back(export(page))
    row["What was done"] = "Games.\nA quiz."

    take_in(page, bees, workbook([list(row), list(row.values())]))

    event.refresh_from_db()
    assert event.activities == "Games.\nA quiz."
