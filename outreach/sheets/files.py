"""Which kind of file was sent; the name of a file proves nothing."""

import io
import zipfile

from django.utils.translation import gettext

from outreach.sheets.other_kinds import cannot_be_read, sheets_of_other_kind
from outreach.sheets.sheet import FileRefused, Sheet, not_a_spreadsheet
from outreach.sheets.text_files import sheets_of_text
from outreach.sheets.workbooks import damaged_workbook, refuse_bomb, sheets_of_workbook

ZIP = b"PK\x03\x04"
# Old Excel files, and new ones that are encrypted.
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OPEN_DOCUMENT_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def sheets_of(content: bytes) -> list[Sheet]:
    """The sheets of a file; raises FileRefused with a sentence that says what to do."""
    if content.startswith(ZIP):
        return sheets_of_archive(content)
    if content.startswith(COMPOUND_FILE):
        if ENCRYPTED in content:
            raise FileRefused(protected())
        return sheets_of_other_kind(content, is_open_document=False)
    if sentence := other_kind(content):
        raise FileRefused(sentence)
    return sheets_of_text(content)


def sheets_of_archive(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError):
        raise FileRefused(damaged_workbook()) from None
    if "xl/workbook.xml" in names:
        return sheets_of_workbook(content)
    if "xl/workbook.bin" in names or kind.startswith(OPEN_DOCUMENT_SHEET):
        refuse_bomb(content)
        return sheets_of_other_kind(content, is_open_document=bool(kind))
    if kind or "Index/Document.iwa" in names:
        raise FileRefused(cannot_be_read())
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        raise FileRefused(damaged_workbook())
    raise FileRefused(not_a_spreadsheet())


def other_kind(content: bytes) -> str:
    """The sentence for a file that is no text, or "" for text."""
    if content.startswith((b"%PDF", *PICTURES)):
        return gettext("This is a picture or a PDF, which holds no cells. Choose a spreadsheet.")
    if content.lstrip()[:1] == b"<":
        return cannot_be_read()
    if content.startswith((b"{\\rtf", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        return not_a_spreadsheet()
    return ""


def protected() -> str:
    return gettext(
        "This file is protected with a password. Save it without the password and send it again."
    )
