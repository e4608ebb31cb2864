"""Checking a sheet before it comes in, and taking it in: all of it or nothing."""

from collections import Counter

import tablib
from django.db import transaction
from django.utils import translation
from django_q.tasks import async_task
from import_export.results import RowResult

from outreach.sheets.columns import LEFT_OUT, Columns
from outreach.sheets.models import EventImport
from outreach.sheets.resource import ProjectEventResource
from outreach.sheets.tidy import Table
from projects.models import Project

# So many rows are checked while the page loads; more wait for the background worker.
AT_ONCE = 300
# Progress is told each time so many rows are done.
STEP = 100
NEW, CHANGED, UNCHANGED, ERROR, SKIPPED = "new", "changed", "unchanged", "error", "left-out"
STATUSES = {
    RowResult.IMPORT_TYPE_NEW: NEW,
    RowResult.IMPORT_TYPE_UPDATE: CHANGED,
    RowResult.IMPORT_TYPE_SKIP: UNCHANGED,
    RowResult.IMPORT_TYPE_INVALID: ERROR,
}


def start(event_import):
    """Check the rows now if they are few, else in the background."""
    if event_import.rows_total <= AT_ONCE:
        check(event_import.pk, event_import.version)
    else:
        async_task("outreach.sheets.checking.check", event_import.pk, event_import.version)


def check(pk, version):
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


def found_in(event_import):
    columns = Columns(event_import.project)
    table = Table.from_json(event_import.table)
    table.forget_unknown(columns)
    table.mark_estimates(columns)

    def tell(row_number):
        if row_number % STEP == 0:
            event_import.tell_progress(row_number)

    resource = ProjectEventResource(event_import.project, event_import.user, columns, tell)
    # Of `import_data` only the inner part: its transaction would hide the progress from others.
    result = resource.import_data_inner(
        dataset_of(table),
        dry_run=True,
        raise_errors=False,
        using_transactions=False,
        collect_failed_rows=False,
        file_rows=file_rows(table),
    )
    refuse_accidents(result)
    return table, outcome_of(table, resource, result)


def dataset_of(table):
    """The rows that are taken along, with the columns that are known."""
    places = {}
    for index, column in enumerate(table.columns):
        if column and column != LEFT_OUT:
            places.setdefault(column, index)
    if not places:
        # Nobody said yet what any column is.
        return tablib.Dataset(*([""] for _ in table.taken()), headers=["first_day"])
    rows = [[row.cells[index] for index in places.values()] for _, row in table.taken()]
    return tablib.Dataset(*rows, headers=list(places))


def file_rows(table):
    return [row.number for _, row in table.taken()]


def refuse_accidents(result):
    """What is wrong with a row is told in the outcome; anything else is an error of ours."""
    for error in [*result.base_errors, *(error for row in result.rows for error in row.errors)]:
        raise error.error


def outcome_of(table, resource, result):
    """For each row of the table its status, its errors, and what was there before."""
    outcome = [{"status": SKIPPED} for _ in table.rows]
    for (place, _), found in zip(table.taken(), result.rows, strict=True):
        outcome[place] = {"status": STATUSES[found.import_type]}
        if found.validation_error:
            outcome[place]["errors"] = found.validation_error.message_dict
        elif found.import_type == RowResult.IMPORT_TYPE_UPDATE:
            outcome[place]["before"] = before(resource, found.instance)
    return outcome


def before(resource, event):
    now = resource.values_of(event)
    return {
        column: resource.shown(column, value)
        for column, value in event.before.items()
        if value != now[column]
    }


def confirm(event_import, version, user):
    """Take the sheet in: how many events are new and changed, or None if that is over.

    Everything is checked again; where a row has an error by now, all are refused, with a Counter
    that says so.
    """
    project = event_import.project
    table = Table.from_json(event_import.table)
    with transaction.atomic():
        # Two sheets of one project come in one after the other.
        Project.objects.select_for_update().get(pk=project.pk)
        if not event_import.claim(version):
            return None
        result = ProjectEventResource(project, user).import_data(
            dataset_of(table),
            use_transactions=True,
            rollback_on_validation_errors=True,
            file_rows=file_rows(table),
        )
        refuse_accidents(result)
        if result.has_validation_errors():
            transaction.set_rollback(True)
    return Counter(STATUSES[row.import_type] for row in result.rows)
