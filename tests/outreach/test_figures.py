from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from outreach.figures import (
    MAX_LENGTH,
    MEASURES,
    Figure,
    FigureError,
    Numbers,
    Period,
    Vocabulary,
    describe,
    figure_problems,
    parse,
    pieces,
)
from outreach.models import Attendance, AudienceGroup, OutreachEvent, Setting
from projects.models import Target
from tests.factories import make_event, make_group, make_project, make_year

SECOND_HALF = Period(date(2025, 7, 1), date(2025, 12, 31), date(2025, 1, 1))


@pytest.fixture
def vocabulary(bees):
    for name in ("students", "teachers", "parents"):
        make_group(name)
    return Vocabulary.for_project(bees)


def group_ids(*names):
    return tuple(AudienceGroup.objects.get(name=name).pk for name in names)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("events", Figure("events")),
        (" EVENTS ", Figure("events")),
        ("attendance", Figure("attendance")),
        ("provinces", Figure("provinces")),
        ("Sessions this year", Figure("sessions", this_year=True)),
        ("events in Ubon Ratchathani", Figure("events", provinces=("TH-34",))),
        ("events in ubon  ratchathani province", Figure("events", provinces=("TH-34",))),
        ("events in Chiang Mai, Chiang Rai", Figure("events", provinces=("TH-50", "TH-57"))),
        ("events at urban schools", Figure("events", settings=("urban_school",))),
        ("events at urban school", Figure("events", settings=("urban_school",))),
        ("events this year", Figure("events", this_year=True)),
        ("events as words", Figure("events", as_words=True)),
        ("events the period before", Figure("events", earlier="before")),
        (
            "events  The  Period  before as words",
            Figure("events", as_words=True, earlier="before"),
        ),
        (
            "events at urban schools in Phrae a year before",
            Figure("events", (), ("urban_school",), ("TH-54",), earlier="year_before"),
        ),
        (
            "events at villages in Phrae this year as words",
            Figure("events", (), ("village",), ("TH-54",), this_year=True, as_words=True),
        ),
    ],
)
def test_figures_are_read(vocabulary, source, expected):
    assert parse(source, vocabulary) == expected


def test_groups_are_read_in_any_case(vocabulary):
    figure = parse("attendance: Teachers,  PARENTS", vocabulary)

    assert figure.groups == group_ids("teachers", "parents")


def test_names_are_read_without_their_accents(db):
    project = make_project(country="VN")

    figure = parse("events in ha giang", Vocabulary.for_project(project))

    assert figure.provinces == ("VN-03",)


@pytest.mark.parametrize(
    ("source", "position", "problem", "suggestion"),
    [
        ("attendence", 1, "“attendence” is no figure", "attendance"),
        ("", 1, "“” is no figure", "events"),
        ("sesions", 1, "“sesions” is no figure", "sessions"),
        ("attendance: teechers", 13, "no audience group is called “teechers”", "teachers"),
        ("attendance: parents, boys", 22, "no audience group is called “boys”", ""),
        ("attendance:", 12, "no audience group is called “”", ""),
        ("events in Ubon", 11, "no place is called “Ubon”", "Ubon Ratchathani"),
        ("events at urban skools", 11, "no setting is called “urban skools”", "urban schools"),
        ("events: teachers", 1, "only attendance is counted by group", "attendance: teachers"),
        ("events teachers", 7, "after “events” a figure goes on with", ""),
        ("events this year at villages", 7, "after “events” a figure goes on with", ""),
        ("x" * (MAX_LENGTH + 1), 1, "at most 200 characters", ""),
    ],
)
def test_errors_name_position_and_nearest_word(vocabulary, source, position, problem, suggestion):
    with pytest.raises(FigureError) as error:
        parse(source, vocabulary)

    assert error.value.position == position
    assert problem in str(error.value)
    if suggestion:
        assert error.value.suggestion == suggestion
    told = error.value.suggestion
    hint = f" Did you mean “{told}”?" if told else ""
    where = f" {error.value.where}" if error.value.where else ""
    assert str(error.value) == f"Character {position}: {error.value.problem}{hint}{where}"


@pytest.mark.parametrize(
    ("source", "where"),
    [
        ("wells", "An administrator adds it under the project's “What it counts”."),
        ("attendance: boys", "An administrator adds it under the project's “What it counts”."),
        ("events in Ubon", "Places are the provinces of the project's country."),
        ("events at skools", ""),
    ],
)
def test_an_unknown_name_says_where_it_is_added(vocabulary, source, where):
    with pytest.raises(FigureError) as error:
        parse(source, vocabulary)

    assert str(error.value).endswith(where)
    assert error.value.where == where


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("We held {events programs.", "Character 9: this “{” has no “}”"),
        ("We held events} programs.", "Character 15: this “}” has no “{”"),
        ("{events} and {attendance: boys}", "Character 27: no audience group is called “boys”"),
        ("{events\nin Nowhere}", "Character 12: no place is called “Nowhere”"),
    ],
)
def test_positions_count_the_whole_text(bees, vocabulary, text, problem):
    problems = figure_problems(bees, introduction=text)

    assert len(problems["introduction"]) == 1
    assert problem in problems["introduction"][0]


