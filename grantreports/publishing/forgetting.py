"""What no record beside its own keeps of a quote or photo that nobody may see any more.

Editions are `withdrawal.py`'s. Here: what a review signed, headings above a quote, and warnings
that name it.
"""

from collections.abc import Iterator
from typing import Any

from grantreports.desk.models import Acknowledgement, Revision
from grantreports.publishing.models import Edition, Review
from grantreports.reports.models import ChosenQuote
from outreach.models import PartnerQuote, Photo

# As much of a text as a warning tells to name it.
TOLD = 20


def forget(item: PartnerQuote | Photo) -> None:
    """Inside the lock on its project. Does no harm twice."""
    for review in reviews_with(item):
        review.signed = {}
        review.save(update_fields=["signed"])
        # Nor does its history.
        review.history.update(signed={})
    if isinstance(item, PartnerQuote):
        forget_headings(item)
    begins = beginnings_of(item)
    warnings = Acknowledgement.objects.filter(report__period__budget_year__project=item.project_id)
    for warning in warnings:
        if any(begin in warning.sentence or begin in warning.reason for begin in begins):
            key, history = warning.pk, warning.history.model.objects
            warning.delete()
            history.filter(id=key).delete()


def forget_headings(quote: PartnerQuote) -> None:
    """What staff wrote above it may tell of it: no draft of earlier keeps that."""
    project = {"report__period__budget_year__project": quote.project_id}
    records: list[Any] = [*Revision.objects.filter(**project), *Edition.objects.filter(**project)]
    for kept in records:
        headings = [
            part
            for part in kept.draft.get("quotes", ())
            if part["quote"] == quote.pk and part.get("heading")
        ]
        for part in headings:
            part["heading"] = ""
        if headings:
            kept.save(update_fields=["draft"])
            if isinstance(kept, Edition):
                kept.history.update(draft=kept.draft)
    ChosenQuote.history.filter(quote=quote.pk).update(heading="")


def reviews_with(item: PartnerQuote | Photo) -> Iterator[Review]:
    kind = "photos" if isinstance(item, Photo) else "quotes"
    reviews = Review.objects.filter(report__period__budget_year__project=item.project_id)
    for review in reviews.exclude(signed={}):
        if item.pk in review.signed.get(kind, ()):
            yield review


def beginnings_of(item: PartnerQuote | Photo) -> set[str]:
    """How texts of it began, at any time."""
    if isinstance(item, Photo):
        fields = ["caption", "alternative_text", "credit"]
    else:
        fields = ["words", "original_words", "speaker"]
    texts = {text for row in item.history.values_list(*fields) for text in row}
    texts |= {getattr(item, field) for field in fields}
    begins = (text.strip(' \n"“”„«»')[:TOLD] for text in texts)
    # A role that nobody is known by stands in warnings about others too.
    return {begin for begin in begins if begin and begin != "Our partner"}
