from datetime import date

import pytest

from grantreports.desk.checks.numbers import nouns_of
from grantreports.desk.checks.run import findings_of
from grantreports.reports.compose import Composition
from grantreports.reports.models import ChosenQuote, Report, StripFigure
from outreach.figures import Figure
from tests.factories import make_event, make_point, make_quote

TODAY = date(2026, 1, 15)


@pytest.fixture
def counted(report, bees):
    """Two programs, 1,213 students and 14 teachers."""
    make_event(bees, {"students": 1200, "teachers": 14})
    make_event(bees, {"students": 13}, province="TH-34", setting="village")
    return report


def found(report):
    report = Report.objects.with_project().get(pk=report.pk)
    findings = findings_of(report, Composition(report, TODAY))
    return [each for each in findings if each.check_id == "typed-number"]


def test_a_number_that_equals_a_figure_can_be_made_live(counted):
    point = make_point(counted, "We met 1,213 students.")

    [finding] = found(counted)

    assert not finding.is_error
    assert finding.where == f"points:{point.token}"
    assert finding.sentence == (
        "“1,213” is typed in point 1; {attendance: students} is 1,213 too. Make the number live."
    )
    assert (finding.detail, finding.replacement) == ("1,213", "{attendance: students}")


def test_putting_the_replacement_mends_the_right_number(counted):
    point = make_point(counted, "In 2013 13 students came to 2 programs.")

    for _ in range(2):
        finding = found(counted)[0]
        point.text = point.text.replace(finding.detail, finding.replacement, 1)
        point.save()

    assert point.text == (
        "In 2013 {attendance: students in Ubon Ratchathani} students came to {events} programs."
    )
    assert found(counted) == []


def test_groups_counted_together_are_known(counted):
    make_point(counted, "With 1,227 teachers and students.")

    [finding] = found(counted)

    assert finding.replacement in ("{attendance}", "{attendance: students, teachers}")


def test_a_number_word_that_equals_a_figure_becomes_a_figure_in_words(counted):
    make_point(counted, "Two outreach programs took place, with two helpers.")

    [finding] = found(counted)

    assert (finding.detail, finding.replacement) == ("Two", "{events as words}")


def test_a_length_of_time_is_no_count(counted):
    make_point(
        counted,
        "For 3 months, in two 45-minute visits and 10 days, 2 to 3 weeks, 14 hours, 2-day camps.",
    )

    assert [each.detail for each in found(counted)] == ["two"]


def test_a_length_of_time_that_is_a_figure_of_what_follows_can_be_made_live(counted):
    make_point(counted, "14-hour teachers.")

    assert [each.replacement for each in found(counted)] == ["{attendance: teachers}"]


def test_a_slip_of_the_keys_names_the_figure_and_its_value(counted):
    counted.introduction = "We met 1,231 students."
    counted.save()

    [finding] = found(counted)

    assert "{attendance: students} is 1,213. Write the figure" in finding.sentence
    assert finding.replacement == ""


def test_a_number_that_nothing_backs_is_told(counted):
    counted.comes_next = "We will meet 9,000 people."
    counted.save()

    [finding] = found(counted)

    assert finding.where == "comes_next"
    assert "no figure is behind it" in finding.sentence


def test_the_same_number_typed_twice_is_told_twice(counted):
    counted.introduction = "With 77 and 77 more."
    counted.save()

    assert len({each.key for each in found(counted)}) == 2


def test_every_text_that_staff_write_is_read(counted, bees):
    bees.summary = "Met 14 teachers."
    bees.save()
    StripFigure.objects.create(report=counted, figure="events", label="14 teachers")
    quote = make_quote(bees, words="We are 14 teachers.")
    ChosenQuote.objects.create(report=counted, quote=quote, heading="14 teachers")
    counted.thank_you = "Thank you from 14 teachers."
    counted.save()

    wheres = [each.where for each in found(counted)]

    assert len(wheres) == 4
    assert "" in wheres
    assert f"quotes:{quote.pk}" in wheres


def test_figures_years_and_money_are_no_typed_numbers(counted):
    counted.introduction = "In 2025, Year 2, {attendance} people for $10,000 on 14 March."
    counted.save()

    assert found(counted) == []


def test_events_are_called_by_their_setting_and_people_are_not(counted):
    composition = Composition(Report.objects.with_project().get(pk=counted.pk), TODAY)
    events, people = (
        Figure("events", settings=("village",)),
        Figure("attendance", settings=("village",)),
    )

    assert "villages" in nouns_of(events, composition)
    assert "villages" not in nouns_of(people, composition)
