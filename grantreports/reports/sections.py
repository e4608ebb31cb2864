"""The sections of a donor report and the choices of its desk, each declared once, in their order.

A text needs the field of the model, its line here, its part of `DonorReport` and the place in
`templates/reports/_body.html` where it is printed. Desk, checks, figures, saving, merging,
history, differences and the Word copy read this list.
"""

from dataclasses import dataclass, field
from typing import Any

from grantreports.reports.blocks import BY_KEY, USUAL
from grantreports.reports.report_parts import (
    ChosenPhoto,
    ChosenQuote,
    PartOfReport,
    PlacedSection,
    ProgressPoint,
    StripFigure,
)

LONGEST = 20_000


@dataclass(frozen=True)
class Section:
    """`key` is its name in the draft, in forms and of its field."""

    key: str
    # As pages call it, alone.
    label: str
    # The schema of drafts that had it first, and what earlier ones are read to say.
    since: int = field(default=1, kw_only=True)
    default: Any = field(default="", kw_only=True)

    # The template of its editor on the desk; options have none of their own.
    editor = ""


@dataclass(frozen=True)
class TextSection(Section):
    """A text that staff write, with figures."""

    # As sentences call it.
    name: str
    # Below its label on the desk.
    help: str = ""
    rows: int = 3
    is_line: bool = False

    editor = "desk/_text_editor.html"

    @property
    def is_block(self) -> bool:
        """Whether donors read it in paragraphs under a heading of its own."""
        return self.key in BY_KEY

    @property
    def max_length(self) -> int:
        return 200 if self.is_line else LONGEST


@dataclass(frozen=True)
class ListSection(Section):
    """A list of parts: their records, the field that tells them apart, the others."""

    model: type[PartOfReport]
    part_key: str
    fields: tuple[str, ...]
    # As the page's parts are called where their figures stand.
    where: str = ""
    # The field with a text that may hold figures, if any; whether two texts can be joined.
    text: str = ""
    can_join: bool = False

    @property
    def manager(self) -> str:
        return f"{self.model._meta.model_name}s"

    @property
    def editor(self) -> str:  # type: ignore[override]
        return f"desk/_{self.key}_editor.html"


@dataclass(frozen=True)
class Option(Section):
    """A choice about the whole report."""


SECTIONS: tuple[Section, ...] = (
    TextSection(
        "in_brief",
        "In one sentence",
        "the sentence at the top",
        help="At the top, in large letters: what this report says in one sentence. Empty: none.",
        is_line=True,
        since=3,
    ),
    TextSection(
        "introduction",
        "Introduction",
        "the introduction",
        help="Follows the project's summary. Type { for a figure.",
        rows=4,
    ),
    ListSection(
        "strip",
        "A figure of the strip",
        StripFigure,
        "token",
        ("figure", "label"),
        where="In numbers",
        text="label",
    ),
    ListSection(
        "points",
        "A progress point",
        ProgressPoint,
        "token",
        ("text", "objective"),
        where="Point",
        text="text",
        can_join=True,
    ),
    TextSection(
        "learned",
        "What was hard, and what we learned",
        "what was hard and learned",
        help="Setbacks told plainly earn trust. Empty: it is not printed.",
        since=2,
    ),
    ListSection(
        "quotes",
        "A quote",
        ChosenQuote,
        "quote",
        ("place", "heading"),
        where="Story heading",
        text="heading",
    ),
    ListSection(
        "photos", "A photo", ChosenPhoto, "photo", ("place", "shape", "focus_x", "focus_y")
    ),
    TextSection(
        "comes_next",
        "What comes next",
        "what comes next",
    ),
    TextSection(
        "thank_you",
        "Thank-you line",
        "the thank-you line",
        help="Empty for the house line: “{house_line}”",
        is_line=True,
    ),
    ListSection(
        "layout",
        "A part of the page",
        PlacedSection,
        "section",
        ("shown", "heading"),
        since=3,
        default=tuple(USUAL),
    ),
    Option("asks_for", "The budget year that money is asked for"),
    # Until there was a choice, the ask stood in the masthead and said what is needed.
    Option("ask_place", "Where the ask stands", since=3, default="masthead"),
    Option("ask_shows", "What the ask says", since=3, default="needed"),
    Option("page_budget", "Page budget"),
    Option("method_note", "Print how people were counted"),
    Option("story_so_far", "Print the story so far"),
)

TEXTS = tuple(each for each in SECTIONS if isinstance(each, TextSection))
LISTS = {each.key: each for each in SECTIONS if isinstance(each, ListSection)}
OPTIONS = tuple(each for each in SECTIONS if isinstance(each, Option))
# The texts that donors read under a heading of their own.
HEADED = tuple(each for each in TEXTS if each.is_block)
LABELS = {each.key: each.label for each in SECTIONS}
