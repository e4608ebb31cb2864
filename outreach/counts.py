"""What was counted at an event, people and indicators: held on it until it is saved, and kept."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from outreach.models import Attendance, IndicatorValue, OutreachEvent
from outreach.tree import trees_of


@dataclass(frozen=True)
class Numbers:
    """One kind of number of an event: its records, and where the event holds what was read."""

    model: Any
    # The field that tells the records of one event apart, and the one that has the number.
    key: str
    number: str
    # From an event to its records.
    related: str
    # The attributes of an event that hold the numbers, and the records that are there.
    held: str
    there: str

    def of(self, event: OutreachEvent) -> dict[int, Any]:
        """Numbers by key, as the database has them and then as they were read.

        The dictionary stays the event's own: what is written into it `keep` keeps.
        """
        if not hasattr(event, self.held):
            there = [] if event._state.adding else getattr(event, self.related).all()
            records = {getattr(each, f"{self.key}_id"): each for each in there}
            setattr(event, self.there, records)
            held = {key: getattr(each, self.number) for key, each in records.items()}
            setattr(event, self.held, held)
        found: dict[int, Any] = getattr(event, self.held)
        return found

    def look_up(self, events: Collection[OutreachEvent]) -> None:
        """Let many events hold what the database has, by one query: to be told, not to be kept."""
        found: dict[int, dict[int, Any]] = {event.pk: {} for event in events}
        for event in events:
            setattr(event, self.held, found[event.pk])
        records = self.model.objects.filter(event__in=list(found)).order_by()
        for pk, key, number in records.values_list("event", f"{self.key}_id", self.number):
            found[pk][key] = number

    def forget(self, event: OutreachEvent) -> None:
        vars(event).pop(self.held, None)

    def keep(
        self,
        events: Iterable[OutreachEvent],
        user: Any,
        place: Callable[[OutreachEvent, int], dict[str, Any]],
        **new_ones: Any,
    ) -> None:
        """What was read; what nobody counted has no record.

        `place` gives what else a record of an event and a key says, today; `new_ones` are said
        only by a record that was not there.
        """
        added, changed, gone, fields = [], [], [], {self.number}
        for event in events:
            for key, value in self.of(event).items():
                there = getattr(event, self.there).get(key)
                if value is None:
                    gone += [there] if there else []
                    continue
                says = {self.number: value} | place(event, key)
                if there is None:
                    where = {"event": event, f"{self.key}_id": key}
                    added.append(self.model(**where | says | new_ones))
                elif any(getattr(there, name) != each for name, each in says.items()):
                    for name, each in says.items():
                        setattr(there, name, each)
                    changed.append(there)
                    fields |= {name.removesuffix("_id") for name in says}
        bulk_create_with_history(added, self.model, batch_size=500, default_user=user)
        bulk_update_with_history(changed, self.model, list(fields), 200, default_user=user)
        for record in gone:
            record._history_user = user
            record.delete()


PEOPLE = Numbers(Attendance, "group", "count", "attendances", "counts", "counted")
VALUES = Numbers(
    IndicatorValue, "indicator", "value", "indicator_values", "entered", "entered_values"
)


def counts_of(event: OutreachEvent) -> dict[int, int | None]:
    """People by the key of their group."""
    return PEOPLE.of(event)


def values_of(event: OutreachEvent) -> dict[int, Decimal | None]:
    """Values by the key of their indicator."""
    return VALUES.of(event)


def look_up_numbers(events: Collection[OutreachEvent]) -> None:
    """People and values of many events, by two queries: to be told, not to be kept."""
    for kind in (PEOPLE, VALUES):
        kind.look_up(events)


def recount(
    event: OutreachEvent,
    counts: Mapping[int, int | None],
    user: Any,
    values: Mapping[int, Decimal | None] | None = None,
) -> None:
    """Make these the event's counts and values; those that are not named stay."""
    # Somebody else may have counted since the event was read.
    for kind, numbers in ((PEOPLE, counts), (VALUES, values or {})):
        kind.forget(event)
        kind.of(event).update(numbers)
    keep_counts([event], user)


def keep_counts(events: Iterable[OutreachEvent], user: Any) -> None:
    """People and values as they were read."""
    events = list(events)
    projects = {event.project_id for event in events}
    trees = trees_of(projects)

    def part_of(event: OutreachEvent, group: int) -> dict[str, Any]:
        return {"part_of_id": trees[event.project_id].part_of(group)}

    PEOPLE.keep(events, user, part_of)
    VALUES.keep(events, user, lambda event, indicator: {}, entered_by=user)
