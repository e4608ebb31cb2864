import io
from datetime import date

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from docx import Document
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.publishing.copies.word import render_docx
from grantreports.reports.chart import LABELS, LONGEST, Chart, ChartRow
from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from grantreports.reports.story import chart_of, story_of
from outreach import removal
from projects.models import Indicator, Project, Target
from tests.editions import NOW
from tests.factories import make_event, make_events, make_report, make_year
from tests.pdf_tags import problems_of, walk
from tests.pdfs import text_of

SPRING, AUTUMN, NEXT_YEAR = date(2025, 3, 1), date(2025, 9, 1), date(2026, 2, 1)


@pytest.fixture
def halves(bees):
    """The reports on both halves of 2025; 2026 has none yet."""
    year = bees.budget_years.get(number=1)
    return [
        make_report(year, number=1, last_day=date(2025, 6, 30), status="published"),
        make_report(year, number=2, first_day=date(2025, 7, 1)),
    ]


@pytest.fixture
def url(bees):
    return reverse("project-story", args=[bees.slug])


def event(project, day, attendance=None, **kwargs):
    return make_event(project, attendance, first_day=day, **kwargs)


def test_the_story_has_every_period_in_order(bees, halves):
    event(bees, AUTUMN, {"students": 20}, province="TH-34")
    event(bees, SPRING, {"students": 10}, province="TH-58")
    event(bees, NEXT_YEAR, {"students": 40}, province="TH-58")

    story = story_of(bees)

    assert [each.period for each in story] == [*(half.period for half in halves), None]
    assert [each.label for each in story] == ["Jan–Jun 2025", "Jul–Dec 2025", "Jan–Dec 2026"]
    assert [each.people for each in story] == ["10", "20", "40"]
    assert [each.new_provinces for each in story] == [("TH-58",), ("TH-34",), ()]


@pytest.mark.parametrize(
    ("counts", "people"),
    [
        ([], "–"),
        ([{}], "not counted"),
        ([{"students": 8}, {}], "at least 8"),
        ([{"students": 0}], "0"),
    ],
)
def test_not_counted_is_not_zero(bees, halves, counts, people):
    for each in counts:
        event(bees, SPRING, each)

    assert story_of(bees)[0].people == people


def test_a_removed_event_is_no_part_of_the_story(bees, halves):
    removal.remove(event(bees, SPRING, {"students": 8}), by=None, at=timezone.now())

    assert story_of(bees)[0].events == 0


def test_a_period_with_odd_days_is_told_with_them(bees):
    make_report(bees.budget_years.get(number=1), last_day=date(2025, 3, 17))

    assert story_of(bees)[0].label == "1 Jan–17 Mar 2025"


def test_the_story_takes_as_many_queries_for_much_as_for_little(
    bees, halves, django_assert_num_queries
):
    with django_assert_num_queries(6):
        story_of(bees)
    for number in (3, 4, 5):
        make_year(bees, number)
    for setting in ("village", "workplace"):
        make_events(bees, 20, first_day=SPRING, setting=setting)

    with django_assert_num_queries(5):
        chart_of(story_of(bees))


def test_a_project_without_events_has_no_chart(bees, halves):
    assert chart_of(story_of(bees)) is None
    assert chart_of([]) is None


def test_the_chart_ends_with_the_last_events(bees, halves):
    event(bees, SPRING, {"students": 8})

    assert [row.label for row in chart_of(story_of(bees)).rows] == ["Jan–Jun 2025"]


def test_the_largest_settings_come_first_and_the_smallest_share_a_part(bees, halves):
    settings = [
        "village",
        "urban_school",
        "rural_school",
        "workplace",
        "public_event",
        "faith_centre",
    ]
    for people, setting in enumerate(settings, start=1):
        event(bees, SPRING, {"students": people}, setting=setting)

    chart = chart_of(story_of(bees))

    assert chart.series == (
        "Faith centre",
        "Public event",
        "Workplace",
        "Rural school",
        "Other settings",
    )
    assert chart.rows[0].counts == (6, 5, 4, 3, 3)


def test_the_chart_tells_what_nobody_counted(bees, halves):
    event(bees, SPRING, {"students": 8})
    event(bees, SPRING)
    event(bees, AUTUMN)

    chart = chart_of(story_of(bees))

    assert [row.people for row in chart.rows] == ["8+", "not counted"]
    assert chart.rows[1].counts == (0,)
    assert chart.note == "At 2 programs nobody counted the people."


def test_of_many_periods_the_latest_are_drawn(bees):
    for number in range(3, 17):
        make_year(bees, number)
    for year in bees.budget_years.all():
        event(bees, year.first_day, {"students": 1})

    chart = chart_of(story_of(bees))

    assert len(chart.rows) == 12
    assert chart.rows[-1].label == "Jan–Dec 2040"
    assert chart.note == "Earlier periods are left out."


def test_bars_are_as_long_as_their_numbers():
    rows = [
        ChartRow("A", (30, 10), "40", ()),
        ChartRow("B", (0, 20), "20", ()),
        ChartRow("C", (0, 0), "–", ()),
    ]
    chart = Chart("", "", ("X", "Y"), (), tuple(rows))

    first, second, empty = chart.bars

    assert [part.width for part in first.parts] == [LONGEST * 0.75, LONGEST * 0.25]
    assert first.parts[1].x == LABELS + LONGEST * 0.75
    assert [(part.x, part.width, part.series) for part in second.parts] == [
        (LABELS, LONGEST / 2, 1)
    ]
    assert empty.parts == ()
    assert empty.end == LABELS + 6


