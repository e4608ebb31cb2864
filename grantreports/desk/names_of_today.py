"""A draft in other names: of an act of renaming, or of an earlier version that is read today."""

from datetime import datetime
from typing import Any

from grantreports.desk.draft import Draft
from grantreports.reports.models import Report
from grantreports.reports.sections import LISTS, TEXTS
from outreach.models import AudienceGroup
from outreach.proposals import SAME_AS
from outreach.renaming import Called, Renaming
from projects.models import Indicator, Project


def renamed(draft: Draft, renaming: Renaming) -> Draft:
    """The draft with the new names in the figures of its texts and of its strip."""
    new = draft | {each.key: renaming.text(draft[each.key]) for each in TEXTS if each.key in draft}
    for name, kind in LISTS.items():
        if kind.text and name in draft:
            new[name] = [
                part | {kind.text: renaming.text(part[kind.text])} for part in draft[name]
            ]
    if "strip" in draft:
        new["strip"] = [
            part | {"figure": renaming.figure(part["figure"])} for part in new["strip"]
        ]
    return new


def in_names_of_today(report: Report, draft: Draft, at: datetime) -> Draft:
    """A draft that was written at that time: what was renamed since has its name of today."""
    project = report.project
    then, groups, indicators = called_at(project, at)
    if not (then.groups or then.indicators or then.gone):
        return draft
    before, now = then.vocabulary(project), Called().vocabulary(project)
    return renamed(draft, Renaming(before, now, groups=groups, indicators=indicators))


def called_at(project: Project, at: datetime) -> tuple[Called, dict[int, int], dict[int, int]]:
    """How groups and indicators of the project were called, where it was otherwise.

    With it by their keys what those that were merged since became.
    """
    of_groups, of_indicators = AudienceGroup.history.all(), Indicator.history.all()
    of_indicators = of_indicators.filter(project=project)
    groups, indicators = merged(of_groups), merged(of_indicators)
    own = Indicator.objects.filter(project=project)
    gone = of_indicators.filter(id__in=indicators, history_type="-", history_date__gt=at)
    called = Called(
        groups=otherwise(AudienceGroup.objects.all(), of_groups, at, groups),
        indicators=otherwise(own, of_indicators, at, indicators),
        gone=tuple(each.instance for each in gone),
    )
    return called, groups, indicators


def otherwise(records: Any, history: Any, at: datetime, same: dict[int, int]) -> dict[int, str]:
    """Names that the records had then and have no more, by key; and those of what was merged."""
    now = dict(records.order_by().values_list("pk", "name"))
    later = set(history.filter(history_date__gt=at).values_list("id", flat=True))
    earlier = history.filter(history_date__lte=at).order_by("history_date", "history_id")
    then = dict(earlier.values_list("id", "name"))
    was_merged = {pk for pk in same if pk in later}
    return {
        pk: name
        for pk, name in then.items()
        if (pk in now and now[pk] != name) or pk in was_merged
    }


def merged(history: Any) -> dict[int, int]:
    """What became another one, by its key, and what that is today."""
    reasons = history.filter(history_type="-", history_change_reason__startswith=SAME_AS)
    became = {
        pk: int(reason.removeprefix(SAME_AS))
        for pk, reason in reasons.values_list("id", "history_change_reason")
    }

    def today(pk: int) -> int:
        return today(became[pk]) if pk in became else pk

    return {pk: today(pk) for pk in became}