def test_double_braces_are_plain(bees, vocabulary):
    numbers = Numbers(bees, SECOND_HALF)

    assert numbers.fill("{{events}} is {events}", vocabulary) == "{events} is 0"


@pytest.fixture
def second_half(bees):
    """Three events in the second half of 2025, one before, one in the next year."""
    july = {"province": "TH-34", "setting": "urban_school", "first_day": date(2025, 7, 1)}
    make_event(bees, {"students": 1200, "teachers": 8}, **july)
    make_event(bees, {"students": 40, "parents": 12}, first_day=date(2025, 12, 31))
    several = {"first_day": date(2025, 9, 9), "last_day": date(2025, 9, 11)}
    make_event(bees, setting="village", count_method="estimated", **several)
    over_the_end = {"first_day": date(2025, 6, 30), "last_day": date(2025, 7, 1)}
    make_event(bees, {"students": 25}, province="TH-50", **over_the_end)
    make_event(bees, {"students": 1}, first_day=date(2026, 1, 1))
    return bees


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("events", "3"),
        ("events this year", "4"),
        ("events as words", "three"),
        ("attendance", "at least 1,260"),
        ("attendance: teachers, parents", "at least 20"),
        ("attendance this year", "at least 1,285"),
        ("attendance in Ubon Ratchathani", "1,208"),
        ("attendance: students in Ubon Ratchathani", "1,200"),
        ("attendance: students at urban schools in Mae Hong Son", "0"),
        ("attendance at villages", "not counted"),
        ("attendance: teachers in Mae Hong Son", "not counted"),
        ("provinces", "2"),
        ("provinces this year", "3"),
        ("provinces at villages as words", "one"),
        ("sessions", "5"),
        ("sessions at villages as words", "three"),
        ("sessions this year", "7"),
        ("sessions the period before", "2"),
        ("events in Phrae", "0"),
        ("events in Phrae as words", "zero"),
    ],
)
def test_numbers_come_from_the_events_of_the_period(second_half, source, text):
    numbers = Numbers(second_half, SECOND_HALF)

    figure = parse(source, Vocabulary.for_project(second_half))

    assert numbers.text(figure) == text


def test_another_projects_events_do_not_count(second_half):
    other = make_project()
    make_year(other)
    make_event(other, {"students": 500}, first_day=date(2025, 8, 1))

    assert Numbers(second_half, SECOND_HALF).value(Figure("attendance")) == 1260


def test_words_at_the_start_of_a_sentence_have_a_capital(second_half):
    numbers = Numbers(second_half, SECOND_HALF)
    text = (
        "{events as words} took place. {events as words} more, {events as words} "
        "{events as words}.\n{events as words}! {events as words}X {events as words}\n"
        "{events as words}"
    )

    filled = numbers.fill(text, Vocabulary.for_project(second_half))

    assert filled == ("Three took place. Three more, three three.\nThree! ThreeX three\nThree")


def test_estimates_are_told_apart(second_half):
    assert Numbers(second_half, SECOND_HALF).estimates() == (1, 3)


@pytest.mark.parametrize(
    ("source", "value", "label"),
    [
        ("events", 2, "outreach events"),
        ("events", 1, "outreach event"),
        ("attendance", 5, "people attended"),
        ("provinces", 1, "province"),
        ("sessions", 1, "session held"),
        ("sessions in Phrae", 2, "sessions held in Phrae"),
        ("attendance: teachers, parents", 1, "teachers and parents"),
        ("events at villages, urban schools", 1, "outreach event at villages and urban schools"),
        ("attendance: students in Phrae", 1, "students in Phrae"),
    ],
)
def test_labels(vocabulary, source, value, label):
    assert describe(parse(source, vocabulary), vocabulary, value) == label


def test_all_figures_together_run_a_constant_number_of_queries(
    second_half, django_assert_num_queries
):
    every = [
        f"{{{measure} {where} this year}}"
        for measure in ("events", "attendance", "attendance: students", "provinces")
        for where in ("", "in Phrae", "at villages", "at urban schools in Ubon Ratchathani")
    ]

    for texts in (every[:1], every * 20):
        with django_assert_num_queries(5):
            vocabulary = Vocabulary.for_project(second_half)
            numbers = Numbers(second_half, SECOND_HALF)
            for text in texts:
                numbers.fill(text, vocabulary)


