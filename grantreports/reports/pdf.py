"""A donor report as PDF: the only import of WeasyPrint.

The same report gives the same bytes on every machine: fonts are the packaged ones alone, dates
are in the data, and the size of the text is chosen from the report, never from what came before.
"""

import os
import re
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from grantreports.reports.donor_report import DonorReport
from grantreports.reports.looks import LOOKS, NEWEST, Look
from outreach.storage import read_media

# A name that exists nowhere: all below it is answered by `OwnFiles`.
BASE = "https://report.invalid/"
SHORT = 2 / 3
ROWS_OF_PICTURES = 'class="shots'
# Large print, and the size of its text: no other text is smaller than 14 pt.
LARGE_PRINT = ("css/report-large.css",)
LARGE = 16.0
# Text is smaller than this only where the page budget asks for it.
READABLE = LOOKS[NEWEST].sizes[0]
# U+0E33 after a tone mark is drawn as two glyphs that text extraction puts in the wrong order;
# written as its two parts it looks the same and is extracted right.
THAI_AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")

# The best size of reports rendered lately, by a digest: finding it takes several layouts.
_sizes: dict[bytes, float] = {}
REMEMBERED = 500
# The PDFs of this process, by what they were drawn from.
_drawn: OrderedDict[bytes, bytes] = OrderedDict()
MOST_KEPT, LARGEST_KEPT = 24, 2_000_000

# WeasyPrint's font library corrupts when threads share it: one thread of each process owns it.
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="weasyprint")


def render_pdf(report: DonorReport) -> bytes:
    """A tagged PDF (PDF/UA-1); runs no query."""
    html, files = _source(report)
    look = LOOKS[report.look]
    key = _key("pdf", report.look, report.page_budget, html)
    return _kept(key, lambda: _thread.submit(_render, html, files, report.page_budget, look))


def render_large_print(report: DonorReport) -> bytes:
    """The same as `render_pdf` for those who read large letters, on as many pages as it takes."""
    html, files = _source(replace(report, look=NEWEST))
    key = _key("large", html)
    return _kept(key, lambda: _thread.submit(_render_large, html, files))


def _key(*what: object) -> bytes:
    """Pictures stand in the page by their content, so the page says all that is drawn."""
    return sha256(repr(what).encode()).digest()


def _kept(key: bytes, render: Callable[[], "Future[bytes]"]) -> bytes:
    """What this process drew lately, is drawn once: preview, review and publishing share it."""
    content = _drawn.get(key)
    if content is None:
        content = render().result()
        if len(content) <= LARGEST_KEPT:
            _drawn[key] = content
        while len(_drawn) > MOST_KEPT:
            _drawn.popitem(last=False)
    return content


def _source(report: DonorReport) -> tuple[str, dict[str, bytes | None]]:
    """The page to lay out, and the pictures in it by their address."""
    page = render_to_string(LOOKS[report.look].template, {"report": report})
    html = THAI_AM.sub("\u0e4d\\1\u0e32", page)
    files: dict[str, bytes | None] = {}
    for name in report.print_names:
        # Named by content: the random names of the storage would change the bytes of the PDF.
        content = read_media(name)
        digest = sha256(content or b"").hexdigest()
        files[f"media/{digest}"] = content
        html = html.replace(f"/media/{name}", f"/media/{digest}")
    return html, files


@dataclass(frozen=True)
class Extent:
    """How long a report is on paper; `fill` is the used share of the last page, up to 1.

    `size` is that of its text, in points.
    """

    pages: int
    fill: float
    size: float


def measure(report: DonorReport) -> Extent:
    """Lays the report out without writing it; runs no query."""
    html, files = _source(report)
    look = LOOKS[report.look]
    return _thread.submit(_extent, html, files, report.page_budget, look).result()


class OwnFiles(URLFetcher):
    """Answers with the report's own files and the packaged fonts; opens nothing else."""

    def __init__(self, files: dict[str, bytes | None]):
        super().__init__(allowed_protocols=())
        self.files = files

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        name = url.removeprefix(BASE)
        body = self.files.get(name) if name in self.files else _font(name)
        if body is None:
            raise ValueError(f"Not part of the report: {url}")
        return URLFetcherResponse(url, body)


@cache
def _font(name: str) -> bytes | None:
    name = unquote(name)
    if not name.startswith("fonts/") or ".." in name:
        return None
    path = finders.find(name)
    return Path(path).read_bytes() if path else None


@cache
def _fonts() -> FontConfiguration:
    with _only_packaged_fonts():
        return FontConfiguration()


@cache
def _sheets(names: tuple[str, ...]) -> list[CSS]:
    """Stylesheets, read once: parsing them costs more than a page does."""
    return [
        CSS(
            filename=finders.find(name),
            base_url=BASE + name,
            url_fetcher=OwnFiles({}),
            font_config=_fonts(),
        )
        for name in names
    ]


