"""The report as plain text."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from grantreports.reports.donor_report import Picture, PointGroup, Quote
from grantreports.reports.leaving import leaves_of
from grantreports.reports.plain_text import WIDTH, columns, render_text
from tests.full_report import full_report
from tests.reports.test_pdf import make_donor_report

THAI = "เด็กๆได้เรียนรู้วิธีที่นายหน้าใช้พูดชักชวนและรู้ว่าควรทำอย่างไรเมื่อได้รับข้อเสนอที่ดีเกินจริง" * 2


def picture(number):
    return Picture(
        f"w{number}.jpg",
        f"p{number}.jpg",
        300,
        200,
        f"Caption number {number}.",
        f"What was seen, number {number}.",
        note=f"Photo: Person {number}",
    )


@pytest.fixture
def report():
    """Everything that a report can have."""
    full = full_report(lead_picture=picture(1), more_pictures=(picture(2), picture(3)))
    stories = tuple(replace(story, picture=picture(4)) for story in full.stories)
    return replace(full, stories=stories)


def bare(text):
    """Without the breaks of its lines."""
    return "".join(text.split())


def test_every_text_of_the_report_stands_in_it(report):
    text = bare(render_text(report))
    # What the drawing looks like; its numbers are told instead.
    drawn = {report.chart.description}

    texts = {each.text for each in leaves_of(report)} - report.file_names - drawn - {""}

    assert len(texts) > 40
    assert [each for each in texts if bare(each) not in text] == []


def test_it_tells_them_in_the_order_of_the_page(report):
    page = bare(strip_tags(render_to_string("reports/_body.html", {"report": report})))
    text = bare(render_text(report))
    told = [
        *report.about,
        *(item.label for item in report.strip),
        *(point for group in report.groups for point in group.points),
        *report.learned,
        *(quote.paragraphs[0] for quote in report.quotes),
        *(story.quote.paragraphs[0] for story in report.stories),
        *(each.caption for each in report.pictures),
        *report.comes_next,
        report.thank_you,
    ]

    def places(where):
        return sorted(told, key=lambda each: where.index(bare(each)))

    assert places(text) == places(page.replace("&#x27;", "'").replace("&amp;", "&"))


def test_a_picture_is_its_alternative_text_with_its_caption_and_note(report):
    assert (
        "[Picture: What was seen, number 1.]\nCaption number 1.\nPhoto: Person 1\n"
        in render_text(report)
    )


def test_lines_are_as_long_as_agreed(report):
    long = replace(report, title="Safe schools " * 20, about=(THAI, "A longer text. " * 20))

    lines = render_text(long).splitlines()

    assert max(map(columns, lines)) <= WIDTH
    assert bare(THAI) in bare(render_text(long))


def test_no_line_begins_with_a_mark_of_the_line_before():
    lines = render_text(make_donor_report(about=(THAI,))).splitlines()

    assert all(columns(line[0]) for line in lines if line)


def test_an_address_is_not_broken():
    address = "https://www.example.org/" + "x" * 80

    text = render_text(make_donor_report(groups=(PointGroup("", (f"See {address} there.",)),)))

    assert f"- See\n  {address}\n  there.\n" in text


def test_a_quote_is_between_marks_whatever_its_paragraphs():
    quote = Quote("", ("One.", "Two."), "A teacher", "name changed")

    text = render_text(make_donor_report(quotes=(quote,)))

    assert "  “One.\n\n  Two.”\n  – A teacher (name changed)\n" in text


def test_a_report_that_lacks_things_has_no_empty_headings():
    empty = make_donor_report(
        strip=(), groups=(), bars=(), quotes=(), comes_next=(), method_note="", ask=None
    )

    text = render_text(empty)

    assert "\n\n\n" not in text
    assert not re.search("Progress against|In numbers|What comes next", text)
