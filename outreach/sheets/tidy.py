"""From a sheet as people send it to a table: one row of headings, and rows of one event each."""

import re
from collections import Counter
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext

from outreach.columns import LEFT_OUT, Columns
from outreach.reading.counts import is_approximate, read_count
from outreach.reading.days import days_in
from outreach.sheets.files import sheets_of
from outreach.sheets.sheet import FileRefused, Sheet, SheetRow

MOST_ROWS = 5_000
MOST_COLUMNS = 60
# Above the headings there are at most so many filled rows.
HEAD = 20
TOTAL = re.compile(
    r"(?:grand |sub)?-?totals?\b|sum\b|รวม|ยอดรวม|ผลรวม|ทั้งหมด|รวมทั้งหมด|รวมทั้งสิ้น", re.IGNORECASE
)


@dataclass
class Row:
    number: int
    cells: list[str]
    # Why the row is not taken along, as a sentence; "" for a row that is.
    left_out: str = ""


@dataclass
class Table:
    headings: list[str]
    # What each column is: a name that `Columns` knows, LEFT_OUT, or "" where nobody said yet.
    columns: list[str]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)

    @classmethod
    def from_json(cls, data: dict) -> "Table":
        return cls(**data | {"rows": [Row(**row) for row in data["rows"]]})

    def as_json(self) -> dict:
        return asdict(self)

    @property
    def named_twice(self) -> list[str]:
        used = Counter(column for column in self.columns if column not in ("", LEFT_OUT))
        return [column for column, times in used.items() if times > 1]

    def taken(self) -> list[tuple[int, Row]]:
        """The rows that are taken along, each with its place."""
        return [(place, row) for place, row in enumerate(self.rows) if not row.left_out]

    def cell(self, place: int, column: str) -> str:
        return self.rows[place].cells[self.columns.index(column)] if column in self.columns else ""

    def write(self, place: int, column: str, text: str) -> None:
        """Change a cell; a column that the file did not have is added at the end."""
        if column not in self.columns:
            self.columns.append(column)
            self.headings.append("")
            for row in self.rows:
                row.cells.append("")
        self.rows[place].cells[self.columns.index(column)] = text

    def forget_unknown(self, columns: Columns) -> None:
        """A group may be gone since the file was read; then somebody has to say what it is."""
        self.columns = [
            column if column in columns or column == LEFT_OUT else "" for column in self.columns
        ]

    def mark_estimates(self, columns: Columns) -> None:
        """“~30” says that nobody counted heads; the row says so then, unless it says otherwise."""
        groups = {column.name for column in columns.groups}
        counts = [index for index, name in enumerate(self.columns) if name in groups]
        for place, row in self.taken():
            is_estimate = any(is_approximate(row.cells[index]) for index in counts)
            if is_estimate and not self.cell(place, "count_method"):
                self.write(place, "count_method", "estimated")


def read_table(content: bytes, columns: Columns) -> Table:
    """The table in a file; raises FileRefused."""
    sheets = sheets_of(content)
    sheet, header = best_sheet(sheets, columns)
    rows, problem = sheet.read(header + MOST_ROWS + HEAD)
    if problem:
        raise FileRefused(problem)
    table = table_below(rows, header, columns)
    if len([each for each in sheets if each.name]) > 1:
        table.notes.insert(0, gettext("Read from the sheet “%s”.") % sheet.name)
    return table


def best_sheet(sheets: list[Sheet], columns: Columns) -> tuple[Sheet, int]:
    """The sheet with the best row of headings, and the place of that row."""
    found = []
    problems = []
    for sheet in sheets:
        rows, problem = sheet.read(HEAD)
        problems += [problem] if problem else []
        for place, row in enumerate(rows):
            found.append((*header_score(row, columns), -place, sheet))
    best = max(found, key=lambda each: each[:3], default=None)
    if best is None or best[:2] == (0, 0):
        raise FileRefused(problems[0] if len(problems) == len(sheets) else no_header(found))
    return best[3], -best[2]


