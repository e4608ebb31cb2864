from datetime import date

import pytest
from django.utils import timezone

from grantreports.demo.fill import fill
from grantreports.desk.checks.typed_numbers import typed_numbers
from grantreports.desk.suggestions.facts import Facts
from grantreports.desk.suggestions.suggest import KINDS, MOST, suggestions_for
from grantreports.reports.compose import Composition
from grantreports.reports.models import Report
from outreach import removal
from projects.models import Project, ProtectedName, Target
from tests.factories import make_event, make_events, make_point, make_report, make_year

LAST_YEAR, FEBRUARY, AUGUST = date(2024, 8, 1), date(2025, 2, 1), date(2025, 8, 1)


@pytest.fixture
def half(bees):
    """The report on the second half of 2025, in a project that began in 2024."""
    make_year(bees, 3, label="2024", first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
    return make_report(bees.budget_years.get(number=1), first_day=date(2025, 7, 1))


def said(report):
    """All that the data carries, with its figures filled in, by key."""
    report = Report.objects.with_project().get(pk=report.pk)
    composition = Composition(report)
    found = [each for kind in KINDS for each in kind(Facts(composition))]
    assert not [each for text in found for each in typed_numbers(text.text)]
    return {
        each.key: composition.numbers.fill(each.text, composition.vocabulary) for each in found
    }


def event(report, attendance=None, day=AUGUST, **kwargs):
    return make_event(report.project, attendance, first_day=day, **kwargs)


def test_a_period_without_events_suggests_nothing(half):
    event(half, {"students": 9}, FEBRUARY)

    assert said(half) == {}


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ([{"students": 1}], "One outreach program took place, with one person."),
        ([{"students": 30}], "One outreach program took place, with 30 people."),
        ([{"students": 1200}, {"teachers": 4}], "Two outreach programs took place, with 1,204 people."),
        ([{"students": 30}, {}], "Two outreach programs took place, with at least 30 people."),
        ([{}, {}], "Two outreach programs took place."),
        ([{"students": 0}], "One outreach program took place."),
        ([{"students": 2}] * 11, "11 outreach programs took place, with 22 people."),
    ],
)  # fmt: skip
def test_the_headline_tells_programs_and_people(half, counts, text):
    for each in counts:
        event(half, each)

    assert said(half)["headline"] == text


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        (["village"], None),
        (["village"] * 2, "Both outreach programs took place in villages."),
        (["online_session"] * 3, "All three outreach programs took place online."),
        (
            ["village", "urban_school", "urban_school"],
            "Of the three outreach programs, two took place in urban schools and one in a village.",
        ),
        (
            ["village"] * 9 + ["workplace"] + ["public_event"] * 2,
            "Of the 12 outreach programs, 9 took place in villages, 2 at public events and 1 at a "
            "workplace.",
        ),
    ],
)
def test_settings_are_told_with_the_most_frequent_first(half, settings, text):
    for setting in settings:
        event(half, setting=setting)

    assert said(half).get("settings") == text


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (["TH-58"], None),
        (["TH-58"] * 3, "All three outreach programs took place in Mae Hong Son."),
        (
            ["TH-58", "TH-50", "TH-50"],
            "The programs took place in two provinces: Chiang Mai and Mae Hong Son.",
        ),
        (
            ["TH-50", *(f"TH-{code}" for code in (50, 51, 52, 53, 54, 55, 56))],
            "The programs took place in seven provinces, most often in Chiang Mai.",
        ),
        (
            [f"TH-{code}" for code in (50, 51, 52, 53, 54, 55, 56)],
            "The programs took place in seven provinces.",
        ),
    ],
)
def test_provinces_are_told(half, codes, text):
    for code in codes:
        event(half, province=code)

    assert said(half).get("provinces") == text


def test_the_groups_that_came_are_told_largest_first(half):
    event(half, {"students": 200, "teachers": 14, "parents": 30, "visitors": 1})

    assert (
        said(half)["groups"]
        == "Among those who came were 200 students, 30 parents and 14 teachers."
    )
    assert said(half)["adults"] == "44 of those who came were teachers and parents."


def test_one_group_alone_says_nothing_about_groups(half):
    event(half, {"students": 200, "teachers": 0})

    assert not {"groups", "adults"} & said(half).keys()


