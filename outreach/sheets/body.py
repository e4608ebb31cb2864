"""The rows below the headings: events, headings of months, the file's own sums, and notes."""

import re
from calendar import month_name
from dataclasses import dataclass

from django.utils.translation import gettext

from outreach.reading.counts import number_in
from outreach.sheets.headings import is_number
from outreach.sheets.table import Row
from projects.written_days import MONTHS, bare, full_year

TOTAL = re.compile(
    r"(?:grand |sub)?-?totals?\b|sum\b|รวม|ยอดรวม|ผลรวม|ทั้งหมด|รวมทั้งหมด|รวมทั้งสิ้น", re.IGNORECASE
)
MONTH = re.compile(
    r"(?:เดือน|month(?: of)?:?)?\s*([^\W\d][^\d,/]*?)[\s,\-/.']*(\d{4}|\d{2})?$", re.IGNORECASE
)
YEAR = re.compile(r"(?<!\d)(20\d{2}|25\d{2})(?!\d)")
DAY_ALONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–]\s*(\d{1,2})(?:st|nd|rd|th)?)?")


@dataclass
class Month:
    """The month that a heading or the name of a sheet names; without a year where none is told."""

    month: int
    year: int | None

    @classmethod
    def named_in(cls, text: str) -> "Month | None":
        match = MONTH.fullmatch(text.strip())
        if not match or bare(match[1]) not in MONTHS:
            return None
        try:
            return cls(MONTHS[bare(match[1])], full_year(match[2]) if match[2] else None)
        except ValueError:
            return None

    def day(self, text: str) -> str:
        """“14” under “March 2025” as a whole day; any other text as it is."""
        match = DAY_ALONE.fullmatch(text.strip())
        if not match:
            return text
        days = f"{match[1]}-{match[2]}" if match[2] else match[1]
        return f"{days} {month_name[self.month]} {self.year or ''}".strip()


def year_in(texts: list[str]) -> int | None:
    """The only year that titles name."""
    found = {match[1] for text in texts for match in YEAR.finditer(text)}
    return int(found.pop()) if len(found) == 1 else None


def sort_out(rows: list[Row], day_at: int | None, month: Month | None, year: int | None) -> None:
    """Say of each row that is no event what it is, and give days their month."""
    for row in rows:
        if heading := month_heading(row):
            row.left_out = gettext("This row is a heading.")
            month = heading
        elif day_at is not None and month:
            known = Month(month.month, month.year or year)
            row.cells[day_at] = known.day(row.cells[day_at])
    leave_out_totals(rows)


def month_heading(row: Row) -> Month | None:
    filled = {cell for cell in row.cells if cell}
    return Month.named_in(filled.pop()) if len(filled) == 1 else None


def leave_out_totals(rows: list[Row]) -> None:
    """Sums are computed here; a row of them is no event, and is compared with what is read."""
    last = None
    for place, row in enumerate(rows):
        is_last = place == len(rows) - 1
        if is_named_total(row) or (is_last and is_sum(rows)):
            row.left_out = gettext("This row holds totals.")
            row.is_total, last = True, place
    for row in rows[last + 1 :] if last is not None else []:
        if sum(map(bool, row.cells)) == 1 and not row.left_out:
            row.left_out = gettext("This row is a note below the table.")


def is_named_total(row: Row) -> bool:
    """“Total” and numbers, but no day: “Total Learning Centre” is a venue."""
    filled = [cell for cell in row.cells if cell]
    others = [cell for cell in filled if not TOTAL.match(cell)]
    return len(others) < len(filled) and all(is_number(cell) for cell in others)


def is_sum(rows: list[Row]) -> bool:
    """Whether the last row is nothing but numbers, each the sum of those above it."""
    *above, last = rows
    filled = [index for index, cell in enumerate(last.cells) if cell]
    if len(above) < 2 or not filled or not all(is_number(last.cells[index]) for index in filled):
        return False
    return all(
        number_in(last.cells[index]) == sum(number_in(row.cells[index]) or 0 for row in above)
        for index in filled
    )
