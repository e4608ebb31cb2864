from datetime import date

import pytest
from django.template.loader import render_to_string

from grantreports.foundation.models import Branding
from grantreports.reports.compose import compose, period_text, tidy
from grantreports.reports.models import ChosenPhoto, ChosenQuote, Report, StripFigure
from projects.models import Objective, Target
from tests.factories import (
    make_event,
    make_photo,
    make_point,
    make_project,
    make_quote,
    make_report,
    make_year,
)

TODAY = date(2026, 1, 15)


def composed(report):
    return compose(Report.objects.with_project().get(pk=report.pk), TODAY)


def choose_quote(report, place="quote", heading="", **kwargs):
    quote = make_quote(report.project, **kwargs)
    return ChosenQuote.objects.create(report=report, quote=quote, place=place, heading=heading)


def choose_photo(report, place="lead", **kwargs):
    photo = make_photo(report.project, **kwargs)
    return ChosenPhoto.objects.create(report=report, photo=photo, place=place)


def test_budget_line_is_that_of_the_year_asked_for(report, bees):
    next_year = bees.budget_years.get(number=2)
    next_year.amount_needed = 22_230
    next_year.save()
    report.asks_for = next_year
    report.save()

    ask = composed(report).ask

    line = f"{ask.year} {ask.amount} {ask.needed}"
    assert line == "Budget: 2026 - Year 2 (of 3): $22,230 needed."
    assert ask.amount == "$22,230"


def test_a_report_may_ask_for_nothing(report):
    assert composed(report).ask is None


def test_every_text_has_its_figures_computed(report, bees):
    make_event(bees, {"students": 1200})
    bees.summary = "Reached {attendance} people."
    bees.save()
    report.introduction = "In {events} event.\n\nAnd {attendance: students} students."
    report.comes_next = "More than {attendance}."
    report.thank_you = "Thank you for {events}."
    report.save()
    make_point(report, "{Events as words} in {provinces} province.")

    donor_report = composed(report)

    assert donor_report.about[:3] == (
        "Reached 1,200 people.",
        "In 1 event.",
        "And 1,200 students.",
    )
    assert donor_report.groups[0].points == ("One in 1 province.",)
    assert donor_report.comes_next == ("More than 1,200.",)
    assert donor_report.thank_you == "Thank you for 1."
    assert donor_report.problems == ()


def test_the_report_says_which_one_it_is_and_what_the_project_builds_on(report, bees):
    earlier = make_project(title="Flowers", partner=bees.partner)
    bees.builds_on = earlier
    bees.save()

    closing = composed(report).about[-1]

    assert "builds on an earlier one that Our foundation supported, “Flowers”." in closing
    assert closing.endswith("This is the first report for Year 1, from our partner.")


def test_the_partners_real_name_stays_inside(report):
    choose_quote(report)
    choose_photo(report)

    html = render_to_string("reports/pdf.html", {"report": composed(report)})

    assert report.project.partner.name not in html


def test_an_unknown_figure_stays_as_typed_and_is_named(report):
    report.introduction = "We met {attendance: elephants}."
    report.save()
    make_point(report, "{evnts} events.")
    StripFigure.objects.create(report=report, figure="people")
    Target.objects.create(budget_year=report.budget_year, figure="events: peopel", value=3)

    donor_report = composed(report)

    assert "{attendance: elephants}" in donor_report.about[1]
    assert donor_report.strip == ()
    assert {problem.split(":")[0] for problem in donor_report.problems} == {
        "Strip “people”",
        "Target “events",
        "Introduction",
        "Point 1",
    }


def test_points_stand_under_their_objectives(report, bees):
    health = Objective.objects.create(project=bees, text="Health")
    honey = Objective.objects.create(project=bees, text="Honey", order=2)
    make_point(report, "One.", objective=honey)
    make_point(report, "Two.", objective=health)
    make_point(report, "Three.", objective=honey)
    make_point(report, "Four.")

    groups = [(group.objective, group.points) for group in composed(report).groups]

    assert groups == [("Honey", ("One.", "Three.")), ("Health", ("Two.",)), ("", ("Four.",))]


def test_the_strip_has_the_usual_figures_until_others_are_chosen(report, bees):
    make_event(bees, {"students": 20})
    usual = [(item.number, item.label) for item in composed(report).strip]
    StripFigure.objects.create(report=report, figure="attendance: students", label="pupils")
    chosen = [(item.number, item.label) for item in composed(report).strip]

    assert usual == [("1", "outreach event"), ("20", "people attended"), ("1", "province")]
    assert chosen == [("20", "pupils")]


@pytest.mark.parametrize(
    ("promised", "percent", "text"),
    [
        (40, 50, "20 of 40 for the year"),
        (20, 100, "20 of 20 for the year"),
        (5, 100, "20 of 5 for the year"),
    ],
)
def test_targets_are_bars_below_their_figure(report, bees, promised, percent, text):
    make_event(bees, {"students": 20})
    Target.objects.create(budget_year=report.budget_year, figure="attendance", value=promised)

    donor_report = composed(report)

    bar = donor_report.strip[1].bar
    assert (bar.percent, bar.text) == (percent, text)
    assert donor_report.bars == ()


def test_targets_that_are_not_in_the_strip_stand_with_the_progress(report):
    target = {"figure": "events at villages", "value": 3}
    Target.objects.create(budget_year=report.budget_year, **target)

    (bar,) = composed(report).bars

    assert (bar.label, bar.text) == ("Outreach events at villages", "0 of 3 for the year")