def test_a_province_is_reached_for_the_first_time(half):
    event(half, day=LAST_YEAR, province="TH-58")
    event(half, {"students": 40}, province="TH-58")
    event(half, {"students": 300}, province="TH-34")
    event(half, {"students": 400}, province="TH-34")

    assert said(half)["first-province.TH-34"] == (
        "Ubon Ratchathani was reached for the first time, with two outreach programs and 700 "
        "students."
    )
    assert "first-province.TH-58" not in said(half)


@pytest.mark.parametrize(
    ("counts", "end"),
    [({}, "one outreach program."), ({"students": 5, "teachers": 1}, "one outreach program and six people.")],
)  # fmt: skip
def test_a_first_time_says_only_what_was_counted(half, counts, end):
    event(half, day=LAST_YEAR)
    event(half, counts, province="TH-34")

    assert said(half)["first-province.TH-34"].endswith(f"with {end}")


def test_without_earlier_events_nothing_is_the_first_time(half):
    event(half, {"visitors": 5}, province="TH-34", co_hosts="Police")

    keys = said(half)

    assert not [key for key in keys if key.startswith(("first-", "co-hosts"))]


def test_an_event_that_was_removed_does_not_count_as_earlier(half):
    removal.remove(event(half, day=LAST_YEAR), by=None, at=timezone.now())
    event(half, province="TH-34")

    assert "first-province.TH-34" not in said(half)


def shift(report, before, now):
    for day, (urban, others) in ((FEBRUARY, before), (AUGUST, now)):
        for _ in range(urban):
            event(report, day=day, setting="urban_school")
        for _ in range(others):
            event(report, day=day, setting="village")
    return said(report).get("shift.urban_school") or said(report).get("shift.village")


def test_a_shift_of_settings_is_told(half):
    assert shift(half, before=(3, 15), now=(9, 12)) == (
        "Urban schools have more weight: 9 of 21 outreach programs took place there, up from 3 of "
        "18 in the period before."
    )


def test_a_setting_that_lost_weight_is_told(half):
    # Two others gain a part of it each.
    for setting, count in (("workplace", 1), ("public_event", 1)):
        make_events(half.project, count, first_day=FEBRUARY, setting=setting)
        make_events(half.project, count + 2, first_day=AUGUST, setting=setting)

    assert shift(half, before=(9, 0), now=(3, 0)) == (
        "Urban schools have less weight: 3 of 9 outreach programs took place there, down from 9 of "
        "11 in the period before."
    )


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ((3, 3), (4, 4)),  # The same share.
        ((0, 6), (0, 6)),
        ((0, 0), (4, 4)),  # Nothing to compare with.
        ((1, 1), (4, 0)),  # Too few.
        ((4, 0), (4, 4)),  # The same number, another share; villages are new.
    ],
)
def test_what_is_no_shift_is_not_told(half, before, now):
    assert shift(half, before, now) is None


def test_a_new_setting_is_told_where_the_period_before_had_others(half):
    event(half, day=FEBRUARY, setting="village")
    event(half, setting="village")
    event(half, setting="faith_centre")

    assert said(half)["new-setting.faith_centre"] == (
        "One outreach program took place in a faith centre; there was none in the period before."
    )
    assert "new-setting.village" not in said(half)


def test_numbers_of_the_period_before_are_compared(half):
    event(half, {"students": 100}, FEBRUARY)
    event(half, {"students": 70}, province="TH-58")
    event(half, {"students": 71}, province="TH-34")

    found = said(half)

    assert (
        found["people-before"] == "141 people took part, more than the 100 of the period before."
    )
    assert found["programs-before"] == (
        "Two outreach programs took place, more than the one of the period before."
    )
    assert found["provinces-before"] == "The work reached two provinces, up from one."


def test_fewer_people_are_called_fewer(half):
    event(half, {"students": 100}, FEBRUARY)
    event(half, {"students": 70})

    assert (
        said(half)["people-before"]
        == "70 people took part, fewer than the 100 of the period before."
    )
    assert "programs-before" not in said(half)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([], [{"students": 5}]),  # An empty period.
        ([{}], [{"students": 5}]),  # Nobody was counted then,
        ([{"students": 5}, {}], [{"students": 50}]),  # or not everybody,
        ([{"students": 5}], [{"students": 50}, {}]),  # or not everybody now.
        ([{"students": 5}], [{"students": 5}]),  # No difference.
    ],
)
def test_people_are_not_compared_with_an_unknown_number(half, before, now):
    for counts in before:
        event(half, counts, FEBRUARY)
    for counts in now:
        event(half, counts)

    assert "people-before" not in said(half)


