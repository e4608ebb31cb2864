"""A donor report as plain text: same content and order as the page, for any reader or machine."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from grantreports.reports.blocks import BY_KEY, PrintedBlock
from grantreports.reports.chart import Chart, ChartRow
from grantreports.reports.donor_report import Bar, Brand, DonorReport, Picture, Quote
from projects.money import number

WIDTH = 72
BULLET, INDENT = "- ", "  "


def render_text(report: DonorReport) -> str:
    """Blocks with an empty line between them, in lines of at most 72 columns; runs no query."""
    blocks = [
        *masthead(report),
        *(text for block in report.blocks for text in of_block(block, report)),
        filled(report.thank_you),
        *foot(report),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def of_block(block: PrintedBlock, report: DonorReport) -> Iterator[str]:
    if BY_KEY[block.key].is_text:
        return text_under(block.heading, report.texts_of(block.key))
    return WRITTEN[block.key](report, block.heading)


def masthead(report: DonorReport) -> Iterator[str]:
    yield filled(f"Progress report · {report.country}")
    yield heading(report.title, "=")
    yield filled(" · ".join(filter(None, (report.place, report.period))))
    if report.ask and report.ask_in_masthead:
        yield filled(report.ask.line)
    if report.correction:
        yield filled(f"{report.edition} · {report.correction}")
    yield filled(report.in_brief)


def opening(report: DonorReport, title: str) -> Iterator[str]:
    yield heading(title)
    yield from told(report.lead_picture)
    yield from map(filled, report.about)


def ask(report: DonorReport, title: str) -> Iterator[str]:
    if report.ask and not report.ask_in_masthead:
        yield heading(title)
        yield filled(report.ask.line)


def since_baseline(report: DonorReport, title: str) -> Iterator[str]:
    if report.since_baseline:
        yield heading(title)
        yield points(
            f"{row.label}: {row.began} before ({row.source}), {row.now} now, {row.change}"
            for row in report.since_baseline
        )


def reached(report: DonorReport, title: str) -> Iterator[str]:
    if report.reached:
        yield heading(title)
        yield "\n".join(
            filled(f"{row.label}: {row.number}", f"{INDENT * row.level}{BULLET}", INDENT * 3)
            for row in report.reached
        )
        yield filled(report.reached_note)


def quotes(report: DonorReport, title: str) -> Iterator[str]:
    if report.quotes and title:
        yield heading(title)
    for quote in report.quotes:
        yield from said(quote)


def photos(report: DonorReport, title: str) -> Iterator[str]:
    if report.more_pictures and title:
        yield heading(title)
    for picture in report.more_pictures:
        yield from told(picture)


def numbers(report: DonorReport, title: str) -> Iterator[str]:
    if report.strip:
        yield heading(title)
        yield points(
            f"{item.number} {item.label}{f' ({measured(item.bar)})' if item.bar else ''}"
            for item in report.strip
        )
        yield filled(report.method_note)


def progress(report: DonorReport, title: str) -> Iterator[str]:
    if report.groups or report.bars:
        yield heading(title)
        yield points(measured(bar) for bar in report.bars)
    for group in report.groups:
        yield filled(group.objective)
        yield points(group.points)


def measured(bar: Bar) -> str:
    return f"{bar.label}: {bar.text}"


def story_so_far(report: DonorReport, title: str) -> Iterator[str]:
    """The numbers of the chart, each with what it counts."""
    if chart := report.chart:
        yield heading(title)
        yield filled(chart.title)
        yield points(row_of(chart, row) for row in chart.rows)
        yield filled(chart.note)


def row_of(chart: Chart, row: ChartRow) -> str:
    """One period: the cells of its table, and the parts of its bar."""
    parts = zip(chart.series, map(number, row.counts), strict=False)
    told = [*zip(chart.headings, (row.label, *row.cells), strict=False), *parts]
    return "; ".join(f"{name}: {text}" for name, text in told if text)


def stories(report: DonorReport, title: str) -> Iterator[str]:
    for story in report.stories:
        yield heading(story.quote.heading or title or "A story from the field")
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


def text_under(title: str, paragraphs: Iterable[str]) -> Iterator[str]:
    paragraphs = list(paragraphs)
    if paragraphs:
        yield heading(title)
        yield from map(filled, paragraphs)


WRITTEN: dict[str, Callable[[DonorReport, str], Iterator[str]]] = {
    "opening": opening,
    "figures": numbers,
    "progress": progress,
    "ask": ask,
    "since_baseline": since_baseline,
    "reached": reached,
    "chart": story_so_far,
    "quotes": quotes,
    "stories": stories,
    "photos": photos,
}


def foot(report: DonorReport) -> Iterator[str]:
    brand = report.brand
    lines = (
        "-" * WIDTH,
        filled(" · ".join(filter(None, (brand.name, brand.contact, brand.foot, *asking(brand))))),
        filled(" · ".join(filter(None, (report.name, report.period, report.edition)))),
        filled(report.published),
    )
    yield "\n".join(filter(None, lines))


def asking(brand: Brand) -> Iterator[str]:
    if brand.person:
        link = brand.person_link.removeprefix("mailto:")
        yield f"Questions? {brand.person}{f', {link}' if link else ''}"


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
