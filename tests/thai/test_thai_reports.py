"""What donors read is in English and the same, whatever the language of who works on it."""

from datetime import date

import pytest
from django.utils.translation import override

from grantreports.reports.compose import compose
from grantreports.reports.models import ChosenPhoto, ChosenQuote, Report, StripFigure
from grantreports.reports.pdf import render_pdf
from grantreports.reports.standalone import render_html
from outreach.figures import Vocabulary, parse, problems_in
from outreach.models import OutreachEvent
from outreach.resources import OutreachEventResource
from tests.factories import make_event, make_point

TODAY = date(2026, 1, 15)
FIGURES = [
    "events",
    "attendance: students, teachers",
    "events at rural schools in Chiang Mai as words",
    "attendance in Ubon Ratchathani",
    "provinces this year",
]


def in_english_and_thai(do):
    found = []
    for language in ("en-gb", "th"):
        with override(language):
            found.append(do())
    return found


@pytest.fixture
def full(report, bees, event, photo, quote):
    """A report with something of everything."""
    make_event(bees, {"parents": 9}, venue="วัด", province="TH-50", last_day=date(2025, 3, 20))
    for figure in FIGURES:
        make_point(report, f"Figure: {{{figure}}}.")
    for figure in ("events", "attendance: students", "events in Chiang Mai", "provinces"):
        StripFigure.objects.create(report=report, figure=figure)
    quote.consent, quote.consent_by, quote.consent_on = "given", "a teacher", date(2025, 3, 1)
    quote.consent_until = date(2025, 12, 31)
    quote.save()
    ChosenQuote.objects.create(report=report, quote=quote)
    ChosenPhoto.objects.create(report=report, photo=photo)
    report.asks_for = bees.budget_years.get(number=2)
    report.introduction = "Reached {provinces} and {evnts}."
    report.save()
    return Report.objects.with_project().get(pk=report.pk)


def test_a_report_is_the_same(full):
    english, thai = in_english_and_thai(lambda: compose(full, TODAY))

    assert english.problems
    assert english.left_out
    assert thai == english


@pytest.mark.parametrize("render", [render_html, render_pdf])
def test_its_page_and_pdf_are_the_same(full, render):
    report = compose(full, TODAY)

    english, thai = in_english_and_thai(lambda: render(report))

    assert thai == english


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_is_the_same(bees, event, figure):
    english, thai = in_english_and_thai(lambda: parse(figure, Vocabulary.for_project(bees)))

    assert thai == english


def test_what_is_wrong_with_a_figure_is_the_same(bees):
    wrong = "{evnts} {events at rural skools}"
    english, thai = in_english_and_thai(lambda: problems_in(wrong, Vocabulary.for_project(bees)))

    assert english
    assert thai == english


def test_the_administrations_spreadsheet_is_the_same(event):
    events = OutreachEvent.objects.all()
    english, thai = in_english_and_thai(lambda: OutreachEventResource().export(events).csv)

    assert thai == english