def test_the_readme_tells_what_figures_count():
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    told = readme.partition("\n## Figures\n")[2].partition("\n## ")[0]

    assert [name for name in MEASURES if f"| `{{{name}}}` |" not in told] == []


def test_a_target_with_an_unknown_figure_is_refused(bees, vocabulary):
    target = Target(budget_year=bees.budget_years.first(), figure="attendance: boys", value=5)

    with pytest.raises(ValidationError) as refused:
        target.full_clean()

    assert "no audience group is called “boys”" in refused.value.message_dict["figure"][0]


def test_a_target_is_for_the_whole_year(bees, vocabulary):
    target = Target(budget_year=bees.budget_years.first(), figure="events this year", value=5)

    with pytest.raises(ValidationError, match="leave out “this year”"):
        target.full_clean()


def test_a_summary_with_an_unknown_figure_is_refused(bees):
    bees.summary = "We held {evnts}."

    with pytest.raises(ValidationError) as refused:
        bees.full_clean()

    assert "Did you mean “events”?" in refused.value.message_dict["summary"][0]


# Whatever the events are.

PROVINCES = ["TH-34", "TH-50", "TH-58"]
GROUPS = ["students", "teachers", "parents"]
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))
EVENTS = st.lists(
    st.tuples(
        DAYS,
        st.sampled_from(PROVINCES),
        st.sampled_from(Setting.values),
        st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 5000)),
    ),
    max_size=8,
)


class TestProperties(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.project = make_project()
        make_year(cls.project)
        cls.groups = [make_group(name) for name in GROUPS]
        cls.vocabulary = Vocabulary.for_project(cls.project)

    def numbers(self, events):
        by_name = {group.name: group for group in self.groups}
        for day, province, setting, counts in events:
            event = OutreachEvent.objects.create(
                project=self.project, first_day=day, venue="x", province=province, setting=setting
            )
            Attendance.objects.bulk_create(
                Attendance(event=event, group=by_name[name], count=count)
                for name, count in counts.items()
            )
        return Numbers(self.project, SECOND_HALF)

    @settings(max_examples=25, deadline=None)
    @given(events=EVENTS)
    def test_total_is_the_sum_of_its_groups(self, events):
        numbers = self.numbers(events)

        parts = [numbers.value(Figure("attendance", groups=(group.pk,))) for group in self.groups]

        assert (numbers.value(Figure("attendance")) or 0) == sum(part or 0 for part in parts)

    @settings(max_examples=25, deadline=None)
    @given(events=EVENTS, cut=st.integers(0, len(Setting.values)))
    def test_union_of_disjoint_settings_is_the_whole(self, events, cut):
        numbers = self.numbers(events)
        parts = [tuple(Setting.values[:cut]), tuple(Setting.values[cut:])]

        for measure in ("events", "attendance"):
            whole = numbers.value(Figure(measure)) or 0
            values = [numbers.value(Figure(measure, settings=part)) or 0 for part in parts if part]
            assert whole == sum(values)

    @settings(max_examples=40, deadline=None)
    @given(
        events=EVENTS,
        provinces=st.sets(st.sampled_from(PROVINCES)),
        places=st.sets(st.sampled_from(Setting.values)),
        groups=st.sets(st.integers(0, len(GROUPS) - 1)),
        this_year=st.booleans(),
    )
    def test_the_events_behind_it_make_a_number(
        self, events, provinces, places, groups, this_year
    ):
        numbers = self.numbers(events)
        where = {"provinces": tuple(provinces), "settings": tuple(places), "this_year": this_year}
        ids = tuple(self.groups[index].pk for index in groups)

        held = numbers.events_behind(Figure("events", **where))
        attendance = Figure("attendance", groups=ids, **where)
        counted = Attendance.objects.filter(event__in=numbers.events_behind(attendance))
        if ids:
            counted = counted.filter(group__in=ids)

        assert numbers.value(Figure("events", **where)) == held.count()
        assert numbers.value(Figure("provinces", **where)) == len(
            set(held.values_list("province", flat=True))
        )
        assert (numbers.value(attendance) or 0) == sum(counted.values_list("count", flat=True))

    @settings(max_examples=300, deadline=None)
    @given(text=st.text() | st.text(alphabet="{}:, aeinstvwy\n"))
    def test_no_text_raises_anything_but_our_error(self, text):
        numbers = Numbers(self.project, SECOND_HALF)

        read = list(pieces(text, self.vocabulary))
        filled = numbers.fill(text, self.vocabulary)

        assert isinstance(filled, str)
        for piece in read:
            assert piece.error is None or 1 <= piece.error.position <= len(text) + 1
