"""The rows of one project's sheet as events: which are new, what changes, and what is wrong."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from outreach.columns import NAMES, RECORD, Columns
from outreach.counts import keep_counts
from outreach.models import DAYS_OUT_OF_ORDER, OutreachEvent
from outreach.names import key
from outreach.periods import locked_by, periods_of
from outreach.sheets.tidy import Row, Table
from projects.models import Project
from projects.written_days import SEVERAL_DAYS, Days

NEW, CHANGED, UNCHANGED, ERROR, SKIPPED = "new", "changed", "unchanged", "error", "left-out"
# Never read from a sheet, and each would ask the database once a row.
UNREAD = {"project", "entered_by", "removed_by"}


@dataclass
class ReadRow:
    """One row as an event that is not saved yet."""

    event: OutreachEvent
    # Values by column, as the site has them and as the row would make them.
    before: dict[str, Any]
    now: dict[str, Any] = field(default_factory=dict)
    # Sentences by column; the first one found says most.
    problems: dict[str, list[str]] = field(default_factory=dict)

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
        self.known = KnownEvents(self.project)
        # By record number, and by day, venue and province: the rows that have told of them.
        self.numbers: dict[str, int] = {}
        self.places: dict[tuple, tuple[int, str]] = {}
        places: dict[str, int] = {}
        for index, name in enumerate(table.columns):
            if name in self.columns:
                places.setdefault(name, index)
        found = []
        for count, (_, row) in enumerate(table.taken(), 1):
            found.append(self._read_row(row, places))
            tell(count)
        return found

    def _read_row(self, row: Row, places: dict[str, int]) -> ReadRow:
        cells = {name: row.cells[index] for name, index in places.items()}
        values, problems = self._values_in(cells)
        event, refusals = self._event_of(cells.get(RECORD.name, ""), values, row.number)
        read = ReadRow(event, self.columns.values_of(event), problems=problems)
        for name, sentence in refusals:
            read.refuse(name, sentence)
        for name, value in values.items():
            self.columns[name].write(event, value)
        read.now = self.columns.values_of(event)
        self._check(read)
        return read

    def _values_in(self, cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, list[str]]]:
        values, problems = {}, {}
        for name, cell in cells.items():
            try:
                values[name] = self.columns.read(name, cell)
            except ValueError as error:
                problems[name] = [str(error)]
        spread_days(values, problems)
        return values, problems

    def _event_of(
        self, number: str, values: dict[str, Any], here: int
    ) -> tuple[OutreachEvent, list[tuple[str, str]]]:
        """The event that the row is about, a new one if there is none, and what speaks against."""
        place = event_key(values)
        refusals = self._told_before(number, place, here)
        event = None
        if number:
            event = self.known.numbered(number)
            if event is None:
                refusals.append((RECORD.name, unknown_record(number)))
        elif place and (there := self.known.by_key.get(place, [])):
            event = there[0]
            if len(there) > 1:
                refusals.append(("first_day", many_there(len(there))))
        return event or OutreachEvent(project=self.project, entered_by=self.user), refusals

    def _told_before(self, number: str, place: tuple | None, here: int) -> list[tuple[str, str]]:
        """Two events may share day, venue and province if record numbers tell them apart."""
        refusals = []
        if number:
            if number in self.numbers:
                refusals.append((RECORD.name, told_twice(self.numbers[number])))
            self.numbers.setdefault(number, here)
        if place:
            earlier, earlier_number = self.places.setdefault(place, (here, number))
            if earlier != here and not (number and earlier_number):
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
        # Neither may an event come into a submitted period, nor leave or change in one.
        for day in filter(None, (row.event.first_day, row.before["first_day"])):
            if sentence := locked_by(self.periods, day):
                row.refuse("first_day", sentence)


class KnownEvents:
    """The events of a project, by record number, or else by day, venue and province."""

    def __init__(self, project: Project) -> None:
        events = OutreachEvent.objects.filter(project=project).prefetch_related("attendances")
        self.by_pk = {event.pk: event for event in events}
        self.by_key = defaultdict(list)
        for event in self.by_pk.values():
            event.project = project
            self.by_key[event.first_day, key(event.venue), event.province].append(event)

    def numbered(self, text: str) -> OutreachEvent | None:
        return self.by_pk.get(int(text)) if text.isdecimal() and len(text) < 15 else None


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


def told_twice(row_number: int) -> str:
    return (
        gettext(
            "Row %d has the same event. Leave one of them out, or tell them apart in the venue: "
            "“School, morning”."
        )
        % row_number
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
