from datetime import date

import pytest
from django.core.exceptions import ValidationError

from projects.days import DayField
from projects.written_days import read_day

MARCH_14 = date(2025, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-14",
        "2025-03-14 00:00:00",
        "14/03/2025",
        "14.3.2025",
        "14 3 2025",
        "14 March 2025",
        "14 Mar. 2025",
        "14th March 2025",
        "March 14, 2025",
        "14-Mar-2025",
        "14/03/2568",
        "2568-03-14",
        "14 มีนาคม 2568",
        "14 มี.ค. 2568",
        "14 มีนาคม พ.ศ. 2568",
        "๑๔/๐๓/๒๕๖๘",
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert read_day(text) == MARCH_14


def test_a_leap_day_of_the_buddhist_era_is_that_of_the_common_one():
    assert read_day("29/02/2567") == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2025",
        "29/02/2568",
        "14/13/2025",
        "14 Foo 2025",
        "J 14, 2025",
        "2025",
        "yesterday",
        "1 a" + "-" * 50_000 + "x",
        "a" + " " * 50_000 + "x",
    ],
    ids=range(9),
)
def test_what_is_no_day_is_refused_at_once(text):
    with pytest.raises(ValidationError, match="This is not a date"):
        DayField().clean(text)
