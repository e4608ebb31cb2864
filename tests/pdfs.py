"""Reading PDFs in tests."""

import io

from pypdf import PdfReader


def pages_of(pdf):
    """The text of each page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf):
    return " ".join(pages_of(pdf))
