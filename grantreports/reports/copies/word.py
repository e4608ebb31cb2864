"""A donor report as a Word file: same content and order as the page, looks from styles alone."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shape import InlineShape
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Row

from grantreports.reports.chart import Chart
from grantreports.reports.donor_report import Bar, DonorReport, Picture, Quote
from grantreports.reports.media import read_media

LANGUAGE = "en-GB"
# Width by height of a picture that is cut.
RATIOS = {"landscape": 3 / 2, "square": 1.0, "portrait": 3 / 4}
WIDTHS = {"landscape": Mm(110), "square": Mm(80), "portrait": Mm(65)}
SPEAKER, THANKS, PICTURE = "Speaker", "Thank-you", "Picture"


def render_docx(report: DonorReport, at: datetime) -> bytes:
    """The same report and time give the same bytes; runs no query."""
    document = Document()
    set_up(document, report, at)
    add_opening(document, report)
    add_numbers(document, report)
    add_progress(document, report)
    if report.chart:
        add_story_so_far(document, report.chart)
    for quote in report.quotes:
        add_quote(document, quote)
    for story in report.stories:
        document.add_heading(story.quote.heading or "A story from the field", level=1)
        add_pictures(document, [story.picture] if story.picture else [])
        add_quote(document, story.quote)
    add_pictures(document, report.more_pictures)
    if report.comes_next:
        document.add_heading("What comes next", level=1)
        add_paragraphs(document, report.comes_next)
    document.add_paragraph(report.thank_you, style=THANKS)
    file = io.BytesIO()
    document.save(file)
    return without_clock(file.getvalue())


def set_up(document: WordDocument, report: DonorReport, at: datetime) -> None:
    """Paper, language, properties, foot and styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    brand = report.brand
    foot = " · ".join(filter(None, (brand.name, brand.contact, brand.foot)))
    section.footer.paragraphs[0].text = foot
    section.footer.add_paragraph(
        f"{report.name} · {report.period} · {report.edition}", style="Footer"
    )
    properties = document.core_properties
    properties.title = f"{report.title} – {report.country}: {report.name}"[:255]
    properties.subject = f"Progress report, {report.period}"
    properties.author = properties.last_modified_by = brand.name
    properties.comments = ""
    properties.language = LANGUAGE
    properties.created = properties.modified = at.replace(tzinfo=None, microsecond=0)
    set_styles(document, RGBColor.from_string(brand.primary.lstrip("#").upper()))


def set_styles(document: WordDocument, colour: RGBColor) -> None:
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        for attribute in ("w:val", "w:eastAsia"):
            language.set(qn(attribute), LANGUAGE)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Quote"):
        styles[name].font.color.rgb = colour
    speaker = styles.add_style(SPEAKER, WD_STYLE_TYPE.PARAGRAPH)
    speaker.base_style, speaker.font.bold = styles["Normal"], True
    picture = styles.add_style(PICTURE, WD_STYLE_TYPE.PARAGRAPH)
    picture.base_style, picture.paragraph_format.keep_with_next = styles["Normal"], True
    thanks = styles.add_style(THANKS, WD_STYLE_TYPE.PARAGRAPH)
    thanks.base_style, thanks.font.bold, thanks.font.size = styles["Normal"], True, Pt(14)
    thanks.font.color.rgb = colour
    thanks.paragraph_format.space_before = Pt(14)


def add_opening(document: WordDocument, report: DonorReport) -> None:
    document.add_paragraph(f"Progress report · {report.country}", style="Subtitle")
    document.add_paragraph(report.title, style="Title")
    where = " · ".join(filter(None, (report.place, report.period)))
    document.add_paragraph(where, style="Subtitle")
    if report.ask:
        ask = report.ask
        document.add_paragraph(f"{ask.year} {ask.amount} {ask.needed}", style="Subtitle")
    if report.correction:
        document.add_paragraph(f"{report.edition} · {report.correction}", style="Intense Quote")
    document.add_heading("The project", level=1)
    add_pictures(document, [report.lead_picture] if report.lead_picture else [])
    add_paragraphs(document, report.about)


def add_numbers(document: WordDocument, report: DonorReport) -> None:
    if not report.strip:
        return
    document.add_heading("In numbers", level=1)
    for item in report.strip:
        target = f" ({item.bar.text})" if item.bar else ""
        document.add_paragraph(f"{item.number} {item.label}{target}", style="List Bullet")
    if report.method_note:
        document.add_paragraph(report.method_note)


def add_progress(document: WordDocument, report: DonorReport) -> None:
    if not (report.groups or report.bars):
        return
    document.add_heading("Progress against objectives", level=1)
    for bar in report.bars:
        document.add_paragraph(told(bar), style="List Bullet")
    for group in report.groups:
        if group.objective:
            document.add_heading(group.objective, level=2)
        for point in group.points:
            document.add_paragraph(point, style="List Bullet")


def add_story_so_far(document: WordDocument, chart: Chart) -> None:
    """The numbers of the chart: Word draws none from our data."""
    document.add_heading("The story so far", level=1)
    table = document.add_table(rows=1, cols=len(chart.headings), style="Table Grid")
    fill_row(table.rows[0], chart.headings)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in chart.rows:
        fill_row(table.add_row(), (row.label, *row.cells))
    add_paragraphs(document, [chart.note] if chart.note else [])


def fill_row(row: _Row, texts: Iterable[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def told(bar: Bar) -> str:
    return f"{bar.label}: {bar.text}"


def add_quote(document: WordDocument, quote: Quote) -> None:
    for paragraph in quote.paragraphs:
        document.add_paragraph(paragraph, style="Quote")
    note = f" ({quote.note})" if quote.note else ""
    document.add_paragraph(f"{quote.speaker}{note}", style=SPEAKER)


def add_paragraphs(document: WordDocument, texts: Iterable[str]) -> None:
    for text in texts:
        document.add_paragraph(text)


def add_pictures(document: WordDocument, pictures: Iterable[Picture]) -> None:
    for picture in pictures:
        # The rest still can be read where a file is missing.
        if content := read_media(picture.print):
            shape = document.add_picture(io.BytesIO(content), width=WIDTHS[picture.shape])
            document.paragraphs[-1].style = PICTURE
            shape._inline.docPr.set("descr", picture.alternative_text)
            cut(shape, picture)
        if picture.caption:
            document.add_paragraph(picture.caption, style="Caption")


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
