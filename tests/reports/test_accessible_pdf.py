"""The PDF can be read by those who do not see it; and what the tests of that would notice."""

import io
import shutil
import subprocess

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from weasyprint import HTML

from grantreports.reports.pdf import render_pdf
from tests.pdf_tags import kids_of, problems_of, walk
from tests.reports.test_pdf import make_donor_report


@pytest.fixture(scope="module")
def pdf():
    return render_pdf(make_donor_report())


def test_a_report_can_be_read_by_those_who_do_not_see_it(pdf):
    assert problems_of(pdf) == []


def test_vera_finds_nothing(pdf, tmp_path):
    """veraPDF looks at more than we do; it needs Java, and comes from no package registry."""
    if not (program := shutil.which("verapdf")):
        pytest.skip("needs verapdf")
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf)

    told = subprocess.run([program, "--flavour", "ua1", file], capture_output=True, text=True)

    assert 'isCompliant="true"' in told.stdout, told.stdout


def test_a_pdf_without_tags_is_noticed():
    assert problems_of(HTML(string="<p>Hello").write_pdf()) == ["Nothing is tagged (7.1)."]


def elements(document, name):
    return [each for each, _ in walk(document.Root.StructTreeRoot, None) if Name(name) == each.S]


def no_title(document):
    with document.open_metadata() as metadata:
        del metadata["dc:title"]


def no_language(document):
    del document.Root.Lang


def no_alternative_text(document):
    del elements(document, "/Figure")[0]["/Alt"]


def a_level_left_out(document):
    elements(document, "/H2")[0].S = Name.H3


def two_first_headings(document):
    elements(document, "/H2")[0].S = Name.H1


def an_item_without_a_list(document):
    elements(document, "/L")[0].S = Name.Div


def a_paragraph_in_a_list(document):
    elements(document, "/LI")[0].S = Name.P


def something_painted_without_a_mark(document):
    page = document.pages[0]
    page.contents_add(b"q 0 0 10 10 re f Q")


def a_paragraph_out_of_the_structure(document):
    heading = elements(document, "/H2")[0]
    above = heading.P
    above.K = Array([kid for kid in kids_of(above) if kid != heading])


def a_font_that_is_not_embedded(document):
    for each in document.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == Name.FontDescriptor:
            for name in {"/FontFile2", "/FontFile3"} & set(each.keys()):
                del each[name]


FAULTS = {
    no_title: "title",
    no_language: "language",
    no_alternative_text: "figure",
    a_level_left_out: "level",
    two_first_headings: "one heading",
    an_item_without_a_list: "/LI stands in",
    a_paragraph_in_a_list: "/P stands right in /L",
    something_painted_without_a_mark: "neither tagged nor an artifact",
    a_paragraph_out_of_the_structure: "in no element",
    a_font_that_is_not_embedded: "not embedded",
}


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_each_fault_is_noticed(pdf, spoil):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        spoil(document)
        spoiled = io.BytesIO()
        document.save(spoiled)

    assert FAULTS[spoil] in " ".join(problems_of(spoiled.getvalue()))
