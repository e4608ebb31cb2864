"""Events that may have been entered twice: what donors read would count their people twice."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject
from outreach.models import OutreachEvent
from outreach.twins import pairs_among


@check("twin", WARNING)
def no_event_is_there_twice(subject: Subject) -> Iterator[Found]:
    period = subject.report.period
    events = OutreachEvent.objects.filter(project=subject.project).order_by("first_day", "pk")
    for event, twin in pairs_among(events.in_period(period.first_day, period.last_day)):
        sentence = (
            f"“{event.venue}” on {event.first_day:%-d %B %Y} may be there twice, as records "
            f"{twin.pk} and {event.pk}. If they are one event, remove one of them."
        )
        yield Found(sentence, detail=f"{twin.pk}-{event.pk}")
