"""What the form of the desk sends, as a draft; what cannot be kept is told in its place.

Each list comes as repeated fields, in the order of the page: `points-token`, `points-text`, ….
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict

from grantreports.desk.draft import Draft
from grantreports.reports.blocks import BY_KEY, Shown, completed
from grantreports.reports.models import STRIP_LENGTH, ChosenPhoto, ChosenQuote, Report
from grantreports.reports.sections import LISTS, LONGEST, TEXTS
from outreach.models import PartnerQuote, Photo
from projects.records import as_pk

TOO_LONG = "This is too long: at most %(limit_value)d characters. The change is not saved."
GONE = "This is not there any more. The change is not saved."

Fields = dict[str, forms.Field]
# Texts by the part and the field in which they stand.
Typed = dict[tuple[str, str], Any]


@dataclass
class Posted:
    """`problems` are sentences by the part they concern; there the draft says what it said.

    `typed` is what could not be kept, by part and field, to be given back.
    """

    draft: Draft
    problems: dict[str, list[str]] = field(default_factory=dict)
    typed: Typed = field(default_factory=dict)

    def shown(self, draft: Draft) -> Draft:
        """The saved draft, and what was typed where it could not be saved."""
        return put(draft, self.typed)

    def typed_in_gone(self, draft: Draft) -> Typed:
        """What could not be kept in parts that the draft has no more."""
        there = {
            f"{name}:{part[kind.part_key]}" for name, kind in LISTS.items() for part in draft[name]
        }
        return {
            (where, name): text
            for (where, name), text in self.typed.items()
            if ":" in where and where not in there
        }

    def savable(self, draft: Draft, typed: Typed) -> Draft:
        """The draft with what can be kept in the place of what cannot."""
        values = {
            (f"{name}:{part[kind.part_key]}", each): part[each]
            for name, kind in LISTS.items()
            for part in self.draft[name]
            for each in kind.fields
        }
        return put(draft, {place: values[place] for place in typed})


def put(draft: Draft, texts: Typed) -> Draft:
    """The draft with each text in its place, where there is such a place."""
    changed = dict(draft)
    for (where, name), text in texts.items():
        part_name, _, key = where.partition(":")
        if not key:
            changed[name] = text
            continue
        key_name = LISTS[part_name].part_key
        changed[part_name] = [
            part | {name: text} if str(part[key_name]) == key else part
            for part in changed[part_name]
        ]
    return changed


def text(max_length: int = LONGEST) -> forms.CharField:
    errors = {"max_length": TOO_LONG}
    return forms.CharField(
        required=False, strip=False, max_length=max_length, error_messages=errors, initial=""
    )


def record(records: Iterable[Any], name: str = "") -> forms.TypedChoiceField:
    """One of the records, by its key, or none; `name` is the attribute that it is called by."""
    named = ((each.pk, getattr(each, name) if name else str(each)) for each in records)
    choices = [("", "–"), *named]
    errors = {"invalid_choice": GONE}
    return forms.TypedChoiceField(
        choices=choices, coerce=int, empty_value=None, required=False, error_messages=errors
    )


def choice(choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices.choices, initial=choices.values[0])


def whole(least: int, most: int, usual: int) -> forms.IntegerField:
    return forms.IntegerField(min_value=least, max_value=most, initial=usual)


def fields_of(report: Report) -> tuple[Fields, dict[str, Fields]]:
    """The fields of the report itself, and those of each list; two queries."""
    project = report.project
    own: Fields = {
        **{each.key: text(each.max_length) for each in TEXTS},
        "asks_for": record(project.budget_years.select_related("project"), "budget_line"),
        "ask_place": choice(Report.AskPlace),
        "ask_shows": choice(Report.AskShows),
        "page_budget": whole(1, 10, 2),
        "method_note": forms.BooleanField(required=False),
        "story_so_far": forms.BooleanField(required=False),
    }
    lists: dict[str, Fields] = {
        "strip": {"figure": text(200), "label": text(80)},
        "points": {"text": text(), "objective": record(project.objectives.all())},
        "layout": {"shown": choice(Shown), "heading": text(120)},
        "quotes": {"place": choice(ChosenQuote.Place), "heading": text(120)},
        "photos": {
            "place": choice(ChosenPhoto.Place),
            "shape": choice(ChosenPhoto.Shape),
            "focus_x": whole(0, 10, 5),
            "focus_y": whole(0, 10, 5),
        },
    }
    return own, lists


def posted_draft(post: QueryDict, report: Report, draft: Draft) -> Posted:
    """The posted draft; `draft` is the one that stands, for what cannot be read."""
    own, lists = fields_of(report)
    posted = Posted({})
    for name, each in own.items():
        posted.draft[name] = clean(each, post.get(name), draft[name], (name, name), posted)
    for name, fields in lists.items():
        posted.draft[name] = list(parts(post, name, fields, report, draft, posted))
    posted.draft["strip"] = posted.draft["strip"][:STRIP_LENGTH]
    posted.draft["layout"] = completed(posted.draft["layout"])
    return posted


def parts(
    post: QueryDict, name: str, fields: Fields, report: Report, draft: Draft, posted: Posted
) -> Iterator[Draft]:
    """One list; what points to nothing, or stands there already, is left out."""
    key_name = LISTS[name].part_key
    rows = post.getlist(f"{name}-{key_name}")
    values = {each: post.getlist(f"{name}-{each}") for each in fields}
    before = {part[key_name]: part for part in draft[name]}
    read_key = key_reader(key_name, name, rows, report)
    taken = set()
    for place, row in enumerate(rows):
        key = read_key(row)
        if key is None or key in taken:
            continue
        taken.add(key)
        part = before.get(key, {})
        yield {key_name: key} | {
            each: clean(
                fields[each],
                values[each][place] if place < len(values[each]) else None,
                part.get(each, fields[each].initial),
                (f"{name}:{key}", each),
                posted,
            )
            for each in fields
        }


def key_reader(key_name: str, name: str, rows: list[str], report: Report) -> Callable[[str], Any]:
    """What finds the key of a part in what the form says; None where there is none."""
    if key_name == "token":
        return token_of
    if key_name == "section":
        return dict(zip(BY_KEY, BY_KEY, strict=True)).get
    return known_keys(report, name, rows).get


def token_of(written: str) -> str:
    try:
        return str(UUID(written))
    except ValueError:
        return str(uuid4())


def known_keys(report: Report, name: str, written: Iterable[str]) -> dict[str, int]:
    model = PartnerQuote if name == "quotes" else Photo
    keys = [key for each in written if (key := as_pk(each))]
    records = model.objects.filter(project=report.project, pk__in=keys)
    return {str(pk): pk for pk in records.values_list("pk", flat=True)}


def clean(
    each: forms.Field, value: str | None, before: Any, place: tuple[str, str], posted: Posted
) -> Any:
    """The value to save; what cannot be is told and kept for the page."""
    try:
        if isinstance(each, forms.CharField):
            # As Python writes them; and no database keeps a null.
            value = (value or "").replace("\r\n", "\n").replace("\0", "")
        return each.clean(value)
    except forms.ValidationError as error:
        posted.problems.setdefault(place[0], []).extend(error.messages)
        posted.typed[place] = value or ""
        return before
