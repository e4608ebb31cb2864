"""Checking a sheet before it comes in, correcting it, and taking it in: all of it or nothing."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django_q.tasks import async_task

from outreach.columns import SPECIAL, Columns
from outreach.groups import group_called, kept_group
from outreach.new_numbers import kept_number, number_called
from outreach.sheets.headings import without_part
from outreach.sheets.media import take_photos_in
from outreach.sheets.models import EventImport
from outreach.sheets.questions import answer, columns_of, questions_of
from outreach.sheets.receipt import receipt_of, remember
from outreach.sheets.rows import CHANGED, ERROR, SKIPPED, EventRows, ReadRow, keep
from outreach.sheets.sheet import clean
from outreach.sheets.table import Row, Table
from outreach.sheets.totals import differences_in, fingerprint
from projects.locks import locked_project
from projects.models import Project

# So many rows are checked while the page loads; more wait for the background worker.
AT_ONCE = 300
# Beside the statuses of rows: photos that were kept too long ago.
PHOTOS_GONE = "photos-gone"
# So many come in while the page loads.
TAKEN_AT_ONCE = 5_000
Status = EventImport.Status
# Progress is told each time so many rows are done.
STEP = 100
CELL = re.compile(r"cell-(\d{1,6})-([\w.-]+)", re.ASCII)
ROW = re.compile(r"(leave|take|another)-(\d{1,6})", re.ASCII)
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
    table = Table.from_json(event_import.table)
    columns = columns_of(event_import.project, table)
    table.forget_unknown(columns)
    table.mark_estimates(columns)
    table.differences = differences_in(table, columns)

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
        twin = {"twin": row.twin["pk"]} if row.twin else {}
        return {"status": ERROR, "errors": row.problems} | twin
    if row.status == CHANGED:
        before = {name: columns[name].text(row.before[name]) for name in row.changed}
        return {"status": CHANGED, "before": before}
    return {"status": row.status}


def correct(table: Table, data: Mapping[str, str], project: Project) -> bool:
    """Write into the table what was posted from the preview; whether that changes anything."""
    before = table.as_json()
    columns = columns_of(project, table)
    for question in questions_of(table, columns, project):
        if question.key in data:
            answer(table, question, data[question.key])
    for name, text in data.items():
        if (match := CELL.fullmatch(name)) and int(match[1]) < len(table.rows):
            correct_cell(table, int(match[1]), match[2], clean(text), columns)
        elif (match := ROW.fullmatch(name)) and int(match[2]) < len(table.rows):
            say_of_row(table.rows[int(match[2])], match[1])
        elif match := COLUMN.fullmatch(name):
            choose_column(table, int(match[1]), text, columns)
    if data.get("differences") == fingerprint(table.differences):
        table.answers["differences"] = data["differences"]
    return table.as_json() != before


def say_of_row(row: Row, word: str) -> None:
    if word == "another":
        row.is_another = True
    elif word == "leave":
        row.left_out = gettext("You left this row out.")
    else:
        row.left_out, row.mark = "", ""


def choose_column(table: Table, index: int, column: str, columns: Columns) -> None:
    if index < len(table.columns) and (column in columns or column in SPECIAL):
        table.columns[index] = column


def correct_cell(table: Table, place: int, slot: str, text: str, columns: Columns) -> None:
    # An empty cell of a column that the file does not have says nothing.
    if slot in table.slots(columns) or (slot in columns and text):
        table.write(place, slot, text, columns)


def confirm(event_import: EventImport, version: int, user: Any) -> Counter[str] | None:
    """Take the sheet in: how many rows have which status, or None if that is over.

    Everything is checked again; where a row has an error by now, all are refused, with a Counter
    that says so.
    """
    table = Table.from_json(event_import.table)
    # Two sheets of one project come in one after the other.
    with locked_project(event_import.project):
        receipt = receipt_of(table, event_import)
        if not event_import.claim(version, receipt):
            return None
        make_new_groups(table, event_import.project, user)
        make_new_numbers(table, event_import.project, user)
        columns = columns_of(event_import.project, table)
        rows = EventRows(event_import.project, user, columns).read(table)
        counts = Counter(row.status for row in rows)
        if counts[ERROR] or differences_in(table, columns) != table.differences:
            counts[ERROR] = counts[ERROR] or 1
            transaction.set_rollback(True)
        else:
            keep(rows, user)
            taken = (row for _, row in table.taken())
            counts[PHOTOS_GONE] = take_photos_in(table, zip(taken, rows, strict=True))
            remember(event_import.project, table)
            event_import.tell_what_came(counts)
    return counts


def confirm_later(event_import: EventImport, version: int) -> bool:
    """Let the background worker take it in; False where somebody went on with it meanwhile."""
    ready = EventImport.objects.filter(pk=event_import.pk, version=version, status=Status.READY)
    if not ready.update(status=Status.TAKING, rows_done=0, changed_at=timezone.now()):
        return False
    async_task("outreach.sheets.checking.take_in", event_import.pk, version)
    return True


def take_in(pk: int, version: int) -> None:
    """The work of `confirm_later`; run twice, it takes the rows in once."""
    waiting = EventImport.objects.select_related("project", "user")
    event_import = waiting.filter(pk=pk, version=version, status=Status.TAKING).first()
    if event_import is None:
        return
    with translation.override(event_import.language):
        counts = confirm(event_import, version, event_import.user)
        if counts is not None and counts[ERROR]:
            # The project has changed since: the rows are shown anew, each with its error.
            event_import.check_again()
            check(event_import.pk, event_import.version)


def make_new_numbers(table: Table, project: Project, user: Any) -> None:
    """Numbers that the file counts and the project did not; raises ValidationError for no name."""
    for at in table.places_of_new_numbers():
        if found := number_called(table.headings[at], project, table.cells_at(at)):
            table.columns[at] = f"value-{kept_number(found, user).pk}"


def make_new_groups(table: Table, project: Project, user: Any) -> None:
    """Groups that the file has and the site has not yet; raises ValidationError for no name."""
    for at in table.places_of_new_groups():
        if group := group_called(without_part(table.headings[at]), project.partner):
            table.columns[at] = f"group-{kept_group(group, project, user).pk}"
