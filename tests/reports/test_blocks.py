"""The parts of a report: their order, their headings, and what the next report remembers."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse

from grantreports.desk.draft import draft_of
from grantreports.foundation.models import Branding
from grantreports.reports.blocks import BLOCKS, USUAL, completed, printed
from grantreports.reports.compose import compose
from grantreports.reports.models import PlacedSection, Report, StripFigure
from grantreports.reports.plain_text import render_text
from outreach.models import ChosenGroup, IndicatorValue
from projects.models import Indicator, Target
from tests.desks import form_of
from tests.editions import fetched, make_edition, write_report
from tests.factories import make_event, make_group, make_period, make_point, set_state


def headings(report):
    page = render_to_string("reports/_body.html", {"report": compose(fetched(report))})
    return [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]


def place(report, *keys, **fields):
    for order, key in enumerate(keys, start=1):
        PlacedSection.objects.create(report=report, order=order, section=key, **fields)


def test_the_usual_order(report):
    write_report(report)

    assert headings(report)[:4] == [
        "The project",
        "In numbers",
        "Progress against objectives",
        "What is needed next",
    ]


def test_parts_stand_where_staff_put_them(report):
    write_report(report)
    place(report, "learned", "figures", "opening", "progress")

    assert headings(report)[:4] == [
        "What was hard, and what we learned",
        "In numbers",
        "The project",
        "Progress against objectives",
    ]


def test_a_part_that_is_left_out_is_nowhere(report):
    write_report(report)
    place(report, "progress", shown="hidden")
    composed = compose(fetched(report))

    assert "Progress against objectives" not in headings(report)
    assert "Progress against objectives" not in render_text(composed)


def test_a_part_has_the_heading_of_the_project(report):
    write_report(report)
    place(report, "figures", heading="The clinic in numbers")

    assert "The clinic in numbers" in headings(report)
    assert "In numbers" not in headings(report)
    assert "The clinic in numbers" in render_text(compose(fetched(report)))


def test_a_part_on_a_new_page(report):
    write_report(report)
    place(report, "learned", shown="page")

    page = render_to_string("reports/_body.html", {"report": compose(fetched(report))})
    assert page.count("new-page") == 1


@pytest.mark.parametrize("keys", [[], ["ask"], ["comes_next", "opening"], ["photos", "unknown"]])
def test_a_layout_is_completed_with_what_it_lacks(keys):
    rows = [{"section": key, "shown": "shown", "heading": ""} for key in keys]

    found = [row["section"] for row in completed(rows)]

    assert sorted(found) == sorted(block.key for block in BLOCKS)
    known = [key for key in keys if key != "unknown"]
    assert [key for key in found if key in known] == known
    assert len(printed(USUAL)) == len(BLOCKS) - 1


@pytest.mark.parametrize(
    ("shows", "received", "told"),
    [
        ("needed", 31_500, "$48,000 needed."),
        ("still", 31_500, "$16,500 still needed."),
        ("all", 31_500, "$16,500 still needed. $31,500 is in of $48,000."),
        ("all", 0, "$48,000 still needed."),
        ("still", 48_000, "$48,000 needed, and all of it is in."),
        ("all", 50_000, "$48,000 needed, and all of it is in."),
    ],
)
def test_what_the_ask_says(report, shows, received, told):
    year = report.budget_year
    year.amount_needed, year.amount_received = 48_000, received
    year.save()
    Report.objects.update(asks_for=year, ask_shows=shows)

    assert compose(fetched(report)).ask.line.endswith(told)


def test_the_ask_stands_after_the_results_or_in_the_masthead(report):
    write_report(report)
    after = render_to_string("reports/_body.html", {"report": compose(fetched(report))})
    Report.objects.update(ask_place="masthead")
    above = render_to_string("reports/_body.html", {"report": compose(fetched(report))})

    assert after.index("In numbers") < after.index("needed.")
    assert above.index("needed.") < above.index("In numbers")
    assert (after.count("needed."), above.count("needed.")) == (1, 1)


def test_the_sentence_at_the_top_has_live_figures(report):
    write_report(report)
    Report.objects.update(in_brief="{attendance} people came.")

    page = render_to_string("reports/_body.html", {"report": compose(fetched(report))})
    assert '<p class="in-brief">43 people came.</p>' in page


def test_change_since_the_baseline(report, bees):
    wells = Indicator.objects.create(
        project=bees,
        name="wells",
        adds_up="latest",
        entered_with="period",
        baseline=4,
        baseline_on=date(2024, 12, 1),
        baseline_source="A survey",
    )
    IndicatorValue.objects.create(indicator=wells, day=report.last_day, value=11)

    (row,) = compose(fetched(report)).since_baseline

    assert (row.label, row.began, row.now, row.change) == ("Wells", "4", "11", "+7")
    assert row.source == "A survey, December 2024"


def test_who_was_reached_is_a_tree(report, bees):
    students, girls = make_group("students"), make_group("girls")
    ChosenGroup.objects.create(project=bees, group=students)
    ChosenGroup.objects.create(project=bees, group=girls, part_of=students, split="sex")
    event = make_event(bees, {"students": 40})
    event.attendances.create(group=girls, count=15, part_of=students)
    place(report, "reached")

    rows = compose(fetched(report)).reached

    assert [(row.label, row.number, row.level) for row in rows] == [
        ("Students", "40", 0),
        ("Girls", "at least 15", 1),
        ("Not counted by sex", "25", 1),
    ]


def test_the_next_report_is_arranged_as_the_one_before(report, bees):
    place(report, "learned", "figures", heading="Ours")
    Report.objects.update(ask_place="masthead", page_budget=4)
    year = bees.budget_years.get(number=2)

    following = Report.objects.open_for(make_period(year))

    assert draft_of(following)["layout"] == draft_of(fetched(report))["layout"]
    assert (following.ask_place, following.page_budget) == ("masthead", 4)
    assert following.in_brief == ""


def test_staff_move_a_part_on_the_desk(client, sam, report):
    set_state(report, "accepted")
    make_point(report, "One.")
    client.force_login(sam)
    sent = form_of(fetched(report)) | {"act": "layout:up:figures"}

    client.post(reverse("desk:save", args=[report.pk]), sent)

    order = [row["section"] for row in draft_of(fetched(report))["layout"]]
    assert order[:2] == ["figures", "opening"]
    client.post(reverse("desk:undo", args=[report.pk]))
    order = [row["section"] for row in draft_of(fetched(report))["layout"]]
    assert order[:2] == ["opening", "figures"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("sam@entrust.example", "mailto:sam@entrust.example"),
        ("https://entrust.example/sam", "https://entrust.example/sam"),
    ],
)
def test_the_foot_names_whom_donors_can_ask(report, link, address):
    Branding.objects.create(person="Sam Taylor", person_link=link)
    composed = compose(fetched(report))

    page = render_to_string("reports/_sheet.html", {"report": composed, "images": "web"})
    assert f'Questions? <a href="{address}">Sam Taylor</a>' in page
    assert "Questions? Sam Taylor" in render_text(composed)


@pytest.mark.parametrize("link", ["http://entrust.example", "javascript:alert(1)", "Sam"])
def test_another_link_of_that_person_is_refused(db, link):
    with pytest.raises(ValidationError):
        Branding(person="Sam", person_link=link).full_clean()


def test_an_edition_says_when_it_was_published(report, sam):
    write_report(report)

    edition = make_edition(report, sam)

    assert edition.donor_report.published == "Published on 3 February 2026"


@pytest.mark.parametrize(
    ("source", "has_bar"),
    [
        ("events", True),
        ("events this year", True),
        ("events as words", True),
        ("events the period before", False),
        ("share: events of sessions", False),
        ("target: events", False),
    ],
)
def test_a_target_stands_below_the_number_that_it_is_of(report, source, has_bar):
    write_report(report)
    Target.objects.create(budget_year=report.budget_year, figure="events", value=9)
    StripFigure.objects.create(report=report, figure=source)

    composed = compose(fetched(report))

    assert (composed.strip[0].bar is not None) is has_bar
    assert len(composed.bars) == (0 if has_bar else 1)
