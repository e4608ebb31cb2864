"""Puts the demo's projects into the database; a project that is there already stays as it is."""

import io
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from grantreports.accounts.models import User
from grantreports.demo import others, thailand
from grantreports.foundation.models import Branding
from grantreports.handover.handovers import skip
from grantreports.reports.models import (
    ChosenPhoto,
    ChosenQuote,
    ProgressPoint,
    Report,
    StripFigure,
)
from outreach.models import (
    Attendance,
    AudienceGroup,
    IndicatorValue,
    OutreachEvent,
    PartnerQuote,
    Photo,
)
from outreach.photos import clean_photo
from projects.models import (
    BudgetYear,
    Indicator,
    Objective,
    Partner,
    Project,
    ReportingPeriod,
    Target,
)

State = ReportingPeriod.State

GROUPS = [
    "students",
    "teachers",
    "parents",
    "villagers",
    "visitors",
    "committee members",
    "police officers",
]


@transaction.atomic
def fill(today: date) -> None:
    """Everything the demo shows. Can run any number of times."""
    Branding.objects.get_or_create(
        defaults={
            "foundation_name": "Entrust",
            "contact": "hello@entrust.example",
            "foot": "Registered charity 000000 (demo)",
        }
    )
    for order, name in enumerate(GROUPS, start=1):
        AudienceGroup.objects.get_or_create(name=name, defaults={"order": order})
    fill_thailand()
    fill_kenya(today)
    fill_vietnam(today)


def make_users() -> list[tuple[User, str]]:
    """Users of each role, with a password under DEBUG, else with none that works.

    Of the two partners the Kenyan one owes a report, has sent one, and has one that donors read.
    """
    thai, kenyan = (
        Partner.objects.get(name=project["name"])
        for project in (thailand.PARTNER, others.KENYA_PARTNER)
    )
    people = [
        ("nok@baansaengdao.example", "Nok Srisuk", User.Role.PARTNER, thai),
        ("amina@majisafi.example", "Amina Ekal", User.Role.PARTNER, kenyan),
        ("sam@entrust.example", "Sam Taylor", User.Role.STAFF, None),
        ("admin@entrust.example", "Alex Admin", User.Role.ADMIN, None),
    ]
    return [make_user(*person) for person in people]


def make_user(email, name, role, partner):
    user, _ = User.objects.get_or_create(
        email=email, defaults={"name": name, "role": role, "partner": partner}
    )
    # Made from the site's key: another on every site, the same each time the demo is filled.
    password = salted_hmac("demo", email).hexdigest()[:10] if settings.DEBUG else None
    user.set_password(password)
    user.save()
    return user, password


def fill_thailand() -> None:
    if (project := new_project(thailand.PARTNER, thailand.PROJECT)) is None:
        return
    earlier = Project(partner=project.partner, **thailand.EARLIER_PROJECT)
    project.builds_on = keep(earlier)
    keep(project)
    add_objectives(project, thailand.OBJECTIVES)
    for given in thailand.YEARS:
        add_year(project, date(int(str(given["label"])), 1, 1), **given)
    add_events(project, thailand.EVENTS)
    for day, co_hosts in thailand.CO_HOSTS.items():
        event = event_on(project, day)
        event.co_hosts = co_hosts
        keep(event)
    photos = {name: add_photo(project, name, **photo) for name, photo in thailand.PHOTOS.items()}
    quotes = {name: add_quote(project, **quote) for name, quote in thailand.QUOTES.items()}
    year = project.budget_years.get(number=2)
    for report in (thailand.FIRST_REPORT, thailand.SECOND_REPORT):
        add_report(year, report, photos, quotes)
    for number, reason in thailand.SKIPPED_YEARS.items():
        for period in project.budget_years.get(number=number).periods.all():
            skip(period, reason=reason, by=None, at=timezone.now())


