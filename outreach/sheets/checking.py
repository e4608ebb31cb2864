"""Checking a sheet before it comes in, correcting it, and taking it in: all of it or nothing."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django_q.tasks import async_task

from outreach.columns import LEFT_OUT, Columns
from outreach.sheets.models import EventImport
from outreach.sheets.rows import CHANGED, ERROR, SKIPPED, EventRows, ReadRow, keep
from outreach.sheets.sheet import clean
from outreach.sheets.tidy import Table
from projects.locks import locked_project

# So many rows are checked while the page loads; more wait for the background worker.
AT_ONCE = 300
# Progress is told each time so many rows are done.
STEP = 100
CELL = re.compile(r"cell-(\d{1,6})-([\w-]+)", re.ASCII)
ROW = re.compile(r"(leave|take)-(\d{1,6})", re.ASCII)
COLUMN = re.compile(r"column-(\d{1,3})", re.ASCII)


def start(event_import: EventImport) -> None:
    """Check the rows now if they are few, else in the background."""
    if event_import.rows_total <= AT_ONCE:
        check(event_import.pk, event_import.version)
    else:
        async_task("outreach.sheets.checking.check", event_import.pk, event_import.version)


def check(pk: int, version: int) -> None:
    """Find what each row would do; run twice, it finds the same."""
    waiting = EventImport.objects.select_related("project", "user")
    event_import = waiting.filter(pk=pk, version=version, status="checking").first()
    if event_import is None:
        # Discarded, changed or checked by now.
        return
    try:
        with translation.override(event_import.language):
            table, outcome = found_in(event_import)
    except Exception:
        event_import.fail()
        raise
    event_import.finish_check(table, outcome)


def found_in(event_import: EventImport) -> tuple[Table, list[dict]]:
    """The table, and for each of its rows the status, its errors and what was there before."""
    columns = Columns.of(event_import.project)
    table = Table.from_json(event_import.table)
    table.forget_unknown(columns)
    table.mark_estimates(columns)

    def tell(count: int) -> None:
        if count % STEP == 0:
            event_import.tell_progress(count)

    rows = EventRows(event_import.project, event_import.user, columns).read(table, tell)
    outcome: list[dict] = [{"status": SKIPPED} for _ in table.rows]
    for (place, _), row in zip(table.taken(), rows, strict=True):
        outcome[place] = outcome_of(row, columns)
    return table, outcome


def outcome_of(row: ReadRow, columns: Columns) -> dict[str, Any]:
    if row.status == ERROR:
        return {"status": ERROR, "errors": row.problems}
    if row.status == CHANGED:
        before = {name: columns[name].text(row.before[name]) for name in row.changed}
        return {"status": CHANGED, "before": before}
    return {"status": row.status}


def correct(table: Table, data: Mapping[str, str], columns: Columns) -> bool:
    """Write into the table what was posted from the preview; whether that changes anything."""
    before = table.as_json()
    for name, text in data.items():
        if (match := CELL.fullmatch(name)) and int(match[1]) < len(table.rows):
            correct_cell(table, int(match[1]), match[2], clean(text), columns)
        elif (match := ROW.fullmatch(name)) and int(match[2]) < len(table.rows):
            reason = gettext("You left this row out.") if match[1] == "leave" else ""
            table.rows[int(match[2])].left_out = reason
        elif match := COLUMN.fullmatch(name):
            choose_column(table, int(match[1]), text, columns)
    return table.as_json() != before


def choose_column(table: Table, index: int, column: str, columns: Columns) -> None:
    if index < len(table.columns) and (column in columns or column == LEFT_OUT):
        table.columns[index] = column


def correct_cell(table: Table, place: int, column: str, text: str, columns: Columns) -> None:
    # An empty cell of a column that the file does not have says nothing.
    if column in columns and (text or column in table.columns):
        table.write(place, column, text)


def confirm(event_import: EventImport, version: int, user: Any) -> Counter[str] | None:
    """Take the sheet in: how many rows have which status, or None if that is over.

    Everything is checked again; where a row has an error by now, all are refused, with a Counter
    that says so.
    """
    table = Table.from_json(event_import.table)
    # Two sheets of one project come in one after the other.
    with locked_project(event_import.project):
        if not event_import.claim(version):
            return None
        rows = EventRows(event_import.project, user).read(table)
        counts = Counter(row.status for row in rows)
        if counts[ERROR]:
            transaction.set_rollback(True)
        else:
            keep(rows, user)
    return counts
