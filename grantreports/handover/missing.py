"""What reporting periods still lack before they are complete, as data for any page."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, ngettext_lazy

from grantreports.handover.contents import CHECKS, Contents, EnteredEvent, Item, contents_of
from grantreports.handover.models import Note
from grantreports.handover.periods import period_url
from outreach.models import OutreachEvent, PartnerQuote, Photo
from projects.days import today_of
from projects.models import ReportingPeriod

PAGES = {OutreachEvent: "outreach:event", PartnerQuote: "outreach:quote", Photo: "outreach:photo"}
ORDER = {OutreachEvent: ("first_day", "pk"), PartnerQuote: ("-pk",), Photo: ("-pk",)}
# A longer list helps nobody; the page of the period shows them all.
SHOWN = 5


@dataclass(frozen=True)
class Place:
    """Where something can be mended."""

    label: str
    url: str


@dataclass(frozen=True)
class Missing:
    """A sentence, the first few places where it can be mended, and how many more there are."""

    sentence: str
    places: tuple[Place, ...] = ()
    more: int = 0
    # Whether the period cannot be submitted with it.
    blocks: bool = False
    # Of how many records it tells, and by which check, or which of them look like another.
    count: int = 0
    check: str = ""
    twins: Sequence[tuple[EnteredEvent, EnteredEvent]] = ()


# The sentences that count what lacks something, by the name of the check. The first is only told
# where people are counted.
SENTENCES = {
    "uncounted": ngettext_lazy(
        "%(count)d outreach event has no number of people.",
        "%(count)d outreach events have no number of people.",
        "count",
    ),
    "without_activities": ngettext_lazy(
        "%(count)d outreach event does not say what was done.",
        "%(count)d outreach events do not say what was done.",
        "count",
    ),
    "quotes_without_consent": ngettext_lazy(
        "Consent is not recorded for %(count)d quote.",
        "Consent is not recorded for %(count)d quotes.",
        "count",
    ),
    "photos_without_caption": ngettext_lazy(
        "%(count)d photo has no caption.", "%(count)d photos have no caption.", "count"
    ),
    "photos_without_text": ngettext_lazy(
        "%(count)d photo has no alternative text.",
        "%(count)d photos have no alternative text.",
        "count",
    ),
    "photos_without_people": ngettext_lazy(
        "%(count)d photo does not say who is recognisable.",
        "%(count)d photos do not say who is recognisable.",
        "count",
    ),
    "photos_without_consent": ngettext_lazy(
        "Consent is not recorded for %(count)d photo.",
        "Consent is not recorded for %(count)d photos.",
        "count",
    ),
}


def missing_in(periods: Collection[ReportingPeriod]) -> dict[int, tuple[Missing, ...]]:
    """What each period lacks, by its key, in sentences; eight queries, however many periods."""
    contents = contents_of(periods)
    notes = Note.objects.filter(handover__period__in=periods).unanswered()
    unanswered = list(notes.values_list("handover__period", flat=True))
    return {
        period.pk: missing(period, contents[period.pk], unanswered.count(period.pk))
        for period in periods
    }


def missing_with_places(period: ReportingPeriod) -> tuple[Missing, ...]:
    """The same of one period, with the first places where each can be mended."""
    (found,) = missing_in([period]).values()
    return tuple(with_places(each, period) for each in found)


def with_places(lacking: Missing, period: ReportingPeriod) -> Missing:
    """A query, or none where nothing is told of single records."""
    items: list[Item]
    if lacking.check:
        check = CHECKS[lacking.check]
        items = list(check.found_in(period).order_by(*ORDER[check.model])[:SHOWN])
    elif lacking.twins:
        pairs = lacking.twins[:SHOWN]
        events = OutreachEvent.objects.in_bulk({event.pk for pair in pairs for event in pair})
        items = [events[event.pk] for pair in pairs for event in reversed(pair)]
    else:
        return lacking
    shown = len(lacking.twins[:SHOWN]) or len(items)
    return replace(lacking, places=tuple(map(place_of, items)), more=lacking.count - shown)


def missing(period: ReportingPeriod, contents: Contents, unanswered: int) -> tuple[Missing, ...]:
    """What a period with these contents lacks; `unanswered` is a number of notes."""
    notes = [missing_answers(period, unanswered)] if unanswered else []
    return (
        *notes,
        *missing_kinds(period, contents),
        *missing_state(period, contents),
        *missing_details(contents),
    )


def missing_answers(period: ReportingPeriod, count: int) -> Missing:
    sentence = ngettext(
        "%(count)d note of the foundation waits for an answer.",
        "%(count)d notes of the foundation wait for answers.",
        count,
    ) % {"count": count}
    place = Place(gettext("Answer"), f"{period_url(period)}#exchange")
    return Missing(sentence, (place,), blocks=True)


def missing_kinds(period: ReportingPeriod, contents: Contents) -> Iterator[Missing]:
    """What the period has none of."""
    events = reverse("outreach:event-list", args=[period.project.slug])
    places = (Place(gettext("Outreach events"), events),)
    if not contents.events:
        yield Missing(gettext("No outreach event is entered yet."), places)
    if not contents.quotes:
        yield Missing(gettext("There is no quote yet."), places)
    if not contents.photos:
        yield Missing(gettext("There is no photo yet."), places)


def missing_state(period: ReportingPeriod, contents: Contents) -> Iterator[Missing]:
    """What stands in no event and is entered for the period by place."""
    if not (period.is_open and contents.not_entered):
        return
    day = min(period.last_day, max(period.first_day, today_of(period.project.partner)))
    query = {"day": day.isoformat()}
    url = reverse("outreach:state-add", args=[period.project.slug], query=query)
    place = Place(gettext("Enter numbers"), url)
    for name in contents.not_entered:
        yield Missing(gettext("“%s” is not entered for this period.") % name, (place,))


def missing_details(contents: Contents) -> Iterator[Missing]:
    if count := len(contents.twins):
        told = ngettext(
            "%(count)d outreach event may be there twice: same day, almost the same place.",
            "%(count)d outreach events may be there twice: same day, almost the same place.",
            count,
        ) % {"count": count}
        yield Missing(told, count=count, twins=contents.twins)
    for check, sentence in SENTENCES.items():
        is_asked = check != "uncounted" or contents.counts_people
        if is_asked and (count := contents.lacking.get(check, 0)):
            yield Missing(sentence % {"count": count}, count=count, check=check)


def place_of(item: Item) -> Place:
    """Where an item is seen and changed."""
    return Place(Truncator(item).chars(50), reverse(PAGES[type(item)], args=[item.pk]))
