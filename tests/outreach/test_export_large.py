"""Many events go out in little memory and few queries."""

import gzip
import tracemalloc
from datetime import date
from decimal import Decimal
from io import BytesIO
from tempfile import TemporaryFile
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from outreach.columns import Columns
from outreach.models import IndicatorValue, OutreachEvent
from outreach.sheets import writing
from outreach.sheets.download import escaped, saved, template, workbook
from outreach.sheets.writing import CHUNK, keys_of, write
from projects.models import Project
from projects.spreadsheets import stopped
from tests.factories import make_event, make_events
from tests.sheets import read_back

FORMATS = ["xlsx", "csv"]
MEGABYTE = 1_000_000
# By chunk: events, people, values.
READ = 3


@pytest.fixture
def wells(bees):
    return bees.indicators.create(name="wells", entered_with="event", adds_up="sum")


def fill(project, indicator, count):
    make_events(project, count, activities="Games and a quiz on safe travel. " * 3)
    events = OutreachEvent.objects.filter(project=project, indicator_values=None)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(event=each, indicator=indicator, value=7) for each in events
    )


def keys(project):
    return keys_of(OutreachEvent.objects.filter(project=project))


def queries_for(file_format, project):
    project = Project.objects.select_related("partner").get(pk=project.pk)
    with CaptureQueriesContext(connection) as queries, TemporaryFile() as file:
        write(file, file_format, project, keys(project))
    return len(queries)


@pytest.mark.parametrize("file_format", FORMATS)
def test_queries_grow_by_chunks_alone(bees, wells, file_format):
    fill(bees, wells, 10)
    few = queries_for(file_format, bees)
    fill(bees, wells, 4_990)
    many = queries_for(file_format, bees)

    assert (few, many - few) == (few, READ * (5_000 // CHUNK))
    assert few < 10


def peak(file_format, project):
    """The most memory that writing takes beside what was taken before."""
    tracemalloc.start()
    try:
        with TemporaryFile() as file:
            write(file, file_format, project, keys(project))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.one_engine
@pytest.mark.parametrize("file_format", FORMATS)
def test_memory_does_not_grow_with_the_events(bees, wells, monkeypatch, file_format):
    monkeypatch.setattr(writing, "CHUNK", 500)
    fill(bees, wells, 1_000)
    small = peak(file_format, bees)
    fill(bees, wells, 5_000)
    large = peak(file_format, bees)

    assert large < small + MEGABYTE / 4
    assert large < 5 * MEGABYTE


def test_the_rows_are_those_of_a_library(bees, wells):
    """The whole file is as openpyxl writes it, cell by cell."""
    texts = {"venue": "=1+1", "activities": "- Games\n\x0b<b> & “quiz”\r\n", "outcome": " วัดป่า "}
    event = make_event(bees, {"students": 0, "teachers": 2}, last_day=date(2025, 3, 15), **texts)
    IndicatorValue.objects.create(event=event, indicator=wells, value=Decimal("2.50"))
    make_event(bees, setting="", first_visits=7, count_method="estimated")
    columns, file = Columns.of(bees), BytesIO()
    book = workbook(bees, columns)
    for each in OutreachEvent.objects.all():
        cells = [column.cell(column.value(each)) for column in columns]
        book.active.append([escaped(stopped(cell)) for cell in cells])

    write(file, "xlsx", bees, keys(bees))

    assert told(file.getvalue()) == told(saved(book))


def told(content):
    """All that readers see of a workbook."""
    book = load_workbook(BytesIO(content))
    sheets = [(sheet.title, sheet.sheet_state, sheet.freeze_panes) for sheet in book]
    cells = [cell for sheet in book for row in sheet for cell in row]
    looks = [
        (cell.value, cell.value and cell.number_format, repr(cell.font), repr(cell.fill))
        for cell in cells
    ]
    checks = [
        (check.sqref, check.type, check.formula1, check.formula2, check.error)
        for check in book.worksheets[0].data_validations.dataValidation
    ]
    return sheets, looks, checks


def test_each_chunk_is_told(bees, monkeypatch):
    monkeypatch.setattr(writing, "CHUNK", 2)
    make_events(bees, 5)
    told = []

    write(BytesIO(), "csv", bees, keys(bees), told.append)

    assert told == [2, 4, 5]


def test_an_event_that_is_removed_meanwhile_is_left_out(bees):
    stays, goes = make_event(bees), make_event(bees)
    found = keys(bees)
    OutreachEvent.objects.filter(pk=goes.pk).update(removed_at="2026-01-01T00:00Z")
    file = BytesIO()

    write(file, "xlsx", bees, found)

    assert [row["Record"] for row in read_back(file.getvalue())] == [stays.pk]


def test_an_export_without_events_is_the_template(bees):
    file = BytesIO()

    write(file, "xlsx", bees, [])

    with ZipFile(file) as export, ZipFile(BytesIO(template(bees))) as empty:
        sheet = writing.DIMENSION.sub(b"", empty.read("xl/worksheets/sheet1.xml"))
        assert export.namelist() == empty.namelist()
        assert export.read("xl/worksheets/sheet1.xml") == sheet
        assert export.read("xl/styles.xml") == empty.read("xl/styles.xml")


@pytest.mark.parametrize(("limit", "value"), [("MOST_ROWS", 3), ("MOST_BYTES", 10_000)])
def test_what_a_sheet_does_not_take_is_said(bees, monkeypatch, limit, value):
    make_events(bees, 20, activities="Games. " * 100)
    monkeypatch.setattr(writing, limit, value)

    with pytest.raises(writing.TooLarge):
        write(BytesIO(), "xlsx", bees, keys(bees))

    write(BytesIO(), "csv", bees, keys(bees))


@pytest.mark.parametrize(("name", "coding"), [("event-export-csv", "gzip"), ("event-export", "")])
def test_what_is_not_small_already_is_compressed_on_its_way(as_alice, bees, name, coding):
    make_events(bees, 50)
    url = reverse(f"outreach:{name}", args=["bees"])

    response = as_alice.get(url, headers={"accept-encoding": "gzip"})

    assert response.get("Content-Encoding", "") == coding
    content = response.getvalue()
    if coding:
        assert len(gzip.decompress(content).splitlines()) == 51
