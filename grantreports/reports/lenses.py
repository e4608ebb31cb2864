"""The same report for other eyes and ears: in large print, and as plain text."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from grantreports.reports.donor_report import DonorReport
from grantreports.reports.pdf import render_large_print
from grantreports.reports.plain_text import render_text


@dataclass(frozen=True)
class Lens:
    """`key` is its field of an edition, `name` that of its file and the end of its addresses."""

    key: str
    name: str
    ending: str
    content_type: str
    render: Callable[[DonorReport], bytes]

    def response(self, content: bytes, file_name: str) -> HttpResponse:
        """`file_name` is what copies of the report are called, without an ending."""
        headers = {"Content-Disposition": f'inline; filename="{file_name}{self.ending}"'}
        return HttpResponse(content, content_type=self.content_type, headers=headers)


def text_of(report: DonorReport) -> bytes:
    return render_text(report).encode()


LARGE_PRINT = Lens(
    "large_print", "large-print.pdf", "-large-print.pdf", "application/pdf", render_large_print
)
PLAIN_TEXT = Lens("plain_text", "report.txt", ".txt", "text/plain; charset=utf-8", text_of)
LENSES = (LARGE_PRINT, PLAIN_TEXT)
