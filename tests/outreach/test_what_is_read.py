"""What people write and what it means, in forms and in files: the table is what_is_read.json."""

import json
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from outreach.column_kinds import Manner
from outreach.columns import Columns
from outreach.event_form import PeopleField
from outreach.reading.counts import read_people
from outreach.reading.days import days_in, order_in
from projects.days import DayField

TABLE = json.loads(Path(__file__).with_name("what_is_read.json").read_text(encoding="utf-8"))
PEOPLE, DAYS = TABLE["numbers of people"], TABLE["days"]
QUESTIONS = ("write one of the two", "If they belong together", "is a range")
BANGKOK = ZoneInfo("Asia/Bangkok")
COUNTS = (
    [(text, (count, False)) for text, count in PEOPLE["read"].items()]
    + [(text, (count, True)) for text, count in PEOPLE["read as an estimate"].items()]
    + [(text, (None, False)) for text in PEOPLE["read as not counted"]]
)
UNCLEAR = [(text, True) for text in PEOPLE["asked about"]]
UNCLEAR += [(text, False) for text in PEOPLE["refused"]]

PLACES, SETTINGS = TABLE["provinces of Thailand"], TABLE["settings"]
NAMED = [("province", *pair) for pair in PLACES["read"].items()]
NAMED += [("setting", *pair) for pair in SETTINGS["read"].items()]
UNKNOWN = [("province", *pair) for pair in PLACES["asked about, with the nearest"].items()]
UNKNOWN += [("province", text, "") for text in PLACES["asked about"]]
UNKNOWN += [("setting", text, "") for text in SETTINGS["asked about"]]


@pytest.fixture(scope="module")
def columns():
    return Columns([], Manner("TH"))


@pytest.mark.parametrize(("text", "meaning"), COUNTS)
def test_a_number_of_people_is_read_in_files_and_forms(text, meaning):
    assert read_people(text) == meaning
    assert PeopleField().clean(text) == meaning[0]


@pytest.mark.parametrize(("text", "is_asked"), UNCLEAR)
def test_a_number_that_is_not_clear_is_asked_about_or_refused(text, is_asked):
    with pytest.raises(ValueError, match=r"\w") as sentence:
        read_people(text)
    with pytest.raises(ValidationError):
        PeopleField().clean(text)

    assert any(question in str(sentence.value) for question in QUESTIONS) == is_asked


@pytest.mark.parametrize("text", DAYS["read as 2025-03-14"])
def test_a_day_is_read_in_files_and_forms(text):
    assert days_in(text, zone=BANGKOK) == (date(2025, 3, 14), None)
    assert DayField().clean(text) == date(2025, 3, 14)


@pytest.mark.parametrize(("text", "days"), DAYS["read as several days"].items())
def test_several_days_are_read_in_files_and_asked_about_in_a_form(text, days):
    assert " to ".join(map(str, days_in(text))) == days
    with pytest.raises(ValidationError, match="several days"):
        DayField().clean(text)


@pytest.mark.parametrize("text", DAYS["asked about, for the whole column"])
def test_a_day_of_two_orders_is_asked_about(text):
    assert order_in([text]) == ""
    assert days_in(text) != days_in(text, month_first=True)


@pytest.mark.parametrize("text", DAYS["refused"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        days_in(text, zone=BANGKOK)


@pytest.mark.parametrize(("name", "text", "value"), NAMED)
def test_places_and_settings_are_read_by_every_name(name, text, value, columns):
    assert columns.read(name, text) == value


@pytest.mark.parametrize(("name", "text", "near"), UNKNOWN)
def test_what_may_be_another_place_or_setting_is_asked_about(name, text, near, columns):
    with pytest.raises(ValueError, match=r"\w"):
        columns.read(name, text)

    if near:
        assert columns.nearest(name, text) == near


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["14/03/2025", "5/6/2025"], "day-first"),
        (["03/14/2025", "5/6/2025"], "month-first"),
        (["14/03/2025", "03/14/2025"], ""),
        (["5/6/2025", ""], ""),
        (["5/6/2025 9:12"], ""),
        (["3/14/2025 9:12:33"], "month-first"),
        (["5/5/2025", "2025-03-14", "5.6.2025", "5/6/2568", "๕/๖/๒๐๒๕", "soon"], None),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_whole_column(cells, order):
    assert order_in(cells) == order


def test_the_tables_are_large_enough_to_rest_on():
    assert len(COUNTS) + len(UNCLEAR) > 100
    assert sum(map(len, DAYS.values())) > 80
    assert len(NAMED) > 40
