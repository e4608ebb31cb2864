"""The rows of a spreadsheet as a person sees them: values as text, and what merged cells show."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from outreach.sheets.marks import Marks
from outreach.sheets.sheet import SheetRow, clean

# A real file has some hundred merged cells, a hostile one millions.
MOST_MERGED = 2_000
MOST_ROWS_MERGED = 100
PLAIN_NUMBER = re.compile(r"[\d\s.,]+")

# Of a merged cell the row and the column of its first and of its last corner, counted from 0.
Corners = tuple[tuple[int, int], tuple[int, int]]
# Row number, then index of the column: the number of the row that is shown there.
Covered = dict[int, dict[int, int]]


def as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case str():
            return clean(value)
    return str(value)


def covered_cells(merged: Iterable[Corners]) -> Covered:
    """By row, the cells that a merged one above covers."""
    covered: Covered = {}
    for (top, left), (bottom, _) in islice(merged, MOST_MERGED):
        for number in range(top + 2, min(bottom, top + MOST_ROWS_MERGED) + 2):
            covered.setdefault(number, {})[left] = top + 1
    return covered


def fill_covered(row: list[str], tops: dict[int, int], shown: dict[int, dict[int, str]]) -> None:
    """A province merged over five rows is the province of all five; 30 people are not 150."""
    row += [""] * (max(tops, default=-1) + 1 - len(row))
    for index, top in tops.items():
        above = shown.get(top, {}).get(index, "")
        if not row[index] and not PLAIN_NUMBER.fullmatch(above):
            row[index] = above


def shown_rows(
    rows: Iterable[Iterable[Any]], left: int, merged: Iterable[Corners], marks: Marks
) -> Iterator[SheetRow]:
    """The filled rows; `left` is how many empty columns stand before their first value."""
    covered = covered_cells(merged)
    tops = {top for cells in covered.values() for top in cells.values()}
    shown: dict[int, dict[int, str]] = {}
    for number, values in enumerate(rows, 1):
        row = [""] * left + [as_text(value) for value in values]
        for column, text in marks.texts.get(number, {}).items():
            row += [""] * (column + 1 - len(row))
            row[column] = text(row[column])
        fill_covered(row, covered.get(number, {}), shown)
        if number in tops:
            shown[number] = dict(enumerate(row))
        if any(row):
            yield SheetRow(number, row, number in marks.hidden_rows, number in marks.struck_rows)
