"""How long sheets of 2,000 and of 50,000 events take to the preview and into the project.

Run by `make benchmark`; it prints one run's seconds, their ratios to reading the file alone, and
the most memory that the process had by then.
"""

import io
import os
import resource
import time
from datetime import date, timedelta

import django
from openpyxl import Workbook, load_workbook

ROWS = 2_000, 50_000
HEADINGS = ["Date", "Venue", "Province", "Setting", "Students", "Teachers", "What was done"]


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for rows in ROWS:
        measure(rows)


def measure(rows):
    project, user = project_and_user()
    content = sheet(rows, students=30)
    alone, _ = timed(
        lambda: list(load_workbook(io.BytesIO(content), read_only=True).active.values)
    )
    print(f"{'reading the file alone':32} {alone:6.2f} s for {rows:,} rows")
    for name, file in (
        ("new", content),
        ("unchanged", content),
        ("changed", sheet(rows, students=31)),
    ):
        seconds, event_import = timed(lambda file=file: preview(file, project, user))
        show(f"preview, all {name}", seconds, alone)
        seconds, _ = timed(lambda sent=event_import: take_in(sent, user))
        show(f"confirmation, all {name}", seconds, alone)


def show(name, seconds, alone):
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    times = f"{seconds / alone:.1f} times reading the file alone"
    print(f"{name:32} {seconds:6.2f} s, {times}, {memory} MB")


def timed(work):
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def project_and_user():
    from tests.factories import make_group, make_project, make_user, make_year

    user = make_user("partner")
    project = make_project(partner=user.partner)
    make_year(project, 1)
    for group in ("students", "teachers"):
        make_group(group)
    return project, user


def sheet(rows, students):
    book = Workbook()
    book.active.append(HEADINGS)
    for number in range(rows):
        day = date(2025, 1, 1) + timedelta(days=number % 365)
        where = [f"School {number}", "Mae Hong Son", "Rural school"]
        book.active.append([day, *where, students, 3, "Games and a quiz about offers of work."])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def preview(content, project, user):
    from outreach.columns import Columns
    from outreach.sheets import checking
    from outreach.sheets.models import EventImport
    from outreach.sheets.preview import Preview
    from outreach.sheets.tidy import read_table

    table = read_table(content, Columns.of(project)).as_json()
    event_import = EventImport.objects.create(
        project=project, user=user, language="en", table=table
    )
    checking.check(event_import.pk, event_import.version)
    event_import.refresh_from_db()
    Preview(event_import).rows()
    return event_import


def take_in(event_import, user):
    from outreach.sheets import checking

    return checking.confirm(event_import, event_import.version, user)


if __name__ == "__main__":
    main()
