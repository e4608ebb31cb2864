"""How things stand as a spreadsheet: what goes out comes back, and each wrong cell is told."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains

from outreach.models import IndicatorValue
from tests.sheets import text, workbook
from tests.states import make_state, make_value

URL = reverse("outreach:state-upload", args=["bees"])
TEMPLATE = reverse("outreach:state-template", args=["bees"])
DAY = date(2025, 6, 30)
HEADINGS = ["Day", "Place", "Households with clean water", "Rain (litres)"]


@pytest.fixture
def water(bees, period):
    return make_state(bees, "households with clean water")


@pytest.fixture
def rain(bees, water):
    return make_state(bees, "rain", unit="litres", decimals=1, order=6)


def send(client, content, name="state.xlsx"):
    return client.post(URL, {"file": SimpleUploadedFile(name, content)}, follow=True)


def wrong(response):
    return [(each.row, each.column, each.sentence) for each in response.context["cells"]]


def stored():
    return {
        (each.indicator.name, each.day, each.province): each.value
        for each in IndicatorValue.objects.all()
    }


def rows_of(content):
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.values]


def test_the_template_holds_what_is_there(as_alice, water, rain):
    make_value(water, 40, DAY, "TH-50")
    make_value(rain, "12.5")

    response = as_alice.get(TEMPLATE)

    assert "bees-state.xlsx" in response["Content-Disposition"]
    headings, *rows = rows_of(response.content)
    assert headings == HEADINGS
    assert [[row[0].date(), *row[1:]] for row in rows] == [
        [DAY, "The whole project", None, 12.5],
        [DAY, "Chiang Mai", 40, None],
    ]


def test_what_went_out_comes_back_without_a_change(as_alice, water, rain):
    make_value(water, 40, DAY, "TH-50")
    make_value(rain, "12.5")

    response = send(as_alice, as_alice.get(TEMPLATE).content)

    assertContains(response, "there is nothing to add")
    assert IndicatorValue.history.count() == 2


def test_cells_never_run_as_formulas(as_alice, bees, water):
    type(water).objects.filter(pk=water.pk).update(name="=1+1", unit="")

    headings, *_ = rows_of(as_alice.get(TEMPLATE).content)

    assert headings[2] == "'=1+1"


@pytest.mark.parametrize("kind", ["xlsx", "csv", "semicolons"])
def test_a_file_adds_and_changes_and_its_empty_cells_delete_nothing(
    as_alice, alice, water, rain, kind
):
    make_value(water, 40, DAY, "TH-50")
    make_value(rain, 7, DAY, "TH-50")
    rows = [
        HEADINGS,
        ["2025-06-30", "Chiang Mai", 45, ""],
        ["31 July 2025", "the whole project", "", "12.5 litres"],
        ["14/3/2568", "แม่ฮ่องสอน", 3, "-"],
        ["2025-05-01", "Chiang Rai", "", ""],
    ]
    delimiter = {"csv": ",", "semicolons": ";"}.get(kind)
    content = text(*rows, delimiter=delimiter) if delimiter else workbook(rows)

    response = send(as_alice, content)

    assertContains(response, "3 numbers are added or changed.")
    assert stored() == {
        (water.name, DAY, "TH-50"): 45,
        (rain.name, DAY, "TH-50"): 7,
        (rain.name, date(2025, 7, 31), ""): Decimal("12.5"),
        (water.name, date(2025, 3, 14), "TH-58"): 3,
    }
    added = IndicatorValue.objects.get(province="TH-58")
    assert added.entered_by == alice
    assert added.history.get().history_user == alice
    changed = IndicatorValue.history.filter(indicator=water, history_type="~").get()
    assert changed.history_user == alice


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (["5/6/2025", "Chiang Mai", 1, ""], "A", "“5/6/2025” can be two days"),
        (["soon", "Chiang Mai", 1, ""], "A", "This is not a date."),
        (["", "Chiang Mai", 1, ""], "A", "Write the day."),
        (["14-15/03/2025", "Chiang Mai", 1, ""], "A", "Write one day"),
        (["2024-12-31", "Chiang Mai", 1, ""], "A", "in none of the project's budget years"),
        (["2025-06-30", "", 1, ""], "B", "Write the place, or “The whole project”."),
        (["2025-06-30", "Nairobi", 1, ""], "B", "is not a province of Thailand"),
        (["2025-06-30", "Chiang Mai", "many", ""], "C", "“many” is not a number."),
        (["2025-06-30", "Chiang Mai", "-3", ""], "C", "is below 0"),
        (["2025-06-30", "Chiang Mai", "2.5", ""], "C", "has decimals"),
        (["2025-06-30", "Chiang Mai", "", "3 km"], "D", "this is counted in litres"),
        (["2025-06-30", "Chiang Mai", "#REF!", ""], "C", "The spreadsheet shows the error"),
        (["2025-06-30", "Chiang Mai", "=1+1", ""], "C", "This is a formula without its result."),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column_and_nothing_is_saved(
    as_alice, water, rain, row, column, sentence
):
    content = text(HEADINGS, ["2025-05-31", "Chiang Mai", 9, 9], row)

    response = send(as_alice, content, "state.csv")

    ((number, where, told),) = wrong(response)
    assert (number, where) == (3, column)
    assert sentence in told
    assertContains(response, f"Row 3, column {column}")
    assert not stored()


def test_all_wrong_cells_are_told(as_alice, water, rain):
    content = text(HEADINGS, ["soon", "Nowhere land", "x", "y"])

    assert [(row, column) for row, column, _ in wrong(send(as_alice, content))] == [
        (2, "A"),
        (2, "B"),
        (2, "C"),
        (2, "D"),
    ]


def test_real_days_that_may_be_swapped_are_refused(as_alice, water, rain):
    rows = [HEADINGS, ["2025-05-06", "Chiang Mai", 1, ""], ["14/6/2025", "Chiang Mai", 2, ""]]

    response = send(as_alice, text(*rows))

    assert "may be swapped" in wrong(response)[0][2]


def test_a_heading_that_means_nothing_is_told(as_alice, water):
    content = text(["Day", "Place", "Goats"], ["2025-06-30", "Chiang Mai", 3])

    assert wrong(send(as_alice, content)) == [(1, "C", "No number here is called like this.")]


def test_headings_of_the_template_are_told_apart_by_what_stands_in_brackets(as_alice, water, bees):
    for name in ("wells (deep)", "wells (shallow)"):
        make_value(make_state(bees, name), 3)

    response = send(as_alice, as_alice.get(TEMPLATE).content)

    assertContains(response, "there is nothing to add")


def test_a_heading_that_is_there_twice_is_told(as_alice, water):
    content = text(["Day", "Place", *HEADINGS[2:3] * 2], ["2025-06-30", "Chiang Mai", 3, 4])

    assert wrong(send(as_alice, content)) == [(1, "D", "This column is there twice.")]


def test_a_day_and_place_that_are_there_twice_are_told(as_alice, water, rain):
    row = ["2025-06-30", "Chiang Mai", 3, ""]

    told = wrong(send(as_alice, text(HEADINGS, row, row)))

    assert told == [(3, "A", "Row 2 has this day and place already.")]


@pytest.mark.parametrize("there", [True, False])
def test_a_day_has_the_whole_project_or_its_places(as_alice, water, rain, there):
    whole = ["2025-06-30", "The whole project", 3, ""]
    if there:
        make_value(water, 3)
    rows = [["2025-06-30", "Chiang Mai", 4, ""], *([] if there else [whole])]

    told = wrong(send(as_alice, text(HEADINGS, *rows)))

    assert told[0][:2] == (2, "B")
    assert "for the whole project on this day" in told[0][2]
    assert len(stored()) == there


def test_what_changes_in_a_locked_period_is_refused(as_alice, water, rain, period):
    make_value(water, 40)
    type(period).objects.update(state="submitted")
    same = ["2025-06-30", "The whole project", 40, ""]

    fine = send(as_alice, text(HEADINGS, same))
    refused = send(as_alice, text(HEADINGS, [*same[:2], 41, ""]))

    assertContains(fine, "there is nothing to add")
    assert stored() == {(water.name, DAY, ""): 40}
    assert "locked" in wrong(refused)[0][2]


def test_staff_change_a_locked_period(as_sam, water, rain, period):
    type(period).objects.update(state="submitted")

    send(as_sam, text(HEADINGS, ["2025-06-30", "The whole project", 41, ""]))

    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7", "This is a picture or a PDF"),
        (b"Goats,Sheep\n1,2\n", "No row of this file has the headings Day and Place."),
        (b"Day,Place,Rain\n", "There are headings, but no row below them."),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(as_alice, water, content, sentence):
    response = send(as_alice, content)

    assert sentence in " ".join(response.context["form"].errors["file"])


def test_without_a_file_the_form_says_so(as_alice, water):
    assertContains(as_alice.post(URL), "This field is required.")


def test_many_wrong_cells_are_counted(as_alice, water, rain):
    rows = [["2025-06-30", "Chiang Mai", "x", ""]] * 60

    response = send(as_alice, text(HEADINGS, *rows))

    assert len(response.context["cells"]) == 50
    assertContains(response, "and 10 more")


def test_a_thousand_rows_cost_no_query_each(as_alice, water, rain, django_assert_max_num_queries):
    days = [date.fromordinal(date(2025, 1, 1).toordinal() + at) for at in range(300)]
    rows = [[day.isoformat(), "Chiang Mai", 3, 4] for day in days]

    with django_assert_max_num_queries(40):
        send(as_alice, text(HEADINGS, *rows))

    assert IndicatorValue.objects.count() == 600
