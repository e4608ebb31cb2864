"""Days as files have them: as people write them, or counted as spreadsheets count them."""

import re
from collections.abc import Iterable
from datetime import tzinfo

from openpyxl.utils.datetime import from_excel

from projects.written_days import NOT_A_DAY, Days, common_era, order_of, read_days

DAY_FIRST, MONTH_FIRST, NOT_CLEAR = "day-first", "month-first", ""
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
