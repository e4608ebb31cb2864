"""The report for those who read large letters."""

from dataclasses import replace

import pytest

from grantreports.reports.donor_report import Picture
from grantreports.reports.pdf import render_large_print
from tests.full_report import full_report
from tests.layouts import laid_out_large, sizes_in, text_boxes
from tests.pdfs import text_of

SMALLEST = 14
LOST = Picture("w.jpg", "p.jpg", 300, 200, "A caption.", "What was seen.", note="Drawing")


@pytest.fixture(scope="module")
def report():
    """Everything that a report can have."""
    return full_report(lead_picture=LOST, more_pictures=(LOST,))


def test_no_letter_is_small(report):
    sizes = sizes_in(laid_out_large(report))

    assert min(sizes) >= SMALLEST - 0.001, sizes[min(sizes)]


def test_letters_of_the_chart_are_large_too(report):
    """They are in units of its drawing, which is as wide as the text."""
    document = laid_out_large(report)

    [drawing] = [box for box in all_boxes(document) if is_chart(box)]
    assert 12.5 * drawing.width / 340 * 0.75 >= SMALLEST


def all_boxes(document):
    return (box for page in document.pages for box in page._page_box.descendants())


def is_chart(box):
    element = getattr(box, "element", None)
    return element is not None and element.get("viewBox", "").startswith("0 0 340")


def test_nothing_is_slanted(report):
    assert {box.style["font_style"] for box in text_boxes(laid_out_large(report))} == {"normal"}


def test_it_has_as_many_pages_as_it_takes_and_the_same_bytes(report):
    pdf = render_large_print(replace(report, page_budget=1))

    assert pdf == render_large_print(report)
    text = text_of(pdf)
    for told in ("A caption.", "Drawing", report.thank_you, report.title):
        assert told in text
