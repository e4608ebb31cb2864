"""Events that may have been entered twice: what donors read would count their people twice."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject
from grantreports.handover.contents import twins_in


@check("twin", WARNING)
def no_event_is_there_twice(subject: Subject) -> Iterator[Found]:
    period = subject.report.period
    for event, twin in twins_in([period])[period.pk]:
        sentence = (
            f"“{event.venue}” on {event.first_day:%-d %B %Y} may be there twice, as records "
            f"{twin.pk} and {event.pk}. If they are one event, remove one of them."
        )
        yield Found(sentence, detail=f"{twin.pk}-{event.pk}")
