"""Fills a database as if a foundation had worked with it for three years.

`python -m tests.benchmarks.fill 1000 980 20000` makes 1,000 projects with 980 events each, and
20,000 more in the first one. Where the database is filled so already, it stays as it is. Tables of
many rows are filled by INSERT … SELECT, in SQL that PostgreSQL and SQLite both read.
"""

import io
import secrets
import sys
from datetime import date, timedelta

import django
from django.db import connection, transaction

PATTERNS = 1000
PROVINCES = ["TH-58", "TH-50", "TH-57", "TH-34", "TH-10"]
SETTINGS = ["rural_school", "urban_school", "village", "public_event"]
GROUPS = ["students", "teachers", "parents"]
STATUSES = ["active"] * 7 + ["completed"] * 2 + ["planned"]
YEARS = 3
OPENINGS = 3
POINT = (
    "{events} took place with {attendance: students} students, {events at urban schools} of them "
    "at urban schools."
)


def main(projects, per_project, heavy):
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if shape() != (projects, projects * per_project + heavy, per_project + heavy):
        call_command("flush", verbosity=0, interactive=False)
        with transaction.atomic():
            fill(projects, per_project, heavy, date.today())
    publish_first_year()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def shape():
    """How many projects and events there are, and events of the first project."""
    from outreach.models import OutreachEvent
    from projects.models import Project

    of_first = OutreachEvent.objects.filter(project=Project.objects.order_by("pk").first())
    return Project.objects.count(), OutreachEvent.objects.count(), of_first.count()


