"""What happened in several stretches of time of one project, each added up into cells."""

from collections.abc import Sequence

from django.db.models import Case, IntegerField, Value, When

from outreach.cells import OWN_TIME, Days, live_cells, within
from outreach.figures import Cells
from outreach.models import OutreachEvent
from projects.models import Project


def cells_of_times(project: Project, times: Sequence[Days]) -> list[Cells]:
    """Of each stretch of time, in their order; two queries. The stretches do not overlap."""
    if not times:
        return []
    places = (When(first_day__range=days, then=Value(at)) for at, days in enumerate(times))
    events = OutreachEvent.objects.filter(within(times), project=project)
    found = live_cells(events, OWN_TIME, share=Case(*places, output_field=IntegerField()))
    return [Cells(found.get(place, [])) for place in range(len(times))]
