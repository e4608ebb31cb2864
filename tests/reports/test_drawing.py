"""Headings before pictures, rows of pictures, room for tall letters."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from grantreports.reports.compose import picture_of
from grantreports.reports.donor_report import Picture, Quote, Story
from grantreports.reports.models import ChosenPhoto
from grantreports.reports.pdf import render_pdf
from grantreports.reports.templatetags.drawing import has_tall_letters, in_rows
from tests.factories import make_photo
from tests.layouts import laid_out
from tests.pdfs import pages_of
from tests.reports.test_pdf import WORDS, make_donor_report


def picture(number=1, size=(300, 200), **kwargs):
    name = f"p{number}.jpg"
    return Picture(name, name, *size, f"Caption {number}.", "What is seen.", **kwargs)


def test_a_heading_is_read_before_its_picture():
    story = Story(Quote("They lead", (WORDS,), "A teacher", ""), picture(2))
    report = make_donor_report(lead_picture=picture(1), stories=(story,))

    html = render_to_string("reports/_body.html", {"report": report, "images": "web"})

    order = re.findall(r"<h2>(The project|They lead)</h2>|/media/(p[12])\.jpg", html)
    assert ["".join(each) for each in order] == ["The project", "p1", "They lead", "p2"]


def test_the_picture_is_drawn_as_high_as_its_heading():
    boxes = [
        box
        for page in laid_out(make_donor_report(lead_picture=picture())).pages
        for box in page._page_box.descendants()
    ]

    heading = next(box for box in boxes if box.element_tag == "h2")
    figure = next(box for box in boxes if box.element_tag == "figure")
    top = figure.position_y + figure.margin_top
    assert heading.position_y < top + 15
    assert abs(top - heading.position_y) < heading.height / 2


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        (0, []),
        (1, [1]),
        (2, [2]),
        (3, [3]),
        (4, [2, 2]),
        (5, [2, 3]),
        (7, [2, 2, 3]),
        (12, [3] * 4),
    ],
)
def test_rows_are_about_as_long_as_one_another(count, rows):
    assert [len(row) for row in in_rows([picture()] * count)] == rows


def test_pictures_of_a_row_are_of_one_height_and_fill_it():
    shapes = (picture(1), picture(2, (400, 600)), picture(3, (900, 300), cut="square"))

    [row] = in_rows(shapes)

    shares = [share_of(classes) for _, classes in row]
    heights = [
        (share - 0.02) / ratio for share, ratio in zip(shares, (1.5, 2 / 3, 1), strict=True)
    ]
    assert max(heights) - min(heights) < 0.002
    assert sum(shares) == pytest.approx(1, abs=0.004)


def share_of(classes):
    digits = {each[0]: int(each[1]) for each in classes.split()}
    return digits["a"] / 10 + digits["b"] / 100 + digits["c"] / 1000


def test_twelve_pictures_begin_on_the_first_page_and_no_row_is_broken(bees):
    photo = picture_of(ChosenPhoto(photo=make_photo(bees), shape="whole"))
    pictures = tuple(replace(photo, caption=f"Caption {n}.") for n in range(1, 13))
    report = make_donor_report(groups=(), quotes=(), more_pictures=pictures)

    pages = pages_of(render_pdf(report))

    assert len(pages) == 2
    told = [[int(n) for n in re.findall(r"Caption (\d+)\.", page)] for page in pages]
    assert told[0]
    assert len(told[0]) % 3 == 0
    assert sorted(told[0] + told[1]) == list(range(1, 13))


@pytest.mark.parametrize(
    ("text", "tall"), [("Hotspots", False), ("Hà Giang", False), ("น้ำ", True)]
)
def test_thai_needs_room(text, tall):
    assert has_tall_letters(text) is tall