def fill_kenya(today: date) -> None:
    """Year 1 began eight months ago: one quarter told, one with the foundation, one owed."""
    if (project := new_project(others.KENYA_PARTNER, others.KENYA_PROJECT)) is None:
        return
    begin = first_of_month(today, months_ago=8)
    add_objectives(project, others.KENYA_OBJECTIVES)
    indicators = add_indicators(project, others.KENYA_INDICATORS, begin)
    year = add_year(
        project, begin, 1, year_label(begin), "1850000", "1387500", others.KENYA_TARGETS
    )
    next_begin = year.last_day + timedelta(days=1)
    add_year(project, next_begin, 2, year_label(next_begin), "1234567.89", "0", {})
    add_events(project, others.KENYA_EVENTS, begin, indicators)
    add_states(others.KENYA_STATES, begin, indicators)
    photo = add_photo(project, "water_point", day=begin, **others.KENYA_PHOTO)
    quote = add_quote(project, consent_on=begin, **others.KENYA_QUOTE)
    shown = {"water_point": photo}, {"pump": quote}
    told = others.KENYA_FIRST_REPORT | quarter_of(begin, 1) | {"state": State.ACCEPTED}
    add_report(year, told | {"asks_for": 2, "ask_shows": Report.AskShows.ALL}, *shown)
    second = year.periods.get(number=2)
    second.state = State.SUBMITTED
    keep(second)
    third = first_of_month(today, months_ago=2)
    owed = {
        "number": 3,
        "first_day": third,
        "last_day": first_of_month(today, months_ago=-1) - timedelta(days=1),
        "due_date": first_of_month(today, months_ago=-1) + timedelta(days=20),
        "state": State.OPEN,
        "asks_for": 2,
    }
    add_report(year, others.KENYA_REPORT | owed, *shown)


def quarter_of(begin: date, number: int) -> dict:
    """The days of a quarter, as a report of the demo has them."""
    last_day = first_of_month(begin, months_ago=-3 * number) - timedelta(days=1)
    return {
        "number": number,
        "first_day": first_of_month(begin, months_ago=-3 * (number - 1)),
        "last_day": last_day,
        "due_date": last_day + timedelta(days=20),
    }


def fill_vietnam(today: date) -> None:
    """Scholarships: the first half-year, with a setback, is being written; the second runs."""
    if (project := new_project(others.VIETNAM_PARTNER, others.VIETNAM_PROJECT)) is None:
        return
    begin = first_of_month(today, months_ago=7)
    add_objectives(project, others.VIETNAM_OBJECTIVES)
    project.indicators.filter(source="attendance").delete()
    project.indicators.filter(source="events").update(one="school visit", many="school visits")
    indicators = add_indicators(project, others.VIETNAM_INDICATORS, begin)
    year = add_year(
        project, begin, 1, year_label(begin), "480000000", "120000000", others.VIETNAM_TARGETS
    )
    add_events(project, others.VIETNAM_EVENTS, begin, indicators)
    add_states(others.VIETNAM_STATES, begin, indicators)
    quote = add_quote(project, consent_on=begin, day=begin, **others.VIETNAM_QUOTE)
    first = year.periods.get(number=1)
    days = {name: getattr(first, name) for name in ("first_day", "last_day", "due_date")}
    told = others.VIETNAM_REPORT | days | {"number": 1, "asks_for": 1, "state": State.ACCEPTED}
    add_report(year, told | {"ask_shows": Report.AskShows.STILL}, {}, {"bed": quote})


def add_indicators(project, given, begin):
    """By their short name; parts of a share come before it."""
    objectives = list(project.objectives.all())
    found: dict[str, Indicator] = {}
    for order, (name, fields) in enumerate(given.items(), start=5):
        fields = dict(fields)
        for end in ("part", "whole"):
            if end in fields:
                fields[end] = found[fields[end]]
        if objective := fields.pop("objective", None):
            fields["objective"] = objectives[objective - 1]
        if "baseline" in fields:
            fields["baseline"] = Decimal(fields["baseline"])
            fields["baseline_on"] = begin - timedelta(days=30)
        found[name] = keep(Indicator(project=project, order=order, **fields))
    return found


def add_states(states, begin, indicators):
    """How things stood at the end of a month of the year."""
    for month, province, values in states:
        day = first_of_month(begin, months_ago=-month) - timedelta(days=1)
        for name, value in values.items():
            indicator = indicators[name]
            keep(
                IndicatorValue(
                    indicator=indicator, day=day, province=province, value=Decimal(value)
                )
            )


def new_project(partner: dict, project: dict) -> Project | None:
    """The saved project, or None where it exists."""
    if Project.objects.filter(slug=project["slug"]).exists():
        return None
    owner, _ = Partner.objects.get_or_create(name=partner["name"], defaults=partner)
    return keep(Project(partner=owner, **project))


