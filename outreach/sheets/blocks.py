"""Where in a sheet the events are: rows below headings of their own, perhaps several times."""

from dataclasses import dataclass, field

from outreach.columns import Columns
from outreach.sheets.headings import Headings, header_score, is_value
from outreach.sheets.sheet import Sheet, SheetRow
from outreach.sheets.table import HIDDEN, HIDDEN_SHEET, STRUCK, Row


@dataclass
class Block:
    """Rows below headings of their own, in one sheet."""

    sheet: Sheet
    headings: list[str]
    rows: list[Row]
    # Filled rows above the headings.
    titles: list[str] = field(default_factory=list)
    number: int = 1
    # How many rows above the headings have several cells with numbers or days among them.
    values_above: int = 0
    meanings: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    # Places of the columns that the file hides.
    hidden: set[int] = field(default_factory=set)


def blocks_of(
    sheet: Sheet, rows: list[SheetRow], headings: Headings, columns: Columns
) -> list[Block]:
    """The rows of a sheet, anew wherever other headings begin; the same ones are passed over."""
    above = rows[: headings.first - len(headings.numbers)]
    titles = [cell for row in above for cell in row.cells if cell]
    block = Block(sheet, headings.cells, [], titles, headings.numbers[0])
    block.values_above = sum(is_filled_with_values(row.cells) for row in above)
    blocks = [block]
    printed = [row.cells for row in rows[headings.first - len(headings.numbers) : headings.first]]
    for row in rows[headings.first :]:
        if row.cells in printed or same_headings(row.cells, block.headings):
            continue
        if looks_like_headings(row.cells, columns):
            block = Block(sheet, row.cells, [], number=row.number)
            blocks.append(block)
            continue
        block.rows.append(Row(row.number, list(row.cells), mark=mark_of(sheet, row)))
    return [block for block in blocks if block.rows]


def is_filled_with_values(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= 3 and any(map(is_value, filled))


def looks_like_headings(cells: list[str], columns: Columns) -> bool:
    filled = [cell for cell in cells if cell]
    # Most rows have a number, and looking up what their words mean takes its time.
    if any(cell[0].isdigit() for cell in filled):
        return False
    return header_score(cells, columns)[0] >= 3 and not any(map(is_value, filled))


def same_headings(cells: list[str], headings: list[str]) -> bool:
    return cells[: len(headings)] == headings


def mark_of(sheet: Sheet, row: SheetRow) -> str:
    if sheet.is_hidden:
        return HIDDEN_SHEET
    return HIDDEN if row.is_hidden else STRUCK if row.is_struck else ""
