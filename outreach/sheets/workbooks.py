"""XLSX files, which strangers made: their values as text, within limits."""

import io
import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property, partial
from itertools import islice
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from outreach.sheets.sheet import FileRefused, Sheet, SheetRow, clean

logger = logging.getLogger(__name__)

# Five megabytes can hide gigabytes.
MOST_BYTES_UNPACKED = 40_000_000
MOST_SHEETS = 30
# A real file has some hundred merged cells, a hostile one millions.
MOST_MERGED = 2_000
MOST_ROWS_MERGED = 100
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
FORMULA_TAG = re.compile(rb"<(?:\w+:)?f[\s/>]")
PLAIN_NUMBER = re.compile(r"[\d\s.,]+")

# Row number, then index of the column: the number of the row that is shown there.
Covered = dict[int, dict[int, int]]


class Book:
    """A workbook twice: with the results of its formulas, and with the formulas themselves.

    Each is opened once, because openpyxl may look through all of its sheets when it opens one.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def results(self) -> Workbook:
        return opened(self._content, results=True)

    @cached_property
    def formulas(self) -> Workbook:
        return opened(self._content, results=False)


def sheets_of_workbook(content: bytes) -> list[Sheet]:
    refuse_bomb(content)
    book = Book(content)
    try:
        names = visible_names(book)
    except Exception:
        # openpyxl answers a damaged file with whatever its code trips over.
        logger.info("A workbook could not be opened.", exc_info=True)
        raise FileRefused(damaged_workbook()) from None
    if not names:
        raise FileRefused(damaged_workbook())
    return [Sheet(name, partial(read_rows, book, name)) for name in names[:MOST_SHEETS]]


def refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES_UNPACKED:
            raise FileRefused(
                gettext(
                    "This file is too big once it is unpacked. Copy its rows into the template."
                )
            )


def damaged_workbook() -> str:
    return gettext(
        "This XLSX file is damaged. Open it in your spreadsheet program and save it again."
    )


def opened(content: bytes, *, results: bool) -> Workbook:
    with warnings.catch_warnings():
        # About parts of the file that nobody asked for.
        warnings.simplefilter("ignore")
        return load_workbook(
            io.BytesIO(content), read_only=True, data_only=results, keep_links=False
        )


def visible_names(book: Book) -> list[str]:
    return [sheet.title for sheet in book.results.worksheets if sheet.sheet_state == "visible"]


def read_rows(book: Book, name: str, limit: int) -> tuple[list[SheetRow], str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(islice(filled_rows(book, name), limit)), ""
    except Exception:
        logger.info("A worksheet could not be read.", exc_info=True)
        return [], damaged_workbook()


def filled_rows(book: Book, name: str) -> Iterator[SheetRow]:
    sheet = book.results[name]
    xml = source_of(sheet)
    covered = covered_cells(xml)
    tops = {top for cells in covered.values() for top in cells.values()}
    shown: dict[int, dict[int, str]] = {}
    for number, row in enumerate(texts_of(book, sheet, xml), 1):
        fill_covered(row, covered.get(number, {}), shown)
        if number in tops:
            shown[number] = dict(enumerate(row))
        if any(row):
            yield SheetRow(number, row)


def source_of(sheet: Any) -> bytes:
    # A sheet that is read row by row does not tell its merged cells; its XML does.
    with sheet._get_source() as source:
        return source.read()


def texts_of(book: Book, sheet: Any, xml: bytes) -> Iterator[list[str]]:
    # What the file says of its size is often wrong.
    sheet.reset_dimensions()
    if not FORMULA_TAG.search(xml):
        yield from ([as_text(value) for value in row] for row in sheet.values)
        return
    formulas = book.formulas[sheet.title]
    formulas.reset_dimensions()
    for row, formula_row in zip(sheet.values, formulas.values, strict=True):
        yield [
            as_text(value) if value is not None else formula_text(formula)
            for value, formula in zip(row, formula_row, strict=True)
        ]


def formula_text(cell: Any) -> str:
    """A formula that was saved without its result is kept, so that it is told and not lost."""
    text = getattr(cell, "text", cell)
    return clean(text) if isinstance(text, str) else ""


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


def covered_cells(xml: bytes) -> Covered:
    """By row, the cells that a merged one above covers."""
    covered: Covered = {}
    for match in islice(MERGED.finditer(xml), MOST_MERGED):
        left, top, _, bottom = range_boundaries(match[1].decode())
        for number in range(top + 1, min(bottom, top + MOST_ROWS_MERGED) + 1):
            covered.setdefault(number, {})[left - 1] = top
    return covered


def fill_covered(row: list[str], tops: dict[int, int], shown: dict[int, dict[int, str]]) -> None:
    """A province merged over five rows is the province of all five; 30 people are not 150."""
    row += [""] * (max(tops, default=-1) + 1 - len(row))
    for index, top in tops.items():
        above = shown.get(top, {}).get(index, "")
        if not row[index] and not PLAIN_NUMBER.fullmatch(above):
            row[index] = above
