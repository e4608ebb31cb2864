"""What happened as the database has it: sums of whole months, and events of the days at edges."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    DateField,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from outreach.cells import ESTIMATED, NOTHING, Amounts, Days, FactRow, Part, Values, within
from outreach.models import Attendance, IndicatorValue, MonthSum, OutreachEvent
from projects.models import Indicator
from projects.periods import DAY


def live_amounts() -> Amounts[Aggregate]:
    """How the database adds them up."""
    counted = Exists(Attendance.objects.filter(event=OuterRef("pk")))
    return Amounts(
        events=Count("pk"),
        sessions=Sum(1 + Coalesce(DaysBetween("last_day", "first_day"), 0)),
        estimates=Count("pk", filter=Q(count_method=ESTIMATED)),
        uncounted=Count("pk", filter=~counted),
        newcomers=Sum(Coalesce("first_visits", 0)),
        asked=Count("first_visits"),
    )


class DaysBetween(Func):
    """The number of days from the second day to the first."""

    template = "(%(expressions)s)"
    arg_joiner = " - "
    output_field = IntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # There days are texts.
        days = "CAST(julianday(%(expressions)s) AS INTEGER)"
        joiner = ") - julianday("
        return self.as_sql(compiler, connection, template=days, arg_joiner=joiner, **context)


def live_rows(
    projects: Iterable[int], times: Iterable[Days], with_values: bool = True
) -> dict[int, list[FactRow]]:
    """By the key of their project what happened in the times; two queries, however many.

    Without values of indicators, where the projects have none, one. Whole months come from their
    sums; of a month that a time begins or ends in, its events are added up: two queries more.
    """
    times, projects = list(times), list(projects)
    months, edges = months_and_edges(times)
    found: dict[int, list[FactRow]] = defaultdict(list)
    for project, row in sum_rows(projects, times, months, with_values):
        found[project].append(row)
    if edges:
        for project, row in event_rows(projects, times, edges):
            found[project].append(row)
    for project, row in value_rows(projects, times, edges) if with_values else ():
        found[project].append(row)
    return found


def months_and_edges(times: Iterable[Days]) -> tuple[list[Days], list[Days]]:
    """The stretches of the times: whole months of them, and the days that are left over."""
    times = list(times)
    months, edges = [], []
    for first, last in stretches(times):
        if not any(begins <= first and last <= ends for begins, ends in times):
            continue
        first_month = first if first.day == 1 else month_after(first)
        last_month = last if is_month_end(last) else last.replace(day=1) - DAY
        if first_month > last_month:
            edges.append((first, last))
            continue
        months.append((first_month, last_month))
        edges += [(first, first_month - DAY)] if first < first_month else []
        edges += [(last_month + DAY, last)] if last_month < last else []
    return months, edges


def month_after(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def is_month_end(day: date) -> bool:
    return day == date.max or (day + DAY).day == 1


def sum_rows(
    projects: list[int], times: list[Days], months: list[Days], with_values: bool
) -> Iterator[tuple[int, FactRow]]:
    """What happened in whole months: events, people, and values of indicators that add up."""
    wanted = Q(indicator_key=0)
    if with_values:
        adds_up = Indicator.objects.filter(project__in=projects, adds_up=Indicator.AddsUp.SUM)
        wanted |= Q(indicator_key__in=adds_up.values("pk"))
    sums = MonthSum.objects.filter(within(months, "month"), wanted, project_key__in=projects)
    keys = ("project_key", "day", "province", "setting")
    kinds = ("group_key", "part_of_key", "indicator_key")
    amounts = ("records", "sessions", "estimates", "counted", "newcomers", "asked", "total")
    added = sums.order_by().annotate(day=stretch(times, "month")).values_list(*keys, *kinds)
    for project, day, province, setting, group, part_of, indicator, *sizes in added.annotate(
        **{f"all_{name}": Sum(name) for name in amounts}
    ):
        records, sessions, estimates, counted, newcomers, asked, total = sizes
        where, count = (day, province, setting), int(total)
        if not records:
            # All that were there have gone.
            continue
        if indicator:
            # Of what adds up nobody asks for the highest.
            value = {indicator: Values.of(day, total, records, total)}
            yield project, FactRow(*where, NOTHING, {}, {}, value)
        elif part_of:
            yield project, FactRow(*where, NOTHING, {}, {Part(group, part_of): count})
        elif group:
            yield project, FactRow(*where, NOTHING, {group: count})
        else:
            happened = (records, sessions, estimates, records - counted, newcomers, asked)
            yield project, FactRow(*where, Amounts(*happened), {})


def event_rows(
    projects: list[int], times: list[Days], edges: list[Days]
) -> Iterator[tuple[int, FactRow]]:
    """What happened on some days, added up from the events themselves."""
    events = OutreachEvent.objects.filter(within(edges), project__in=projects).order_by()
    events = events.annotate(day=stretch(times))
    counted = events.filter(attendances__isnull=False)
    where = ("project", "day", "province", "setting")
    happened = events.values_list(*where).annotate(**live_amounts()._asdict())
    groups = counted.values_list(*where, "attendances__group", "attendances__part_of")
    for project, day, province, setting, *amounts in happened:
        yield project, FactRow(day, province, setting, Amounts(*amounts), {})
    for project, day, province, setting, group, part_of, count in groups.annotate(
        Sum("attendances__count")
    ):
        whole = {group: count} if part_of is None else {}
        part = {Part(group, part_of): count} if part_of is not None else {}
        yield project, FactRow(day, province, setting, NOTHING, whole, part)


def value_rows(
    projects: list[int], times: list[Days], edges: list[Days]
) -> Iterator[tuple[int, FactRow]]:
    """Values of indicators that no sum by month tells: how things stood, the highest, the edges.

    Those of events by stretches of time, how things stood by day.
    """
    values = IndicatorValue.objects.present().filter(indicator__project__in=projects).order_by()
    values = values.annotate(
        at=Coalesce("event__first_day", "day"),
        where=Coalesce("event__province", "province"),
        setting=Coalesce("event__setting", Value("")),
    )
    is_summed = Q(event__isnull=False, indicator__adds_up=Indicator.AddsUp.SUM)
    values = values.filter(within(edges, "at") | (~is_summed & within(times, "at")))
    is_state = When(indicator__entered_with=Indicator.EnteredWith.PERIOD, then=F("at"))
    values = values.annotate(on=Case(is_state, default=stretch(times, "at")))
    keys = ("indicator__project", "on", "where", "setting", "indicator")
    added = values.values_list(*keys).annotate(Sum("value"), Count("pk"), Max("value"))
    for project, day, province, setting, indicator, *amounts in added:
        found = {indicator: Values.of(day, *amounts)}
        yield project, FactRow(day, province, setting, NOTHING, {}, {}, found)


def stretch(times: Iterable[Days], field: str = "first_day") -> Case:
    """The first day of the stretch that a day lies in, so that rows are few.

    Each time begins and ends with a stretch: all days of one lie in the same times.
    """
    latest_first = reversed(stretches(times))
    begins = (When(**{f"{field}__gte": day}, then=Value(day)) for day, _ in latest_first)
    return Case(*begins, output_field=DateField())


def stretches(times: Iterable[Days]) -> list[Days]:
    """From each day on which a time begins or has ended to the next such day."""
    times = list(times)
    begin = {first for first, _ in times}
    begin |= {last + DAY for _, last in times if last < date.max}
    ends = [first - DAY for first in sorted(begin)[1:]]
    return list(zip(sorted(begin), [*ends, date.max], strict=False))
