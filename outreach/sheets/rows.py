"""The rows of one project's sheet as events: which are new, what changes, and what is wrong."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from outreach.column_kinds import on_lines
from outreach.columns import NAMES, NOTE, RECORD, Columns
from outreach.counts import counts_of, keep_counts
from outreach.models import DAYS_OUT_OF_ORDER, OutreachEvent
from outreach.names import key
from outreach.periods import locked_by, periods_of
from outreach.sheets.table import Row, Table
from outreach.twins import Twins
from projects.models import Project
from projects.written_days import SEVERAL_DAYS, Days

NEW, CHANGED, UNCHANGED, ERROR, SKIPPED = "new", "changed", "unchanged", "error", "left-out"
# Signs that are seen as nothing.
NOT_SEEN = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f]")
# Never read from a sheet, and each would ask the database once a row.
UNREAD = {"project", "entered_by", "removed_by"}


@dataclass
class ReadRow:
    """One row as an event that is not saved yet."""

    event: OutreachEvent
    # Values by column, as the site has them and as the row would make them.
    before: dict[str, Any]
    now: dict[str, Any] = field(default_factory=dict)
    # Sentences by slot of the table; the first one found says most.
    problems: dict[str, list[str]] = field(default_factory=dict)
    # An event that the row may be, which somebody has to say: its key and what it is called.
    twin: dict[str, Any] = field(default_factory=dict)
    # Whether the event was not there before; after it is saved nothing else tells.
    is_new: bool = False

    @property
    def status(self) -> str:
        if self.problems:
            return ERROR
        if self.event._state.adding:
            return NEW
        return CHANGED if self.changed else UNCHANGED

    @property
    def changed(self) -> list[str]:
        return [name for name, value in self.before.items() if value != self.now[name]]

    def refuse(self, name: str, *sentences: str) -> None:
        self.problems.setdefault(name, list(sentences))


class EventRows:
    """Reads rows without a query for each."""

    def __init__(self, project: Project, user: Any, columns: Columns | None = None) -> None:
        self.project, self.user = project, user
        self.columns = columns or Columns.of(project)
        self.periods = [] if user.is_staff else periods_of(project)
        prefetch_related_objects([project], "budget_years")

    def read(
        self, table: Table, tell: Callable[[int], None] = lambda count: None
    ) -> list[ReadRow]:
        """The rows of the table that are taken along; `tell` hears how many are done."""
        self.table = table
        self.known = KnownEvents(self.project)
        # By record number, and by day, venue and province: the rows that have told of them.
        self.numbers: dict[str, Row] = {}
        self.places: dict[tuple, tuple[Row, str]] = {}
        slots = table.slots(self.columns)
        notes = [at for at, name in enumerate(table.columns) if name == NOTE]
        found = []
        for count, (_, row) in enumerate(table.taken(), 1):
            found.append(self._read_row(row, slots, notes))
            tell(count)
        return found

    def _read_row(self, row: Row, slots: dict[str, int], notes: list[int]) -> ReadRow:
        cells = {slot: self.table.meaning(slot, row.cells[index]) for slot, index in slots.items()}
        for name, value in self.table.everywhere.items():
            cells.setdefault(name, value)
        values, problems = self._values_in(cells)
        event, refusals = self._event_of(cells.get(RECORD.name, ""), values, row)
        read = ReadRow(event, self.columns.values_of(event), problems=problems)
        for name, sentence in refusals:
            read.refuse(name, sentence)
        noted = [(self.table.headings[at], row.cells[at]) for at in notes if row.cells[at]]
        if noted:
            values["activities"] = with_notes(values.get("activities", event.activities), noted)
        for name, value in values.items():
            self.columns[name].write(event, unless_alike(value, read.before[name]))
        counts_of(event).update(self.columns.tree.filled(counts_of(event)))
        read.now = self.columns.values_of(event)
        read.is_new = event._state.adding
        self._check(read)
        if read.status == NEW and not row.is_another:
            read.twin = self.known.twin_of(event)
            if read.twin:
                read.refuse("first_day", read.twin["sentence"])
        return read

    def _values_in(self, cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """The values by column; counts of one group are added up."""
        values: dict[str, Any] = {}
        problems: dict[str, list[str]] = {}
        for slot, cell in cells.items():
            name = slot.partition(".")[0]
            if self.columns[name].is_kept_back(cell):
                continue
            try:
                value = self.columns.read(name, cell)
            except ValueError as error:
                problems[slot] = [str(error)]
                continue
            if slot != name and None not in (value, values.get(name)):
                value += values[name]
            values[name] = values.get(name) if value is None and slot != name else value
        spread_days(values, problems)
        return values, problems

    def _event_of(
        self, number: str, values: dict[str, Any], row: Row
    ) -> tuple[OutreachEvent, list[tuple[str, str]]]:
        """The event that the row is about, a new one if there is none, and what speaks against."""
        place = event_key(values)
        refusals = self._told_before(number, place, row)
        event = None
        if number:
            event = self.known.numbered(number)
            if event is None:
                refusals.append((RECORD.name, unknown_record(number)))
        elif place and not row.is_another and (there := self.known.by_key.get(place, [])):
            event = there[0]
            if len(there) > 1:
                refusals.append(("first_day", many_there(len(there))))
        return event or OutreachEvent(project=self.project, entered_by=self.user), refusals

    def _told_before(self, number: str, place: tuple | None, row: Row) -> list[tuple[str, str]]:
        """Two events may share day, venue and province if record numbers tell them apart."""
        refusals = []
        if number:
            earlier = self.numbers.setdefault(number, row)
            if earlier is not row:
                refusals.append((RECORD.name, told_twice(earlier)))
        if place:
            earlier, earlier_number = self.places.setdefault(place, (row, number))
            if earlier is not row and not row.is_another and not (number and earlier_number):
                refusals.append(("first_day", told_twice(earlier)))
        return refusals

    def _check(self, row: ReadRow) -> None:
        """What the model's own `full_clean` finds, without its queries; nothing if unchanged."""
        if row.status == UNCHANGED:
            return
        for name, sentences in problems_with_fields(row.event, row.problems).items():
            row.refuse(name, *sentences)
        for name, sentence in row.event.problems_in_project().items():
            row.refuse(name, sentence)
        for whole, sentence in self.columns.tree.problems(counts_of(row.event)).items():
            row.refuse(f"group-{whole}", sentence)
        # Neither may an event come into a submitted period, nor leave or change in one.
        for day in filter(None, (row.event.first_day, row.before["first_day"])):
            if sentence := locked_by(self.periods, day):
                row.refuse("first_day", sentence)


