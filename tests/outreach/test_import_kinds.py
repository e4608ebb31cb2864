"""XLS and ODS files come in as XLSX does; what they do not tell is asked."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from django.db.models import Sum
from pytest_django.asserts import assertContains

from outreach.models import Attendance, OutreachEvent
from outreach.sheets import other_kinds
from outreach.sheets.files import sheets_of
from outreach.sheets.marks import marks_in
from outreach.sheets.sheet import FileRefused
from tests.factories import make_group
from tests.sheets import address, confirm, send, sent, workbook

# Written by Excel's old format; `Chiang Mai` is merged over two rows.
OLD_EXCEL = Path(__file__).with_name("old_excel.xls").read_bytes()
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
    )
)
HEADINGS = ["Date", "Venue", "Province", "Setting", "Students"]
ROW = ["14/03/2025", "Ban Mai", "Chiang Mai", "Village", 30]


def cell(value, style="", kind=""):
    styled = f' table:style-name="{style}"' if style else ""
    if isinstance(value, str):
        body = f'office:value-type="string"><text:p>{value}</text:p>'
    else:
        body = f'office:value-type="{kind or "float"}" office:value="{value}">'
    return f"<table:table-cell{styled} {body}</table:table-cell>"


def open_document(*rows, columns=""):
    """An ODS file; each row is the text of its attributes and the texts of its cells."""
    told = "".join(
        f"<table:table-row{given}>{''.join(cells)}</table:table-row>" for given, cells in rows
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {NAMESPACES} office:version="1.3">'
        '<office:automatic-styles><style:style style:name="gone" style:family="table-cell">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Mar">{columns}{told}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
    return file.getvalue()


def plain(cells, **kwargs):
    return "", [cell(value, **kwargs) for value in cells]


@pytest.fixture
def page(client, alice):
    make_group("students")
    make_group("teachers")
    client.force_login(alice)
    return client


def people():
    counts = Attendance.objects.values_list("group__name").annotate(Sum("count"))
    return dict(counts.order_by())


def test_an_old_excel_file_comes_in_once_somebody_looked_for_hidden_rows(page, bees):
    event_import = sent(page, bees, OLD_EXCEL)
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)
    before = OutreachEvent.objects.count()
    page.post(address("import-preview", event_import), {"know-kind": "seen"})
    confirm(page, event_import)

    assertContains(preview, "does not tell which of its rows are hidden")
    assert before == 0
    assert people() == {"students": 41, "teachers": 2}
    assert OutreachEvent.objects.get(venue="Wat Pa").province == "TH-50"
    assert OutreachEvent.objects.filter(venue="โรงเรียนบ้านใหม่").exists()


def test_an_open_document_comes_in(page, bees):
    event_import = sent(page, bees, open_document(plain(HEADINGS), plain(ROW)))
    confirm(page, event_import)

    assert people() == {"students": 30}


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ((' table:visibility="collapse"', [cell(each) for each in ROW]), "hidden"),
        ((' table:visibility="filter"', [cell(each) for each in ROW]), "hidden"),
        (plain(ROW, style="gone"), "struck"),
    ],
)
def test_what_an_open_document_does_not_show_is_asked_about(page, bees, row, key):
    other = plain(["15/03/2025", "Wat Pa", *ROW[2:]])
    event_import = sent(page, bees, open_document(plain(HEADINGS), other, row))

    assertContains(page.get(address("import-preview", event_import)), f'name="{key}"')
    confirm(page, event_import)
    assert not OutreachEvent.objects.exists()


def test_hidden_columns_and_notes_of_an_open_document_are_told():
    columns = (
        '<table:table-column table:number-columns-repeated="4"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    noted = cell("Ban Mai").replace(
        "<text:p>", "<office:annotation><text:p>Ask Nee.</text:p></office:annotation><text:p>", 1
    )
    row = "", [cell(ROW[0]), noted, *(cell(each) for each in ROW[2:])]

    [sheet] = sheets_of(open_document(plain(HEADINGS), row, columns=columns))

    assert sheet.hidden_columns == {4}
    assert sheet.comments == ("B2: Ask Nee.",)


def test_a_share_of_an_open_document_is_no_count(page, bees):
    row = "", [*(cell(each) for each in ROW[:4]), cell(1, kind="percentage")]
    event_import = sent(page, bees, open_document(plain(HEADINGS), row))

    assertContains(page.get(address("import-preview", event_import)), "“100%” is a share.")


def test_cells_that_lie_far_apart_are_refused_and_not_held(page, bees):
    """A sheet is held from its first to its last cell: here, seventeen thousand million."""
    far = workbook([HEADINGS, ROW])
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    cell_far_away = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", cell_far_away)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)

    refused = send(page, bees, file.getvalue()).context["form"].errors["file"][0]

    assert "far away from the table" in refused


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    def too_slow(*args, **kwargs):
        raise subprocess.TimeoutExpired("reader", kwargs["timeout"])

    monkeypatch.setattr(other_kinds.subprocess, "run", too_slow)

    with pytest.raises(FileRefused, match="cannot be read"):
        sheets_of(OLD_EXCEL)


def test_an_open_document_of_a_million_rows_ends_within_its_limits():
    repeated = ' table:number-rows-repeated="1048576"', [cell(each) for each in ROW]

    try:
        [sheet] = sheets_of(open_document(plain(HEADINGS), repeated))
    except FileRefused:
        return
    rows, problem = sheet.read(60_000)
    assert len(rows) <= 60_000
    assert not problem


def test_the_xml_of_a_hostile_sheet_is_looked_through_to_its_end():
    """Tags that never end, and cells with errors that have no value: it would take hours."""
    for piece in (b"<c ", b'<c r="A1" t="e">', b'<c r="A1"><f>', b'<row hidden="'):
        assert not marks_in(piece * 200_000, {1}, {2}).texts
