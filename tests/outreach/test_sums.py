"""Whatever is written, and by whom, the sums by month are those of the events that are there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from outreach.counts import recount
from outreach.live_rows import live_rows
from outreach.models import Attendance, IndicatorValue, MonthSum, OutreachEvent
from outreach.removal import delete, put_back, remove
from outreach.sums import rebuild
from projects.locks import locked_project
from projects.models import Indicator
from tests.factories import make_event, make_events, make_group, make_project, make_user, make_year

FIRST_DAY = date(2025, 1, 25)
PROVINCES = ["TH-34", "TH-50"]
SETTINGS = ["village", "rural_school"]


class Writers:
    """All ways in which events, counts and values are written; chance says what and how."""

    def __init__(self, chance):
        self.chance = chance
        self.project = make_project()
        make_year(self.project)
        self.admin = make_user("admin")
        self.groups = [make_group(name) for name in ("students", "girls", "teachers")]
        self.indicator = self.project.indicators.create(
            name="bags", one="bag", many="bags", adds_up=Indicator.AddsUp.SUM
        )

    def event(self, of=OutreachEvent.objects):
        events = list(of.filter(project=self.project))
        return self.chance.choice(events) if events else None

    def facts(self):
        first_day = FIRST_DAY + timedelta(self.chance.randrange(70))
        return {
            "first_day": first_day,
            "last_day": self.chance.choice([None, first_day + timedelta(3)]),
            "province": self.chance.choice(PROVINCES),
            "setting": self.chance.choice(SETTINGS),
            "count_method": self.chance.choice(OutreachEvent.CountMethod.values),
            "first_visits": self.chance.choice([None, 0, 12]),
        }

    def enter(self):
        counts = self.chance.choice([{}, {"students": 0}, {"students": 30, "teachers": 2}])
        make_event(self.project, counts, **self.facts())

    def count(self):
        if event := self.event():
            counts = {group.pk: self.chance.choice([None, 0, 40]) for group in self.groups}
            value = self.chance.choice([None, Decimal(0), Decimal("12.25")])
            recount(event, counts, self.admin, {self.indicator.pk: value})

    def change(self):
        if event := self.event():
            vars(event).update(self.facts())
            event.save()

    def remove(self):
        if event := self.event():
            remove(event, by=self.admin, at=timezone.now(), reason="Was not ours.")

    def put_back(self):
        if event := self.event(OutreachEvent.lately_removed()):
            put_back(event, by=self.admin)

    def delete_for_good(self):
        if event := self.event(OutreachEvent.lately_removed()):
            delete(event)

    def move_many(self):
        events = OutreachEvent.objects.filter(province=self.chance.choice(PROVINCES))
        for event in events:
            vars(event).update(self.facts())
        OutreachEvent.objects.bulk_update(events, list(self.facts()))

    def take_in_a_file(self):
        make_events(self.project, 3, **self.facts())

    def join_groups(self):
        girls, teachers = self.groups[1:]
        alone = Attendance.objects.filter(group=girls)
        alone = alone.exclude(event__attendances__group=teachers).values_list("pk", flat=True)
        Attendance.objects.filter(pk__in=list(alone)).update(group=teachers)

    def split_a_group(self):
        whole = self.chance.choice([None, self.groups[0]])
        Attendance.objects.filter(group=self.groups[1]).update(part_of=whole)

    def correct_values(self):
        for value in IndicatorValue.objects.all():
            value.value = value.value * self.chance.randrange(4)
            value.save()

    def nobody_counted(self):
        if event := self.event():
            event.attendances.all().delete()


WRITERS = [
    *(Writers.enter, Writers.count, Writers.change, Writers.remove, Writers.put_back),
    *(Writers.delete_for_good, Writers.move_many, Writers.take_in_a_file, Writers.join_groups),
    *(Writers.split_a_group, Writers.correct_values, Writers.nobody_counted),
]


class TestSums(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.sampled_from(WRITERS), min_size=3, max_size=25), st.randoms())
    def test_no_sequence_of_changes_makes_them_wrong(self, acts, chance):
        writers = Writers(chance)
        for act in acts:
            act(writers)
            assert rebuild() == [], act.__name__


def test_what_is_wrong_is_printed_and_put_right(db):
    make_event(make_project(), {"students": 30}, first_day=date(2025, 3, 10))
    MonthSum.objects.exclude(group_key=0).update(total=29)
    MonthSum.objects.filter(group_key=0).delete()

    told = StringIO()
    call_command("rebuild_sums", stdout=told)

    assert "total 29" in told.getvalue()
    assert "month 2025-03-01" in told.getvalue()
    assert rebuild() == []
    assert MonthSum.objects.get(group_key=0).records == 1
    assert MonthSum.objects.exclude(group_key=0).get().total == Decimal(30)


def test_right_sums_are_left_alone(db):
    make_event(make_project(), {"students": 30})
    before = list(MonthSum.objects.order_by("pk").values())
    told = StringIO()

    call_command("rebuild_sums", stdout=told)

    assert told.getvalue() == "All sums were right.\n"
    assert list(MonthSum.objects.order_by("pk").values()) == before


def test_what_is_entered_in_a_transaction_that_fails_is_in_no_sum(transactional_db):
    project = make_project()
    with pytest.raises(ZeroDivisionError):
        fail_after_entering(project)

    assert not MonthSum.objects.exists()
    assert rebuild() == []


def fail_after_entering(project):
    with transaction.atomic():
        make_event(project, {"students": 30})
        raise ZeroDivisionError


def test_an_emptied_table_leaves_no_sum_below_0(transactional_db):
    make_event(make_project(), {"students": 30})
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM outreach_monthsum")
        cursor.execute("DELETE FROM outreach_attendance")

    assert not MonthSum.objects.exists()


def test_one_project_of_many_events_is_told_by_as_many_rows_as_it_has_months_and_places(db):
    project = make_project()
    make_events(project, 300, first_day=date(2025, 3, 10))

    (rows,) = live_rows([project.pk], [(date(2025, 1, 1), date(2025, 12, 31))]).values()

    assert len(rows) <= 2
    assert sum(row.amounts.events for row in rows) == 300


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_people_who_enter_at_once_are_all_counted(bees):
    """Into the same months and places, each with the events of the others in between."""

    def enter(number):
        try:
            for turn in range(5):
                day = FIRST_DAY + timedelta(20 * (turn % 3))
                with locked_project(bees):
                    event = make_event(bees, {"students": number}, first_day=day)
                    event.province = "TH-50"
                    event.save()
                if turn % 2:
                    event.attendances.all().delete()
        finally:
            connections.close_all()

    make_group("students")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(enter, range(1, 5)))

    assert rebuild() == []
    assert sum(MonthSum.objects.filter(group_key=0).values_list("records", flat=True)) == 20
    assert not MonthSum.objects.exclude(province="TH-50").filter(records__gt=0)
