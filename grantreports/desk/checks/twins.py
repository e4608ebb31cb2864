"""Events that may have been entered twice: what donors read would count their people twice."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject
from grantreports.handover.contents import twins_in
from projects.money import number

# Nobody answers for each of more.
MOST_PAIRS = 20


@check("twin", WARNING)
def no_event_is_there_twice(subject: Subject) -> Iterator[Found]:
    period = subject.report.period
    pairs = twins_in([period])[period.pk]
    if len(pairs) > MOST_PAIRS:
        yield Found(
            f"{number(len(pairs))} outreach events may be there twice: same day, almost the same "
            "place. Look at the page of the period; perhaps a file was taken in twice.",
            detail=str(len(pairs)),
        )
        return
    for event, twin in pairs:
        sentence = (
            f"“{event.venue}” on {event.first_day:%-d %B %Y} may be there twice, as records "
            f"{twin.pk} and {event.pk}. If they are one event, remove one of them."
        )
        yield Found(sentence, detail=f"{twin.pk}-{event.pk}")
