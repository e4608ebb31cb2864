"""What happened in several stretches of time of one project, each added up into cells."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Sum, Value, When

from outreach.figures import Cells, Days
from outreach.models import Attendance, OutreachEvent
from outreach.targets import ALL_SPANS
from projects.models import Project


class TimeCells(Cells):
    @property
    def uncounted(self) -> int:
        """The number of events at which nobody counted the people."""
        return sum(cell["uncounted"] for cell in self._events)


def cells_of_times(project: Project, times: Sequence[Days]) -> list[TimeCells]:
    """Of each stretch of time, in their order; two queries. The stretches do not overlap."""
    if not times:
        return []
    events = OutreachEvent.objects.filter(within(times, "first_day"), project=project).order_by()
    counted = Exists(Attendance.objects.filter(event=OuterRef("pk")))
    of_events = events.values("province", "setting", time=index(times, "first_day"), **ALL_SPANS)
    of_counts = (
        Attendance.objects.filter(event__in=events)
        .order_by()
        .values(
            "group_id",
            province=F("event__province"),
            setting=F("event__setting"),
            time=index(times, "event__first_day"),
            **ALL_SPANS,
        )
    )
    happened: list[list[Any]] = [[] for _ in times]
    attended: list[list[Any]] = [[] for _ in times]
    for event in of_events.annotate(events=Count("pk"), uncounted=Count("pk", filter=~counted)):
        happened[event["time"]].append(event)
    for count in of_counts.annotate(attended=Sum("count")):
        attended[count["time"]].append(count)
    return [TimeCells(*cells) for cells in zip(happened, attended, strict=True)]


def within(times: Sequence[Days], field: str) -> Q:
    found = Q(pk__in=[])
    for days in times:
        found |= Q(**{f"{field}__range": days})
    return found


def index(times: Sequence[Days], field: str) -> Case:
    """Which of the stretches an event lies in."""
    cases = [
        When(**{f"{field}__range": days}, then=Value(place)) for place, days in enumerate(times)
    ]
    return Case(*cases, output_field=IntegerField())
