"""CSV and its relatives: separated by commas, semicolons, tabs or bars, in the usual encodings."""

import codecs
import csv
import io
import re
from functools import partial

from django.utils.translation import gettext

from outreach.sheets.sheet import FileRefused, Sheet, SheetRow, clean, not_a_spreadsheet

DELIMITERS = ",;\t|"
BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# A Thai vowel or tone mark stands on a Thai letter. Where it does not, the text is not Thai.
LONE_MARK = re.compile("(?:^|[^\u0e01-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")


def sheets_of_text(content: bytes) -> list[Sheet]:
    """One for each delimiter: which was meant is known by the headings that it finds."""
    text = decoded(content)
    return [Sheet("", partial(read_rows, text, delimiter)) for delimiter in DELIMITERS]


def decoded(content: bytes) -> str:
    encoding = encoding_of(content)
    if encoding != "utf-16" and b"\0" in content:
        raise FileRefused(not_a_spreadsheet())
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(damaged_text()) from None
    if not re.search(r"\w", text):
        raise FileRefused(gettext("This file is empty."))
    return text


def encoding_of(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return encoding
    text = content.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    # More letters that are right than wrong: this is UTF-8; decoding tells that it is damaged.
    if damaged < sum(letter > "\x7f" for letter in text) - damaged or not damaged:
        return "utf-8"
    return "cp874" if is_thai(content) else "cp1252"


def is_thai(content: bytes) -> bool:
    """Whether the bytes make sense in the encoding of Thai Windows."""
    try:
        return not LONE_MARK.search(content.decode("cp874"))
    except UnicodeDecodeError:
        return False


def damaged_text() -> str:
    return gettext(
        "Some letters of this file are damaged. Save it again as “CSV UTF-8” or as XLSX."
    )


def read_rows(text: str, delimiter: str, limit: int) -> tuple[list[SheetRow], str]:
    rows: list[SheetRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, 1):
            cells = [clean(cell) for cell in row]
            if any(cells):
                rows.append(SheetRow(number, cells))
            if len(rows) == limit:
                break
    except csv.Error:
        return rows, gettext(
            'Line %(line)d cannot be read: a quotation mark (") is missing or too many, or a cell '
            "is far too long. Save the file again from your spreadsheet program."
        ) % {"line": reader.line_num}
    return rows, ""
