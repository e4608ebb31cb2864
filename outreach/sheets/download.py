"""Events as a file: the same sheet empty, as a template, and filled, as an export."""

import csv
import io
from dataclasses import dataclass

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from outreach.models import MOST_PEOPLE, OutreachEvent, Setting
from outreach.sheets import cells
from outreach.sheets.columns import RECORD, REQUIRED
from outreach.sheets.tidy import MOST_ROWS
from projects.templatetags import local

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = {
    "venue": 32,
    "province": 20,
    "setting": 18,
    "activities": 50,
    "outcome": 50,
    "co_hosts": 28,
}
USUAL_WIDTH = 14
# Named as the usual one: a bold font without a name may be any.
BOLD = Font(name="Calibri", size=11, bold=True)
HEAD_FILL = PatternFill("solid", fgColor="E7EDF0")
REQUIRED_FILL = PatternFill("solid", fgColor="FFE7B8")
DAYS = ["first_day", "last_day"]
# No spreadsheet program takes a longer one.
LONGEST_MESSAGE = 250


@dataclass(frozen=True)
class Listed:
    """Where the values of a column stand on the sheet of lists."""

    column: str
    values: list[str]


def as_csv(resource, events):
    """With a mark at the beginning by which Excel knows that letters may be Thai."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(headings(resource))
    writer.writerows(rows(resource, events))
    return f"\ufeff{file.getvalue()}".encode()


def as_xlsx(resource, events=None):
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(gettext("Outreach"))
    sheet.append(headings(resource))
    for row in rows(resource, events):
        sheet.append([ILLEGAL_CHARACTERS_RE.sub(" ", c) if isinstance(c, str) else c for c in row])
    dress(sheet, resource)
    explain(book, resource)
    validate(book, sheet, resource)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def headings(resource):
    return [resource.columns.label(column) for column in resource.columns.order]


def rows(resource, events):
    return [] if events is None else resource.export(events)


def sheet_name(text):
    """Spreadsheet programs take 31 letters, and not these."""
    return text.translate(dict.fromkeys(map(ord, "[]:*?/\\"), " "))[:31]


def dress(sheet, resource):
    sheet.freeze_panes = "A2"
    for index, column in enumerate(resource.columns.order, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = WIDTHS.get(column, USUAL_WIDTH)
        head = sheet.cell(1, index)
        head.font = BOLD
        head.fill = REQUIRED_FILL if column in REQUIRED else HEAD_FILL
        head.alignment = Alignment(wrap_text=True, vertical="top")
        if column in DAYS:
            sheet.column_dimensions[letter].number_format = "yyyy-mm-dd"


def explain(book, resource):
    """A sheet that says how to fill in the first one."""
    sheet = book.create_sheet(sheet_name(gettext("How to fill in")))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 90
    for line in instructions(resource):
        sheet.append(line)
    for row in sheet.iter_rows():
        row[0].font = BOLD
        row[1].alignment = Alignment(wrap_text=True, vertical="top")


def instructions(resource):
    yield (
        str(resource.project),
        gettext("One row for each outreach event. Leave row 1 as it is."),
    )
    yield (
        gettext("Yellow"),
        gettext("These columns must be filled in. All others may stay empty."),
    )
    for column in resource.columns.order:
        yield (resource.columns.label(column), help_for(column, resource))
    yield (
        gettext("Example"),
        gettext(
            "14/03/2025 · Ban Mai School · Chiang Mai · Rural school · 88 students, 6 teachers"
        ),
    )


def help_for(column, resource):
    if column in resource.columns.groups:
        return gettext("How many came. Leave it empty if nobody counted; 0 means that none came.")
    if column == RECORD:
        return gettext("Filled in by the website. Leave it empty for a new event.")
    if column == "first_day":
        return gettext("Write it like 14/03/2025 or 14 March 2025. Thai years are read as well.")
    return str(OutreachEvent._meta.get_field(column).help_text) or gettext("Choose from the list.")


def validate(book, sheet, resource):
    lists = book.create_sheet(sheet_name(gettext("Lists")))
    lists.sheet_state = "hidden"
    for index, listed in enumerate(lists_of(resource), 1):
        letter = get_column_letter(index)
        for number, value in enumerate(listed.values, 1):
            lists.cell(number, index, value)
        chosen_from = f"'{lists.title}'!${letter}$1:${letter}${len(listed.values)}"
        check = DataValidation("list", formula1=chosen_from, allow_blank=True)
        add(sheet, resource, listed.column, check, gettext("Choose from the list."))
    for column in resource.columns.groups:
        check = between("whole", 0, MOST_PEOPLE)
        add(sheet, resource, column, check, gettext("Write 0 or a whole number."))
    if years := sorted(resource.project.budget_years.all(), key=lambda year: year.first_day):
        first, last = years[0].first_day, years[-1].last_day
        for column in DAYS:
            check = between("date", excel_day(first), excel_day(last))
            # Thai years are days of the project too, and Excel does not know that.
            check.errorStyle = "warning"
            message = gettext("Write a day of the project: %s.") % local.days_to(first, last)
            add(sheet, resource, column, check, message)


def lists_of(resource):
    yield Listed("province", list(cells.province_labels(resource.project.country).values()))
    yield Listed("setting", [str(label) for label in Setting.labels])
    yield Listed("count_method", [str(label) for label in OutreachEvent.CountMethod.labels])


def between(kind, least, most):
    limits = {"operator": "between", "formula1": str(least), "formula2": str(most)}
    return DataValidation(kind, allow_blank=True, **limits)


def excel_day(day):
    return f"DATE({day.year},{day.month},{day.day})"


def add(sheet, resource, column, check, message):
    letter = get_column_letter(resource.columns.order.index(column) + 1)
    check.showErrorMessage = True
    check.errorTitle = resource.columns.label(column)[:30]
    check.error = message[:LONGEST_MESSAGE]
    check.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(check)
