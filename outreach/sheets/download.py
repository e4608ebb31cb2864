"""The workbook of events without its rows: a template for people, and what an export fills."""

import io
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from outreach.column_kinds import Column, CountColumn, DayColumn
from outreach.columns import Columns
from outreach.models import MOST_PEOPLE
from outreach.sheets.tidy import MOST_ROWS
from projects.models import Project
from projects.templatetags import local

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Named as the usual one: a bold font without a name may be any.
BOLD = Font(name="Calibri", size=11, bold=True)
HEAD_FILL = PatternFill("solid", fgColor="E7EDF0")
REQUIRED_FILL = PatternFill("solid", fgColor="FFE7B8")
# Control characters, and the two that are none.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# A text of people that looks like such a sign is escaped itself.
LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# No spreadsheet program takes a longer one.
LONGEST_MESSAGE = 250


def template(project: Project) -> bytes:
    return saved(workbook(project, Columns.of(project)))


def workbook(project: Project, columns: Columns) -> Workbook:
    """The headings of events with all that stands round their rows; there are no rows yet."""
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(gettext("Outreach"))
    sheet.append([column.label for column in columns])
    dress(sheet, columns)
    explain(book, project, columns)
    validate(book, project, columns)
    return book


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def escaped(cell: Any) -> Any:
    """Signs that XML has no room for, as workbooks write them (ECMA-376, part 1, 22.9.2.19)."""
    if not isinstance(cell, str):
        return cell
    plain = LIKE_ESCAPED.sub("_x005F_", cell)
    return NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", plain)


def sheet_name(text: str) -> str:
    """Spreadsheet programs take 31 letters, and not these."""
    return text.translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))[:31]


def dress(sheet: Worksheet, columns: Columns) -> None:
    sheet.freeze_panes = "A2"
    for index, column in enumerate(columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        head = sheet.cell(1, index)
        head.font = BOLD
        head.fill = REQUIRED_FILL if column.is_required else HEAD_FILL
        head.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(column, DayColumn):
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"


def explain(book: Workbook, project: Project, columns: Columns) -> None:
    """A sheet that says how to fill in the first one."""
    sheet = book.create_sheet(sheet_name(gettext("How to fill in")))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90
    for line in instructions(project, columns):
        sheet.append(line)
    for row in sheet.iter_rows():
        row[0].font = BOLD
        row[1].alignment = Alignment(wrap_text=True, vertical="top")


def instructions(project: Project, columns: Columns) -> Iterator[tuple[str, str]]:
    yield str(project), gettext("One row for each outreach event. Leave row 1 as it is.")
    yield (
        gettext("Yellow"),
        gettext("These columns must be filled in. All others may stay empty."),
    )
    for column in columns:
        yield column.label, column.help
    yield (
        gettext("Example"),
        gettext(
            "14/03/2025 · Ban Mai School · Chiang Mai · Rural school · 88 students, 6 teachers"
        ),
    )


def validate(book: Workbook, project: Project, columns: Columns) -> None:
    """Lets the spreadsheet program offer lists and refuse what cannot be."""
    lists = book.create_sheet(sheet_name(gettext("Lists")))
    lists.sheet_state = "hidden"
    years = sorted(project.budget_years.all(), key=lambda year: year.first_day)
    for index, column in enumerate(columns, 1):
        if choices := columns.choices_of(column):
            labels = [label for _value, label in choices]
            check = one_of(lists, labels)
            add(book.active, index, column, check, gettext("Choose from the list."))
        elif isinstance(column, CountColumn):
            check = between("whole", 0, MOST_PEOPLE)
            add(book.active, index, column, check, gettext("Write 0 or a whole number."))
        elif isinstance(column, DayColumn) and years:
            first, last = years[0].first_day, years[-1].last_day
            check = between("date", excel_day(first), excel_day(last))
            # Thai years are days of the project too, and Excel does not know that.
            check.errorStyle = "warning"
            message = gettext("Write a day of the project: %s.") % local.days_to(first, last)
            add(book.active, index, column, check, message)


def one_of(lists: Worksheet, values: list[str]) -> DataValidation:
    """The values stand in the next free column of the sheet of lists."""
    place = 1 if lists["A1"].value is None else lists.max_column + 1
    for number, value in enumerate(values, 1):
        lists.cell(number, place, value)
    letter = get_column_letter(place)
    chosen_from = f"'{lists.title}'!${letter}$1:${letter}${len(values)}"
    return DataValidation("list", formula1=chosen_from, allow_blank=True)


def between(kind: str, least: object, most: object) -> DataValidation:
    limits = {"operator": "between", "formula1": str(least), "formula2": str(most)}
    return DataValidation(kind, allow_blank=True, **limits)


def excel_day(day: Any) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def add(sheet: Worksheet, place: int, column: Column, check: DataValidation, message: str) -> None:
    letter = get_column_letter(place)
    check.showErrorMessage = True
    check.errorTitle = column.label[:30]
    check.error = message[:LONGEST_MESSAGE]
    check.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(check)
