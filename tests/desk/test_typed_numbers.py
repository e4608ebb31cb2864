import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantreports.desk.checks.typed_numbers import (
    Known,
    TypedNumber,
    best_figure,
    nearest_figure,
    typed_numbers,
    unmistakable,
)


def read(text):
    return [(each.source, each.value) for each in typed_numbers(text)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3,913 attended.", [("3,913", 3913)]),
        ("3913 attended.", [("3913", 3913)]),
        ("3 913 attended, 3.913 too.", [("3 913", 3913), ("3.913", 3913)]),
        ("1,234,567 people", [("1,234,567", 1234567)]),
        ("It was 21.", [("21", 21)]),
        ("21 programs, 394 teachers", [("21", 21), ("394", 394)]),
        ("2,019 people in 2019", [("2,019", 2019)]),
        ("In 2019 394 people came.", [("394", 394)]),
        ("12.5 % and 3.5 km", [("12.5", None), ("3.5", None)]),
        ("40% of them", [("40", 40)]),
        ("In March 21 programs took place.", [("21", 21)]),
        ("for 21 students aged 14", [("21", 21)]),
        ("over 60 people", [("60", 60)]),
        ("๒๑ programs", [("๒๑", 21)]),
        ("three programs, Twenty-one visits", [("three", 3), ("Twenty-one", 21)]),
        ("9" * 5000, [("9" * 5000, None)]),
    ],
)
def test_typed_numbers_are_found(text, numbers):
    assert read(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{events} programs, {attendance: students} {{x}}",
        "{events in 7",  # Not closed: an error of its own.
        "In 2019, the 1990s, 2018–2019, 2018/19 and 2020/21.",
        "On 14 March, 14th of March 2019, March 14, 14–16 March and Sept. 3.",
        "14/03/2019, 14.3.2019, 2019-03-14.",
        "At 10:30, 9 am and 10.30 p.m., 24/7.",
        "$22,230, US$ 100, 22,230 USD, THB 500, 20 baht, €1.5 million, $10–20, 3 million dollars.",
        "The 1st, 2nd, 3rd and 21st time.",
        "Aged 14, ages 6 to 12, 14 years old, 14-year-olds, 12 to 14 years of age, under-18s.",
        "Mali, 14, and Dao (12).",
        "Year 2, Year 2 (of 3), Years 1 and 2, year 3, Grades 4 to 6, Phase 2, Moo 4.",
        "1. First\n2) Second\n(3) Third",
        "COVID-19, Q3, H1N1 and mid-2019.",
        "https://example.org/2/34 and a12@example.org",
        "Lampang School 4 and Objective 1.",
        "somebody, someone, the second, one, tenants and often.",
    ],
)
def test_what_is_no_count_is_set_aside(text):
    assert [each for each in read(text) if each[0] != "7"] == []


@given(st.text())
def test_any_text_can_be_read(text):
    assert all(
        text[each.start : each.start + len(each.source)] == each.source
        for each in typed_numbers(text)
    )


def known(source, value, nouns="people", narrowed=""):
    return Known(source, value, frozenset(nouns.split()), frozenset(narrowed.split()))


KNOWN = [
    known("events", 21, "programs events"),
    known("attendance", 3913),
    known("provinces", 5, "provinces"),
    known("attendance: teachers", 394, "teachers"),
    known("events in Ubon Ratchathani", 5, "programs", "ubon ratchathani"),
    known("events at villages", 5, "programs villages", "villages"),
]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("3,913 attended", "attendance"),
        ("5 provinces", "provinces"),
        ("5 programs in Ubon Ratchathani", "events in Ubon Ratchathani"),
        ("5 programs in villages", "events at villages"),
        ("five outreach programs in Ubon", "events in Ubon Ratchathani"),
        ("five staff members", None),
        ("5 staff members", "provinces"),
        ("7 programs", None),
        ("5 days", None),
        ("5-day trips to provinces", None),
        ("5 weekend programs", "events in Ubon Ratchathani"),
    ],
)
def test_the_figure_with_the_same_value_and_words_is_offered(text, source):
    [typed] = typed_numbers(text)

    found = best_figure(typed, KNOWN)

    assert (found and found.source) == source


@pytest.mark.parametrize(
    ("typed", "source"),
    [
        (3931, "attendance"),  # Two digits changed over.
        (3903, "attendance"),  # One wrong.
        (391, "attendance: teachers"),  # One wrong, or one missing.
        (39130, "attendance"),  # One too many.
        (1394, "attendance: teachers"),  # One too many, in front.
        (913, "attendance"),  # One missing, in front.
        (4000, "attendance"),  # Rounded.
        (4200, None),
        (22, "events"),
        (24, None),
        (6, None),
    ],
)
def test_a_number_that_is_a_little_off_names_its_figure(typed, source):
    found = nearest_figure(TypedNumber(0, str(typed), typed, ("teachers",)), KNOWN)

    assert (found and found.source) == source


@pytest.mark.parametrize(
    ("text", "start", "source", "parts"),
    [
        ("3 programs", 0, "3", ("", "3", "")),
        ("13 visits and 3 programs", 14, "3", ("", "3", " programs")),
        ("3 and 3", 6, "3", ("3 and ", "3", "")),
        ("3 " * 50, 40, "3", ("3 " * 20, "3", "")),
        ("{events in 3} 3 programs", 14, "3", ("", "3", " programs")),
    ],
)
def test_a_number_is_told_from_others_like_it(text, start, source, parts):
    found = unmistakable(text, start, source)

    assert found == parts
    assert text.find("".join(found)) + len(found[0]) == start


def test_of_two_that_are_close_the_closer_one_is_meant():
    known = [Known("far", 50_000, frozenset()), Known("near", 52_000, frozenset())]

    found = nearest_figure(TypedNumber(0, "51600", 51_600, ("teachers",)), known)

    assert found.source == "near"


def test_a_number_that_ends_the_text_twice_is_told_apart_by_what_is_before():
    before, source, after = unmistakable("3 and 3", 6, "3")

    assert ("3 and 3").replace(before + source + after, before + "x" + after, 1) == "3 and x"
    assert (before, after) == ("3 and ", "")
