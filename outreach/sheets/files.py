"""Which kind of file was sent; the name of a file proves nothing."""

import io
import zipfile

from django.utils.translation import gettext

from outreach.sheets.sheet import FileRefused, Sheet, not_a_spreadsheet
from outreach.sheets.text_files import sheets_of_text
from outreach.sheets.workbooks import damaged_workbook, sheets_of_workbook

ZIP = b"PK\x03\x04"
# Old Excel files, and new ones that are encrypted.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a file; raises FileRefused with a sentence that says what to do."""
    if content.startswith(ZIP):
        refuse_other_archives(content)
        return sheets_of_workbook(content)
    if sentence := other_kind(content):
        raise FileRefused(sentence)
    return sheets_of_text(content)


def refuse_other_archives(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise FileRefused(damaged_workbook()) from None
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names or "mimetype" in names or "Index/Document.iwa" in names:
        raise FileRefused(save_as_xlsx())
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        raise FileRefused(damaged_workbook())
    raise FileRefused(not_a_spreadsheet())


def other_kind(content: bytes) -> str:
    """The sentence for a file that is neither XLSX nor text, or "" for text."""
    if content.startswith(COMPOUND_FILE):
        return protected() if ENCRYPTED in content else save_as_xlsx()
    if content.startswith((b"%PDF", *PICTURES)):
        return gettext(
            "This is a picture or a PDF, which holds no cells. Choose an XLSX or a CSV file."
        )
    if content.lstrip()[:1] == b"<":
        return save_as_xlsx()
    if content.startswith((b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        return not_a_spreadsheet()
    return ""


def protected() -> str:
    return gettext(
        "This file is protected with a password. Save it without the password and send it again."
    )


def save_as_xlsx() -> str:
    return gettext(
        "This kind of spreadsheet cannot be read. Open it and save it as “Excel workbook (.xlsx)”."
    )
