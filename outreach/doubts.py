"""What can be meant and is seldom right: asked about once before an event is saved."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from outreach.models import OutreachEvent
from outreach.twins import Twins
from projects.templatetags import local

# An outreach of more days is rather a wrong month or year.
MOST_DAYS = 31


@dataclass(frozen=True)
class Doubt:
    """`key` is what the form sends back when somebody is sure; `field` is what it is about."""

    key: str
    field: str
    sentence: str
    sure: str
    # The event that is there already.
    twin: OutreachEvent | None = None


def doubts_about(event: OutreachEvent) -> Iterator[Doubt]:
    """About an event that is valid and not saved yet; it asks the database once or twice."""
    if event.last_day and (days := (event.last_day - event.first_day).days + 1) > MOST_DAYS:
        yield Doubt(
            f"days-{days}",
            "last_day",
            gettext("This outreach would last %s days. Are both days right?") % local.number(days),
            gettext("Yes, it lasted so long"),
        )
    if twin := twin_of(event):
        yield Doubt(
            f"twin-{twin.pk}",
            "venue",
            gettext("An outreach of that day and place is there already, or was removed."),
            gettext("This is another one"),
            twin,
        )


def twin_of(event: OutreachEvent, *, present: bool = False) -> OutreachEvent | None:
    """The event of the same day and place, with `attended`; `present` leaves out removed ones."""
    events = OutreachEvent.objects if present else OutreachEvent.everything
    same_day = events.filter(project=event.project, first_day=event.first_day)
    found = Twins(same_day).of_event(event)
    if found is None:
        return None
    return OutreachEvent.everything.with_attendance().get(pk=found.pk)
