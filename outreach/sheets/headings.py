"""The rows of headings in a sheet: where they are, and which column each of them means.

A heading may stand in two rows, “Students” over “Male | Female”, and may count a part of a group.
"""

import re
from dataclasses import dataclass

from outreach.columns import TOTAL, Columns
from outreach.reading.counts import number_in
from outreach.reading.days import days_in
from outreach.sheets.sheet import SheetRow

# Above the headings there are at most so many filled rows.
HEAD = 20
# A row with so many known names is one of headings.
CLEAR = 3
AGE = r"(?:aged?\s*|ages\s*|อายุ\s*)?\d{1,2}\s*(?:-|–|to|ถึง)\s*\d{1,2}(?:\s*(?:years?|yrs?|y|ปี))?"
PART = re.compile(
    rf"(?<!\w)(?:(?:fe)?males?|(?:wo)?m[ae]n|boys?|girls?|[mf]|{AGE}|(?:under|over|below|above|[<>≤≥])"
    r"\s*\d{1,2}s?|\d{1,2}\s*\+)(?!\w)|(?:ผู้)?(?:ชาย|หญิง)(?=\s|\)|$)",
    re.IGNORECASE,
)
SEXES = {
    **dict.fromkeys(("male", "males", "man", "men", "boy", "boys", "m", "ชาย", "ผู้ชาย"), "m"),
    **dict.fromkeys(
        ("female", "females", "woman", "women", "girl", "girls", "f", "หญิง", "ผู้หญิง"), "f"
    ),
}
TOTAL_WORD = re.compile(r"(?<!\w)(?:grand\s+|sub)?-?total(?!\w)|^รวม|รวม$|ทั้งหมด$", re.IGNORECASE)
PUNCTUATION = re.compile(r"[()\[\]:;,/–—-]+")


@dataclass(frozen=True)
class Headings:
    """The headings of a block, and the place of its first row below them."""

    cells: list[str]
    first: int
    # Of the row, or of the two rows, that they stand in.
    numbers: tuple[int, ...]
    score: tuple[int, int]


def find_headings(rows: list[SheetRow], columns: Columns) -> Headings | None:
    """The first clear headings of a sheet, else the best; None where none look like headings."""
    found = [headings_at(rows, place, columns) for place in range(min(HEAD, len(rows)))]
    # Further blocks may have more headings than the first.
    if clear := [each for each in found if each.score[0] >= CLEAR]:
        return clear[0]
    filled = [each for each in found if each.score != (0, 0)]
    return max(filled, key=lambda each: (each.score, -each.first), default=None)


def headings_at(rows: list[SheetRow], place: int, columns: Columns) -> Headings:
    """Those that begin in the row, which may go on in the next one."""
    row = rows[place]
    alone = Headings(row.cells, place + 1, (row.number,), header_score(row.cells, columns))
    if place + 1 == len(rows) or rows[place + 1].number != row.number + 1:
        return alone
    below = rows[place + 1]
    cells = joined(row.cells, below.cells, columns)
    if cells is None:
        return alone
    score = header_score(cells, columns)
    both = Headings(cells, place + 2, (row.number, below.number), score)
    return both if score >= alone.score else alone


def joined(upper: list[str], lower: list[str], columns: Columns) -> list[str] | None:
    """One heading for each column of two rows, or None where the lower row is no heading."""
    width = max(len(upper), len(lower))
    upper, lower = padded(upper, width), padded(lower, width)
    below = [cell for above, cell in zip(upper, lower, strict=True) if cell and cell != above]
    names = [cell for cell in below if PART.search(cell) or columns.called(cell)]
    if len(names) < len(below) or not names or any(is_value(cell) for cell in below):
        return None
    # A title stands alone in its row.
    if len({cell for cell in upper if cell}) < 2:
        return None
    cells, parent = [], ""
    for above, cell in zip(upper, lower, strict=True):
        # What stands over the first of several columns stands over all of them.
        parent = above or (parent if cell else "")
        cells.append(under(parent, cell, columns))
    return cells


def padded(cells: list[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def under(parent: str, cell: str, columns: Columns) -> str:
    if not cell or not parent or cell == parent:
        return cell or parent
    # “Students” under “How many” says it all; “Male” does not.
    known = columns.called(cell)
    return cell if known and known != TOTAL else f"{parent} {cell}"


def header_score(cells: list[str], columns: Columns) -> tuple[int, int]:
    """How many headings are known, and how many there are; (0, 0) for no headings."""
    filled = [cell for cell in cells if cell]
    known = {meant(cell, columns) for cell in filled} - {""}
    if len(known) >= 2:
        return len(known), len(filled)
    if len(filled) >= 3 and not any(is_value(cell) for cell in filled):
        return 0, len(filled)
    return 0, 0


def meant(heading: str, columns: Columns) -> str:
    """The column that a heading means, “total-…” for a group's own sum, or ""."""
    if known := columns.called(heading):
        return f"total-{known}" if columns.is_count(known) and is_sum(heading) else known
    base = without_part(heading)
    known = columns.called(TOTAL_WORD.sub(" ", base)) or ""
    if not columns.is_count(known):
        return ""
    return f"total-{known}" if is_sum(base) else known


def is_sum(heading: str) -> bool:
    plain = heading.replace("_", " ")
    return bool(TOTAL_WORD.search(plain)) and not PART.search(plain)


def without_part(heading: str) -> str:
    return " ".join(PUNCTUATION.sub(" ", PART.sub(" ", heading.replace("_", " "))).split())


def part_of(heading: str) -> tuple[str, str]:
    """The sex and the age that a heading counts of a group, each "" where it names none."""
    words = [match.group().casefold() for match in PART.finditer(heading.replace("_", " "))]
    sexes = "".join(sorted({SEXES[word] for word in words if word in SEXES}))
    return sexes, " ".join(word for word in words if word not in SEXES)


def meanings(headings: list[str], columns: Columns) -> tuple[list[str], dict[str, str]]:
    """What each heading means, and for which groups the parts are added up without a question.

    A sum of a group is only compared; where nothing else counts the group, the sum is its count.
    """
    found = [meant(heading, columns) for heading in headings]
    counted = {name for name in found if columns.is_count(name)}
    found = [
        name.removeprefix("total-") if name.removeprefix("total-") not in counted else name
        for name in found
    ]
    answers = {}
    for name in counted:
        pairs = zip(headings, found, strict=True)
        parts = [part_of(heading) for heading, each in pairs if each == name]
        if len(parts) > 1 and make_a_whole(parts):
            answers[f"add-{name}"] = "add"
    return found, answers


def make_a_whole(parts: list[tuple[str, str]]) -> bool:
    """Whether nobody is in two parts: all are of the same kind, and none is there twice.

    Boys beside males, or sexes beside ages, count somebody twice.
    """
    kinds = {(bool(sex), bool(age)) for sex, age in parts}
    return len(kinds) == 1 and (False, False) not in kinds and len(set(parts)) == len(parts)


def is_value(cell: str) -> bool:
    return is_number(cell) or is_day(cell)


def is_number(cell: str) -> bool:
    return number_in(cell) is not None or bool(re.fullmatch(r"[-+]?[\d.,\s]+%?", cell))


def is_day(cell: str) -> bool:
    try:
        return bool(days_in(cell))
    except ValueError:
        return False
