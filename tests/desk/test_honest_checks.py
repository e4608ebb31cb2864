"""What the desk says where a number or a text leaves out what donors should know."""

from datetime import date

import pytest

from outreach.models import AudienceGroup
from projects.models import Indicator, Target
from tests.desk.test_checks import found
from tests.factories import make_event, make_point


def target(report, figure, value):
    return Target.objects.create(budget_year=report.budget_year, figure=figure, value=value)


def test_a_figure_that_was_mostly_not_counted(report, bees):
    for _ in range(3):
        make_event(bees)
    make_event(bees, {"students": 3})
    make_point(report, "{attendance} came.")

    (finding,) = found(report, "mostly-not-counted")

    assert finding.sentence.startswith("{attendance} was not counted at 3 of 4 events.")


def test_half_is_not_most(report, bees):
    make_event(bees)
    make_event(bees, {"students": 3})
    make_point(report, "{attendance} came.")

    assert found(report, "mostly-not-counted") == []


@pytest.mark.parametrize(
    ("learned", "is_told"),
    [
        ("", False),
        ("The rain was hard.", False),
        ("Because of the rain there were only {events this year}.", True),
        ("There were fewer outreach events because of the rain.", True),
    ],
)
def test_a_missed_target_needs_a_reason(report, bees, learned, is_told):
    make_event(bees)
    target(report, "events", 9)
    report.learned = learned
    report.save()

    assert (found(report, "missed-target") == []) is is_told


def test_a_reached_target_needs_none(report, bees):
    make_event(bees)
    target(report, "events", 1)

    assert found(report, "missed-target") == []


def test_of_what_should_be_few_too_many_is_missed(report, bees):
    drop_outs = Indicator.objects.create(
        project=bees, name="drop-outs", less_is_better=True, every_event=False
    )
    event = make_event(bees)
    event.indicator_values.create(indicator=drop_outs, value=5)
    target(report, "drop-outs", 4)

    assert len(found(report, "missed-target")) == 1


def test_no_setback_in_a_whole_year(report):
    assert len(found(report, "no-setback")) == 1
    report.learned = "Roads were flooded."
    report.save()
    assert found(report, "no-setback") == []


def test_a_setback_of_an_earlier_report_counts(report, bees):
    period = report.period
    period.first_day, period.number = date(2025, 7, 1), 2
    period.save()
    earlier = type(period)(
        budget_year=report.budget_year,
        number=1,
        first_day=date(2025, 1, 1),
        last_day=date(2025, 6, 30),
        due_date=date(2025, 7, 31),
    )
    earlier.save()
    type(report).objects.create(period=earlier, learned="Roads were flooded.")

    assert found(report, "no-setback") == []


def test_what_the_partner_proposed_waits(report, bees):
    Indicator.objects.create(project=bees, name="wells", is_proposed=True, every_event=False)
    AudienceGroup.objects.create(name="monks", is_proposed=True)
    make_point(report, "{wells} wells and {share: attendance: monks of attendance} monks.")

    assert {each.detail for each in found(report, "proposed")} == {"wells", "monks"}


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("The WUA met.", {"WUA"}),
        ("The water users association (WUA) met. The WUA agreed.", set()),
        ("The WUA (water users association) met.", set()),
        ("Two NGOs and UNICEF met in the UK.", {"NGO"}),
        ("COVID-19 and Phase II.", {"COVID"}),
        ("Nobody met.", set()),
    ],
)
def test_acronyms_are_explained(report, text, acronyms):
    report.introduction = text
    report.save()

    assert {each.detail for each in found(report, "acronym")} == acronyms


def test_sentences_of_more_than_25_words(report):
    report.introduction = f"{'word ' * 25}. Short. {'word ' * 26}."
    report.save()

    (finding,) = found(report, "long-sentence")

    assert "has 26 words" in finding.sentence
