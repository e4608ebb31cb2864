"""Files that cannot come in: each is told in a sentence, and nothing of it is stored."""

from pathlib import Path

import pytest
from pytest_django.asserts import assertContains

from outreach.models import EventImport, OutreachEvent
from tests.factories import make_group
from tests.sheets import address, confirm, errors, send, sent

FOLDER = Path(__file__).parent.parent / "broken_files"
DAMAGED = "This XLSX file is damaged."
OTHER_PROGRAM = "save it as “Excel workbook (.xlsx)”"
NO_SPREADSHEET = "This is not a spreadsheet."
NO_CELLS = "a picture or a PDF, which holds no cells"
NO_HEADINGS = "No row of this file has the names of the columns"
NO_ROWS = "There are headings, but no row below them."

# The whole file is refused, on the field where it was chosen.
REFUSED = {
    "apple.numbers": OTHER_PROGRAM,
    "archive.zip.xlsx": NO_SPREADSHEET,
    "binary.csv": NO_SPREADSHEET,
    "binary.xlsb": OTHER_PROGRAM,
    "blank.csv": "This file is empty.",
    "bomb.xlsx": "too big once it is unpacked",
    "broken-xml.xlsx": DAMAGED,
    "cut-off.xlsx": DAMAGED,
    "damaged-letters.csv": "Some letters of this file are damaged.",
    "empty-workbook.xlsx": "This file is empty.",
    "empty.csv": "The submitted file is empty.",
    "half-utf-16.csv": "Some letters of this file are damaged.",
    "headings-only.csv": NO_ROWS,
    "headings-only.xlsx": NO_ROWS,
    "huge-cell.csv": "Line 2 cannot be read",
    "laughs.xlsx": DAMAGED,
    "letter.docx.xlsx": NO_SPREADSHEET,
    "letter.rtf.csv": NO_SPREADSHEET,
    "libre.ods": OTHER_PROGRAM,
    "many-columns.csv": "This file has more than 60 columns.",
    "no-headings.csv": NO_HEADINGS,
    "no-headings.xlsx": NO_HEADINGS,
    "not-xml.xlsx": DAMAGED,
    "null-bytes.csv": NO_SPREADSHEET,
    "old.xls": OTHER_PROGRAM,
    "one-sentence.csv": NO_HEADINGS,
    "only-a-chart.xlsx": DAMAGED,
    "page.html.xls": OTHER_PROGRAM,
    "password.xlsx": "protected with a password",
    "photo.jpg.csv": NO_CELLS,
    "picture.png.xlsx": NO_CELLS,
    "quotation-mark.csv": "Line 2 cannot be read",
    "report.pdf.xlsx": NO_CELLS,
    "squeezed.csv.gz": NO_SPREADSHEET,
    "surrogate.xlsx": DAMAGED,
    "without-sheet.xlsx": DAMAGED,
    "without-workbook.xlsx": DAMAGED,
}
# The file is read; the cell of this column has the sentence.
WRONG_CELLS = {
    "column-missing.csv": ("province", "This cell may not be empty."),
    "count-decimal.csv": ("group", "“30.5” is not a number of people: write 0 or a whole"),
    "count-endless.csv": ("group", "is not a number of people"),
    "count-error.csv": ("group", "The spreadsheet shows the error #REF! here."),
    "count-in-words.csv": ("group", "“thirty” is not a number of people"),
    "count-negative.csv": ("group", "“-3” is less than nobody"),
    "count-too-large.csv": ("group", "At most a million people at one event."),
    "day-empty.csv": ("first_day", "This cell may not be empty."),
    "day-nonsense.csv": ("first_day", "This is not a date. Write it like 14/03/2025"),
    "day-outside-the-years.csv": ("first_day", "in none of the project's budget years"),
    "day-that-is-none.csv": ("first_day", "This is not a date."),
    "day-with-two-digits.csv": ("first_day", "The year is not clear."),
    "formula-without-result.xlsx": ("group", "This is a formula without its result."),
    "formula.csv": ("venue", "This is a formula without its result."),
    "last-day-before-first.csv": ("last_day", "The last day cannot be before the first day."),
    "province-of-elsewhere.csv": ("province", "“KE-30” is not a province of Thailand."),
    "province-unknown.csv": ("province", "Did you mean “Chiang Mai”?"),
    "record-nonsense.csv": ("id", "no event with the number first."),
    "record-unknown.csv": ("id", "This project has no event with the number 999999."),
    "same-event-twice.xlsx": ("first_day", "Row 2 has the same event."),
    "setting-unknown.csv": ("setting", "“Moon” is no setting. Write one of: Rural school,"),
    "two-days-in-a-cell.csv": ("first_day", "This is not a date."),
    "venue-empty.csv": ("venue", "This cell may not be empty."),
    "venue-too-long.csv": ("venue", "has at most 200 characters (it has 201)"),
}
# The file is read; a column has the sentence.
WRONG_COLUMNS = {
    "heading-empty.xlsx": "Column H, without a name",
    "heading-twice.xlsx": "Two columns are “Venue”. Leave one of them out.",
    "heading-unknown.xlsx": "Choose what this column is, or leave it out.",
}


@pytest.fixture
def page(client, alice):
    make_group("students")
    client.force_login(alice)
    return client


@pytest.mark.parametrize(("name", "sentence"), REFUSED.items())
def test_a_broken_file_is_refused_with_a_sentence(page, bees, name, sentence):
    response = send(page, bees, (FOLDER / name).read_bytes(), name)

    assert response.status_code == 200
    assert sentence in " ".join(response.context["form"].errors["file"])
    assert not EventImport.objects.exists()


def test_a_file_of_too_many_rows_is_refused(page, bees):
    response = send(page, bees, b"Date,Venue\n" + b"2025-03-14,Wat Pa\n" * 50_001, "many.csv")

    assert "more than 50,000 rows" in response.context["form"].errors["file"][0]


@pytest.mark.parametrize(("name", "column", "sentence"), [(n, *w) for n, w in WRONG_CELLS.items()])
def test_a_wrong_cell_has_its_reason(page, bees, name, column, sentence):
    event_import = sent(page, bees, (FOLDER / name).read_bytes())
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)

    assert sentence in errors(event_import)[column]
    assertContains(preview, "invalid-feedback")
    assert not OutreachEvent.objects.exists()


@pytest.mark.parametrize(("name", "sentence"), WRONG_COLUMNS.items())
def test_a_column_that_is_not_clear_is_asked_about(page, bees, name, sentence):
    event_import = sent(page, bees, (FOLDER / name).read_bytes())
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)

    assertContains(preview, sentence)
    assert not OutreachEvent.objects.exists()


def test_each_broken_file_is_tested():
    there = {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", "")}

    assert there == {*REFUSED, *WRONG_CELLS, *WRONG_COLUMNS}
