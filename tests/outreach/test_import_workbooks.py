"""What lies in a workbook beside its cells: a sentence each, and nothing is taken in silence."""

import io
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from pytest_django.asserts import assertContains

from outreach.models import OutreachEvent
from tests.factories import make_group, picture_file
from tests.sheets import HEADINGS, ROW, address, confirm, saved, send, sent, workbook


@pytest.fixture
def page(client, alice):
    make_group("students")
    client.force_login(alice)
    return client


def with_part(content, name, part=None, change=None):
    """The workbook with one more part, or one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = change(parts[name]) if change else part
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return file.getvalue()


def with_picture():
    book = Workbook()
    for row in (HEADINGS, ROW):
        book.active.append(row)
    book.active.add_image(Image(picture_file()), "B2")
    return saved(book)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (lambda: with_part(workbook([HEADINGS, ROW]), "xl/vbaProject.bin", b"x"), "has macros"),
        (with_picture, "Pictures and drawings over the cells are not read"),
    ],
)
def test_what_is_passed_over_is_told(page, bees, content, sentence):
    event_import = sent(page, bees, content())

    assertContains(page.get(address("import-preview", event_import)), sentence)
    confirm(page, event_import)
    assert OutreachEvent.objects.count() == 1


def test_a_million_empty_rows_are_nothing(page, bees):
    rows = b"".join(b'<row r="%d"/>' % number for number in range(3, 1_000_000))

    def lengthen(xml):
        return xml.replace(b"</sheetData>", rows + b"</sheetData>")

    content = workbook([HEADINGS, ROW])
    event_import = sent(
        page, bees, with_part(content, "xl/worksheets/sheet1.xml", change=lengthen)
    )
    confirm(page, event_import)

    assert OutreachEvent.objects.count() == 1


def test_too_many_sheets_are_refused(page, bees):
    response = send(page, bees, workbook(*[[HEADINGS, ROW]] * 61))

    assert "more than 60 sheets" in response.context["form"].errors["file"][0]


def test_every_hidden_row_is_found_however_the_file_writes_it(page, bees):
    """Some programs leave out the numbers of rows, or write `true` for 1."""

    def hide(xml):
        return xml.replace(b'<row r="2"', b"<row hidden='true' r=\"2\"")

    content = workbook([HEADINGS, ROW])
    event_import = sent(page, bees, with_part(content, "xl/worksheets/sheet1.xml", change=hide))

    assertContains(page.get(address("import-preview", event_import)), 'name="hidden"')
