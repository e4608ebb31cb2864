"""A donor report as plain text: same content and order as the page, for any reader or machine."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from grantreports.reports.chart import Chart, ChartRow
from grantreports.reports.donor_report import Bar, DonorReport, Picture, Quote
from grantreports.reports.sections import headed_after
from projects.money import number

WIDTH = 72
BULLET, INDENT = "- ", "  "


def render_text(report: DonorReport) -> str:
    """Blocks with an empty line between them, in lines of at most 72 columns; runs no query."""
    blocks = [
        *opening(report),
        *numbers(report),
        *progress(report),
        *texts_after(report, "points"),
        *story_so_far(report.chart),
        *(block for quote in report.quotes for block in said(quote)),
        *stories(report),
        *(block for picture in report.more_pictures for block in told(picture)),
        *texts_after(report, "photos"),
        filled(report.thank_you),
        *foot(report),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def opening(report: DonorReport) -> Iterator[str]:
    yield filled(f"Progress report · {report.country}")
    yield heading(report.title, "=")
    yield filled(" · ".join(filter(None, (report.place, report.period))))
    if ask := report.ask:
        yield filled(f"{ask.year} {ask.amount} {ask.needed}")
    if report.correction:
        yield filled(f"{report.edition} · {report.correction}")
    yield heading("The project")
    yield from told(report.lead_picture)
    yield from map(filled, report.about)


def numbers(report: DonorReport) -> Iterator[str]:
    if report.strip:
        yield heading("In numbers")
        yield points(
            f"{item.number} {item.label}{f' ({measured(item.bar)})' if item.bar else ''}"
            for item in report.strip
        )
        yield filled(report.method_note)


def progress(report: DonorReport) -> Iterator[str]:
    if report.groups or report.bars:
        yield heading("Progress against objectives")
        yield points(measured(bar) for bar in report.bars)
    for group in report.groups:
        yield filled(group.objective)
        yield points(group.points)


def measured(bar: Bar) -> str:
    return f"{bar.label}: {bar.text}"


def story_so_far(chart: Chart | None) -> Iterator[str]:
    """The numbers of the chart, each with what it counts."""
    if chart:
        yield heading("The story so far")
        yield filled(chart.title)
        yield points(row_of(chart, row) for row in chart.rows)
        yield filled(chart.note)


def row_of(chart: Chart, row: ChartRow) -> str:
    """One period: the cells of its table, and the parts of its bar."""
    parts = zip(chart.series, map(number, row.counts), strict=False)
    told = [*zip(chart.headings, (row.label, *row.cells), strict=False), *parts]
    return "; ".join(f"{name}: {text}" for name, text in told if text)


def stories(report: DonorReport) -> Iterator[str]:
    for story in report.stories:
        yield heading(story.quote.heading or "A story from the field")
        yield from said(story.quote)
        yield from told(story.picture)


def said(quote: Quote) -> Iterator[str]:
    words = "\n".join(quote.paragraphs)
    *first, last = f"“{words}”".split("\n")
    for paragraph in first:
        yield filled(paragraph, INDENT)
    note = f" ({quote.note})" if quote.note else ""
    yield "\n".join((filled(last, INDENT), filled(f"– {quote.speaker}{note}", INDENT)))


def told(picture: Picture | None) -> Iterator[str]:
    if picture:
        texts = f"[Picture: {picture.alternative_text}]", picture.caption, picture.note
        yield "\n".join(map(filled, filter(None, texts)))


def texts_after(report: DonorReport, follows: str) -> Iterator[str]:
    """The texts under headings of their own that stand there."""
    for section in headed_after(follows):
        if paragraphs := getattr(report, section.key):
            yield heading(section.heading)
            yield from map(filled, paragraphs)


def foot(report: DonorReport) -> Iterator[str]:
    brand = report.brand
    lines = (
        "-" * WIDTH,
        filled(" · ".join(filter(None, (brand.name, brand.contact, brand.foot)))),
        filled(f"{report.name} · {report.period} · {report.edition}"),
    )
    yield "\n".join(lines)


def heading(text: str, line: str = "-") -> str:
    lines = filled(text).split("\n")
    return "\n".join((*lines, line * max(map(columns, lines))))


def points(texts: Iterable[str]) -> str:
    return "\n".join(filled(text, BULLET, INDENT) for text in texts)


def filled(text: str, first: str = "", other: str | None = None) -> str:
    """The text in lines of 72 columns, the first and the others after these letters."""
    other = first if other is None else other
    lines, line = [], ""
    for piece in pieces(text, WIDTH - columns(other)):
        full = columns(first + line + piece.rstrip()) > WIDTH
        if full and line:
            lines.append(line)
            line = ""
        line += piece
    start = [first, *[other] * len(lines)]
    return "\n".join(
        (before + each).rstrip() for before, each in zip(start, [*lines, line], strict=True)
    )


def pieces(text: str, room: int) -> Iterator[str]:
    """Words with the space after them; of scripts without spaces, parts that fit in a line."""
    for word in re.findall(r"\S+\s*", text):
        # An address stays whole: a line too long is better than a broken link.
        yield from [word] if word.isascii() else parts(word, room)


def parts(word: str, room: int) -> Iterator[str]:
    """Cut where a line is full, before no mark that belongs to the letter before it."""
    part = ""
    for letter in word:
        if columns(part) >= room and columns(letter):
            yield part
            part = ""
        part += letter
    yield part


def columns(text: str) -> int:
    """How wide it is on a screen of equal letters: marks above and below others take no room."""
    return sum(unicodedata.category(letter) not in ("Mn", "Me", "Cf") for letter in text)