def fill(projects, per_project, heavy, today):
    add_people(projects // 5 or 1)
    add_projects(projects)
    add_years(date(today.year - YEARS + 1, 1, 1))
    add_reports()
    add_events(per_project, heavy, today)
    add_counts()
    add_what_came_home()
    # The sums by month and place follow by their triggers.


def add_people(partners):
    from grantreports.accounts.models import User
    from projects.models import Partner

    made = Partner.objects.bulk_create(
        Partner(
            name=f"Partner {number}",
            country="TH",
            contact_email=f"p{number}@example.org",
            time_zone="Asia/Bangkok",
        )
        for number in range(1, partners + 1)
    )
    people = [("sam", "Sam", "staff", None), ("ada", "Ada", "admin", None)]
    people += [(f"nok{each.pk}", f"Nok {each.pk}", "partner", each) for each in made]
    User.objects.bulk_create(
        User(email=f"{short}@example.org", name=name, role=role, partner=partner, password="!")
        for short, name, role, partner in people
    )


def add_projects(count):
    from outreach.models import AudienceGroup
    from projects.indicators import from_the_start
    from projects.models import Indicator, Objective, Partner, Project

    AudienceGroup.objects.all().delete()
    AudienceGroup.objects.bulk_create(
        AudienceGroup(name=name, order=order) for order, name in enumerate(GROUPS, start=1)
    )
    partners = list(Partner.objects.order_by("pk"))
    projects = Project.objects.bulk_create(
        Project(
            partner=partners[number // 5 % len(partners)],
            title=f"Safe Schools {number + 1}",
            slug=f"safe-schools-{number + 1}",
            country="TH",
            place="Mae Hong Son Province",
            summary="Keeps children safe.",
            number_of_years=YEARS,
            currency="USD",
            status=STATUSES[number % len(STATUSES)],
        )
        for number in range(count)
    )
    leaflets = {"name": "leaflets handed out", "every_event": False, "order": 5}
    Indicator.objects.bulk_create(
        indicator
        for project in projects
        for indicator in [*from_the_start(project), Indicator(project=project, **leaflets)]
    )
    Objective.objects.bulk_create(
        Objective(project=project, text="Children know the risks") for project in projects
    )


def add_years(begin):
    from projects.models import BudgetYear, Indicator, Project, Target

    years = BudgetYear.objects.bulk_create(
        BudgetYear(
            project=project,
            number=number + 1,
            label=str(begin.year + number),
            first_day=date(begin.year + number, 1, 1),
            last_day=date(begin.year + number, 12, 31),
            amount_needed=10_000,
            amount_received=5_000,
        )
        for project in Project.objects.order_by("pk")
        for number in range(YEARS)
    )
    promised = {"events": ("", 400), "attendance": (": students", 40_000)}
    found = Indicator.objects.filter(source__in=promised)
    indicators = {(each.project_id, each.source): each for each in found}
    Target.objects.bulk_create(
        Target(
            budget_year=year,
            indicator=indicators[year.project_id, source],
            breakdown=breakdown,
            value=value,
        )
        for year in years
        for source, (breakdown, value) in promised.items()
    )
    add_periods(years)


def add_periods(years):
    """Those of the last year are submitted and open; the partner's part of others is accepted."""
    from projects.models import ReportingPeriod
    from projects.periods import due_after, stretches_of

    State = ReportingPeriod.State
    ReportingPeriod.objects.bulk_create(
        ReportingPeriod(
            budget_year=year,
            number=number,
            first_day=first_day,
            last_day=last_day,
            due_date=due_after(last_day),
            added_on=first_day,
            state=State.ACCEPTED
            if year.number < YEARS
            else [State.SUBMITTED, State.OPEN][number - 1],
        )
        for year in years
        for number, (first_day, last_day) in enumerate(
            stretches_of(year.first_day, year.last_day, 2), start=1
        )
    )


def add_reports():
    from grantreports.reports.models import ProgressPoint, Report, StripFigure
    from projects.models import Objective, ReportingPeriod

    periods = ReportingPeriod.objects.filter(state="accepted").select_related("budget_year")
    reports = Report.objects.bulk_create(
        Report(
            period=period,
            asks_for=period.budget_year,
            introduction="In this half-year {events} programs reached {attendance}.",
        )
        for period in periods.order_by("pk")
    )
    objectives = {each.project_id: each for each in Objective.objects.all()}
    ProgressPoint.objects.bulk_create(
        ProgressPoint(
            report=report, text=POINT, objective=objectives[report.budget_year.project_id]
        )
        for report in reports
    )
    StripFigure.objects.bulk_create(
        StripFigure(report=report, order=order, figure=figure)
        for report in reports
        for order, figure in enumerate(["events", "attendance", "provinces"], start=1)
    )


def add_events(per_project, heavy, today):
    from outreach.models import OutreachEvent
    from projects.models import Project

    # Days and places are worked out here: the engines reckon with dates each in its own way.
    make_patterns(max(PATTERNS, per_project), today)
    first = Project.objects.order_by("pk").values_list("pk", flat=True)[0]
    of_pattern = {name: f"pattern.{name}" for name in ("first_day", "province", "setting")}
    of_pattern |= {
        "activities": "'Games and questions about safe migration number ' || pattern.number",
        "outcome": "'They asked for more.'",
        "co_hosts": "'Police ' || pattern.number",
    }
    insert(
        OutreachEvent,
        {"project": "project.id", "venue": "'Ban School ' || pattern.number"} | of_pattern,
        f"FROM projects_project project, pattern WHERE pattern.number < {per_project}",
    )
    number = f"(turn.number * {PATTERNS} + pattern.number)"
    insert(
        OutreachEvent,
        {"project": str(first), "venue": f"'Ban Heavy ' || {number}"} | of_pattern,
        f"FROM pattern, pattern turn WHERE turn.number <= {heavy // PATTERNS} "
        f"AND pattern.number < {PATTERNS} AND {number} < {heavy}",
    )


def make_patterns(count, today):
    begin = date(today.year - YEARS + 1, 1, 1)
    days = (today - begin).days
    rows = [
        [
            number,
            (begin + timedelta(days=number * 7919 % days)).isoformat(),
            PROVINCES[number % len(PROVINCES)],
            SETTINGS[number % len(SETTINGS)],
        ]
        for number in range(count)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE pattern "
            "(number integer, first_day date, province varchar(10), setting varchar(20))"
        )
        cursor.executemany("INSERT INTO pattern VALUES (%s, %s, %s, %s)", rows)


def add_counts():
    """Three groups at each event, and a number of the project's own at each tenth."""
    from outreach.models import Attendance, IndicatorValue

    insert(
        Attendance,
        {"event": "event.id", "group": "audience.id", "count": "10 + event.id %% 90"},
        "FROM outreach_outreachevent event, outreach_audiencegroup audience",
    )
    insert(
        IndicatorValue,
        {"indicator": "indicator.id", "event": "event.id", "value": "5 + event.id %% 40"},
        "FROM outreach_outreachevent event JOIN projects_indicator indicator "
        "ON indicator.project_id = event.project_id AND indicator.source = 'entered' "
        "WHERE event.id %% 10 = 0",
    )


def add_what_came_home():
    """A quote of each fiftieth event, and a photo of each hundredth; all photos have one file."""
    from outreach.models import PartnerQuote, Photo
    from outreach.photos import clean_photo
    from tests.factories import picture_file

    of_event = {"project": "event.project_id", "event": "event.id", "day": "event.first_day"}
    of_event["consent"] = "'not_needed'"
    words = {"words": "'They ask good questions.'", "speaker": "'A teacher'"}
    insert(
        PartnerQuote,
        of_event | words,
        "FROM outreach_outreachevent event WHERE event.id %% 50 = 0",
    )
    photo = Photo()
    photo.hold(clean_photo(io.BytesIO(picture_file((1600, 1200)).read())))
    held = {
        "web_image": f"'{photo.web_image.name}'",
        "print_image": f"'{photo.print_image.name}'",
        "print_width": str(photo.print_width),
        "print_height": str(photo.print_height),
        "caption": "'A morning at school.'",
        "alternative_text": "'Pupils on the grass.'",
        "recognisable": "'nobody'",
    }
    insert(Photo, of_event | held, "FROM outreach_outreachevent event WHERE event.id %% 100 = 0")


def insert(model, values, source):
    """INSERT … SELECT: `values` are SQL by the name of their field; others have their default."""
    columns, chosen, defaults = [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        columns.append(connection.ops.quote_name(field.column))
        if field.name in values:
            chosen.append(values[field.name])
        else:
            chosen.append("%s")
            defaults.append(field.get_db_prep_save(field.get_default(), connection))
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(chosen)} {source}",
            defaults,
        )


def publish_first_year():
    """Two reports by the site's own acts, copies of the second for the other projects.

    One more report of the first project waits, signed off, to be published.
    """
    from grantreports.accounts.models import User
    from grantreports.demo.publish import publish_one
    from grantreports.publishing.models import Edition
    from grantreports.reports.models import Report
    from projects.models import Project

    if Edition.objects.exists():
        return
    sam, ada = (User.objects.get(email=f"{name}@example.org") for name in ("sam", "ada"))
    reports = Report.objects.with_project()
    heavy, light = Project.objects.order_by("pk")[:2]
    for project in (heavy, light):
        told = reports.filter(period__budget_year__project=project, period__number=1)
        publish_one(told.get(period__budget_year__number=1), sam, ada)
    copy_editions(Edition.objects.get(report__period__budget_year__project=light))
    add_links(sam)
    waiting = reports.get(
        period__budget_year__project=heavy, period__budget_year__number=2, period__number=2
    )
    sign(waiting, sam, ada)


def copy_editions(edition):
    from grantreports.publishing.models import Edition
    from grantreports.reports.models import Report

    told = Report.objects.filter(period__budget_year__number=1)
    copied = {
        field.name: getattr(edition, field.name)
        for field in Edition._meta.concrete_fields
        if not field.primary_key and field.name not in ("report", "review")
    }
    Edition.objects.bulk_create(
        (Edition(report=report, **copied) for report in told.filter(editions=None)),
        batch_size=100,
    )
    told.update(status=Report.Status.PUBLISHED)


def add_links(by):
    """A donor's link to each edition that has none, opened a few times."""
    from django.conf import settings
    from django.utils import timezone

    from grantreports.delivery.models import DonorLink, Opening, hashed, token_of
    from grantreports.publishing.models import Edition

    at = timezone.now()
    links = []
    for edition in Edition.objects.filter(report__donor_links=None).only("report"):
        nonce = secrets.token_hex(32)
        token_sha256 = hashed(token_of(nonce, settings.SECRET_KEY))
        made = {"label": "A donor", "created_by": by, "created_at": at}
        links.append(
            DonorLink(report_id=edition.report_id, nonce=nonce, token_sha256=token_sha256, **made)
        )
    editions = dict(Edition.objects.values_list("report", "pk"))
    Opening.objects.bulk_create(
        Opening(link=link, edition_id=editions[link.report_id], at=at)
        for link in DonorLink.objects.bulk_create(links)
        for _ in range(OPENINGS)
    )


def sign(report, writer, reader):
    from django.utils import timezone

    from grantreports.publishing.forms import POINTS
    from grantreports.publishing.review_steps import hand_over, sign_off
    from grantreports.publishing.signed import fingerprint, signed_content
    from grantreports.reports.compose import Composition

    at = timezone.now()
    hand_over(report, by=writer, at=at)
    composition = Composition(report)
    content = signed_content(composition, composition.donor_report())
    signed = {"content_sha256": fingerprint(content), "signed": content}
    sign_off(report, by=reader, at=at, points=list(POINTS), **signed)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
