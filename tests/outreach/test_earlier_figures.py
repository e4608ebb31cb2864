from datetime import date

import pytest

from outreach.figures import Figure, Numbers, Period, Vocabulary, describe, parse
from tests.factories import make_event, make_group

SECOND_HALF = Period(date(2025, 7, 1), date(2025, 12, 31), date(2025, 1, 1))


def value(project, source, period=SECOND_HALF):
    return Numbers(project, period).value(parse(source, Vocabulary.for_project(project)))


@pytest.mark.parametrize(
    ("first_day", "last_day", "before"),
    [
        (date(2025, 7, 1), date(2025, 12, 31), (date(2025, 1, 1), date(2025, 6, 30))),
        (date(2025, 1, 1), date(2025, 3, 31), (date(2024, 10, 1), date(2024, 12, 31))),
        (date(2024, 3, 1), date(2024, 3, 31), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2025, 3, 10), date(2025, 3, 19), (date(2025, 2, 28), date(2025, 3, 9))),
        (date(1, 1, 1), date(1, 12, 31), (date(1, 1, 1), date(1, 1, 1))),
    ],
)
def test_the_period_before_is_as_long(first_day, last_day, before):
    period = Period(first_day, last_day, first_day)

    assert period.spans["in_before"] == before


@pytest.mark.parametrize(
    ("first_day", "last_day", "before"),
    [
        (date(2025, 7, 1), date(2025, 12, 31), (date(2024, 7, 1), date(2024, 12, 31))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),
        (date(2024, 2, 29), date(2024, 3, 1), (date(2023, 2, 28), date(2023, 3, 1))),
        (date(1, 1, 1), date(1, 12, 31), (date(1, 1, 1), date(1, 12, 31))),
    ],
)
def test_a_year_before_has_the_same_days(first_day, last_day, before):
    period = Period(first_day, last_day, first_day)

    assert period.spans["in_year_before"] == before


def test_figures_look_back(bees):
    make_event(bees, {"students": 10}, first_day=date(2024, 8, 1))
    make_event(bees, {"students": 20}, first_day=date(2025, 1, 1))
    make_event(bees, {"students": 30}, first_day=date(2025, 6, 30))
    make_event(bees, {"students": 40}, first_day=date(2025, 7, 1))

    assert value(bees, "attendance") == 40
    assert value(bees, "attendance this year") == 90
    assert value(bees, "attendance the period before") == 50
    assert value(bees, "attendance: students a year before") == 10
    assert value(bees, "events the period before") == 2


def test_the_report_before_says_what_the_period_before_is(bees):
    make_event(bees, first_day=date(2025, 2, 1))
    make_event(bees, first_day=date(2025, 5, 1))
    quarter = (date(2025, 4, 1), date(2025, 6, 30))
    period = Period(date(2025, 7, 1), date(2025, 12, 31), date(2025, 1, 1), before=quarter)

    assert value(bees, "events the period before", period) == 1


def test_not_counted_is_not_zero_in_earlier_times_either(bees):
    make_event(bees, first_day=date(2025, 2, 1))
    make_group("students")

    assert value(bees, "attendance the period before") is None
    assert value(bees, "attendance a year before") == 0


def test_all_times_together_take_two_queries(bees, django_assert_num_queries):
    make_event(bees, {"students": 1}, first_day=date(2025, 2, 1))
    figures = [Figure("events"), Figure("attendance", this_year=True)]
    figures += [Figure("attendance", earlier=name) for name in ("before", "year_before")]

    with django_assert_num_queries(2):
        numbers = Numbers(bees, SECOND_HALF)
        assert [numbers.value(each) for each in figures] == [0, 1, 1, 0]


def test_the_events_behind_an_earlier_figure_are_those_of_its_time(bees):
    earlier = make_event(bees, {"students": 1}, first_day=date(2025, 2, 1))
    make_event(bees, {"students": 1}, first_day=date(2025, 8, 1))
    figure = Figure("attendance", earlier="before")

    assert list(Numbers(bees, SECOND_HALF).events_behind(figure)) == [earlier]


@pytest.mark.parametrize(
    "source",
    [
        "events",
        "attendance: students, teachers at urban schools in Ubon Ratchathani this year as words",
        "events at villages, rural schools the period before",
        "provinces a year before as words",
    ],
)
def test_a_figure_is_written_as_it_is_read(bees, source):
    make_group("students")
    make_group("teachers")
    vocabulary = Vocabulary.for_project(bees)

    assert vocabulary.write(parse(source, vocabulary)) == source


def test_a_label_says_which_time_is_meant(bees):
    figure = Figure("events", settings=("village",), earlier="before")

    label = describe(figure, Vocabulary.for_project(bees))

    assert label == "outreach events at villages the period before"
