"""Nothing goes out that people did not agree to, and nobody who survived is found by it."""

from collections.abc import Iterator

from grantreports.desk.checks.findings import ERROR
from grantreports.desk.checks.registry import Found, check
from grantreports.desk.checks.subject import Subject, title_of
from outreach.models import PartnerQuote, Photo

Chosen = tuple[str, str, PartnerQuote | Photo]


def chosen(subject: Subject) -> Iterator[Chosen]:
    """Where each chosen quote and photo stands, how it is called, and its record."""
    for quote in subject.quotes:
        yield f"quotes:{quote.quote_id}", f"the quote {quote.quote}", quote.quote
    for photo in subject.photos:
        yield f"photos:{photo.photo_id}", title_of(photo.photo), photo.photo


@check("survivor", ERROR)
def nobody_who_survived_is_found(subject: Subject) -> Iterator[Found]:
    for where, name, item in chosen(subject):
        if item.identifies_survivor:
            sentence = f"A survivor could be identified by {name}. Take it out of the report."
            yield Found(sentence, where)


@check("consent", ERROR)
def everything_chosen_has_consent(subject: Subject) -> Iterator[Found]:
    today = subject.composition.today
    for where, name, item in chosen(subject):
        reason = item.why_not_printable(today)
        if reason and not item.identifies_survivor:
            yield Found(f"For {name}, {reason}. {remedy(item)}", where)


def remedy(item: PartnerQuote | Photo) -> str:
    if item.is_refused:
        return "Take it out of the report."
    if isinstance(item, PartnerQuote) and not item.words:
        return "Translate it on its page, or take it out of the report."
    if item.consent == item.Status.NOT_RECORDED:
        return "Record the consent on its page, or take it out of the report."
    if isinstance(item, Photo) and not item.recognisable:
        return "Say it on its page, or take it out of the report."
    if (item.event and item.event.removed_at) or item.removed_at:
        return "Take it out of the report, or put back what was removed."
    return "Record on its page a consent that holds today, or take it out of the report."