def no_header(found: list) -> str:
    if not found:
        return gettext("This file is empty.")
    return gettext(
        "No row of this file has the names of the columns, such as Date, Venue and Province. "
        "Write them above the first event, or use the template."
    )


def header_score(row: SheetRow, columns: Columns) -> tuple[int, int]:
    """How many headings are known, and how many there are; (0, 0) for no headings."""
    filled = [cell for cell in row.cells if cell]
    known = {columns.called(cell) for cell in filled} - {None}
    if len(known) >= 2:
        return len(known), len(filled)
    if len(filled) >= 3 and not any(is_number(cell) or is_day(cell) for cell in filled):
        return 0, len(filled)
    return 0, 0


def is_number(cell: str) -> bool:
    try:
        return read_count(cell) is not None
    except ValueError:
        return bool(re.fullmatch(r"[-+]?[\d.,\s]+%?", cell))


def is_day(cell: str) -> bool:
    try:
        return bool(days_in(cell))
    except ValueError:
        return False


def table_below(rows: list[SheetRow], header: int, columns: Columns) -> Table:
    titles, headings, body = rows[:header], rows[header].cells, rows[header + 1 :]
    body = [row for row in body if row.cells[: len(headings)] != headings]
    filled = (enumerate(row.cells) for row in [rows[header], *body])
    used = sorted({index for cells in filled for index, cell in cells if cell})
    refuse_size(body, used)
    table = Table(
        headings=[heading_at(headings, index) for index in used],
        columns=[columns.called(heading_at(headings, index)) or "" for index in used],
        rows=[Row(row.number, [heading_at(row.cells, index) for index in used]) for row in body],
    )
    if titles:
        table.notes.append(
            gettext("The headings are in row %d; what stands above them was left out.")
            % rows[header].number
        )
    leave_out_totals(table)
    return table


def heading_at(cells: list[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def refuse_size(body: list[SheetRow], used: list[int]) -> None:
    if not body:
        raise FileRefused(gettext("There are headings, but no row below them."))
    if len(body) > MOST_ROWS:
        raise FileRefused(
            gettext("This file has more than %d rows. Send it in several parts.") % MOST_ROWS
        )
    if len(used) > MOST_COLUMNS:
        raise FileRefused(
            gettext("This file has more than %d columns. Copy what is needed into the template.")
            % MOST_COLUMNS
        )


def leave_out_totals(table: Table) -> None:
    """Sums are computed here; a row of them is no event."""
    last = None
    for place, row in enumerate(table.rows):
        if is_named_total(row) or (place == len(table.rows) - 1 and is_sum(table, row)):
            row.left_out = gettext("This row holds totals.")
            last = place
    for row in table.rows[last + 1 :] if last is not None else []:
        if sum(map(bool, row.cells)) == 1:
            row.left_out = gettext("This row is a note below the table.")


def is_named_total(row: Row) -> bool:
    """“Total” and numbers, but no day: “Total Learning Centre” is a venue."""
    filled = [cell for cell in row.cells if cell]
    others = [cell for cell in filled if not TOTAL.match(cell)]
    return len(others) < len(filled) and all(is_number(cell) for cell in others)


def is_sum(table: Table, row: Row) -> bool:
    """Nothing but numbers, each the sum of those above it."""
    filled = [index for index, cell in enumerate(row.cells) if cell]
    if len(table.rows) < 3 or not all(is_number(row.cells[index]) for index in filled):
        return False
    return all(number_in(row.cells[index]) == column_sum(table, index) for index in filled)


def column_sum(table: Table, index: int) -> int:
    return sum(number_in(row.cells[index]) for row in table.rows[:-1])


def number_in(cell: str) -> int:
    try:
        return read_count(cell) or 0
    except ValueError:
        return 0