def test_a_period_of_another_length_is_not_compared(half):
    make_report(half.budget_year, number=2, first_day=date(2025, 4, 1), last_day=date(2025, 6, 30))
    event(half, {"students": 5}, date(2025, 5, 1), province="TH-50")
    event(half, {"students": 50}, province="TH-50")
    event(half, {"students": 50}, province="TH-58")

    assert not {"people-before", "programs-before", "provinces-before"} & said(half).keys()


def test_the_same_time_a_year_before_is_compared(half):
    event(half, {"students": 100}, LAST_YEAR)
    event(half, {"students": 70})
    event(half, {"students": 70})

    assert said(half)["year-before"] == (
        "At the same time a year before there was one outreach program with 100 people; this time "
        "there were two outreach programs with 140 people."
    )


def test_a_year_before_without_counts_compares_programs_alone(half):
    event(half, {}, LAST_YEAR)
    event(half, {"students": 70})

    assert said(half)["year-before"] == (
        "At the same time a year before there was one outreach program; this time there was one "
        "outreach program."
    )


def test_a_time_before_the_project_began_is_not_compared(half):
    half.project.budget_years.filter(number=3).update(first_day=date(2024, 7, 15))
    event(half, {"students": 100}, LAST_YEAR)
    event(half, {"students": 70})

    assert "year-before" not in said(half)


def test_the_same_time_of_a_whole_year_is_the_period_before_already(report, bees):
    make_year(bees, 3, label="2024", first_day=date(2024, 1, 1), last_day=date(2024, 12, 31))
    make_event(bees, {"students": 100}, first_day=LAST_YEAR)
    make_event(bees, {"students": 70}, first_day=AUGUST)

    assert "people-before" in said(report)
    assert "year-before" not in said(report)


def test_co_hosts_that_are_new_are_told(half):
    event(half, day=FEBRUARY, co_hosts="Thai police")
    event(half, co_hosts="thai police, TICAC")
    event(half, co_hosts="Child Welfare; TICAC")

    assert said(half)["co-hosts"] == (
        "TICAC and Child Welfare held outreach programs together with our partner, for the first "
        "time."
    )


def test_co_hosts_of_before_are_not_told(half):
    event(half, day=FEBRUARY, co_hosts="Thai police")
    event(half, co_hosts="Thai  Police")

    assert "co-hosts" not in said(half)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (2, "The year’s target for outreach events is reached: the total is 2."),
        (1, "The year’s target for outreach events is passed: the total is 2."),
        (3, "The year’s target for outreach events was not reached: the total is 2."),
    ],
)
def test_targets_are_told_at_the_end_of_the_year(half, wanted, text):
    event(half, day=FEBRUARY)
    event(half)
    Target.objects.create(budget_year=half.budget_year, figure="events", value=wanted)

    assert text in said(half).values()


@pytest.mark.parametrize(("wanted", "told"), [(10, False), (24, False), (40, True)])
def test_during_the_year_only_a_target_that_is_far_off_is_told(half, wanted, told):
    half.period.first_day, half.period.last_day = date(2025, 1, 1), date(2025, 6, 30)
    half.period.save()
    make_events(half.project, 10, first_day=FEBRUARY)
    Target.objects.create(budget_year=half.budget_year, figure="events", value=wanted)

    behind = [key for key in said(half) if key.startswith("target-behind")]

    assert bool(behind) == told


def test_a_target_that_nobody_counted_is_not_behind(half):
    event(half)
    Target.objects.create(budget_year=half.budget_year, figure="attendance", value=100)
    Target.objects.create(budget_year=half.budget_year, figure="attendance: elves", value=100)

    assert not [key for key in said(half) if key.startswith("target")]


def test_the_largest_program_is_told_without_its_venue(half):
    event(half, {"students": 9})
    event(half, {"students": 9})
    event(half, {"students": 90}, venue="Pha Mon Hall", setting="village", province="TH-34")

    assert said(half)["largest"] == (
        "The largest outreach program took place in a village in Ubon Ratchathani, with 90 people."
    )


@pytest.mark.parametrize(
    "events",
    [
        [({"students": 9}, {})] * 3,  # A tie.
        [({"students": 9}, {}), ({"students": 90}, {})],  # Too few.
        [({"students": 9}, {}), ({}, {}), ({"students": 90}, {})],  # One was not counted.
        [({"students": 9}, {}), ({"students": 8}, {}), ({"students": 90}, {"count_method": "estimated"})],
    ],
)  # fmt: skip
def test_the_largest_program_is_not_told_where_it_is_not_sure(half, events):
    for counts, fields in events:
        event(half, counts, **fields)

    assert "largest" not in said(half)