def test_a_chart_without_people_can_be_drawn():
    chart = Chart("", "", (), (), (ChartRow("A", (), "not counted", ()),))

    assert chart.bars[0].parts == ()


def composed(report):
    return compose(Report.objects.with_project().get(pk=report.pk), date(2026, 1, 15))


def test_a_report_shows_the_story_only_where_staff_want_it(bees, halves):
    event(bees, SPRING, {"students": 8})

    assert composed(halves[1]).chart is None


def test_the_story_of_a_report_ends_with_its_period(bees, halves):
    event(bees, SPRING, {"students": 8})
    event(bees, AUTUMN, {"students": 1234})
    Report.objects.update(story_so_far=True)

    assert [row.people for row in composed(halves[0]).chart.rows] == ["8"]
    assert [row.people for row in composed(halves[1]).chart.rows] == ["8", "1,234"]


def test_donors_read_the_story_in_english_whatever_the_page(bees, halves):
    event(bees, SPRING, {"students": 8})
    Report.objects.update(story_so_far=True)

    with translation.override("th"):
        chart = composed(halves[0]).chart

    assert chart.title == "Attendance by period and setting"
    assert (chart.series, chart.rows[0].label) == (("Rural school",), "Jan–Jun 2025")


def test_the_chart_is_printed_with_its_words(bees, halves):
    event(bees, SPRING, {"students": 8}, setting="urban_school")
    event(bees, AUTUMN, {"students": 1234})
    Report.objects.update(story_so_far=True)

    pdf = render_pdf(composed(halves[1]))

    text = text_of(pdf)
    assert "Attendance by period and setting" in alternative_texts(pdf)
    for words in ("The story so far", "Urban school", "Jul–Dec 2025", "1,234"):
        assert words.replace(" ", "") in text.replace(" ", "").replace("\n", "")


def test_a_report_with_the_chart_is_accessible(bees, halves):
    event(bees, SPRING, {"students": 8}, setting="urban_school")
    Report.objects.update(story_so_far=True)

    pdf = render_pdf(composed(halves[1]))

    assert problems_of(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for cell, _ in walk(document.Root.StructTreeRoot, None):
            if cell.S == pikepdf.Name.TD and "/A" in cell:
                cell.A.Headers = pikepdf.Array()
        spoiled = io.BytesIO()
        document.save(spoiled)
    assert "what it is of" in " ".join(problems_of(spoiled.getvalue()))


def alternative_texts(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return " ".join(
            str(each["/Alt"])
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and "/Alt" in each
        )


def test_the_page_tells_years_periods_and_targets(as_alice, bees, halves, url):
    event(bees, SPRING, {"students": 1234}, province="TH-34")
    Target.objects.create(budget_year=halves[0].budget_year, figure="attendance", value=1000)

    response = as_alice.get(url)

    assertContains(response, "2025: Year 1 of 3")
    assertContains(response, "1,234 of 1,000 (123%)")
    assertContains(response, "New provinces: Ubon Ratchathani")
    assertContains(response, reverse("handover:period", args=[halves[0].period_id]))
    assertContains(response, '<title id="chart-title">Attendance by period and setting</title>')


def test_the_page_of_a_project_without_anything_says_so(as_alice, bees, url):
    bees.budget_years.all().delete()

    response = as_alice.get(url)

    assertContains(response, "No outreach event is entered yet.")
    assertContains(response, "No budget year is entered yet.")
    assertNotContains(response, '<svg viewBox="0 0 340')


def test_the_page_is_in_the_readers_language(client, alice, bees, halves, url):
    alice.language = "th"
    alice.save()
    event(bees, SPRING, {"students": 8})
    client.force_login(alice)

    response = client.get(url)

    assertContains(response, "เรื่องราวที่ผ่านมา")
    assertNotContains(response, "Attendance by")


def test_the_page_runs_as_many_queries_for_many_periods(
    as_alice, bees, halves, url, django_assert_max_num_queries
):
    event(bees, SPRING, {"students": 8})
    as_alice.get(url)
    with django_assert_max_num_queries(20) as first:
        as_alice.get(url)
    for number in (3, 4, 5):
        year = make_year(bees, number)
        make_report(year)
        Target.objects.create(budget_year=year, figure="events", value=3)
        make_events(bees, 3, first_day=year.first_day)

    with django_assert_max_num_queries(len(first.captured_queries)):
        as_alice.get(url)


def test_the_project_leads_to_its_story(as_alice, bees, url):
    assertContains(as_alice.get(reverse("project", args=[bees.slug])), url)


def test_the_word_file_has_the_numbers_of_the_chart(bees, halves):
    event(bees, SPRING, {"students": 8}, province="TH-34")
    event(bees, AUTUMN)
    Report.objects.update(story_so_far=True)

    document = Document(io.BytesIO(render_docx(composed(halves[1]), NOW)))

    assert "The story so far" in [each.text for each in document.paragraphs]
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["Period", "Programs", "People attended", "New provinces"],
        ["Jan–Jun 2025", "1", "8", "Ubon Ratchathani"],
        ["Jul–Dec 2025", "1", "not counted", "Mae Hong Son"],
    ]


def test_where_nobody_is_counted_the_story_tells_what_is(bees, halves):
    bees.indicators.filter(source="attendance").delete()
    wells = Indicator.objects.create(project=bees, name="wells", every_event=False)
    event = make_event(bees)
    event.indicator_values.create(indicator=wells, value=4)
    project = Project.objects.get(pk=bees.pk)

    story = story_of(project)
    chart = chart_of(story)

    assert chart.title == "Wells by period"
    assert chart.series == ("Wells",)
    assert chart.rows[0].counts == (4,)
    assert ("Wells", "4") in story[0].own
