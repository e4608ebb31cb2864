"""Rules between records, which no constraint of the database can say: each broken once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from grantreports.foundation.models import Branding
from grantreports.reports.models import (
    ChosenPhoto,
    ChosenQuote,
    ProgressPoint,
    Report,
    StripFigure,
)
from outreach.models import AudienceGroup, OutreachEvent
from projects.models import BudgetYear, Objective, ReportingPeriod, Target
from tests.factories import (
    make_event,
    make_group,
    make_period,
    make_photo,
    make_project,
    make_quote,
    make_report,
    make_year,
)


class Cast:
    """Bees with two years, a report on the first, an event in it; and wasps, another project."""

    def __init__(self, bees):
        self.bees, self.wasps = bees, make_project(title="Wasps")
        self.year, self.next_year = bees.budget_years.order_by("number")
        self.wasps_year = make_year(self.wasps)
        self.event = make_event(bees, {"students": 20})
        self.report = make_report(self.year)
        Target.objects.create(budget_year=self.year, figure="events at villages", value=9)


@pytest.fixture
def cast(bees):
    return Cast(bees)


def changed(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    return record


def year(cast, **fields):
    days = {"first_day": date(2027, 1, 1), "last_day": date(2027, 12, 31)}
    fields = {"project": cast.bees, "number": 3, "label": "2027", "amount_needed": 1} | fields
    return BudgetYear(**days | fields)


def event(cast, **fields):
    where = {"venue": "School", "province": "TH-58", "setting": "village"}
    return OutreachEvent(**where | {"project": cast.bees, "first_day": date(2025, 5, 2)} | fields)


def period(cast, **fields):
    days = {"first_day": date(2026, 1, 1), "last_day": date(2026, 6, 30)}
    fields = {"budget_year": cast.next_year, "due_date": date(2026, 7, 1)} | fields
    return ReportingPeriod(**days | fields)


def report(cast, **fields):
    return Report(**{"period": cast.report.period} | fields)


def other_objective(cast):
    return Objective.objects.create(project=cast.wasps, text="More wasps")


STAYS = "The project cannot be changed. Delete this and enter it anew."
OUTSIDE = "This day is in none of the project's budget years (1 January 2025 to 31 December 2025; "

# A record that breaks a rule, the field that says so, the begin of the sentence.
BROKEN = {
    "project shorter than its years": (
        lambda c: changed(c.bees, number_of_years=1),
        "number_of_years",
        "The project has a Year 2 already.",
    ),
    "country with events": (
        lambda c: changed(c.bees, country="KE"),
        "country",
        "The project has events in Thailand already.",
    ),
    "year beyond the project": (
        lambda c: year(c, number=4),
        "number",
        "The project has only 3 years.",
    ),
    "overlapping years": (
        lambda c: year(c, first_day=date(2026, 12, 31)),
        "first_day",
        "The days overlap with Year 2 (1 January 2026 to 31 December 2026).",
    ),
    "year moved to another project": (
        lambda c: changed(c.year, project=c.wasps, number=2),
        "project",
        STAYS,
    ),
    "year that begins after its event": (
        lambda c: changed(make_and_drop_report(c), first_day=date(2025, 3, 15)),
        "first_day",
        "There is an event on 14 March 2025: the year cannot begin later.",
    ),
    "year that ends before its event": (
        lambda c: changed(make_and_drop_report(c), last_day=date(2025, 3, 13)),
        "last_day",
        "There is an event on 14 March 2025: the year cannot end before it.",
    ),
    "year that begins after its report": (
        lambda c: changed(make_and_use_report(c), first_day=date(2025, 2, 1)),
        "first_day",
        "Report 1 begins on 1 January 2025.",
    ),
    "year that ends before its report": (
        lambda c: changed(make_and_use_report(c), last_day=date(2025, 6, 30)),
        "last_day",
        "Report 1 runs until 31 December 2025.",
    ),
    "the same target in other words": (
        lambda c: Target(budget_year=c.year, figure="Events  at village", value=5),
        "figure",
        "This year has a target for that already: “events at villages”.",
    ),
    "group that figures take for another": (
        lambda c: [make_group("élèves"), AudienceGroup(name="Eleves")][1],
        "name",
        "Figures cannot tell this name from “élèves”.",
    ),
    "group that begins with a sign": (
        lambda c: AudienceGroup(name="=cmd"),
        "name",
        "A name begins with a letter.",
    ),
    "group with a sign of figures": (
        lambda c: AudienceGroup(name="women, men"),
        "name",
        "Figures cannot read a name with",
    ),
    "group named like a column": (
        lambda c: AudienceGroup(name="Venue"),
        "name",
        "Spreadsheets have a column with this name already.",
    ),
    "event outside every year": (
        lambda c: event(c, first_day=date(2024, 12, 31)),
        "first_day",
        OUTSIDE,
    ),
    "event that ends outside every year": (
        lambda c: event(c, last_day=date(2031, 1, 1)),
        "last_day",
        OUTSIDE,
    ),
    "event of a project without years": (
        lambda c: event(c, project=make_project()),
        "first_day",
        "The project has no budget year yet.",
    ),
    "event in another country": (
        lambda c: event(c, province="KE-43"),
        "province",
        "“Turkana” is not a province of Thailand.",
    ),
    "event moved to another project": (
        lambda c: changed(c.event, project=c.wasps),
        "project",
        STAYS,
    ),
    "quote moved to another project": (
        lambda c: changed(make_quote(c.bees), project=c.wasps),
        "project",
        STAYS,
    ),
    "photo moved to another project": (
        lambda c: changed(make_photo(c.bees), project=c.wasps),
        "project",
        STAYS,
    ),
    "quote of another project's event": (
        lambda c: changed(make_quote(c.wasps), event=c.event),
        "event",
        "This event belongs to another project.",
    ),
    "photo of another project's event": (
        lambda c: changed(make_photo(c.wasps), event=c.event),
        "event",
        "This event belongs to another project.",
    ),
    "period outside its year": (
        lambda c: period(c, last_day=date(2027, 1, 1)),
        "first_day",
        "The period must lie within Year 2 (1 January 2026 to 31 December 2026).",
    ),
    "overlapping periods": (
        lambda c: [make_period(c.next_year), period(c, number=2)][1],
        "first_day",
        "The period overlaps with that of report 1.",
    ),
    "report that asks for another project": (
        lambda c: report(c, asks_for=c.wasps_year),
        "asks_for",
        "This budget year belongs to another project.",
    ),
    "unknown figure in the introduction": (
        lambda c: report(c, introduction="{evnts}"),
        "introduction",
        "Character 2: “evnts” is no figure.",
    ),
    "unknown figure in what comes next": (
        lambda c: report(c, comes_next="{evnts}"),
        "comes_next",
        "Character 2:",
    ),
    "unknown figure in the thank-you": (
        lambda c: report(c, thank_you="{evnts}"),
        "thank_you",
        "Character 2:",
    ),
    "unknown figure in a point": (
        lambda c: ProgressPoint(report=c.report, text="{evnts}"),
        "text",
        "Character 2:",
    ),
    "point for another project's objective": (
        lambda c: ProgressPoint(report=c.report, text="Yes.", objective=other_objective(c)),
        "objective",
        "This objective belongs to another project.",
    ),
    "unknown figure in the strip": (
        lambda c: StripFigure(report=c.report, figure="evnts"),
        "figure",
        "Character 1: “evnts” is no figure.",
    ),
    "unknown figure in a label": (
        lambda c: StripFigure(report=c.report, figure="events", label="{evnts}"),
        "label",
        "Character 2:",
    ),
    "unknown figure in a heading": (
        lambda c: ChosenQuote(report=c.report, quote=make_quote(c.bees), heading="{evnts}"),
        "heading",
        "Character 2:",
    ),
    "another project's quote": (
        lambda c: ChosenQuote(report=c.report, quote=make_quote(c.wasps)),
        "quote",
        "This quote belongs to another project.",
    ),
    "another project's photo": (
        lambda c: ChosenPhoto(report=c.report, photo=make_photo(c.wasps)),
        "photo",
        "This photo belongs to another project.",
    ),
    "figure in the house line": (
        lambda c: Branding(foundation_name="E", thank_you="Thanks for {events}."),
        "thank_you",
        "The house line has no figures.",
    ),
    "masthead too light": (
        lambda c: Branding(foundation_name="E", primary_colour="#ffee00"),
        "primary_colour",
        "White text on this colour is hard to read.",
    ),
    "no colour": (
        lambda c: Branding(foundation_name="E", accent_colour="orange"),
        "accent_colour",
        "Write a colour as # and six digits",
    ),
}


def make_and_drop_report(cast):
    """The first year without its report, so that its events speak."""
    cast.report.delete()
    return cast.year


def make_and_use_report(cast):
    """The first year with a report on its period."""
    return cast.year


@pytest.mark.parametrize("name", BROKEN)
def test_it_is_refused_with_a_sentence_on_its_field(cast, name):
    make, field, sentence = BROKEN[name]
    record = make(cast)

    with pytest.raises(ValidationError) as refused:
        record.full_clean()

    assert refused.value.message_dict[field][0].startswith(sentence)


def test_what_breaks_no_rule_is_accepted(cast):
    for record in (year(cast), event(cast), period(cast), cast.year, cast.event, cast.report):
        record.full_clean()
