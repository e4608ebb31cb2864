"""Days as files have them: as people write them, or counted as spreadsheets count them."""

import re
from collections.abc import Iterable
from datetime import tzinfo

from openpyxl.utils.datetime import from_excel

from projects.written_days import NOT_A_DAY, Days, common_era, order_of, read_days

DAY_FIRST, MONTH_FIRST, NOT_CLEAR = "day-first", "month-first", ""
REAL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# A day as a spreadsheet counts it, from 1954; with six digits it lies in the Buddhist era.
SERIAL = re.compile(r"([2-9]\d{4}|2\d{5})(?:\.\d+)?", re.ASCII)


def days_in(text: str, *, month_first: bool = False, zone: tzinfo | None = None) -> Days | None:
    """The day or the days in a cell, None in an empty one; raises ValueError with a sentence."""
    if not text:
        return None
    if not SERIAL.fullmatch(text):
        return read_days(text, month_first=month_first, zone=zone)
    try:
        day = from_excel(float(text))
        return Days(common_era(day.year, day.month, day.day))
    except (ValueError, OverflowError):
        raise ValueError(str(NOT_A_DAY)) from None


def may_be_swapped(cells: Iterable[str]) -> list[str]:
    """Real dates of a column that a spreadsheet may have read month first, all of them or none.

    Typed as 5/6/2025 it makes a date of what can be one by its own order, and leaves 14/6/2025
    as text: then no date has a day after the twelfth, and no text has one before.
    """
    cells = list(cells)
    dates = [cell for cell in cells if REAL_DATE.fullmatch(cell)]
    texts = {order_of(cell) for cell in cells if cell and not REAL_DATE.fullmatch(cell)} - {None}
    days = [tuple(map(int, cell.split("-")[1:])) for cell in dates]
    is_doubtful = texts == {"day"} and all(day <= 12 for _, day in days)
    return [
        cell
        for cell, (month, day) in zip(dates, days, strict=True)
        if month != day and is_doubtful
    ]


def swapped(text: str) -> str:
    """A real date with its day for its month."""
    if not REAL_DATE.fullmatch(text):
        return text
    year, month, day = text.split("-")
    return f"{year}-{day}-{month}"


def order_in(cells: Iterable[str]) -> str | None:
    """What comes first in the days of a column: DAY_FIRST or MONTH_FIRST where a cell decides it
    for all, NOT_CLEAR where both are possible or the cells differ, None where nobody can doubt.
    """
    found = {order_of(cell) for cell in cells} - {None}
    if not found:
        return None
    if found <= {"day", "either"} and "day" in found:
        return DAY_FIRST
    if found <= {"month", "either"} and "month" in found:
        return MONTH_FIRST
    return NOT_CLEAR
