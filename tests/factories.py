"""Records for tests: each factory fills in what the test does not care about."""

import io
from datetime import date
from itertools import count

from PIL import Image

from grantreports.accounts.models import Invitation, User
from grantreports.reports.models import ProgressPoint, Report
from outreach.models import Attendance, AudienceGroup, OutreachEvent, PartnerQuote, Photo
from outreach.photos import clean_photo
from outreach.sheets.models import EventExport, EventImport
from projects.models import BudgetYear, Partner, Project, ReportingPeriod

PASSWORD = "correct horse"
serial = count(1)


def make_partner(**kwargs):
    fields = {"name": f"Partner {next(serial)}", "country": "TH"}
    return Partner.objects.create(**fields | kwargs)


def make_user(role, **kwargs):
    fields = {"email": f"user{next(serial)}@example.org", "name": "Somebody", "password": PASSWORD}
    if role == User.Role.PARTNER and "partner" not in kwargs:
        kwargs["partner"] = make_partner()
    return User.objects.create_user(role=role, **fields | kwargs)


def make_project(**kwargs):
    """A Thai project of three years, without any budget year."""
    fields = {
        "title": "Safe Schools",
        "slug": f"safe-schools-{next(serial)}",
        "country": "TH",
        "place": "Mae Hong Son Province",
        "summary": "Keeps children safe.",
        "number_of_years": 3,
        "currency": "USD",
    }
    if "partner" not in kwargs:
        kwargs["partner"] = make_partner()
    return Project.objects.create(**fields | kwargs)


def make_year(project, number=1, with_periods=False, **kwargs):
    """Year 1 is 2025, Year 2 is 2026, and so on; without the periods that each year gets."""
    label = 2024 + number
    fields = {
        "label": str(label),
        "first_day": date(label, 1, 1),
        "last_day": date(label, 12, 31),
        "amount_needed": 10_000,
    }
    fields |= {"project": project, "number": number} | kwargs
    if with_periods:
        return BudgetYear.objects.create(**fields)
    year = BudgetYear(**fields)
    # Past its own `save`, which makes the periods.
    super(BudgetYear, year).save()
    return year


def make_group(name):
    return AudienceGroup.objects.get_or_create(name=name)[0]


def make_event(project, attendance=None, **kwargs):
    """An event in March 2025; `attendance` maps the names of groups to counts."""
    fields = {
        "first_day": date(2025, 3, 14),
        "venue": "Ban Mai School",
        "province": "TH-58",
        "setting": "rural_school",
    }
    event = OutreachEvent.objects.create(project=project, **fields | kwargs)
    for group, people in (attendance or {}).items():
        Attendance.objects.create(event=event, group=make_group(group), count=people)
    return event


def make_import(project, user, **kwargs):
    """A sheet without rows, checked."""
    table = {"headings": [], "columns": [], "rows": [], "notes": []}
    fields = {"table": table, "language": "en-gb", "status": "ready"}
    return EventImport.objects.create(project=project, user=user, **fields | kwargs)


def make_export(project, user, **kwargs):
    """An export that is queued."""
    fields = {"file_format": "xlsx", "language": "en-gb", "rows_total": 7}
    return EventExport.objects.create(project=project, user=user, **fields | kwargs)


def make_events(project, count, **kwargs):
    """Many events at once, each with three students."""
    fields = {"first_day": date(2025, 5, 5), "province": "TH-58", "setting": "village"}
    events = [
        OutreachEvent(project=project, venue="School", **fields | kwargs) for _ in range(count)
    ]
    group = make_group("students")
    OutreachEvent.objects.bulk_create(events)
    Attendance.objects.bulk_create(Attendance(event=each, group=group, count=3) for each in events)


def picture_file(size=(300, 200), picture_format="JPEG", colour="#336699"):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, picture_format)
    file.name = "picture.jpg"
    file.seek(0)
    return file


def make_photo(project, size=(300, 200), **kwargs):
    fields = {
        "caption": "A morning at school.",
        "alternative_text": "Pupils on the grass.",
        "recognisable": "nobody",
        "consent": "not_needed",
        "day": date(2025, 3, 14),
    }
    photo = Photo(project=project, **fields | kwargs)
    photo.hold(clean_photo(picture_file(size)))
    photo.save()
    return photo


def make_quote(project, **kwargs):
    fields = {
        "words": "They ask good questions.",
        "speaker": "Our partner",
        "consent": "not_needed",
        "day": date(2025, 3, 14),
    }
    return PartnerQuote.objects.create(project=project, **fields | kwargs)


PERIOD_FIELDS = ["number", "first_day", "last_day", "due_date", "state", "skipped_reason"]


def make_period(year, **kwargs):
    """The whole year, open, and owed since it began."""
    fields = {"first_day": year.first_day, "last_day": year.last_day, "due_date": year.last_day}
    fields["added_on"] = year.first_day
    return ReportingPeriod.objects.create(budget_year=year, **fields | kwargs)


def make_report(year, **kwargs):
    """The report on the whole year; its period is open where no status is given."""
    if "status" in kwargs:
        kwargs.setdefault("state", "accepted")
    of_period = {name: kwargs.pop(name) for name in PERIOD_FIELDS if name in kwargs}
    return Report.objects.create(period=make_period(year, **of_period), **kwargs)


def set_state(report, state, **fields):
    """Bring the report's period to a state, past all rules."""
    ReportingPeriod.objects.filter(pk=report.period_id).update(state=state, **fields)
    report.period.refresh_from_db()


def state_of(period):
    """The state that the database has."""
    return ReportingPeriod.objects.get(pk=period.pk).state


def status_of(report):
    """The status that the database has."""
    return Report.objects.get(pk=report.pk).status


def make_point(report, text, **kwargs):
    return ProgressPoint.objects.create(report=report, text=text, **kwargs)


def make_invitation(invited_by, **kwargs):
    """An open invitation for foundation staff, and the secret of its link."""
    fields = {"email": f"new{next(serial)}@example.org", "name": "Newcomer", "role": "staff"}
    invitation = Invitation(invited_by=invited_by, **fields | kwargs)
    return invitation, invitation.renew()
