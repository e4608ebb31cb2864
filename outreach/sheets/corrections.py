"""What somebody corrects in the preview: cells, rows to leave out, what a column is."""

import re

from django.utils.translation import gettext

from outreach.sheets.columns import LEFT_OUT
from outreach.sheets.sheet import clean

CELL = re.compile(r"cell-(\d{1,6})-([\w-]+)", re.ASCII)
ROW = re.compile(r"(leave|take)-(\d{1,6})", re.ASCII)
COLUMN = re.compile(r"column-(\d{1,3})", re.ASCII)


def correct(table, data, columns):
    """Write into the table what was posted; whether that changes anything."""
    before = table.as_json()
    for name, text in data.items():
        if (match := CELL.fullmatch(name)) and int(match[1]) < len(table.rows):
            correct_cell(table, int(match[1]), match[2], clean(text), columns)
        elif (match := ROW.fullmatch(name)) and int(match[2]) < len(table.rows):
            reason = gettext("You left this row out.") if match[1] == "leave" else ""
            table.rows[int(match[2])].left_out = reason
        elif (match := COLUMN.fullmatch(name)) and (text in columns or text == LEFT_OUT):
            choose_column(table, int(match[1]), text)
    return table.as_json() != before


def choose_column(table, index, column):
    if index < len(table.columns):
        table.columns[index] = column


def correct_cell(table, place, column, text, columns):
    # An empty cell of a column that the file does not have says nothing.
    if column in columns and (text or column in table.columns):
        table.write(place, column, text)
