"""Writes the files beside this script: spreadsheets that must be refused with a sentence.

python tests/broken_files/make_broken_files.py
"""

import io
import struct
import zipfile
from pathlib import Path

from openpyxl import Workbook

FOLDER = Path(__file__).parent
HEADINGS = ["Date", "Last day", "Venue", "Province", "Setting", "Students", "Record"]
ROW = ["2025-03-14", "", "Ban Mai School", "Mae Hong Son", "Rural school", 30, ""]
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">%s]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&z;</t></is></c></row></sheetData></worksheet>"""


def main():
    for name, content in {**archives(), **other_kinds(), **texts(), **rows()}.items():
        (FOLDER / name).write_bytes(content)


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(*rows):
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def changed(content, name, part):
    """The archive with one part replaced, or left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist() if each != name}
    return zipped(parts | ({name: part} if part is not None else {}))


def archives():
    """XLSX files with something wrong inside, and other archives."""
    good = workbook(HEADINGS, ROW)
    sheet = "xl/worksheets/sheet1.xml"
    laughs = [f'<!ENTITY {b} "{f"&{a};" * 40}">' for a, b in zip("abcde", "bcdez", strict=True)]
    charts = Workbook()
    charts.create_chartsheet("Chart")
    charts.remove(charts["Sheet"])
    return {
        "empty-workbook.xlsx": workbook(),
        "headings-only.xlsx": workbook(HEADINGS),
        "no-headings.xlsx": workbook(ROW, ROW),
        "cut-off.xlsx": good[: len(good) // 2],
        "without-workbook.xlsx": changed(good, "xl/workbook.xml", None),
        "without-sheet.xlsx": changed(good, sheet, None),
        "broken-xml.xlsx": changed(good, sheet, b"<worksheet><sheetData><row"),
        "not-xml.xlsx": changed(good, "xl/workbook.xml", b"\0\1\2"),
        "laughs.xlsx": changed(good, sheet, LAUGHS % "".join(laughs).encode()),
        "surrogate.xlsx": changed(good, sheet, (LAUGHS % b"").replace(b"&z;", b"&#xD800;")),
        "bomb.xlsx": changed(good, "xl/media/zeros.bin", bytes(50_000_000)),
        "only-a-chart.xlsx": saved(charts),
        "binary.xlsb": zipped({"[Content_Types].xml": "<x/>", "xl/workbook.bin": b"\0"}),
        "libre.ods": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "apple.numbers": zipped({"Index/Document.iwa": b"\0", "preview.jpg": b"\xff\xd8"}),
        "letter.docx.xlsx": zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "archive.zip.xlsx": zipped({"events.csv": text(HEADINGS, ROW)}),
    }


def other_kinds():
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(17)
    return {
        "empty.csv": b"",
        "old.xls": COMPOUND_FILE + "Workbook".encode("utf-16-le"),
        "password.xlsx": COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"),
        "report.pdf.xlsx": b"%PDF-1.7\n1 0 obj\n",
        "picture.png.xlsx": png,
        "photo.jpg.csv": b"\xff\xd8\xff\xe0" + bytes(40),
        "page.html.xls": b"<html><table><tr><td>Date</td></tr></table></html>",
        "letter.rtf.csv": b"{\\rtf1 Date}",
        "squeezed.csv.gz": b"\x1f\x8b\x08" + bytes(20),
        "binary.csv": bytes(range(256)),
    }


def texts():
    headings, row = text(HEADINGS), text(ROW)
    wide = [f"c{number}" for number in range(70)]
    return {
        "blank.csv": b"\n\n ,,\n",
        "no-headings.csv": text(ROW, ROW),
        "headings-only.csv": headings,
        "one-sentence.csv": b"Dear all, our events follow soon.",
        "quotation-mark.csv": headings + b'\n"2025-03-14,Ban Mai\n',
        "damaged-letters.csv": headings + "\n2025-03-14,,โรงเรียน".encode() + b"\xed\xa0\x80",
        "huge-cell.csv": headings + b"\n2025-03-14,," + b"x" * 140_000,
        "half-utf-16.csv": "Date,Venue\nx".encode("utf-16") + b"\x00",
        "many-columns.csv": text([*HEADINGS, *wide], [*ROW, *wide]),
        "null-bytes.csv": headings + b"\n" + row.replace(b"Ban", b"B\0n"),
    }


# What is wrong in the one row of each file: the columns from the first on.
WRONG = {
    "day-nonsense": {"Date": "soon"},
    "day-that-is-none": {"Date": "31/02/2025"},
    "day-empty": {"Date": ""},
    "day-outside-the-years": {"Date": "2031-01-01"},
    "day-with-two-digits": {"Date": "14/03/25"},
    "two-days-in-a-cell": {"Date": "14-16 March 2025"},
    "last-day-before-first": {"Last day": "2025-03-01"},
    "venue-empty": {"Venue": ""},
    "venue-too-long": {"Venue": "x" * 201},
    "province-unknown": {"Province": "Chiang May"},
    "province-of-elsewhere": {"Province": "KE-30"},
    "setting-unknown": {"Setting": "Moon"},
    "count-negative": {"Students": -3},
    "count-decimal": {"Students": 30.5},
    "count-in-words": {"Students": "thirty"},
    "count-too-large": {"Students": 1_000_001},
    "count-endless": {"Students": "9" * 5000},
    "count-error": {"Students": "#REF!"},
    "formula": {"Venue": "=HYPERLINK(1)"},
    "record-unknown": {"Record": 999_999},
    "record-nonsense": {"Record": "first"},
}


def rows():
    """Files that can be read, with a row that cannot come in."""
    wrong = {
        f"{name}.csv": text(
            HEADINGS, [changes.get(h, c) for h, c in zip(HEADINGS, ROW, strict=True)]
        )
        for name, changes in WRONG.items()
    }
    return wrong | {
        "formula-without-result.xlsx": workbook(HEADINGS, [*ROW[:5], "=10+20", ""]),
        "same-event-twice.xlsx": workbook(HEADINGS, ROW, ROW),
        "heading-twice.xlsx": workbook([*HEADINGS, "School"], [*ROW, "Another"]),
        "heading-unknown.xlsx": workbook([*HEADINGS, "Weather"], [*ROW, "Rain"]),
        "heading-empty.xlsx": workbook([*HEADINGS, None], [*ROW, "Rain"]),
        "column-missing.csv": text(["Date", "Venue"], [ROW[0], ROW[2]]),
    }


if __name__ == "__main__":
    main()
