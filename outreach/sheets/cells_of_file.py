"""Run as a program: an XLS, XLSB or ODS file from standard input, its cells as JSON.

The reader holds a sheet from its first to its last cell, and a small file may claim that these lie
far apart. It therefore runs in a process of its own, within limits of memory and time, and knows
nothing of the site.
"""

import io
import json
import resource
import sys
from datetime import date, datetime
from itertools import islice
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MOST_MEMORY, MOST_SECONDS = 1_500_000_000, 60
# Some more than come in, so that too many are told.
MOST_ROWS = 60_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for each in book.sheets_metadata:
        if each.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(each.name)
        rows = [[plain(value) for value in row] for row in islice(sheet.iter_rows(), MOST_ROWS)]
        sheets.append(
            {
                "name": each.name,
                "is_hidden": each.visible != SheetVisibleEnum.Visible,
                "left": (sheet.start or (0, 0))[1],
                "rows": rows,
                "merged": sheet.merged_cell_ranges or [],
            }
        )
    json.dump(sheets, sys.stdout)


def plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value


if __name__ == "__main__":
    main()
