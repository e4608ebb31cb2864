"""What a project counts itself: how its figures are read, added up, compared and printed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from outreach.figures import FigureError, Numbers, Period, Vocabulary, describe, parse
from outreach.models import ChosenGroup, IndicatorValue
from projects.models import Indicator, Target
from tests.factories import make_event, make_group, make_project, make_year

PERIOD = Period(date(2026, 7, 1), date(2026, 12, 31), date(2026, 1, 1))
NOW = {"first_day": date(2026, 9, 1)}


def make_indicator(project, name, **fields):
    indicator = Indicator(project=project, name=name, **fields)
    indicator.full_clean()
    indicator.save()
    return indicator


def stands(indicator, value, day=date(2026, 12, 1), province=""):
    IndicatorValue.objects.create(indicator=indicator, day=day, province=province, value=value)


def at(event, **values):
    for indicator, value in values.values():
        IndicatorValue.objects.create(indicator=indicator, event=event, value=value)


STATE = {"adds_up": "latest", "entered_with": "period"}


@pytest.fixture
def wells(db):
    project = make_project(country="KE", place="Turkana", slug="wells")
    make_year(project, 1)
    make_year(project, 2)
    return project


def text(project, source):
    vocabulary = Vocabulary.for_project(project)
    return Numbers(project, PERIOD, vocabulary).text(parse(source, vocabulary))


@pytest.mark.parametrize(
    "name",
    [
        "scholars in class",
        "people with water within 500 m",
        "pupils at school as boarders",
        "households this side of the river",
        "litres a day",
        "share of wells",
        "pass rate",
    ],
)
def test_names_are_what_people_say(wells, name):
    indicator = make_indicator(wells, name, every_event=False)
    event = make_event(wells, province="KE-43", **NOW)
    at(event, one=(indicator, 12))

    assert text(wells, name) == "12"
    assert text(wells, f"{name} in Turkana this year as words") == "twelve"
    assert text(wells, f"  {name.upper()}  in turkana ") == "12"
    assert text(wells, f"{name} in Nairobi") == "0"


def test_the_longest_name_is_read(wells):
    short = make_indicator(wells, "wells", every_event=False)
    long = make_indicator(wells, "wells within reach", every_event=False)
    at(make_event(wells, **NOW), one=(short, 3), two=(long, 8))

    assert (text(wells, "wells"), text(wells, "wells within reach")) == ("3", "8")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("wells in Turkana", "another indicator with a place or a time"),
        ("wells this year", "another indicator with a place or a time"),
        ("WELLS", "cannot tell this name from"),
        ("events", "cannot tell this name from"),
        ("baseline", "use the word"),
        ("a, b", "Figures cannot read a name"),
        ("7 wells", "A name begins with a letter."),
    ],
)
def test_a_name_that_figures_would_mistake_is_refused(wells, name, sentence):
    make_indicator(wells, "wells")

    with pytest.raises(ValidationError) as refused:
        make_indicator(wells, name)

    assert sentence in " ".join(refused.value.message_dict["name"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"unit": "%"}, "unit"),
        ({"unit": "litres", "counts_people": True}, "unit"),
        ({"decimals": 2, "counts_people": True}, "decimals"),
        ({"decimals": 9}, "decimals"),
        ({"adds_up": "unique", "entered_with": "period"}, "counts_people"),
        ({"baseline": 4}, "baseline_on"),
        ({"baseline_on": date(2025, 1, 1)}, "baseline"),
        ({"baseline": -1, "baseline_on": date(2025, 1, 1)}, "baseline"),
        ({"adds_up": "share"}, "part"),
    ],
)
def test_what_does_not_fit_is_told_on_its_field(wells, fields, field):
    with pytest.raises(ValidationError) as refused:
        make_indicator(wells, "wells", **fields)

    assert field in refused.value.message_dict


def test_the_latest_value_of_each_place_is_added_up(wells):
    households = make_indicator(wells, "households with clean water", **STATE)
    stands(households, 10, date(2026, 3, 1), "KE-43")
    assert text(wells, "households with clean water") == "not counted"
    stands(households, 40, date(2026, 8, 1), "KE-43")
    stands(households, 60, date(2026, 12, 1), "KE-43")
    stands(households, 7, date(2026, 9, 1), "KE-47")

    assert text(wells, "households with clean water") == "67"
    assert text(wells, "households with clean water in Turkana") == "60"
    assert text(wells, "households with clean water the period before") == "10"


def test_of_the_whole_and_its_places_the_later_one_holds(wells):
    households = make_indicator(wells, "households", **STATE)
    stands(households, 40, date(2026, 8, 1), "KE-43")
    stands(households, 90, date(2026, 10, 1))
    assert text(wells, "households") == "90"

    stands(households, 50, date(2026, 12, 1), "KE-43")
    assert text(wells, "households") == "50"


def test_the_highest_value(wells):
    level = make_indicator(wells, "water level", adds_up="highest", unit="m", decimals=1)
    at(make_event(wells, **NOW), one=(level, Decimal("2.5")))
    at(make_event(wells, first_day=date(2026, 10, 1)), one=(level, Decimal("11.25")))

    assert text(wells, "water level") == "11.3"


def test_different_people_lie_between_two_numbers(wells):
    readers = make_indicator(
        wells, "readers", adds_up="unique", entered_with="period", counts_people=True
    )
    stands(readers, 30, date(2026, 8, 1))
    assert text(wells, "readers") == "30"
    stands(readers, 45, date(2026, 10, 1))

    assert text(wells, "readers") == "between 45 and 75"


def test_a_share_and_a_share_by_nothing(wells):
    passes = make_indicator(wells, "exam passes", every_event=False)
    entries = make_indicator(wells, "exam entries", every_event=False)
    make_indicator(wells, "pass rate", adds_up="share", part=passes, whole=entries)
    assert text(wells, "pass rate") == "not counted"
    at(make_event(wells, **NOW), one=(passes, 0), two=(entries, 0))
    assert text(wells, "pass rate") == "not counted"
    at(make_event(wells, **NOW), one=(passes, 2), two=(entries, 3))

    assert text(wells, "pass rate") == "67%"


def test_a_share_of_a_share_is_refused(wells):
    part, whole = (make_indicator(wells, name) for name in ("part", "whole"))
    share = make_indicator(wells, "rate", adds_up="share", part=part, whole=whole)

    with pytest.raises(ValidationError) as refused:
        make_indicator(wells, "rate of rates", adds_up="share", part=share, whole=whole)

    assert "This is a share itself" in str(refused.value)


def test_a_part_that_was_not_counted_says_at_least(wells):
    pumps = make_indicator(wells, "pumps")
    at(make_event(wells, **NOW), one=(pumps, 4))
    assert text(wells, "pumps") == "4"
    make_event(wells, **NOW)
    vocabulary = Vocabulary.for_project(wells)
    numbers = Numbers(wells, PERIOD, vocabulary)

    filled = numbers.fill("{pumps} pumps work; at least {pumps as words}.", vocabulary)

    assert filled == "At least 4 pumps work; at least four."


def test_of_those_counted_by_sex(wells):
    students, girls, boys = map(make_group, ("students", "girls", "boys"))
    ChosenGroup.objects.create(project=wells, group=students)
    for group in (girls, boys):
        ChosenGroup.objects.create(project=wells, group=group, part_of=students, split="sex")
    split, whole = make_event(wells, **NOW), make_event(wells, **NOW)
    for event, group, count, part_of in (
        (split, students, 30, None),
        (split, girls, 18, students),
        (split, boys, 12, students),
    ):
        event.attendances.create(group=group, count=count, part_of=part_of)

    assert text(wells, "attendance") == "at least 30"
    whole.attendances.create(group=students, count=10)
    assert text(wells, "attendance") == "40"
    assert text(wells, "attendance: students, girls") == "at least 40"
    assert text(wells, "attendance: girls") == "at least 18"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("baseline: households", "140"),
        ("target: boreholes", "20"),
        ("change: boreholes", "50% more"),
        ("share: boreholes of events", "300%"),
        ("ratio: events to boreholes", "1 to 3"),
        ("ratio: boreholes to events", "3 to 1"),
        ("difference: boreholes and events", "6"),
        ("difference: events and boreholes", "\N{MINUS SIGN}6"),
        ("average: boreholes", "3"),
        ("average: households per boreholes", "34.4"),
    ],
)
def test_figures_in_relation(wells, source, words):
    boreholes = make_indicator(wells, "boreholes", every_event=False)
    baseline = {"baseline": 140, "baseline_on": date(2025, 1, 1)}
    households = make_indicator(wells, "households", **STATE, **baseline)
    Target.objects.create(budget_year=wells.budget_years.last(), figure="boreholes", value=20)
    for _ in range(3):
        at(make_event(wells, **NOW), one=(boreholes, 3))
    at(make_event(wells, first_day=date(2026, 2, 1)), one=(boreholes, 6))
    stands(households, 310)

    assert text(wells, source) == words


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("change: change: boreholes", "a figure of a figure cannot be computed"),
        ("share: boreholes", "needs two figures with “of” between them"),
        ("share: boreholes of boreholes", "both figures are the same one"),
        ("baseline: boreholes", "has no baseline"),
        ("baseline: boreholes in Turkana", "a baseline is that of the whole indicator"),
        ("boreholes: students", "only attendance is counted by group"),
        ("borehole", "“borehole” is no figure."),
        ("boreholes on the moon", "a figure goes on with"),
        ("boreholes in Atlantis", "no place is called “Atlantis”"),
    ],
)
def test_what_cannot_be_read_is_told(wells, source, problem):
    make_indicator(wells, "boreholes")

    with pytest.raises(FigureError) as refused:
        parse(source, Vocabulary.for_project(wells))

    assert problem in str(refused.value)


def test_no_share_by_zero(wells):
    boreholes = make_indicator(wells, "boreholes", every_event=False)
    at(make_event(wells, **NOW), one=(boreholes, 3))

    assert text(wells, "change: boreholes") == "not counted"
    assert text(wells, "share: events of sessions in Nairobi") == "not counted"


def test_what_is_written_reads_the_same(wells):
    make_indicator(wells, "scholars in class")
    vocabulary = Vocabulary.for_project(wells)

    for source in (
        "scholars in class in Turkana this year",
        "share: scholars in class of events",
        "change: scholars in class",
        "events at villages in Turkana a year before as words",
    ):
        figure = parse(source, vocabulary)
        assert parse(vocabulary.write(figure), vocabulary) == figure
        assert describe(figure, vocabulary)


def test_another_projects_indicators_are_unknown(wells):
    other = make_project()
    make_indicator(other, "bicycles")

    with pytest.raises(FigureError):
        parse("bicycles", Vocabulary.for_project(wells))


def test_figures_take_as_many_queries_whatever_is_entered(wells, django_assert_num_queries):
    boreholes = make_indicator(wells, "boreholes", every_event=False)
    households = make_indicator(wells, "households", **STATE)
    for count in (1, 30):
        for day in range(1, count + 1):
            at(make_event(wells, **NOW), one=(boreholes, 3))
            stands(households, day, date(2026, 8, day), "KE-43")
        with django_assert_num_queries(5):
            vocabulary = Vocabulary.for_project(wells)
            numbers = Numbers(wells, PERIOD, vocabulary)
            for source in ("boreholes", "households in Turkana", "change: boreholes"):
                numbers.text(parse(source, vocabulary))
        IndicatorValue.objects.all().delete()


def test_how_many_different_people_came(wells):
    wells.asks_first_visits = True
    wells.save()
    make_event(wells, {"villagers": 2000}, first_visits=1500, **NOW)
    make_event(wells, {"villagers": 1913}, first_visits=600, **NOW)

    assert text(wells, "people") == "between 2,100 and 3,913"
    make_event(wells, first_visits=10, **NOW)
    assert text(wells, "people") == "at least 2,110"


def test_without_the_question_there_is_no_such_figure(wells):
    with pytest.raises(FigureError):
        text(wells, "people")


@pytest.mark.parametrize(
    "name", ["women in prison", "boys at risk", "people as one", "girls this side of the river"]
)
def test_groups_too_are_called_as_people_say(wells, name):
    make_event(wells, {name: 7}, province="KE-43", setting="village", **NOW)

    assert text(wells, f"attendance: {name} at villages in Turkana") == "7"
    assert text(wells, f"attendance: {name}, {name} this year as words") == "seven"
