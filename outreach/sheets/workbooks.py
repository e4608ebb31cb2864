"""XLSX files, which strangers made: their values as text, within limits."""

import io
import logging
import zipfile
from collections.abc import Iterator
from functools import partial
from itertools import islice

from django.utils.translation import gettext
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from outreach.sheets.marks import FarCells, Marks, marks_of
from outreach.sheets.sheet import FileRefused, Sheet, SheetRow
from outreach.sheets.shown import shown_rows

logger = logging.getLogger(__name__)

# Twenty megabytes can hide gigabytes; a real sheet becomes ten to twenty times as large.
MOST_BYTES_UNPACKED, SMALL, MOST_TIMES = 200_000_000, 40_000_000, 50
MOST_SHEETS = 60


def sheets_of_workbook(content: bytes) -> list[Sheet]:
    refuse_bomb(content)
    try:
        found = marks_of(content)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except FarCells:
        raise FileRefused(too_far()) from None
    except Exception:
        # What a damaged file trips over is different each time.
        logger.info("A workbook could not be opened.", exc_info=True)
        raise FileRefused(damaged_workbook()) from None
    named = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if not any(each.visible == SheetVisibleEnum.Visible for each in named):
        raise FileRefused(damaged_workbook())
    if len(named) > MOST_SHEETS:
        raise FileRefused(
            gettext("This file has more than %d sheets. Send it in several parts.") % MOST_SHEETS
        )
    return [
        Sheet(
            each.name,
            partial(read_rows, book, each.name, found.get(each.name) or Marks()),
            is_hidden=each.visible != SheetVisibleEnum.Visible,
            **(found.get(each.name) or Marks()).told(),
        )
        for each in named
    ]


def refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > MOST_BYTES_UNPACKED or (size > SMALL and size > MOST_TIMES * len(content)):
        raise FileRefused(
            gettext("This file is too big once it is unpacked. Copy its rows into the template.")
        )


def damaged_workbook() -> str:
    return gettext(
        "This XLSX file is damaged. Open it in your spreadsheet program and save it again."
    )


def too_far() -> str:
    return gettext(
        "Something stands far away from the table in this file, in the last rows or columns. "
        "Delete it, or copy what is needed into the template."
    )


def read_rows(
    book: CalamineWorkbook, name: str, marks: Marks, limit: int
) -> tuple[list[SheetRow], str]:
    try:
        return list(islice(filled_rows(book, name, marks), limit)), ""
    except Exception:
        logger.info("A worksheet could not be read.", exc_info=True)
        return [], damaged_workbook()


def filled_rows(book: CalamineWorkbook, name: str, marks: Marks) -> Iterator[SheetRow]:
    sheet = book.get_sheet_by_name(name)
    # Rows are counted from the first of the sheet, columns from the first that is filled.
    left = (sheet.start or (0, 0))[1]
    yield from shown_rows(sheet.iter_rows(), left, sheet.merged_cell_ranges or [], marks)