def test_targets_count_the_year_and_the_report_its_period(bees):
    year = bees.budget_years.get(number=1)
    make_event(bees, first_day=date(2025, 2, 1))
    make_event(bees, first_day=date(2025, 8, 1))
    make_event(bees, first_day=date(2025, 8, 2))
    Target.objects.create(budget_year=year, figure="events", value=10)
    second = make_report(year, first_day=date(2025, 7, 1))

    item = composed(second).strip[0]

    assert (item.number, item.bar.text) == ("2", "3 of 10 for the year")


@pytest.mark.parametrize(
    ("consent", "until", "reason"),
    [
        ("withdrawn", None, "consent was withdrawn"),
        ("not_recorded", None, "consent is not recorded"),
        ("given", date(2026, 1, 14), "consent ended on 14 January 2026"),
        ("given", date(2027, 1, 1), "consent begins on 16 January 2026"),
    ],
)
def test_nothing_without_valid_consent_is_printed(report, consent, until, reason):
    agreed = {"consent": consent, "consent_by": "the mother", "consent_on": date(2025, 1, 1)}
    if until == date(2027, 1, 1):
        agreed["consent_on"] = date(2026, 1, 16)
    choose_quote(report, words="Secret words.", consent_until=until, **agreed)
    choose_photo(report, caption="Secret photo.", consent_until=until, **agreed)

    donor_report = composed(report)

    assert donor_report.quotes == ()
    assert donor_report.lead_picture is None
    assert len(donor_report.left_out) == 2
    assert all(line.endswith(f"left out: {reason}.") for line in donor_report.left_out)


@pytest.mark.parametrize("until", [None, TODAY])
def test_what_has_consent_is_printed(report, until):
    agreed = {"consent": "given", "consent_by": "the mother", "consent_on": date(2025, 1, 1)}
    choose_quote(report, consent_until=until, **agreed)

    assert len(composed(report).quotes) == 1


def test_stories_get_their_pictures_in_order_and_the_rest_follows(report):
    choose_quote(report, "story", "One")
    choose_quote(report, "story", "Two")
    choose_photo(report, "lead", caption="Beside the project.")
    choose_photo(report, "lead", caption="Second lead.")
    choose_photo(report, "story", caption="With one.")
    choose_photo(report, "more", caption="Further.")

    donor_report = composed(report)

    told = [(s.quote.heading, s.picture and s.picture.caption) for s in donor_report.stories]
    assert donor_report.lead_picture.caption == "Beside the project."
    assert told == [("One", "With one."), ("Two", None)]
    assert [picture.caption for picture in donor_report.more_pictures] == [
        "Second lead.",
        "Further.",
    ]


def test_a_quote_loses_typed_quotation_marks_and_tells_what_was_changed(report):
    choose_quote(
        report,
        words=" “They listen.” ",
        original_words="พวกเขาฟัง",
        original_language="th",
        name_changed=True,
        speaker="A teacher",
    )

    (quote,) = composed(report).quotes

    assert quote.paragraphs == ("They listen.",)
    assert (quote.speaker, quote.note) == ("A teacher", "translated from Thai, name changed")


@pytest.mark.parametrize(
    ("estimates", "note"),
    [
        (0, "counted twice."),
        (1, "counted twice. 1 of 3 counts is an estimate."),
        (2, "counted twice. 2 of 3 counts are estimates."),
    ],
)
def test_method_note(report, bees, estimates, note):
    for index in range(3):
        make_event(bees, count_method="estimated" if index < estimates else "counted")

    assert composed(report).method_note.endswith(note)


def test_method_note_can_be_left_out(report):
    report.method_note = False
    report.save()

    assert composed(report).method_note == ""


@pytest.mark.parametrize(
    ("first_day", "last_day", "text"),
    [
        (date(2019, 7, 1), date(2019, 12, 31), "July–December 2019"),
        (date(2019, 2, 1), date(2019, 2, 28), "February 2019"),
        (date(2019, 10, 1), date(2020, 3, 31), "October 2019–March 2020"),
        (date(2019, 7, 15), date(2019, 12, 31), "15 July 2019 – 31 December 2019"),
    ],
)
def test_period(first_day, last_day, text):
    assert " ".join(period_text(first_day, last_day).split()) == text


def test_invisible_characters_are_dropped():
    assert tidy(" Bee\x0bs\u202e \ud800and\x00 honey\n") == "Bees and honey"


def test_house_style_comes_from_the_branding(report):
    Branding.objects.create(
        foundation_name="Entrust", thank_you="Thanks.", accent_colour="#000000"
    )

    donor_report = composed(report)

    assert donor_report.brand.name == "Entrust"
    assert donor_report.brand.tint == "#e6e6e6"
    assert donor_report.thank_you == "Thanks."


def test_partner_text_is_escaped(report):
    make_point(report, "<script>alert('{events}')</script>")

    html = render_to_string("reports/pdf.html", {"report": composed(report)})

    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def fill(report, size):
    for index in range(size):
        make_event(report.project, {"students": 10, "teachers": 1})
        make_point(report, "{events} and {attendance: teachers}", order=index)
        choose_quote(report, "story")
        choose_photo(report)


def test_composing_runs_a_constant_number_of_queries(report, django_assert_num_queries):
    for size in (1, 4):
        fill(report, size)
        record = Report.objects.with_project().get(pk=report.pk)
        with django_assert_num_queries(12):
            compose(record, TODAY)


def test_rendering_runs_no_query(report, django_assert_num_queries):
    fill(report, 2)
    donor_report = composed(report)

    with django_assert_num_queries(0):
        render_to_string("reports/pdf.html", {"report": donor_report})


def test_a_year_of_another_project_has_its_own_report(bees):
    other = make_project(title="Other")
    make_event(bees, {"students": 99})
    report = make_report(make_year(other))

    assert [item.number for item in composed(report).strip] == ["0", "0", "0"]
