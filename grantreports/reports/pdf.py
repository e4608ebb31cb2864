"""A donor report as PDF: the only import of WeasyPrint.

The same report gives the same bytes on every machine: fonts are the packaged ones alone, dates
are in the data, and the size of the text is chosen from the report, never from what came before.
"""

import json
import os
import re
from bisect import bisect_left
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from math import ceil
from pathlib import Path
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from grantreports.reports.donor_report import DonorReport
from grantreports.reports.drawn import keep, kept, last_forgotten
from grantreports.reports.looks import FONT, LOOKS, NEWEST, Look
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
# Letters take room in both directions.
GROWTH = 2
# U+0E33 after a tone mark is drawn as two glyphs that text extraction puts in the wrong order;
# written as its two parts it looks the same and is extracted right.
THAI_AM = re.compile("([\u0e48-\u0e4b]?)\u0e33")

# WeasyPrint's font library corrupts when threads share it: one thread of each process owns it.
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="weasyprint")


@dataclass(frozen=True)
class Extent:
    """How long a report is on paper; `fill` is the used share of the last page, up to 1.

    `size` is that of its text, in points.
    """

    pages: int
    fill: float
    size: float
    # Whether it is set more openly.
    is_airy: bool = False


def render_pdf(report: DonorReport) -> bytes:
    """A tagged PDF (PDF/UA-1); runs no query."""
    drawing = _Drawing.of(report)
    if content := kept(drawing.name("pdf")):
        return content
    since = last_forgotten()
    content, extent = _thread.submit(_render, drawing, drawing.kept_extent()).result()
    keep(drawing.name("pdf"), content, since)
    drawing.keep_extent(extent, since)
    return content


def measure(report: DonorReport) -> Extent:
    """Lays the report out without writing it; runs no query."""
    drawing = _Drawing.of(report)
    if extent := drawing.kept_extent():
        return extent
    since = last_forgotten()
    extent = _thread.submit(_extent, drawing).result()
    drawing.keep_extent(extent, since)
    return extent


def render_large_print(report: DonorReport) -> bytes:
    """The same as `render_pdf` for those who read large letters, on as many pages as it takes."""
    drawing = _Drawing.of(replace(report, look=NEWEST))
    if content := kept(drawing.name("large.pdf")):
        return content
    since = last_forgotten()
    content = _thread.submit(_render_large, drawing).result()
    keep(drawing.name("large.pdf"), content, since)
    return content


@dataclass(frozen=True)
class _Drawing:
    """All that a PDF is drawn from; pictures are called by their content."""

    html: str
    files: dict[str, bytes | None]
    page_budget: int
    look: Look

    @classmethod
    def of(cls, report: DonorReport) -> "_Drawing":
        look = LOOKS[report.look]
        return cls(*_source(report), report.page_budget, look)

    def name(self, ending: str) -> str:
        """Of a file with what was drawn, by a digest of everything that decides how it looks."""
        return f"{self._digest}.{ending}"

    @cached_property
    def _digest(self) -> str:
        what = (self.page_budget, self.html, _digest_of_style(self.look))
        return sha256(repr(what).encode()).hexdigest()

    def kept_extent(self) -> Extent | None:
        content = kept(self.name("json"))
        return Extent(**json.loads(content)) if content else None

    def keep_extent(self, extent: Extent, since: bytes | None) -> None:
        keep(self.name("json"), json.dumps(asdict(extent)).encode(), since)


@cache
def _digest_of_style(look: Look) -> str:
    """Of the stylesheets and fonts, and of the program that draws."""
    digest = sha256(f"WeasyPrint {version('weasyprint')}".encode())
    for name in (*look.stylesheets, *look.airy, *LARGE_PRINT):
        style = Path(finders.find(name) or name).read_bytes()
        digest.update(style)
        for font in sorted(set(FONT.findall(style.decode()))):
            digest.update(_font(font) or b"")
    return digest.hexdigest()


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

    def __init__(self, drawing: _Drawing):
        self.html = drawing.html
        self.look = drawing.look
        self.page_budget = drawing.page_budget
        self.fetcher = OwnFiles(drawing.files)
        self.documents: dict[float, Document] = {}
        # Pictures are read once, however often the report is laid out.
        self.images: dict[str, object] = {}

    def at(self, size: float) -> Document:
        if size not in self.documents:
            self.documents[size] = self.laid_out(size)
        return self.documents[size]

    def best(self) -> tuple[Document, Extent]:
        """At its best size, and set as openly as there is room."""
        size = _best_size(self, self.page_budget)
        document, is_airy = self.at(size), False
        if self.has_room(document):
            airy = self.laid_out(size, *_sheets(self.look.airy))
            if is_airy := len(airy.pages) == len(document.pages):
                document = airy
        count = len(document.pages)
        return document, Extent(count, length_of(document) - count + 1, size, is_airy)

    def as_before(self, extent: Extent) -> Document:
        """As it was measured: it is laid out once."""
        return self.laid_out(extent.size, *_sheets(self.look.airy if extent.is_airy else ()))

    def has_room(self, document: Document) -> bool:
        """Whether the last page is worth setting it more openly."""
        pages = len(document.pages)
        if not self.look.airy or length_of(document) - pages + 1 >= SHORT:
            return False
        # Rows of pictures would leave the first page, where they fill what is left of it.
        return pages == 1 or ROWS_OF_PICTURES not in self.html

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


def _render(drawing: _Drawing, known: Extent | None) -> tuple[bytes, Extent]:
    pages = _Pages(drawing)
    document, extent = (pages.as_before(known), known) if known else pages.best()
    return document.write_pdf(pdf_variant="pdf/ua-1"), extent


def _render_large(drawing: _Drawing) -> bytes:
    document = _Pages(drawing).laid_out(LARGE, *_sheets(LARGE_PRINT))
    return document.write_pdf(pdf_variant="pdf/ua-1")


def _extent(drawing: _Drawing) -> Extent:
    return _Pages(drawing).best()[1]


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
        return _likely(look.small_sizes, pages, page_budget, readable) or readable
    return _likely(look.sizes, pages, fewest, readable) or readable


def _likely(sizes: tuple[float, ...], pages: _Pages, most: int, known: float) -> float | None:
    """The largest of the sizes with which the report should take so many pages, and does.

    By its length at the size that is known: to lay it out at each size takes its time.
    """
    length = pages.length(known)
    for size in reversed(sizes):
        if length * (size / known) ** GROWTH <= most and len(pages.at(size).pages) <= most:
            return size
    return None


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
