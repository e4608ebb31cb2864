"""The one list of all that a donor can read of a report, by any way: page, PDF, Word, JSON, ZIP.

All of them are made from a `DonorReport` and the name of its files, so the list is whatever text
these hold: a new field is on it without anybody's doing. What is typed beside a report (mails,
labels of links, the reason of a correction) is held against the same rules where it is typed.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple

from grantreports.reports.donor_report import DonorReport
from grantreports.reports.models import Report


class Leaving(NamedTuple):
    """A text that leaves, and how sentences call the place where it stands."""

    name: str
    text: str


# Texts for the desk alone, and words that are no text: colours, shapes.
STAYS = {"problems", "left_out", "primary", "accent", "tint", "cut", "key", "person_link"}
NAMES = {
    "brand.name": "the foundation's name",
    "brand.contact": "the foundation's contact",
    "brand.foot": "the foot",
    "brand.logo": "the name of the logo's file",
    "title": "the project's title",
    "country": "the project's country",
    "place": "the project's place",
    "name": "the report's name",
    "ask.year": "the budget line",
    "blocks.heading": "a heading",
    "in_brief": "the sentence at the top",
    "brand.person": "whom donors can ask",
    "about": "“The project”",
    "thank_you": "the thank-you line",
    "method_note": "the method note",
    "bars.label": "the name of a target",
    "strip.label": "the label of a figure",
    "strip.bar.label": "the name of a target",
    "groups.objective": "an objective",
    "groups.points": "a point",
    "lead_picture.web": "the name of a picture's file",
    "chart.rows.label": "the story so far",
    "correction": "the reason of the correction",
}


def leaving(report: Report, composed: DonorReport) -> list[Leaving]:
    """Every text of the report, each once, in donors' order; runs no query."""
    files = Leaving("the name of its files", report.file_name.replace("-", " "))
    found = [files, *leaves_of(composed)]
    return list(dict.fromkeys(each for each in found if each.text))


def leaves_of(value: Any, path: tuple[str, ...] = ()) -> Iterator[Leaving]:
    if isinstance(value, str):
        yield Leaving(name_of(path), value)
    elif isinstance(value, tuple):
        for each in value:
            yield from leaves_of(each, path)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in STAYS:
                yield from leaves_of(getattr(value, field.name), (*path, field.name))


def name_of(path: tuple[str, ...]) -> str:
    """“the foot”; of a place without a name of its own “caption, in more pictures”."""
    *outer, last = (part.replace("_", " ") for part in path)
    return NAMES.get(".".join(path), ", in ".join((last, *reversed(outer))))
