"""A ready set becomes a project's own: what is there already stays as it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from projects.indicators import FROM_THE_START, Indicator
from projects.models import Project
from projects.names import key
from projects.ready_sets import READY_SETS, ReadySet
from projects.signals import set_used


@transaction.atomic
def begin_with(project: Project, names: Iterable[str]) -> None:
    """The sets of a new project; the first one that has a word for events names them."""
    wanted = set(names)
    sets = [each for name, each in READY_SETS.items() if name in wanted]
    with_events = [each for each in sets if each.events]
    if with_events:
        call_events(project, with_events[0])
        if not any(each.attendance for each in with_events):
            for attendance in project.indicators.filter(source=Indicator.Source.ATTENDANCE):
                attendance.delete()
        project.asks_setting = any(each.asks_setting for each in with_events)
        project.save(update_fields=["asks_setting"])
    for each in sets:
        use_set(project, each.name)


@transaction.atomic
def use_set(project: Project, name: str) -> None:
    """Let the project count what the set counts; done twice it adds nothing."""
    ready = READY_SETS[name]
    if ready.attendance:
        count_people(project)
    for fields in ready.indicators:
        add_indicator(project, fields)
    set_used.send(Project, instance=project, ready=ready)


def call_events(project: Project, ready: ReadySet) -> None:
    """By the words of the set, and those who come too."""
    words = {Indicator.Source.EVENTS: ready.events, Indicator.Source.ATTENDANCE: ready.attendance}
    for indicator in project.indicators.filter(source__in=words):
        called = words[Indicator.Source(indicator.source)]
        if called and called != (indicator.one, indicator.many):
            indicator.one, indicator.many = called
            save_cleaned(indicator)


def count_people(project: Project) -> None:
    """People who come are counted again, where nobody was to count them."""
    source = Indicator.Source.ATTENDANCE
    if project.indicators.filter(source=source).exists():
        return
    order, found = next(each for each in enumerate(FROM_THE_START, 1) if each[1][0] == source)
    _, one, many, counts_people = found
    words = {"one": one, "many": many, "counts_people": counts_people, "order": order}
    save_cleaned(Indicator(project=project, source=source, name=source.value, **words))


def add_indicator(project: Project, fields: Mapping[str, Any]) -> None:
    """After those that are there; one that has the name already stays."""
    there = {key(each.name): each for each in project.indicators.all()}
    if key(fields["name"]) in there:
        return
    others = {name: there[key(fields[name])] for name in ("part", "whole") if name in fields}
    last = max((each.order for each in there.values()), default=0)
    save_cleaned(Indicator(project=project, **{**fields, **others, "order": last + 1}))


def save_cleaned(indicator: Indicator) -> None:
    indicator.full_clean()
    indicator.save()
