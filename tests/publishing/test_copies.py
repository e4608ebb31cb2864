"""A report as a Word file, its figures as a spreadsheet, its data as JSON."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length
from openpyxl import load_workbook

from grantreports.desk.draft import draft_of
from grantreports.desk.snapshot import events_of
from grantreports.foundation.models import Branding
from grantreports.publishing.copies.word import render_docx
from grantreports.reports.compose import compose
from grantreports.reports.donor_report import Bar, Picture, PointGroup, Quote, Story, StripItem
from grantreports.reports.frozen import from_data
from grantreports.reports.models import StripFigure
from outreach.models import Attendance
from outreach.photos import clean_logo
from projects.models import Target
from tests.editions import NOW, fetched, make_plain_edition, write_report
from tests.factories import make_event, make_events, make_photo, picture_file
from tests.reports.test_pdf import make_donor_report


def opened(content):
    return Document(io.BytesIO(content))


def lines(document):
    return [(each.style.name, each.text) for each in document.paragraphs if each.text]


def rich_report(**kwargs):
    words = Quote("Students lead", ("They asked much.",), "A teacher", "name changed")
    fields = {
        "title": "Honey",
        "strip": (StripItem("21", "programs", Bar("Programs", "39 of 40 for the year", 98)),),
        "about": ("About it.",),
        "groups": (PointGroup("Children are safe", ("One.", "Two.")),),
        "quotes": (Quote("", ("We saw it.",), "Our partner", ""),),
        "stories": (Story(words, None),),
        "comes_next": ("More of it.",),
    }
    return make_donor_report(**fields | kwargs)


def test_the_word_file_says_the_same_in_the_same_order_with_styles():
    report = rich_report(edition="Edition 2", correction="It corrects a number.")

    assert lines(opened(render_docx(report, NOW))) == [
        ("Subtitle", "Progress report · Thailand"),
        ("Title", "Honey"),
        ("Subtitle", "Mae Hong Son Province · July–December 2019"),
        ("Subtitle", "Budget: 2020 - Year 3 (of 3): $22,230 needed."),
        ("Correction", "Edition 2 · It corrects a number."),
        ("Heading 1", "The project"),
        ("Normal", "About it."),
        ("Heading 1", "In numbers"),
        ("List Bullet", "21 programs (39 of 40 for the year)"),
        ("Note", "Numbers of people are attendances."),
        ("Heading 1", "Progress against objectives"),
        ("List Bullet", "Outreach events: 39 of 40 for the year"),
        ("Heading 2", "Children are safe"),
        ("List Bullet", "One."),
        ("List Bullet", "Two."),
        ("Quote", "We saw it."),
        ("Speaker", "Our partner"),
        ("Heading 1", "Students lead"),
        ("Quote", "They asked much."),
        ("Speaker", "A teacher (name changed)"),
        ("Heading 1", "What comes next"),
        ("Normal", "More of it."),
        ("Thank-you", "Thank you."),
    ]


def test_looks_come_from_styles_and_not_from_runs():
    document = opened(render_docx(rich_report(), NOW))

    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    assert not [run for run in runs if run._element.rPr is not None]
    assert str(document.styles["Heading 1"].font.color.rgb) == "12404F"


def test_the_word_file_has_language_properties_and_a_foot():
    document = opened(render_docx(rich_report(), NOW))

    properties = document.core_properties
    assert properties.title == "Honey – Thailand: Second report, Year 2"
    assert (properties.author, properties.language) == ("Entrust", "en-GB")
    assert properties.created.isoformat()[:10] == "2026-02-03"
    assert {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))} == {
        "en-GB"
    }
    name, report = document.sections[0].footer.paragraphs
    assert name.text == "Entrust · hello@entrust.example"
    assert report.text == "Second report, Year 2 · July–December 2019 · Draft\t of "
    fields = [each.get(qn("w:instr")) for each in report._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_paper_is_a4_and_the_foot_ends_with_the_text():
    document = opened(render_docx(rich_report(), NOW))

    section = document.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    (tab,) = document.styles["Footer"].paragraph_format.tab_stops
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(tab.position.mm) == round(Length(width).mm) == 166
    assert tab.alignment == WD_TAB_ALIGNMENT.RIGHT


def test_thai_letters_are_as_large_and_as_bold_as_the_others():
    styles = opened(render_docx(rich_report(), NOW)).styles

    used = [*("Title", "Heading 1", "Quote", "Caption", "Thank-you", "Speaker", "Table text")]
    letters = [styles[name].element.rPr for name in used]
    for size, of_thai in (("w:sz", "w:szCs"), ("w:b", "w:bCs"), ("w:i", "w:iCs")):
        pairs = [(each.find(qn(size)), each.find(qn(of_thai))) for each in letters]
        assert all(one.get(qn("w:val")) == other.get(qn("w:val")) for one, other in pairs)
    fonts = [styles[name].element.rPr.rFonts for name in ("Normal", "Title", "Heading 2")]
    assert {each.get(qn("w:cs")) for each in fonts} == {"Leelawadee UI"}
    assert not [name for each in fonts for name in each.attrib if "heme" in name]


def test_the_empty_document_that_word_files_begin_with_leaves_no_trace():
    names = zipfile.ZipFile(io.BytesIO(render_docx(rich_report(), NOW))).namelist()
    document = opened(render_docx(rich_report(), NOW))

    modes = [
        each.get(qn("w:val"))
        for each in document.settings.element.iter(qn("w:compatSetting"))
        if each.get(qn("w:name")) == "compatibilityMode"
    ]
    assert not [name for name in names if "thumbnail" in name or "app.xml" in name]
    assert modes == ["15"]
    assert all(each.text for each in document.paragraphs)


def test_the_logo_is_named_and_no_larger_than_its_place():
    logo = clean_logo(picture_file((600, 600), "PNG"))
    report = rich_report()
    brand = replace(report.brand, logo=default_storage.save(logo.name, logo))

    (shape,) = opened(render_docx(replace(report, brand=brand), NOW)).inline_shapes

    assert shape._inline.docPr.get("descr") == "Entrust"
    assert (round(shape.width.mm), round(shape.height.mm)) == (14, 14)


def test_pictures_have_alternative_texts_and_captions(bees):
    photo = make_photo(bees)
    picture = Picture(
        photo.web_image.name, photo.print_image.name, 300, 200, "A morning.", "Pupils."
    )
    square = replace(picture, cut="square", focus=(10, 5), caption="Cut.")

    document = opened(render_docx(rich_report(lead_picture=picture, more_pictures=(square,)), NOW))

    whole, cut = document.inline_shapes
    assert whole._inline.docPr.get("descr") == "Pupils."
    assert ("Caption", "A morning.") in lines(document)
    assert round(whole.width / whole.height, 2) == 1.5
    assert cut.width == cut.height
    crop = cut._inline.graphic.graphicData.pic.blipFill.find(qn("a:srcRect"))
    assert dict(crop.attrib) == {"l": "33333", "r": "0", "t": "0", "b": "0"}


def test_a_missing_picture_leaves_the_rest_of_the_word_file():
    lost = Picture("photos/w.jpg", "photos/p.jpg", 300, 200, "A caption.", "What was seen.")

    document = opened(render_docx(rich_report(lead_picture=lost), NOW))

    assert ("Caption", "A caption.") in lines(document)
    assert len(document.inline_shapes) == 0


def test_the_story_so_far_stands_in_the_word_file_as_a_table(as_sam, report):
    write_report(report)
    report.story_so_far = True
    report.save()

    document = opened(as_sam.get(address("word", report)).content)

    chart = compose(fetched(report)).chart
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0] == list(chart.headings)
    assert cells[1] == [chart.rows[0].label, *chart.rows[0].cells]
    assert ("Heading 1", "The story so far") in lines(document)
    styles = [[cell.paragraphs[0].style.name for cell in row.cells] for row in table.rows]
    assert styles[0][:2] == ["Table heading", "Table number heading"]
    assert styles[1] == ["Table text", "Table number", "Table number", "Table text"]
    assert chart.title in [each.get(qn("w:val")) for each in table._tbl.iter(qn("w:tblCaption"))]


def test_the_same_report_gives_the_same_word_file():
    assert render_docx(rich_report(), NOW) == render_docx(rich_report(), NOW)


def address(name, report, *args):
    return reverse(f"publishing:{name}", args=[report.pk, *args])


def test_staff_get_the_draft_as_word(as_sam, report):
    write_report(report)

    response = as_sam.get(address("word", report))

    assert 'filename="bees-year-1-report-1.docx"' in response["Content-Disposition"]
    assert ("List Bullet", "40 students came.") in lines(opened(response.content))


def workbook(response):
    return load_workbook(io.BytesIO(response.content))


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_every_figure_has_its_value_and_the_events_that_make_it(as_sam, report, bees):
    write_report(report)
    make_event(bees, {"students": 5}, venue="Wat Pa", province="TH-50", setting="village")
    make_event(bees, venue="Nobody counted")
    Target.objects.create(budget_year=report.budget_year, figure="events at villages", value=3)

    book = workbook(as_sam.get(address("figures", report)))

    figures = {(where, figure): value for where, figure, value, *_ in rows(book["Figures"])}
    assert figures["In numbers", "{events}"] == 3
    assert figures["Point 1", "{attendance: students}"] == 45
    assert figures["Introduction", "{attendance}"] == 48
    assert figures["Target", "{events at villages this year}"] == 1
    head, *events, last = rows(book["Events"])
    students, all_people = (
        head.index(f"{{{name}}}")
        for name in (
            "attendance: students",
            "attendance",
        )
    )
    assert [event[students] for event in events] == [40, 5, None]
    assert [event[all_people] for event in events] == [43, 5, None]
    assert [event[2] for event in events] == ["Ban Mai School", "Wat Pa", "Nobody counted"]
    assert (last[students], last[head.index("{provinces}")]) == (45, 2)


def test_an_auditor_sees_the_sessions_of_each_event(as_sam, report, bees):
    make_event(bees)
    make_event(bees, first_day=date(2025, 4, 1), last_day=date(2025, 4, 3))
    StripFigure.objects.create(report=report, figure="sessions")

    book = workbook(as_sam.get(address("figures", report)))

    assert ["In numbers", "{sessions}", 4, "4", "sessions"] in rows(book["Figures"])
    assert [row[-1] for row in rows(book["Events"])] == ["{sessions}", 1, 3, 4]


def test_the_figures_can_be_read_on_a_screen_and_on_paper(as_sam, report, bees):
    Branding.objects.create(foundation_name="Entrust")
    make_event(bees, {"students": 1500}, venue="A hall with a name longer than its column is wide")
    StripFigure.objects.create(report=report, figure="attendance: students in Mae Hong Son")

    book = workbook(as_sam.get(address("figures", report)))

    figures, events = book["Figures"], book["Events"]
    assert book.properties.title == "Bees: First report, Year 1: figures"
    assert book.properties.creator == "Entrust"
    assert (figures.freeze_panes, events.freeze_panes) == ("A2", "D2")
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert sheet["A1"].font.bold
        assert sheet["A1"].font.name == sheet["A2"].font.name
    # Three lines: the longest heading is in a column of 18 letters.
    assert events.row_dimensions[1].height == 45
    assert events["C2"].alignment.wrap_text
    assert {cell.number_format for row in events for cell in row if cell.value == 1500} == {
        "#,##0"
    }
    assert events.cell(events.max_row, 1).font.bold


def test_no_text_of_the_figures_runs_as_a_formula(as_sam, report, bees):
    make_event(bees, {"students": 1}, venue="=1+1\x0b")
    StripFigure.objects.create(report=report, figure="events", label="=1+1 {events}")

    book = workbook(as_sam.get(address("figures", report)))

    assert rows(book["Events"])[1][2] == "'=1+1 "
    types = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in types


def test_a_figure_nobody_counted_says_so(as_sam, report, bees):
    make_event(bees)

    book = workbook(as_sam.get(address("figures", report)))

    assert ["In numbers", "{attendance}", "not counted", "not counted", "attendance"] in rows(
        book["Figures"]
    )


def test_the_figures_of_an_edition_stay_as_they_were(as_sam, report, bees, sam):
    write_report(report)
    make_plain_edition(report, sam, draft=draft_of(report), events=events_of(fetched(report)))
    Attendance.objects.update(count=999)

    book = workbook(as_sam.get(address("edition-figures", report, 1)))

    assert ["Point 1", "{attendance: students}", 40, "40", "attendance"] in rows(book["Figures"])


def test_the_published_data_can_be_read_again(as_sam, report, sam):
    write_report(report)
    edition = make_plain_edition(report, sam)

    content = as_sam.get(address("edition-json", report, 1)).json()

    assert from_data(content["data"]) == edition.donor_report == compose(fetched(report))
    assert (content["edition"], content["report"]) == (1, "Bees: First report, Year 1")


@pytest.mark.parametrize(
    "name", ["edition-pdf", "edition-word", "edition-figures", "edition-json"]
)
def test_a_closed_edition_has_no_copies(as_sam, report, sam, name):
    make_plain_edition(
        report, sam, pdf="", withdrawn_at=NOW, withdrawn_reason="Consent was withdrawn."
    )

    assert as_sam.get(address(name, report, 1)).status_code == 404


def test_the_page_of_an_edition_leads_to_its_copies(as_sam, report, sam):
    write_report(report)
    edition = make_plain_edition(report, sam)

    page = as_sam.get(edition.get_absolute_url())

    for name in ("edition-pdf", "edition-word", "edition-figures", "edition-json"):
        assert address(name, report, 1) in page.text


def test_figures_run_as_many_queries_for_many_events(
    as_sam, report, bees, django_assert_max_num_queries
):
    write_report(report)
    url = address("figures", report)
    as_sam.get(url)
    with django_assert_max_num_queries(25) as first:
        as_sam.get(url)
    make_events(bees, 50)

    with django_assert_max_num_queries(len(first.captured_queries)):
        as_sam.get(url)
