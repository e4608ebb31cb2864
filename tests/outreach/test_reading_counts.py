"""What each way to write a number of people means, in forms and in files: see counts.json."""

import json
from pathlib import Path

import pytest

from outreach.event_form import PeopleField
from outreach.reading.counts import read_people

ROWS = json.loads(Path(__file__).with_name("counts.json").read_text(encoding="utf-8"))
QUESTIONS = ("write one of the two", "If they belong together", "is a range")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["written"][:20])
def test_a_number_of_people_is_read_asked_about_or_refused(row):
    expected = row["means"], row.get("estimated", False)
    try:
        read = tuple(read_people(row["written"]))
    except ValueError as sentence:
        asks = any(question in str(sentence) for question in QUESTIONS)
        read = "asked" if asks else "refused", False

    assert read == expected


def test_the_table_is_large_enough_to_rest_on():
    assert len({row["written"] for row in ROWS}) == len(ROWS) > 100


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["written"][:20])
def test_the_form_reads_the_same(row):
    field = PeopleField()
    if isinstance(row["means"], str):
        with pytest.raises(Exception, match=r"\w"):
            field.clean(row["written"])
    else:
        assert field.clean(row["written"]) == row["means"]
