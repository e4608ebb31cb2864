"""The parts of a donor report on the page, each declared once, in their usual order.

Staff order them, leave them out and call them otherwise; what they chose is remembered for the
project. `templates/reports/blocks/` prints each, and page, PDF, Word and plain text follow.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices


class Shown(TextChoices):
    """Whether a part is printed."""

    SHOWN = "shown", "Printed"
    PAGE = "page", "Printed, on a new page"
    HIDDEN = "hidden", "Left out"


@dataclass(frozen=True)
class Block:
    key: str
    # As the desk calls it.
    label: str
    # As donors read it, until the project calls it otherwise; "" where it has no heading.
    heading: str = ""
    shown: str = Shown.SHOWN
    # The texts under headings of their own are all drawn alike.
    is_text: bool = False


@dataclass(frozen=True)
class PrintedBlock:
    """A part as it is printed."""

    key: str
    heading: str = ""
    new_page: bool = False

    @property
    def template(self) -> str:
        return f"reports/blocks/{'text' if BY_KEY[self.key].is_text else self.key}.html"


LEARNED, COMES_NEXT = "What was hard, and what we learned", "What comes next"
BLOCKS = (
    Block("opening", "The project", "The project"),
    Block("figures", "In numbers", "In numbers"),
    Block("progress", "Progress against objectives", "Progress against objectives"),
    Block("ask", "What is asked for", "What is needed next"),
    Block("since_baseline", "Change since the beginning", "Change since the beginning"),
    Block("reached", "Who was reached", "Who was reached", shown=Shown.HIDDEN),
    Block("learned", LEARNED, LEARNED, is_text=True),
    Block("chart", "The story so far", "The story so far"),
    Block("quotes", "Quotes"),
    Block("stories", "Stories"),
    Block("photos", "Further photos"),
    Block("comes_next", COMES_NEXT, COMES_NEXT, is_text=True),
)
BY_KEY = {block.key: block for block in BLOCKS}

Layout = list[dict[str, Any]]


def row_of(block: Block) -> dict[str, Any]:
    return {"section": block.key, "shown": str(block.shown), "heading": ""}


USUAL: Layout = [row_of(block) for block in BLOCKS]
USUAL_ORDER = tuple(
    PrintedBlock(block.key, block.heading) for block in BLOCKS if block.shown == Shown.SHOWN
)


def completed(layout: Iterable[dict[str, Any]]) -> Layout:
    """All parts, those that are not in the layout after the part that they usually follow."""
    found = [row for row in layout if row["section"] in BY_KEY]
    for place, block in enumerate(BLOCKS):
        keys = [row["section"] for row in found]
        if block.key not in keys:
            before = [each.key for each in BLOCKS[:place] if each.key in keys]
            found.insert(keys.index(before[-1]) + 1 if before else 0, row_of(block))
    return found


def printed(layout: Iterable[dict[str, Any]]) -> tuple[PrintedBlock, ...]:
    return tuple(
        PrintedBlock(
            row["section"],
            row["heading"] or BY_KEY[row["section"]].heading,
            row["shown"] == Shown.PAGE,
        )
        for row in completed(layout)
        if row["shown"] != Shown.HIDDEN
    )
