"""A donor report as a Word file: same content and order as the page, looks from styles alone."""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.section import Section
from docx.shape import InlineShape
from docx.shared import Emu, Length, Mm
from docx.table import _Row
from docx.text.paragraph import Paragraph

from grantreports.publishing.copies.word_styles import (
    CELL,
    CELL_HEADING,
    CORRECTION,
    LANGUAGE,
    NOTE,
    NUMBER,
    NUMBER_HEADING,
    PICTURE,
    SPEAKER,
    TEXT_WIDTH,
    THANKS,
    set_styles,
)
from grantreports.reports.blocks import BY_KEY, PrintedBlock
from grantreports.reports.chart import Chart
from grantreports.reports.donor_report import Bar, DonorReport, Paragraphs, Picture, Quote
from outreach.storage import read_media

PAPER = (Mm(210), Mm(297))
LOGO = (Mm(50), Mm(14))
# Width by height of a picture that is cut.
RATIOS = {"landscape": 3 / 2, "square": 1.0, "portrait": 3 / 4}
WIDTHS = {"landscape": Mm(95), "square": Mm(70), "portrait": Mm(58)}
# Period, programs, people, new provinces; the two in the middle are numbers.
COLUMNS = (Mm(34), Mm(24), Mm(34), Mm(74))
HEADINGS = (CELL_HEADING, NUMBER_HEADING, NUMBER_HEADING, CELL_HEADING)
CELLS = (CELL, NUMBER, NUMBER, CELL)
WORD_2013 = "15"


def render_docx(report: DonorReport, at: datetime) -> bytes:
    """The same report and time give the same bytes; runs no query."""
    document = Document()
    set_up(document, report, at)
    add_masthead(document, report)
    for block in report.blocks:
        add_block(document, report, block)
    document.add_paragraph(report.thank_you, style=THANKS)
    file = io.BytesIO()
    document.save(file)
    return without_clock(file.getvalue())


def add_block(document: WordDocument, report: DonorReport, block: PrintedBlock) -> None:
    if BY_KEY[block.key].is_text:
        add_text(document, report.texts_of(block.key), block.heading)
    else:
        ADDED[block.key](document, report, block.heading)


def set_up(document: WordDocument, report: DonorReport, at: datetime) -> None:
    """Paper, properties, styles and foot."""
    section = document.sections[0]
    section.page_width, section.page_height = PAPER
    section.left_margin = section.right_margin = Length((PAPER[0] - TEXT_WIDTH) // 2)
    # Two lines of foot stand in the lower one.
    section.top_margin, section.bottom_margin = Mm(22), Mm(28)
    brand = report.brand
    properties = document.core_properties
    properties.title = f"{report.title} – {report.country}: {report.name}"[:255]
    properties.subject = f"Progress report, {report.period}"
    properties.author = properties.last_modified_by = brand.name
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = at.replace(tzinfo=None, microsecond=0)
    forget_template(document)
    set_styles(document, brand)
    add_foot(section, report)


def add_foot(section: Section, report: DonorReport) -> None:
    brand = report.brand
    lines = section.footer.paragraphs[0], section.footer.add_paragraph(style="Footer")
    person = f"Questions? {brand.person}" if brand.person else ""
    lines[0].text = " · ".join(filter(None, (brand.name, brand.contact, brand.foot, person)))
    told = filter(None, (report.name, report.period, report.edition, report.published))
    lines[1].text = f"{' · '.join(told)}\t"
    add_field(lines[1], "PAGE")
    lines[1].add_run(" of ")
    add_field(lines[1], "NUMPAGES")


def forget_template(document: WordDocument) -> None:
    """What the empty document brings along: a picture of it, its program, an age of Word."""
    package = document.part.package
    for key, each in list(package.rels.items()):
        if each.reltype in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES):
            del package.rels[key]
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)


