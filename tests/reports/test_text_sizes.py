"""How large the text of the ordinary PDF is."""

import pytest

from grantreports.reports.donor_report import StripItem
from grantreports.reports.looks import LOOKS, NEWEST
from grantreports.reports.pdf import READABLE, measure
from tests.layouts import laid_out, sizes_in, text_boxes
from tests.reports.test_pdf import WORDS, make_donor_report, points


def body_size(report):
    """The printed size of the first words of the points, in points."""
    boxes = text_boxes(laid_out(report))
    return next(box.style["font_size"] for box in boxes if box.text.startswith("Point 1")) * 0.75


@pytest.mark.parametrize("count", [4, 10, 22])
def test_the_body_is_at_least_readable(count):
    report = make_donor_report(groups=points(count))

    assert body_size(report) >= READABLE == 10.5
    assert measure(report).size == pytest.approx(body_size(report))


def test_no_larger_size_keeps_to_as_few_pages():
    sizes = [measure(make_donor_report(groups=points(count))).size for count in range(3, 16)]

    assert set(sizes) <= set(LOOKS[NEWEST].sizes)
    assert sizes[0] == LOOKS[NEWEST].sizes[-1]


def test_it_is_smaller_only_to_keep_the_page_budget():
    counts = range(8, 16)
    one, two = ([extent(count, budget) for count in counts] for budget in (1, 2))

    small = [each for each in one if each.size < READABLE]
    assert small
    assert {each.size for each in small} <= set(LOOKS[NEWEST].small_sizes)
    assert {each.pages for each in small} == {1}
    assert all(each.size >= READABLE for each in two)


def extent(count, page_budget):
    return measure(make_donor_report(groups=points(count), page_budget=page_budget))


def test_where_no_size_keeps_the_budget_text_stays_readable():
    found = extent(60, 1)

    assert found.pages > 1
    assert found.size >= READABLE


def test_a_report_of_few_words_fills_its_page():
    short = make_donor_report(
        about=(WORDS * 2,),
        strip=(StripItem("0", "outreach programs", None),),
        groups=(),
        bars=(),
        quotes=(),
        comes_next=(),
    )

    assert measure(short).pages == 1
    assert measure(short).fill > 0.6
    assert max(sizes_in(laid_out(short))) > 30
