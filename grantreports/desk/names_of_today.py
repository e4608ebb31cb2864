"""A draft in other names: of an act of renaming, or of an earlier version that is read today."""

from datetime import datetime
from typing import Any

from grantreports.desk.draft import Draft
from grantreports.reports.models import Report
from grantreports.reports.sections import LISTS, TEXTS
from outreach.models import AudienceGroup
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
    then = called_at(project, at)
    if not (then.groups or then.indicators):
        return draft
    return renamed(draft, Renaming(then.vocabulary(project), Called().vocabulary(project)))


def called_at(project: Project, at: datetime) -> Called:
    """How groups and indicators of the project were called, where it was otherwise."""
    indicators = Indicator.objects.filter(project=project)
    return Called(
        groups=otherwise(AudienceGroup.objects.all(), AudienceGroup.history.all(), at),
        indicators=otherwise(indicators, Indicator.history.filter(project=project), at),
    )


def otherwise(records: Any, history: Any, at: datetime) -> dict[int, str]:
    """Names that the records had then and have no more, by key."""
    now = dict(records.order_by().values_list("pk", "name"))
    earlier = history.filter(history_date__lte=at).order_by("history_date", "history_id")
    then = dict(earlier.values_list("id", "name"))
    return {pk: name for pk, name in then.items() if pk in now and now[pk] != name}
