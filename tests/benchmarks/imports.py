"""How long sheets of 2,000 and of 50,000 events take to the preview and into the project.

Ratios are to reading the file alone; beside them the most memory that the process had by then.
"""

import io
import resource
import time
from datetime import date, timedelta

from openpyxl import Workbook, load_workbook

from tests.benchmarks.measuring import tell, use_empty_site

ROWS = 2_000, 50_000
HEADINGS = ["Date", "Venue", "Province", "Setting", "Students", "Teachers", "What was done"]


def main():
    use_empty_site()
    ratios, details = {}, {}
    for rows in ROWS:
        for name, seconds, alone in measured(rows):
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            ratios[name] = seconds / alone
            details[name] = {"s": seconds, "reading s": alone, "peak MB": memory}
    tell("imports", ratios, details)


def measured(rows):
    project, user = project_and_user()
    content = sheet(rows, students=30)
    alone, _ = timed(
        lambda: list(load_workbook(io.BytesIO(content), read_only=True).active.values)
    )
    for name, file in (
        ("new", content),
        ("unchanged", content),
        ("changed", sheet(rows, students=31)),
    ):
        seconds, event_import = timed(lambda file=file: preview(file, project, user))
        yield f"{rows:,} rows, preview, all {name}", seconds, alone
        seconds, _ = timed(lambda sent=event_import: take_in(sent, user))
        yield f"{rows:,} rows, confirmation, all {name}", seconds, alone


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
