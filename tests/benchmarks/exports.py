"""How long exports of 1,000, 21,000 and 100,000 events take, and how much memory.

Ratios are of the time for a row to that of the shortest export; beside them the memory that the
process took more than before.
"""

import gc
import re
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from tests.benchmarks.measuring import module, say, tell, use_empty_site

ROWS = 1_000, 20_980, 100_000
FORMATS = "xlsx", "csv"


def main():
    ratios, details = {}, {}
    for file_format in FORMATS:
        each = {}
        for rows in ROWS:
            say(f"  {rows:,} events as {file_format}")
            seconds, megabytes = map(float, module(None, "exports", file_format, rows).split())
            each[rows] = seconds / rows
            name = f"{rows:,} events as {file_format}"
            ratios[name] = each[rows] / each[ROWS[0]]
            details[name] = {"s": seconds, "more MB than idle": megabytes}
    tell("exports", ratios, details)


def export(file_format, rows):
    """Prints seconds and megabytes, of a process of its own."""
    use_empty_site()
    from outreach.models import OutreachEvent
    from outreach.sheets.writing import keys_of, write
    from projects.models import Project

    project = filled(int(rows))
    for measured in (False, True):
        with TemporaryFile() as file:
            # The first one, of few events, loads what the process needs in any case.
            events = OutreachEvent.objects.filter(project=project).order_by("first_day", "pk")
            keys = keys_of(events if measured else events[:50])
            idle, begin = forget_peak(), time.perf_counter()
            write(file, file_format, Project.objects.get(pk=project.pk), keys, lambda rows: None)
            seconds = time.perf_counter() - begin
    print(seconds, megabytes("VmHWM") - idle)


def forget_peak():
    """From here on Linux notes the peak anew; the memory in use now."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return megabytes("VmRSS")


def megabytes(name):
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024


def filled(rows):
    from outreach.models import Attendance, AudienceGroup, OutreachEvent
    from tests.factories import make_project, make_year

    project = make_project()
    make_year(project)
    groups = [AudienceGroup.objects.get_or_create(name=name)[0] for name in ("boys", "girls")]
    for begin in range(0, rows, 2_000):
        events = OutreachEvent.objects.bulk_create(
            OutreachEvent(
                project=project,
                first_day=date(2025, 1, 1) + timedelta(days=number % 365),
                venue=f"School {number}",
                province="TH-50",
                setting="village",
                activities="Games and questions about safe migration.",
            )
            for number in range(begin, min(begin + 2_000, rows))
        )
        Attendance.objects.bulk_create(
            Attendance(event=event, group=group, count=20) for event in events for group in groups
        )
    return project


if __name__ == "__main__":
    export(*sys.argv[1:]) if sys.argv[1:] else main()
