"""The figures of a report for an auditor: where each stands, and the very events that make it."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from grantreports.desk.draft import Draft
from grantreports.desk.used_figures import Used, used_figures
from grantreports.foundation.models import Branding
from grantreports.reports.models import Report
from outreach.cells import KeptEvent, Spans, kept_rows
from outreach.figures import Amount, Cells, Figure, Vocabulary
from outreach.models import OutreachEvent, Setting
from outreach.sheets.download import BOLD, HEAD_FILL
from projects.places import province_name
from projects.spreadsheets import FORMULA

FIGURE_WIDTHS = (24, 52, 14, 18, 20)
EVENT_HEADINGS = ("Record", "Date", "Venue", "Province", "Setting", "Counted or estimated")
EVENT_WIDTHS = (9, 12, 32, 20, 18, 14)
WRAPPED, CENTRED = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="center")
GROUPED = "#,##0"
A4 = Worksheet.PAPERSIZE_A4
# Of a line of letters, in points.
LINE_HEIGHT = 15


def figures_xlsx(report: Report, draft: Draft, events: list[KeptEvent]) -> bytes:
    """`events` are those that the figures count, as a snapshot keeps them."""
    vocabulary = Vocabulary.for_project(report.project)
    used = used_figures(report, draft, vocabulary)
    spans = report.times.spans
    cells = Cells(kept_rows(events), spans, vocabulary.tree)
    book = Workbook(write_only=True)
    book.properties.title = f"{report}: figures"
    book.properties.creator = Branding.current().foundation_name
    add_sheet(book, "Figures", figure_rows(used, cells), FIGURE_WIDTHS)
    columns = list({each.figure: each for each in used}.values())
    rows = event_rows(columns, events, spans, cells)
    # Day and venue stay in sight beside all figures.
    widths = (*EVENT_WIDTHS, *(18 for _ in columns))
    add_sheet(book, "Events", rows, widths, first_cell="D2", has_sums=True)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def figure_rows(used: list[Used], cells: Cells) -> Iterator[list[Any]]:
    yield ["Where", "Figure", "Value", "As printed", "Counts"]
    for each in used:
        printed = each.text(cells)
        value = as_number(cells.value(each.figure))
        shown = printed if value is None else value
        yield [each.where, f"{{{each.source}}}", shown, printed, name_of(each.figure)]


def name_of(figure: Figure) -> str:
    return f"{figure.relation}: {figure.measure}" if figure.relation else figure.measure


def as_number(value: Amount | str | None) -> int | float | str | None:
    """A decimal number as a spreadsheet keeps it."""
    return float(value) if isinstance(value, Decimal) else value


def event_rows(
    columns: list[Used], events: list[KeptEvent], spans: Spans, cells: Cells
) -> Iterator[list[Any]]:
    """Each event once; below each figure what the event adds to it, and at the end its value."""
    yield [*EVENT_HEADINGS, *(f"{{{each.source}}}" for each in columns)]
    for event in events:
        happened = Cells(kept_rows([event]), spans)
        parts = [part_of(happened, each.figure) for each in columns]
        if any(part is not None for part in parts):
            yield [*facts_of(event), *parts]
    values = (as_number(cells.value(each.figure)) for each in columns)
    yield ["Value", *[None] * (len(EVENT_HEADINGS) - 1), *values]


def facts_of(event: KeptEvent) -> list[Any]:
    return [
        event["id"] if event["id"] > 0 else None,
        date.fromisoformat(event["first_day"]),
        event["venue"],
        province_name(event["province"]) if event["province"] else None,
        str(Setting(event["setting"]).label) if event["setting"] else None,
        str(OutreachEvent.CountMethod(event["count_method"]).label),
    ]


def part_of(happened: Cells, figure: Figure) -> int | float | str | None:
    """What an event adds to the figure; None where it does not count.

    Of figures in relation the first one is shown.
    """
    cells = happened.found(figure) if figure.relation != "baseline" else []
    return as_number(figure.counts.part(cells[0], figure.groups)) if cells else None


def add_sheet(
    book: Workbook,
    title: str,
    rows: Iterable[list[Any]],
    widths: tuple[int, ...],
    first_cell: str = "A2",
    has_sums: bool = False,
) -> None:
    """`first_cell` is the first that scrolls; the last row may have the values of the others."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = first_cell
    for index, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    set_paper(sheet)
    head, *others = [[plain(value) for value in row] for row in rows]
    lines = max(ceil(len(text) * 1.2 / width) for text, width in zip(head, widths, strict=True))
    sheet.row_dimensions[1].height = lines * LINE_HEIGHT
    sheet.append([heading(sheet, text) for text in head])
    last = len(others) - 1 if has_sums else None
    for number, row in enumerate(others):
        cells = (dressed(sheet, value, width) for value, width in zip(row, widths, strict=True))
        sheet.append([in_bold(sheet, value) for value in row] if number == last else cells)


def set_paper(sheet: Any) -> None:
    """All columns on the width of A4, with the headings on each page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:1"


def heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = in_bold(sheet, text)
    cell.fill, cell.alignment = HEAD_FILL, WRAPPED
    return cell


def in_bold(sheet: Any, value: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.font, cell.number_format = BOLD, GROUPED
    return cell


def dressed(sheet: Any, value: Any, width: int) -> Any:
    """The value, as a cell where it needs a look of its own: that takes time."""
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date):
        cell.alignment = CENTRED
    elif isinstance(value, str) and len(value) > width:
        cell.alignment = WRAPPED
    elif isinstance(value, int) and value >= 1000:
        cell.number_format = GROUPED
    else:
        return value
    return cell


def plain(value: Any) -> Any:
    """A text that no spreadsheet program runs as a formula."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub(" ", value)
    return f"'{text}" if FORMULA.match(text) else text