def add_field(paragraph: Paragraph, name: str) -> None:
    """A number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)


def add_masthead(document: WordDocument, report: DonorReport) -> None:
    add_logo(document, report)
    document.add_paragraph(f"Progress report · {report.country}", style="Subtitle")
    document.add_paragraph(report.title, style="Title")
    where = " · ".join(filter(None, (report.place, report.period)))
    document.add_paragraph(where, style="Subtitle")
    if report.ask and report.ask_in_masthead:
        document.add_paragraph(report.ask.line, style="Subtitle")
    if report.correction:
        document.add_paragraph(f"{report.edition} · {report.correction}", style=CORRECTION)
    if report.in_brief:
        document.add_paragraph(report.in_brief, style="Intense Quote")


def add_opening(document: WordDocument, report: DonorReport, heading: str) -> None:
    document.add_heading(heading, level=1)
    add_pictures(document, [report.lead_picture] if report.lead_picture else [])
    add_paragraphs(document, report.about)


def add_ask(document: WordDocument, report: DonorReport, heading: str) -> None:
    if report.ask and not report.ask_in_masthead:
        document.add_heading(heading, level=1)
        document.add_paragraph(report.ask.line)


def add_since_baseline(document: WordDocument, report: DonorReport, heading: str) -> None:
    if not report.since_baseline:
        return
    document.add_heading(heading, level=1)
    for row in report.since_baseline:
        text = f"{row.label}: {row.began} before ({row.source}), {row.now} now, {row.change}"
        document.add_paragraph(text, style="List Bullet")


def add_reached(document: WordDocument, report: DonorReport, heading: str) -> None:
    if not report.reached:
        return
    document.add_heading(heading, level=1)
    styles = ("List Bullet", "List Bullet 2", "List Bullet 3")
    for row in report.reached:
        document.add_paragraph(f"{row.label}: {row.number}", style=styles[min(row.level, 2)])
    if report.reached_note:
        document.add_paragraph(report.reached_note, style=NOTE)


def add_quotes(document: WordDocument, report: DonorReport, heading: str) -> None:
    if report.quotes and heading:
        document.add_heading(heading, level=1)
    for quote in report.quotes:
        add_quote(document, quote)


def add_stories(document: WordDocument, report: DonorReport, heading: str) -> None:
    for story in report.stories:
        title = story.quote.heading or heading or "A story from the field"
        document.add_heading(title, level=1)
        add_pictures(document, [story.picture] if story.picture else [])
        add_quote(document, story.quote)


def add_photos(document: WordDocument, report: DonorReport, heading: str) -> None:
    if report.more_pictures and heading:
        document.add_heading(heading, level=1)
    add_pictures(document, report.more_pictures)


def add_numbers(document: WordDocument, report: DonorReport, heading: str) -> None:
    if not report.strip:
        return
    document.add_heading(heading, level=1)
    for item in report.strip:
        target = f" ({item.bar.text})" if item.bar else ""
        document.add_paragraph(f"{item.number} {item.label}{target}", style="List Bullet")
    if report.method_note:
        document.add_paragraph(report.method_note, style=NOTE)


def add_progress(document: WordDocument, report: DonorReport, heading: str) -> None:
    if not (report.groups or report.bars):
        return
    document.add_heading(heading, level=1)
    for bar in report.bars:
        document.add_paragraph(told(bar), style="List Bullet")
    for group in report.groups:
        if group.objective:
            document.add_heading(group.objective, level=2)
        for point in group.points:
            document.add_paragraph(point, style="List Bullet")


def add_story_so_far(document: WordDocument, report: DonorReport, heading: str) -> None:
    """The numbers of the chart: Word draws none from our data."""
    if report.chart:
        document.add_heading(heading, level=1)
        add_chart(document, report.chart)


def add_chart(document: WordDocument, chart: Chart) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for column, width in zip(table.columns, COLUMNS, strict=True):
        column.width = width
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), chart.title)
    table._tbl.tblPr.append(caption)
    fill_row(table.rows[0], chart.headings, HEADINGS)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in chart.rows:
        fill_row(table.add_row(), (row.label, *row.cells), CELLS)
    if chart.note:
        document.add_paragraph(chart.note, style=NOTE)


def fill_row(row: _Row, texts: Iterable[str], styles: Iterable[str]) -> None:
    for cell, width, text, style in zip(row.cells, COLUMNS, texts, styles, strict=True):
        cell.width, cell.text = width, text
        cell.paragraphs[0].style = style


def told(bar: Bar) -> str:
    return f"{bar.label}: {bar.text}"


def add_quote(document: WordDocument, quote: Quote) -> None:
    for paragraph in quote.paragraphs:
        document.add_paragraph(paragraph, style="Quote")
    note = f" ({quote.note})" if quote.note else ""
    document.add_paragraph(f"{quote.speaker}{note}", style=SPEAKER)


def add_text(document: WordDocument, paragraphs: Paragraphs, heading: str) -> None:
    if paragraphs:
        document.add_heading(heading, level=1)
        add_paragraphs(document, paragraphs)


def add_paragraphs(document: WordDocument, texts: Iterable[str]) -> None:
    for text in texts:
        document.add_paragraph(text)


def add_logo(document: WordDocument, report: DonorReport) -> None:
    logo = report.brand.logo
    if content := read_media(logo) if logo else None:
        shape = placed(document, content, report.brand.name)
        scale = min(LOGO[0] / shape.width, LOGO[1] / shape.height)
        shape.width, shape.height = (
            Emu(round(each * scale)) for each in (shape.width, shape.height)
        )


def add_pictures(document: WordDocument, pictures: Iterable[Picture]) -> None:
    for picture in pictures:
        # The rest still can be read where a file is missing.
        if content := read_media(picture.print):
            width = WIDTHS[picture.shape]
            cut(placed(document, content, picture.alternative_text, width), picture)
        for text in filter(None, (picture.caption, picture.note)):
            document.add_paragraph(text, style="Caption")


ADDED: dict[str, Callable[[WordDocument, DonorReport, str], None]] = {
    "opening": add_opening,
    "figures": add_numbers,
    "progress": add_progress,
    "ask": add_ask,
    "since_baseline": add_since_baseline,
    "reached": add_reached,
    "chart": add_story_so_far,
    "quotes": add_quotes,
    "stories": add_stories,
    "photos": add_photos,
}


def placed(
    document: WordDocument, content: bytes, alternative_text: str, width: Length | None = None
) -> InlineShape:
    """The picture in a paragraph of its own, of this width or as large as it is."""
    shape = document.add_picture(io.BytesIO(content), width=width)
    document.paragraphs[-1].style = PICTURE
    shape._inline.docPr.set("descr", alternative_text)
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")
    return shape


def cut(shape: InlineShape, picture: Picture) -> None:
    """Show the part of the picture that the page shows, around its focus."""
    if picture.cut == "whole":
        return
    wanted, has = RATIOS[picture.cut], picture.width / picture.height
    across, down = max(0.0, 1 - wanted / has), max(0.0, 1 - has / wanted)
    left, top = (
        share * point / 10 for share, point in zip((across, down), picture.focus, strict=True)
    )
    hidden = {"l": left, "r": across - left, "t": top, "b": down - top}
    crop = OxmlElement("a:srcRect")
    for side, share in hidden.items():
        crop.set(side, str(round(share * 100_000)))
    blip_fill = shape._inline.graphic.graphicData.pic.blipFill
    blip_fill.find(qn("a:blip")).addnext(crop)
    shape.height = Emu(round(shape.width / wanted))


def without_clock(file: bytes) -> bytes:
    """The same ZIP with the time of writing taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
