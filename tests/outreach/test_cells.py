"""Whichever source cells are made of, figures read the same numbers in them."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from grantreports.desk.snapshot import events_of
from grantreports.reports.documents import read
from outreach.cells import Amounts, kept_rows, sessions_of
from outreach.figures import (
    EARLIER,
    MEASURES,
    Cells,
    Figure,
    Numbers,
    Vocabulary,
    cells_of_times,
    parse,
)
from outreach.models import IndicatorValue, Setting
from outreach.targets import cells_of_years
from projects.models import Indicator
from tests.factories import make_event, make_group, make_project, make_report, make_year

PROVINCES = ["TH-34", "TH-50", "TH-58"]
SETTINGS = Setting.values[:3]
GROUPS = ["students", "teachers"]


def of_several_days(fields, days):
    return fields | {"last_day": days and fields["first_day"] + timedelta(days - 1)}


EVENTS = st.lists(
    st.builds(
        of_several_days,
        st.fixed_dictionaries(
            {
                "first_day": st.dates(date(2025, 1, 1), date(2027, 1, 31)),
                "province": st.sampled_from(PROVINCES),
                "setting": st.sampled_from(SETTINGS),
                "count_method": st.sampled_from(["counted", "estimated"]),
                "attendance": st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 5000)),
            }
        ),
        st.none() | st.integers(1, 800),
    ),
    max_size=8,
)


class TestProducers(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.project = make_project()
        _, cls.year, _ = (make_year(cls.project, number) for number in (1, 2, 3))
        cls.report = make_report(cls.year)
        cls.groups = [make_group(name).pk for name in GROUPS]

    def producers(self):
        """The cells of the year: live, by budget years, by stretches of time, as kept."""
        period = self.report.times
        return {
            "live": Numbers(self.project, period),
            "yearly": cells_of_years(self.project.budget_years.all())[self.year.pk],
            "of times": cells_of_times(self.project, [period.spans["in_period"]])[0],
            "kept": Cells(kept_rows(events_of(self.report)), period.spans),
        }

    def figures(self):
        """Every measure, over every province, setting and group, and all of them."""
        for name, measure in MEASURES.items():
            groups = [(), *((pk,) for pk in self.groups)] if measure.is_by_group else [()]
            settings = [(), *((each,) for each in SETTINGS)]
            for where in product(groups, settings, [(), *((each,) for each in PROVINCES)]):
                yield Figure(name, *where)
                yield Figure(name, *where, this_year=True)

    @settings(max_examples=40, deadline=None)
    @given(events=EVENTS)
    def test_all_make_the_same_numbers(self, events):
        for event in events:
            make_event(self.project, **event)
        live, *others = self.producers().items()

        for figure in self.figures():
            for name, cells in others:
                assert cells.value(figure) == live[1].value(figure), (name, figure)

    @settings(max_examples=20, deadline=None)
    @given(events=EVENTS, earlier=st.sampled_from(list(EARLIER)))
    def test_kept_events_look_back_as_the_database_does(self, events, earlier):
        for event in events:
            make_event(self.project, **event)
        cells = self.producers()

        for measure in MEASURES:
            figure = Figure(measure, earlier=earlier)
            assert cells["kept"].value(figure) == cells["live"].value(figure)

    def test_events_of_editions_from_before_last_days_were_kept_are_one_session_each(self):
        days = {"first_day": date(2026, 2, 27), "last_day": date(2026, 3, 1)}
        make_event(self.project, **days)
        (kept,) = events_of(self.report)
        before = {name: fact for name, fact in kept.items() if name != "last_day"}
        (earlier,) = read("events", [before])

        assert (sessions_of(kept), sessions_of(earlier)) == (3, 1)

    def test_no_producer_leaves_an_amount_out(self):
        """The event has something of each amount."""
        days = {"first_day": date(2026, 2, 27), "last_day": date(2026, 3, 1)}
        make_event(self.project, count_method="estimated", first_visits=4, **days)
        something = Amounts(events=1, sessions=3, estimates=1, uncounted=1, newcomers=4, asked=1)

        for name, cells in self.producers().items():
            (cell,) = cells.of_time("in_period")
            assert cell.amounts == something, name

    @settings(max_examples=25, deadline=None)
    @given(
        values=st.lists(
            st.tuples(
                st.dates(date(2025, 1, 1), date(2027, 1, 31)),
                st.sampled_from(["", *PROVINCES]),
                st.sampled_from(["sum", "latest", "unique", "highest"]),
                st.decimals(0, 1000, places=2),
                st.booleans(),
            ),
            max_size=8,
        )
    )
    def test_numbers_and_parts_are_the_same_however_they_are_kept(self, values):
        indicators = {}
        for adds_up in ("sum", "latest", "unique", "highest"):
            indicators[adds_up] = Indicator.objects.create(
                project=self.project,
                name=f"{adds_up} of it",
                adds_up=adds_up,
                entered_with="period",
                decimals=2,
            )
        students, girls = self.groups
        for day, province, adds_up, value, has_event in values:
            where = {"day": day, "province": province}
            if has_event:
                event = make_event(self.project, {"students": 9}, first_day=day)
                event.attendances.create(group_id=girls, count=4, part_of_id=students)
                where = {"event": event}
            IndicatorValue.objects.update_or_create(
                indicator=indicators[adds_up], **where, defaults={"value": value}
            )
        live, *others = self.producers().items()
        vocabulary = Vocabulary.for_project(self.project)

        for name in ("sum of it", "latest of it", "unique of it", "highest of it"):
            for source in (name, f"{name} this year", f"{name} in Chiang Mai"):
                figure = parse(source, vocabulary)
                for producer, cells in others:
                    if producer == "yearly" or (producer == "of times" and figure.this_year):
                        continue
                    assert cells.text(figure) == live[1].text(figure), (producer, source)
        for groups in ((students,), (girls,), (students, girls), ()):
            figure = Figure("attendance", groups=groups)
            assert others[-1][1].value(figure) == live[1].value(figure)
