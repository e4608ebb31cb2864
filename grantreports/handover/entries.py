"""What was entered for one period, record by record, in pages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from grantreports.handover.contents import Item, items_in
from grantreports.handover.models.handovers import ITEMS, anchor
from outreach.models import OutreachEvent, PartnerQuote, Photo
from projects.models import ReportingPeriod
from projects.records import as_pk

ON_A_PAGE = 50
KINDS: tuple[type[Item], ...] = (OutreachEvent, PartnerQuote, Photo)


class Joined(Sequence[Any]):
    """Lists one after the other as one, of which a page reads only its part."""

    def __init__(self, *lists: QuerySet[Any]) -> None:
        self.lists = lists

    @cached_property
    def lengths(self) -> list[int]:
        return [each.count() for each in self.lists]

    def __len__(self) -> int:
        return sum(self.lengths)

    def __getitem__(self, place: Any) -> Any:
        found: list[Any] = []
        first, last, _ = place.indices(len(self))
        for each, length in zip(self.lists, self.lengths, strict=True):
            if first < length and last > 0:
                found += each[max(first, 0) : last]
            first, last = first - length, last - length
        return found


@dataclass(frozen=True)
class Entries:
    """A page of a period: events with their quotes and photos; last, what is of no event."""

    page: Page[Any]
    quotes: list[PartnerQuote]
    photos: list[Photo]

    @property
    def items(self) -> list[Item]:
        return in_order([*self.page.object_list, *self.quotes, *self.photos])

    @property
    def anchors(self) -> set[str]:
        return set(map(anchor, self.items))

    def by_event(self) -> Iterator[tuple[OutreachEvent | None, list[Any], list[Any]]]:
        """Each event of the page with its quotes and photos; under None those of no event."""
        of_event: dict[type, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for item in (*self.quotes, *self.photos):
            of_event[type(item)][item.event_id or 0].append(item)
        loose: dict[type, list[Any]] = defaultdict(list)
        for item in self.page.object_list:
            if isinstance(item, OutreachEvent):
                yield item, of_event[PartnerQuote][item.pk], of_event[Photo][item.pk]
            else:
                loose[type(item)].append(item)
        if loose:
            yield None, loose[PartnerQuote], loose[Photo]


def in_order(items: Iterable[Item]) -> list[Item]:
    """Events first, then quotes, then photos, each by day."""

    def place(item: Item) -> tuple[int, date, int]:
        day = item.first_day if isinstance(item, OutreachEvent) else item.its_day
        return KINDS.index(type(item)), day or date.min, item.pk

    return sorted(items, key=place)


def entries_of(period: ReportingPeriod, number: str | int | None) -> Entries:
    """A page; one beyond the last is the last."""
    # Of an event that was removed, a photo is still there.
    loose = Q(event=None) | Q(event__removed_at__isnull=False)
    events: Any = items_in(OutreachEvent, [period])
    events = events.with_attendance().order_by("first_day", "pk")
    quotes, photos = (
        items_in(model, [period]).select_related("event", "blocked_by")
        for model in (PartnerQuote, Photo)
    )
    joined = Joined(events, quotes.filter(loose), photos.filter(loose))
    page = Paginator(joined, ON_A_PAGE).get_page(number)
    shown = [item.pk for item in page.object_list if isinstance(item, OutreachEvent)]
    return Entries(
        page,
        list(quotes.filter(event__in=shown)) if shown else [],
        list(photos.filter(event__in=shown)) if shown else [],
    )


def entries_named(period: ReportingPeriod, names: Collection[str]) -> list[Item]:
    """The items of a period that names such as `photo-5` stand for, as far as they are there."""
    keys: dict[str, list[int]] = defaultdict(list)
    for name in names:
        kind, _, key = name.partition("-")
        if (pk := as_pk(key)) is not None:
            keys[kind].append(pk)
    return [
        item
        for model in KINDS
        if (found := keys[ITEMS[model][0]])
        for item in items_in(model, [period]).filter(pk__in=found).order_by("pk")
    ]
