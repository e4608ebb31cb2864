"""How a Word copy looks: each paragraph has one of these styles, and nothing else is set.

A size or a weight is set twice, because Word keeps those of Thai letters apart. The fonts are on
every machine that has Word; programs without them have substitutes of the same widths.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from grantreports.reports.donor_report import Brand

LANGUAGE, LANGUAGE_OF_THAI = "en-GB", "th-TH"
TEXT_FONT, HEADING_FONT, THAI_FONT = "Calibri", "Georgia", "Leelawadee UI"
TEXT_WIDTH = Mm(166)
QUIET, LINE = RGBColor.from_string("55626B"), "CFD6D9"
# Styles that Word does not bring along.
SPEAKER, THANKS, PICTURE = "Speaker", "Thank-you", "Picture"
CORRECTION, NOTE = "Correction", "Note"
CELL, NUMBER = "Table text", "Table number"
CELL_HEADING, NUMBER_HEADING = "Table heading", "Table number heading"


def set_styles(document: Document, brand: Brand) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
        language.set(qn("w:eastAsia"), LANGUAGE)
        language.set(qn("w:bidi"), LANGUAGE_OF_THAI)
    colour = colour_of(brand.primary)
    set_headings(document, colour, brand.accent)
    set_texts(document, colour)
    set_table(document)


def colour_of(text: str) -> RGBColor:
    return RGBColor.from_string(text.lstrip("#").upper())


def set_headings(document: Document, colour: RGBColor, accent: str) -> None:
    sizes = {"Title": 24, "Subtitle": 11, "Heading 1": 15, "Heading 2": 12}
    for name, size in sizes.items():
        style = document.styles[name]
        set_font(style, TEXT_FONT if name == "Subtitle" else HEADING_FONT)
        set_letters(style, size, bold=name.startswith("Heading"))
        style.font.color.rgb = colour
    set_space(document.styles["Subtitle"], 0, 4)
    set_space(document.styles["Heading 1"], 16, 4)
    set_space(document.styles["Heading 2"], 8, 2)
    line = next(document.styles["Title"].element.iter(qn("w:bottom")))
    line.attrib.pop(qn("w:themeColor"))
    line.set(qn("w:color"), str(colour_of(accent)))


def set_texts(document: Document, colour: RGBColor) -> None:
    styles = document.styles
    set_font(styles["Normal"], TEXT_FONT)
    set_space(styles["Normal"], 0, 6)
    set_letters(styles["Quote"], 11, italic=True)
    set_space(styles["Quote"], 10, 4)
    # Whoever speaks stands on the page of the words.
    styles["Quote"].paragraph_format.keep_with_next = True
    set_letters(styles["Caption"], 9)
    set_letters(styles["Footer"], 9)
    set_letters(added(document, SPEAKER), 11, bold=True)
    set_letters(added(document, CORRECTION), 11, bold=True)
    set_space(styles[CORRECTION], 8, 8)
    set_letters(added(document, NOTE), 9)
    set_space(styles[NOTE], 4, 6)
    set_letters(added(document, THANKS), 14, bold=True)
    set_space(styles[THANKS], 14, 0)
    for name in ("Quote", CORRECTION, THANKS):
        styles[name].font.color.rgb = colour
    for name in ("Caption", "Footer", NOTE):
        styles[name].font.color.rgb = QUIET
    added(document, PICTURE).paragraph_format.keep_with_next = True
    tabs = styles["Footer"].paragraph_format.tab_stops
    tabs.clear_all()
    tabs.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)


def set_table(document: Document) -> None:
    """Its texts, and lines between its rows alone."""
    for name in (CELL, NUMBER, CELL_HEADING, NUMBER_HEADING):
        set_letters(added(document, name), 10, bold=name in (CELL_HEADING, NUMBER_HEADING))
        set_space(document.styles[name], 2, 2)
    for name in (NUMBER, NUMBER_HEADING):
        document.styles[name].paragraph_format.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
    borders = next(document.styles["Table Grid"].element.iter(qn("w:tblBorders")))
    for side in list(borders):
        side.set(qn("w:color"), LINE)
        if side.tag in (qn("w:left"), qn("w:right"), qn("w:insideV")):
            borders.remove(side)


def added(document: Document, name: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.quick_style = document.styles["Normal"], True
    return style


def set_font(style: ParagraphStyle, name: str) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    # Those of the theme would win.
    fonts.attrib.clear()
    for letters in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(letters), name)
    fonts.set(qn("w:cs"), THAI_FONT)


def set_letters(
    style: ParagraphStyle, size: int, bold: bool = False, italic: bool = False
) -> None:
    font = style.font
    font.size, font.bold, font.italic = Pt(size), bold, italic
    font.cs_bold, font.cs_italic = bold, italic
    properties = style.element.rPr
    of_thai = properties.find(qn("w:szCs"))
    if of_thai is None:
        of_thai = OxmlElement("w:szCs")
        properties.find(qn("w:sz")).addnext(of_thai)
    # Half points.
    of_thai.set(qn("w:val"), str(size * 2))


def set_space(style: ParagraphStyle, before: int, after: int) -> None:
    """Above and below, in points."""
    lines = style.paragraph_format
    lines.space_before, lines.space_after = Pt(before), Pt(after)
