from dataclasses import replace

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from grantreports.reports.differences import ADDED, REMOVED, SAME, Difference, differences
from grantreports.reports.donor_report import Bar, PointGroup, Quote, StripItem
from tests.reports.test_pdf import make_donor_report

OLD = make_donor_report()


def found(**changed):
    return [
        (each.part, each.before, each.after) for each in differences(OLD, replace(OLD, **changed))
    ]


def test_two_reports_that_say_the_same_do_not_differ():
    same = make_donor_report(edition="Edition 1", problems=("Something.",))

    assert differences(OLD, same) == []


def test_a_number_that_changed_stands_beside_the_old_one():
    strip = (StripItem("22", "outreach programs", None), *OLD.strip[1:])

    assert found(strip=strip) == [("In numbers", "21 outreach programs", "22 outreach programs")]


def test_the_progress_towards_a_target_is_compared():
    bars = (Bar("Outreach events", "40 of 40 for the year", 100),)

    (difference,) = found(bars=bars)

    assert difference[0] == "Targets"


def test_a_new_point_leaves_the_others_alone():
    points = ("A first point.", *OLD.groups[0].points)

    assert found(groups=(PointGroup("Children are safe", points),)) == [
        ("Progress: Children are safe", "", "A first point.")
    ]


def test_a_part_that_is_gone_is_told_with_its_words():
    assert found(quotes=(), ask=None) == [
        ("Budget line", "Budget: 2020 - Year 3 (of 3): $22,230 needed.", ""),
        ("Quotes", f"{OLD.quotes[0].paragraphs[0].strip()} – Our partner", ""),
    ]


def test_another_speaker_is_a_difference():
    quote = Quote("", OLD.quotes[0].paragraphs, "A teacher", "name changed")

    ((part, _before, after),) = found(quotes=(quote,))

    assert part == "Quotes"
    assert after.endswith("A teacher (name changed)")


def test_words_that_changed_are_told_apart_from_those_that_stayed():
    pieces = Difference("", "We met 20 students in May.", "We met 25 students.").pieces

    assert [(piece.kind, piece.text) for piece in pieces] == [
        (SAME, "We met "),
        (REMOVED, "20"),
        (ADDED, "25"),
        (SAME, " "),
        (REMOVED, "students in May."),
        (ADDED, "students."),
    ]


@given(st.text(), st.text())
def test_pieces_put_together_are_both_texts(before, after):
    pieces = Difference("", before, after).pieces

    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after


def test_texts_of_partners_are_escaped():
    new = replace(OLD, title="<script>alert(1)</script>")

    html = render_to_string("reports/_differences.html", {"differences": differences(OLD, new)})

    assert "<script>" not in html
    assert "&lt;script&gt;" in html
