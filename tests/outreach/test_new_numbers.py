"""A water programme's own spreadsheet: every column of numbers has a place, none is guessed."""

import pytest

from outreach.models import Attendance, IndicatorValue, OutreachEvent
from outreach.new_numbers import decimals_in, number_called
from projects.models import Indicator
from projects.use_sets import use_set
from tests.factories import make_project, make_year
from tests.sheets import address, confirm, sent, workbook

HEADINGS = [
    "Date", "Village", "District", "Pumps repaired", "People served", "Women on the committee",
    "Men on the committee", "Cost (USD)",
]  # fmt: skip
ROWS = [
    [f"2025-03-{day:02}", f"Village {day}", "Salima", 1, 200 + day, 5, 4, 310.5 + day]
    for day in range(1, 9)
]


@pytest.fixture
def wells(partner):
    project = make_project(partner=partner, country="MW", slug="wells", asks_setting=False)
    project.indicators.filter(source="attendance").delete()
    use_set(project, "Water")
    make_year(project, 1)
    # Its indicators are others by now.
    return type(project).objects.get(pk=project.pk)


def choose(client, event_import, **columns):
    """Say what columns are, by their heading."""
    event_import.refresh_from_db()
    headings = event_import.table["headings"]
    data = {f"column-{headings.index(name)}": value for name, value in columns.items()}
    client.post(address("import-preview", event_import), data | {"version": event_import.version})
    event_import.refresh_from_db()


def test_all_eight_rows_come_in_with_all_their_numbers(client, alice, wells):
    client.force_login(alice)
    event_import = sent(client, wells, workbook([HEADINGS, *ROWS]))
    asked = dict.fromkeys(HEADINGS[4:], "new-number") | {"Village": "venue"}

    choose(client, event_import, **asked)
    confirm(client, event_import)

    assert OutreachEvent.objects.count() == 8
    assert not Attendance.objects.exists()
    assert IndicatorValue.objects.count() == 8 * 5
    cost = wells.indicators.get(name="cost")
    assert (cost.unit, cost.decimals, cost.is_proposed) == ("USD", 1, True)
    assert cost.values.order_by("value").first().value == ROWS[0][-1]
    assert wells.indicators.get(name="pumps repaired").values.count() == 8


def test_staff_propose_nothing(client, sam, wells):
    client.force_login(sam)
    event_import = sent(client, wells, workbook([HEADINGS, *ROWS]))
    choose(client, event_import, **dict.fromkeys(HEADINGS[4:], "new-number"))
    confirm(client, event_import)

    assert not Indicator.objects.filter(is_proposed=True).exists()


def test_until_somebody_says_what_a_column_is_nothing_comes_in(client, alice, wells):
    client.force_login(alice)
    event_import = sent(client, wells, workbook([HEADINGS, *ROWS]))

    confirm(client, event_import)

    assert not OutreachEvent.objects.exists()
    assert not wells.indicators.filter(name="cost").exists()


@pytest.mark.parametrize(
    ("cell", "decimals"),
    [("12", 0), ("12.5", 1), ("12.50", 1), ("12,25", 2), ("1,250", 0), ("12.5 km", 1), ("", 0)],
)
def test_decimals_are_those_of_the_cells(cell, decimals):
    assert decimals_in(cell) == decimals


def test_a_heading_that_is_counted_already_is_no_new_number(wells):
    assert number_called("Pumps  repaired (pieces)", wells).pk
    assert number_called("(USD)", wells) is None