def unless_alike(new: Any, old: Any) -> Any:
    """The old text where only signs differ that nobody sees: a file does not bring them back.

    A new line is seen.
    """
    if new == old or not old or not isinstance(new, str) or not isinstance(old, str):
        return new
    return old if visible(new) == visible(old) else new


def visible(text: str) -> str:
    lines = NOT_SEEN.sub("", on_lines(text)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def with_notes(text: str, notes: list[tuple[str, str]]) -> str:
    """The text with a line for each note, once."""
    lines = [f"{heading}: {note}" for heading, note in notes]
    there = text.splitlines()
    return "\n".join([*([text] if text else []), *(each for each in lines if each not in there)])


class KnownEvents:
    """The events of a project, by record number, or else by day, venue and province."""

    def __init__(self, project: Project) -> None:
        events = OutreachEvent.objects.filter(project=project).prefetch_related(
            "attendances", "indicator_values"
        )
        self.by_pk = {event.pk: event for event in events}
        self.by_key = defaultdict(list)
        for event in self.by_pk.values():
            event.project = project
            self.by_key[event.first_day, key(event.venue), event.province].append(event)
        self.twins = Twins.of(project)

    def numbered(self, text: str) -> OutreachEvent | None:
        return self.by_pk.get(int(text)) if text.isdecimal() and len(text) < 15 else None

    def twin_of(self, event: OutreachEvent) -> dict[str, Any]:
        """The event that a new one looks like, with a sentence about it; {} if there is none."""
        twin = self.twins.of_event(event)
        return {"pk": twin.pk, "sentence": twin.sentence} if twin else {}


def event_key(values: dict[str, Any]) -> tuple[date, str, str] | None:
    """What a row is known by where it has no number; None while a part cannot be read."""
    day, venue, province = (values.get(name) for name in ("first_day", "venue", "province"))
    return (day, key(venue), province) if day and venue and province else None


def keep(rows: Iterable[ReadRow], user: Any) -> None:
    """Save what the rows add and change, in a few statements, with history."""
    new = [row.event for row in rows if row.status == NEW]
    changed = [row for row in rows if row.status == CHANGED]
    own = [row.event for row in changed if set(row.changed) & set(NAMES)]
    new = bulk_create_with_history(new, OutreachEvent, batch_size=500, default_user=user)
    bulk_update_with_history(own, OutreachEvent, NAMES, 200, default_user=user)
    keep_counts([*new, *(row.event for row in changed)], user)


def problems_with_fields(event: OutreachEvent, known: Iterable[str]) -> dict[str, list[str]]:
    """What a single field may not be, by field."""
    try:
        event.clean_fields(exclude={*UNREAD, *known})
    except ValidationError as error:
        found = {name: told(problems) for name, problems in error.error_dict.items()}
    else:
        found = {}
    if event.first_day and event.last_day and event.last_day < event.first_day:
        found["last_day"] = [str(DAYS_OUT_OF_ORDER)]
    return found


def spread_days(values: dict[str, Any], problems: dict[str, list[str]]) -> None:
    """“14-15/03/2025” in one cell is the first and the last day, unless the row says otherwise."""
    for name in ("last_day", "first_day"):
        if isinstance(days := values.get(name), Days):
            values[name] = days.first
            if name == "last_day" or values.get("last_day") not in (None, days.last):
                problems[name] = [str(SEVERAL_DAYS)]
            values["last_day"] = days.last


def told(problems: list[ValidationError]) -> list[str]:
    if any(problem.code in ("null", "blank") for problem in problems):
        return [gettext("This cell may not be empty.")]
    return [sentence for problem in problems for sentence in problem.messages]


def told_twice(row: Row) -> str:
    return (
        gettext(
            "Row %s has the same event. Leave one of them out, or say that it is another event."
        )
        % row.where
    )


def many_there(count: int) -> str:
    return (
        gettext(
            "%d events of this day, venue and province are there already. Download the events: "
            "their column Record says which is which."
        )
        % count
    )


def unknown_record(text: str) -> str:
    return (
        gettext(
            "This project has no event with the number %s. Leave the cell empty for a new one."
        )
        % text
    )
