"""Whichever source cells are made of, figures read the same numbers in them."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from grantreports.desk.snapshot import events_of
from outreach.cells import Amounts, kept_cells
from outreach.figures import EARLIER, MEASURES, Cells, Figure, Numbers
from outreach.models import Setting
from outreach.targets import cells_of_years
from outreach.times import cells_of_times
from tests.factories import make_event, make_group, make_project, make_report, make_year

PROVINCES = ["TH-34", "TH-50", "TH-58"]
SETTINGS = Setting.values[:3]
GROUPS = ["students", "teachers"]
EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "first_day": st.dates(date(2025, 1, 1), date(2027, 1, 31)),
            "province": st.sampled_from(PROVINCES),
            "setting": st.sampled_from(SETTINGS),
            "count_method": st.sampled_from(["counted", "estimated"]),
            "attendance": st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 5000)),
        }
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
            "kept": Cells(kept_cells(events_of(self.report), period.spans)),
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

    def test_no_producer_leaves_an_amount_out(self):
        """The event has something of each amount."""
        make_event(self.project, first_day=date(2026, 3, 14), count_method="estimated")

        for name, cells in self.producers().items():
            (cell,) = cells.of_time("in_period")
            assert cell.amounts == Amounts(events=1, estimates=1, uncounted=1), name