@contextmanager
def _only_packaged_fonts() -> Iterator[None]:
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        os.environ |= {"FONTCONFIG_FILE": before} if before else {}


class _Pages:
    """One report, laid out at any size of text; a size is laid out once."""

    def __init__(self, html: str, files: dict[str, bytes | None], look: Look):
        self.html = html
        self.look = look
        self.fetcher = OwnFiles(files)
        self.documents: dict[float, Document] = {}
        # Pictures are read once, however often the report is laid out.
        self.images: dict[str, object] = {}

    def at(self, size: float) -> Document:
        if size not in self.documents:
            self.documents[size] = self.laid_out(size)
        return self.documents[size]

    def best(self, page_budget: int) -> tuple[Document, float]:
        """At its best size, which it is too, and set as openly as there is room."""
        size = _size(self, page_budget)
        return self.aired(size), size

    def aired(self, size: float) -> Document:
        """The same set more openly where the last page has room, if it takes no page more."""
        document = self.at(size)
        pages = len(document.pages)
        if not self.look.airy or length_of(document) - pages + 1 >= SHORT:
            return document
        if pages > 1 and ROWS_OF_PICTURES in self.html:
            # They would leave the first page, where they fill what is left of it.
            return document
        airy = self.laid_out(size, *_sheets(self.look.airy))
        return airy if len(airy.pages) == pages else document

    def laid_out(self, size: float, *more: CSS) -> Document:
        root = CSS(string=f"html {{ font-size: {size}pt }}")
        # Parsed anew: a layout leaves its traces in the parsed tree, down to the page count.
        source = HTML(string=self.html, base_url=BASE, url_fetcher=self.fetcher)
        sheets = [*_sheets(self.look.stylesheets), *more, root]
        return source.render(stylesheets=sheets, font_config=_fonts(), cache=self.images)

    def length(self, size: float) -> float:
        return length_of(self.at(size))


def length_of(document: Document) -> float:
    """Pages in use: 1.5 is one page and half of the next."""
    pages = document.pages
    return len(pages) - 1 + pages[-1].anchors["end"][1] / pages[-1].height


def _render(html: str, files: dict[str, bytes | None], page_budget: int, look: Look) -> bytes:
    document, _ = _Pages(html, files, look).best(page_budget)
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _render_large(html: str, files: dict[str, bytes | None]) -> bytes:
    document = _Pages(html, files, LOOKS[NEWEST]).laid_out(LARGE, *_sheets(LARGE_PRINT))
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _extent(html: str, files: dict[str, bytes | None], page_budget: int, look: Look) -> Extent:
    document, size = _Pages(html, files, look).best(page_budget)
    count = len(document.pages)
    return Extent(count, length_of(document) - count + 1, size)


def _size(pages: _Pages, page_budget: int) -> float:
    html = pages.html
    key = sha256(f"{page_budget} {pages.look.template} {html}".encode()).digest()
    if key not in _sizes:
        if len(_sizes) >= REMEMBERED:
            _sizes.clear()
        _sizes[key] = _best_size(pages, page_budget)
    return _sizes[key]


def _best_size(pages: _Pages, page_budget: int) -> float:
    """The largest readable size with which the report takes as few pages as it can.

    So a few lines alone on a last page are drawn in, and a page with room left is filled. Text is
    smaller only where that keeps the page budget.
    """
    look = pages.look
    if not look.small_sizes:
        return _best_of_one_row(pages, page_budget)
    readable = look.sizes[0]
    fewest = len(pages.at(readable).pages)
    if fewest > page_budget:
        # Of a report that is too long at any size, the text stays readable.
        return _largest(look.small_sizes, pages, page_budget) or readable
    return _largest(look.sizes, pages, fewest) or readable


def _best_of_one_row(pages: _Pages, page_budget: int) -> float:
    """Of a look that sets text as small as it takes."""
    sizes = pages.look.sizes
    middle = sizes[len(sizes) // 2]
    # Blocks that must not break leave gaps at page ends, so small text may save more than this.
    shortest = pages.length(middle) * (sizes[0] / middle) ** 1.2 - 0.4
    for goal in range(max(1, ceil(shortest)), page_budget + 1):
        if size := _largest(sizes, pages, goal):
            return size
    return sizes[0]


def _largest(sizes: tuple[float, ...], pages: _Pages, most: int) -> float | None:
    """The largest of the sizes with which the report takes no more pages than that."""
    fitting = bisect_left(sizes, True, key=lambda size: len(pages.at(size).pages) > most)
    return sizes[fitting - 1] if fitting else None
