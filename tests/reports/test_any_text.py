"""Whatever stands in a text, the checks read it: no error, and no long wait."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantreports.desk.checks.jigsaw import AGED, PERSONS, PLACES, SCHOOLS
from grantreports.desk.checks.names import name_words
from grantreports.desk.checks.spelling import fold, pattern, stands_in
from grantreports.desk.checks.typed_numbers import typed_numbers


@given(st.text())
def test_a_folded_text_is_folded_already(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text(), st.text())
def test_a_name_is_found_between_other_words(before, name, after):
    assert not pattern(name) or stands_in([name], f"{before} {name} {after}")


@pytest.mark.parametrize(
    "text",
    [
        "A" * 60_000,
        "9" * 20_000,
        "9,999" * 10_000,
        "Ab " * 20_000,
        "Ab-" * 20_000,
        "1,1" * 20_000,
        "1 and " * 10_000,
        "12 to " * 10_000,
        "a@" * 20_000,
        "$1 " * 20_000,
        "({" * 20_000,
        "โรงเรียน" * 8_000,
        "Ban " * 15_000,
    ],
)
def test_no_text_takes_long(text):
    begin = process_time()

    list(typed_numbers(text))
    name_words(text)
    stands_in(["Ban Mai", "สมชาย"], text)
    for each in (*PERSONS, *SCHOOLS, *PLACES, AGED):
        list(each.finditer(text))

    assert process_time() - begin < 3
