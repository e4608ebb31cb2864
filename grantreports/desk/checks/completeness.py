"""What a report usually has, and how long it may be."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import WARNING
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject
from grantreports.reports.pdf import READABLE

MOST_PAGES = 10


@check("page-budget", WARNING)
def report_keeps_its_page_budget(subject: Subject) -> Iterator[Found]:
    budget = subject.report.page_budget
    if subject.pages and subject.pages > budget:
        yield Found(
            f"The PDF has {counted(subject.pages, 'page')}; its budget is {budget}. Shorten "
            "texts, take a photo out, or raise the budget.",
            "page_budget",
            # So that it can be acknowledged where nobody lays the report out again.
            detail=str(subject.pages),
        )


@check("small-text", WARNING)
def text_is_large_enough(subject: Subject) -> Iterator[Found]:
    budget = subject.report.page_budget
    if subject.size and subject.size < READABLE:
        size = f"{subject.size:g}"
        more = f", or allow {budget + 1} pages" if budget < MOST_PAGES else ""
        sentence = (
            f"Text is set in {size} pt to keep to {counted(budget, 'page')}. Shorten it{more}."
        )
        yield Found(sentence, "page_budget", detail=size)


@check("no-quote", WARNING)
def somebody_is_quoted(subject: Subject) -> Iterator[Found]:
    if not subject.quotes:
        yield Found("Nobody is quoted. Choose a quote that the partner sent.")


@check("no-photo", WARNING)
def there_is_a_photo(subject: Subject) -> Iterator[Found]:
    if not subject.photos:
        yield Found("There is no photo. Choose one that the partner sent.")


@check("no-point", WARNING)
def progress_is_told(subject: Subject) -> Iterator[Found]:
    if not subject.points:
        yield Found("There is no progress point. Write one, or take a suggested one.")


@check("empty-objective", WARNING)
def every_objective_has_a_point(subject: Subject) -> Iterator[Found]:
    told = {point.objective_id for point in subject.points}
    for objective in subject.objectives if subject.points else ():
        if objective.pk not in told:
            sentence = (
                f"No point is about objective {objective.order}, “{objective.text}”. Add one, or "
                "tie a point to it."
            )
            yield Found(sentence, detail=str(objective.pk))


@check("no-thank-you", WARNING)
def donors_are_thanked(subject: Subject) -> Iterator[Found]:
    if not subject.report.thank_you.strip():
        yield Found(
            "The report has no thank-you of its own, so donors read the house line. Write one.",
            "thank_you",
        )


@check("asks-for-nothing", WARNING)
def money_is_asked_for(subject: Subject) -> Iterator[Found]:
    if subject.report.asks_for is None:
        sentence = "No budget year is asked for, so there is no budget line. Choose a year."
        yield Found(sentence, "asks_for")


def counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
