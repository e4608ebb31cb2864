"""Events into a file, chunk by chunk: however many there are, few are in memory at a time."""

import codecs
import csv
import io
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.db.models import QuerySet
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from outreach.columns import Columns
from outreach.counts import look_up_numbers
from outreach.models import OutreachEvent
from outreach.sheets.download import escaped, saved, workbook
from projects.models import Project
from projects.spreadsheets import stopped

# So many events are read at a time, by three queries.
CHUNK = 2_000
# What a sheet takes, in rows; its file in bytes, before it needs a container that Excel repairs.
MOST_ROWS = 1_048_576
MOST_BYTES = 2_000_000_000
DIMENSION = re.compile(rb"<dimension [^>]*/>")
# XML reads a bare one as the end of a line.
RETURN = {"\r": "&#13;"}


class TooLarge(Exception):
    """A sheet does not take so many rows, or so much text."""


def keys_of(events: QuerySet[OutreachEvent]) -> array:
    """The keys of many events, in little memory."""
    return array("q", events.values_list("pk", flat=True).iterator(chunk_size=CHUNK))


def write(
    file: IO[bytes],
    file_format: str,
    project: Project,
    keys: Sequence[int],
    tell: Callable[[int], object] = lambda rows: None,
) -> None:
    """The events with these keys, in this order; `tell` hears how many are written.

    Raises `TooLarge`.
    """
    WRITERS[file_format](file, project, events_with(keys, tell))


def events_with(
    keys: Sequence[int], tell: Callable[[int], object] = lambda rows: None
) -> Iterator[OutreachEvent]:
    """Each event as it is by now, with its numbers; without those that were removed meanwhile."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        events = OutreachEvent.objects.filter(pk__in=chunk).order_by()
        found = {event.pk: event for event in events}
        look_up_numbers(found.values())
        yield from (found[key] for key in chunk if key in found)
        tell(start + len(chunk))


def write_csv(file: IO[bytes], project: Project, events: Iterable[OutreachEvent]) -> None:
    """With a mark at the beginning by which Excel knows that letters may be Thai."""
    columns = Columns.of(project)
    cells_of = cells_in(columns)
    writer = csv.writer(codecs.getwriter("utf-8-sig")(file))
    writer.writerow([column.label for column in columns])
    writer.writerows(cells_of(event) for event in events)


def write_xlsx(file: IO[bytes], project: Project, events: Iterable[OutreachEvent]) -> None:
    """The template, with the rows of the events poured into its first sheet."""
    columns = Columns.of(project)
    book = workbook(project, columns)
    template = io.BytesIO(saved(book))
    # Only now the sheet has a place in the file.
    first_sheet = book.active.path.removeprefix("/")
    with ZipFile(template) as empty, ZipFile(file, "w", ZIP_DEFLATED) as filled:
        for name in empty.namelist():
            with filled.open(name, "w") as part:
                if name == first_sheet:
                    pour(part, empty.read(name), rows_of(book.active, columns, events))
                else:
                    part.write(empty.read(name))


WRITERS = {"xlsx": write_xlsx, "csv": write_csv}


def cells_in(columns: Columns) -> Callable[[OutreachEvent], list[Any]]:
    """A function that tells the cells of an event."""

    def cells_of(column: Any) -> Callable[[Any], Any]:
        def cell(value: Any) -> Any:
            return stopped(column.cell(value, columns.division))

        # A list has few values, and each is looked up in the language of the page.
        return cache(cell) if columns.choices_of(column) else cell

    told = [(column.value, cells_of(column)) for column in columns]
    return lambda event: [cell(value(event)) for value, cell in told]


def pour(part: IO[bytes], sheet: bytes, rows: Iterable[bytes]) -> None:
    """The XML of a sheet, with more rows below those it has."""
    head, end, tail = sheet.partition(b"</sheetData>")
    # Without it programs look themselves how far the rows go.
    size = part.write(DIMENSION.sub(b"", head))
    for row in rows:
        size += part.write(row)
        if size > MOST_BYTES:
            raise TooLarge
    part.write(end + tail)


def rows_of(sheet: Any, columns: Columns, events: Iterable[OutreachEvent]) -> Iterator[bytes]:
    """The XML of a row for each event, from the second row on, each cell as its column looks.

    A library takes several times as long for it, and leaves a file behind where it is killed.
    """
    letters = [get_column_letter(at) for at, _ in enumerate(columns, 1)]
    styles = [sheet.column_dimensions[letter].style_id for letter in letters]
    looks = [f' s="{style}"' if style else "" for style in styles]
    cells_of = cells_in(columns)
    for number, event in enumerate(events, 2):
        if number > MOST_ROWS:
            raise TooLarge
        cells = zip(letters, looks, cells_of(event), strict=True)
        written = (cell_xml(f"{letter}{number}", look, cell) for letter, look, cell in cells)
        yield f'<row r="{number}">{"".join(written)}</row>'.encode()


def cell_xml(place: str, look: str, cell: Any) -> str:
    """ECMA-376, part 1, 18.3.1.4; an empty cell is left out."""
    if isinstance(cell, str):
        if not cell:
            return ""
        text = escape(escaped(cell), RETURN)
        return (
            f'<c r="{place}"{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        )
    value = int(to_excel(cell)) if isinstance(cell, date) else cell
    return f'<c r="{place}"{look}><v>{value}</v></c>'