def keep(record):
    """The record, saved after the same checks that a form makes."""
    record.full_clean()
    record.save()
    return record


def add_objectives(project, texts):
    for order, text in enumerate(texts, start=1):
        keep(Objective(project=project, order=order, text=text))


def add_year(project, first_day, number, label, needed, received, targets):
    year = BudgetYear(
        project=project,
        number=number,
        label=label,
        first_day=first_day,
        last_day=first_of_month(first_day, months_ago=-12) - timedelta(days=1),
        amount_needed=Decimal(needed),
        amount_received=Decimal(received),
    )
    keep(year)
    for figure, value in targets.items():
        target = Target(budget_year=year, value=value)
        target.figure = figure
        keep(target)
    return year


def add_events(project, table, begin=None, indicators=None):
    """One event a line; a day is a date, or a number of days after `begin`.

    Behind the activities may stand what was counted: “boreholes 2”.
    """
    for line in table.strip().splitlines():
        day, province, setting, venue, counts, activities, *values = map(
            str.strip, line.split("|")
        )
        event = OutreachEvent(
            project=project,
            first_day=begin + timedelta(days=int(day)) if begin else date.fromisoformat(day),
            province=province,
            setting=setting,
            venue=venue,
            activities=activities,
            count_method="estimated" if counts.startswith("~") else "counted",
        )
        keep(event)
        for part in counts.removeprefix("~").split(", ") if counts else ():
            count, _, group = part.partition(" ")
            of = AudienceGroup.objects.get(name=group)
            keep(Attendance(event=event, group=of, count=int(count)))
        for value in values:
            name, _, amount = value.rpartition(" ")
            indicator = indicators[name]
            keep(IndicatorValue(indicator=indicator, event=event, value=Decimal(amount)))


def event_on(project, day):
    return project.outreach_events.get(first_day=day) if day else None


def add_photo(project, name, caption, alternative_text, event=None, day=None):
    photo = Photo(
        project=project,
        day=day,
        event=event_on(project, event),
        caption=caption,
        alternative_text=alternative_text,
        recognisable=Photo.Recognisable.NOBODY,
        consent=Photo.Status.NOT_NEEDED,
    )
    photo.hold(clean_photo(io.BytesIO(picture(name))))
    return keep(photo)


def add_quote(project, event=None, **fields):
    return keep(PartnerQuote(project=project, event=event_on(project, event), **fields))


def add_report(year, report, photos, quotes):
    """Fills the year's report of that number; `photos` and `quotes` go by their demo name."""
    fields = dict(report)
    points, strip = fields.pop("points"), fields.pop("strip", [])
    chosen_photos, chosen_quotes = fields.pop("photos", {}), fields.pop("quotes", {})
    asks_for = year.project.budget_years.get(number=fields.pop("asks_for"))
    period = year.periods.get(number=fields.pop("number"))
    for name in ("first_day", "last_day", "due_date", "state"):
        setattr(period, name, fields.pop(name))
    record = keep(Report(period=keep(period), asks_for=asks_for, **fields))
    objectives = list(year.project.objectives.all())
    for order, (objective, text) in enumerate(points, start=1):
        keep(
            ProgressPoint(
                report=record, order=order, text=text, objective=objectives[objective - 1]
            )
        )
    for order, (figure, label) in enumerate(strip, start=1):
        keep(StripFigure(report=record, order=order, figure=figure, label=label))
    for order, (name, place) in enumerate(chosen_photos.items(), start=1):
        keep(ChosenPhoto(report=record, order=order, photo=photos[name], place=place))
    for order, (name, (place, heading)) in enumerate(chosen_quotes.items(), start=1):
        quote = quotes[name]
        keep(ChosenQuote(report=record, order=order, quote=quote, place=place, heading=heading))


def first_of_month(day: date, months_ago: int = 0) -> date:
    months = day.year * 12 + day.month - 1 - months_ago
    return date(months // 12, months % 12 + 1, 1)


def year_label(first_day: date) -> str:
    """“2026”, or “2026/27” for a year that does not begin in January."""
    if first_day.month == 1:
        return str(first_day.year)
    return f"{first_day.year}/{(first_day.year + 1) % 100:02}"


PHOTOS = Path(__file__).with_name("photos")


def picture(name: str) -> bytes:
    return (PHOTOS / f"{name}.jpg").read_bytes()