def test_a_group_counted_for_the_first_time_is_told(half):
    event(half, {"students": 5}, FEBRUARY)
    event(half, {"students": 5, "parents": 12})

    found = [text for key, text in said(half).items() if key.startswith("first-group")]

    assert found == ["12 parents were counted, for the first time in the project."]


def test_where_nobody_was_counted_before_no_group_is_the_first(half):
    event(half, {}, FEBRUARY)
    event(half, {"parents": 12})

    assert not [key for key in said(half) if key.startswith("first-group")]


@pytest.mark.parametrize(
    ("method_note", "counts", "text"),
    [
        (True, ["estimated"], None),
        (False, ["counted"], None),
        (False, ["estimated"], "All numbers of people are estimates."),
        (False, ["estimated", "counted"], "Some of the numbers of people are estimates."),
    ],
)
def test_estimates_are_told_where_the_report_does_not(half, method_note, counts, text):
    half.method_note = method_note
    half.save()
    for method in counts:
        event(half, {"students": 5}, count_method=method)

    assert said(half).get("estimates") == text


def suggested(report):
    report = Report.objects.with_project().get(pk=report.pk)
    return suggestions_for(Composition(report))


def test_what_a_point_says_already_is_not_suggested_again(half):
    event(half, {"students": 30})
    [first, *rest] = suggested(half)
    make_point(half, first.text)

    assert [each.key for each in suggested(half)] == [each.key for each in rest]


def test_many_of_one_kind_leave_room_for_others(half):
    event(half, day=LAST_YEAR)
    for code in range(50, 59):
        event(half, {"students": 9}, province=f"TH-{code}")

    kinds = [each.kind for each in suggested(half)]

    assert kinds.count("first-province") == 3
    assert "settings" in kinds


def test_a_protected_name_is_not_suggested(half):
    event(half, day=FEBRUARY)
    event(half, co_hosts="Secret Shelter")
    ProtectedName.objects.create(project=half.project, name="secret shelter", kind="school")

    assert "co-hosts" not in [each.key for each in suggested(half)]


def test_the_number_of_queries_does_not_grow(half, django_assert_num_queries):
    event(half, {"students": 30}, FEBRUARY)
    report = Report.objects.with_project().get(pk=half.pk)
    composition = Composition(report)
    with django_assert_num_queries(9):
        suggestions_for(composition)
    for setting in ("village", "urban_school", "workplace"):
        make_events(half.project, 20, first_day=AUGUST, setting=setting, co_hosts="Police")
    composition = Composition(report)

    # One more, for the largest of those that are there now.
    with django_assert_num_queries(10):
        suggestions_for(composition)


def test_every_suggestion_of_the_demo_reads_well(db):
    fill(date(2026, 3, 1))
    year = Project.objects.get(slug="targeting-trafficking-hotspots-thailand").budget_years.get(
        number=2
    )
    report = Report.objects.with_project().get(period__budget_year=year, period__number=2)

    found = suggested(report)
    texts = list(said(report).values())

    assert len(found) == MOST
    assert texts == [
        "21 outreach programs took place, with 3,913 people.",
        "Ubon Ratchathani was reached for the first time, with three outreach programs and 700 students.",
        "Lampang was reached for the first time, with one outreach program and 200 people.",
        "Urban schools have more weight: 9 of 21 outreach programs took place there, up from 3 of 18 in the period before.",
        "Of the 21 outreach programs, 9 took place in urban schools, 5 in rural schools, 4 in villages, 2 at public events and 1 in a faith centre.",
        "Among those who came were 2,602 students, 490 visitors, 427 villagers and 292 parents.",
        "394 of those who came were teachers and parents.",
        "The programs took place in five provinces: Mae Hong Son, Chiang Mai, Ubon Ratchathani, Chiang Rai and Lampang.",
        "3,913 people took part, more than the 2,226 of the period before.",
        "The year’s target for outreach events at urban schools is reached: the total is 12.",
        "The year’s target for outreach events was not reached: the total is 39.",
        "The year’s target for attendance was not reached: the total is 6,139.",
        "Chiang Mai police, TICAC and Department of Child Welfare held outreach programs together with our partner, for the first time.",
        "At the same time a year before there were six outreach programs with 841 people; this time there were 21 outreach programs with 3,913 people.",
        "21 outreach programs took place, more than the 18 of the period before.",
        "The work reached five provinces, up from three.",
    ]  # fmt: skip
