"""The draft of a report as one plain document: what the desk saves, undoes and compares.

    {"introduction": "…", "asks_for": 3, …,
     "points": [{"token": "…", "text": "…", "objective": 1}, …], "strip": […],
     "quotes": [{"quote": 7, "place": "story", "heading": ""}, …], "photos": […]}

Records that it points to stand in it by their keys. It survives JSON unchanged.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from grantreports.reports.blocks import USUAL, completed
from grantreports.reports.models import Report
from grantreports.reports.sections import LISTS, OPTIONS, TEXTS, ListSection

Draft = dict[str, Any]

FIELDS = tuple(each.key for each in (*TEXTS, *OPTIONS))


def draft_of(report: Report) -> Draft:
    """What staff have written and chosen; one query for each kind of part."""
    draft: Draft = plain(report, FIELDS)
    for name, kind in LISTS.items():
        parts = getattr(report, kind.manager).all()
        draft[name] = [plain(part, (kind.part_key, *kind.fields)) for part in parts]
    # A part of the page that nobody placed stands where it usually does.
    draft["layout"] = completed(draft["layout"])
    return draft


@transaction.atomic
def write_draft(report: Report, draft: Draft) -> None:
    """Make the report's records say what the draft says; saves only what differs."""
    if apply(report, draft, FIELDS):
        report.save(update_fields=FIELDS)
    for name, kind in LISTS.items():
        # The usual order needs no records.
        is_usual = name == "layout" and draft[name] == USUAL
        write_parts(report, kind, [] if is_usual else draft[name])


def write_parts(report: Report, kind: ListSection, wanted: Iterable[Draft]) -> None:
    parts = getattr(report, kind.manager).all()
    now = {plain(part, (kind.part_key,))[kind.part_key]: part for part in parts}
    for order, each in enumerate(wanted, start=1):
        part = now.pop(each[kind.part_key], None) or kind.model(report=report)
        changed = apply(part, each, (kind.part_key, *kind.fields))
        if changed or part.order != order or part._state.adding:
            part.order = order
            part.save()
    for part in now.values():
        part.delete()


def plain(record: Model, names: Iterable[str]) -> Draft:
    """The named fields of a record in a form that JSON keeps: keys of records, texts of tokens."""
    values = {name: getattr(record, attribute(record, name)) for name in names}
    return {name: str(value) if name == "token" else value for name, value in values.items()}


def apply(record: Model, values: Draft, names: Iterable[str]) -> bool:
    """Set the named fields; whether one of them changed."""
    before = plain(record, names)
    for name in names:
        setattr(record, attribute(record, name), values[name])
    return before != {name: values[name] for name in names}


def attribute(record: Model, name: str) -> str:
    field: Any = record._meta.get_field(name)
    return str(field.attname)


def without_gone(report: Report, draft: Draft) -> Draft:
    """An earlier draft without what was deleted since."""
    project = report.project
    objectives = set(project.objectives.values_list("pk", flat=True))
    quotes = set(project.partnerquotes.values_list("pk", flat=True))
    photos = set(project.photos.values_list("pk", flat=True))
    years = set(project.budget_years.values_list("pk", flat=True))
    return draft | {
        "asks_for": draft["asks_for"] if draft["asks_for"] in years else None,
        "points": [
            point | {"objective": point["objective"] if point["objective"] in objectives else None}
            for point in draft["points"]
        ],
        "quotes": [part for part in draft["quotes"] if part["quote"] in quotes],
        "photos": [part for part in draft["photos"] if part["photo"] in photos],
    }
