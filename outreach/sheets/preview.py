"""What the page of an import shows: its rows by status, with an input for each wrong cell."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from outreach.columns import NEW_GROUP, NEW_NUMBER
from outreach.groups import group_called
from outreach.names import key
from outreach.new_numbers import number_called
from outreach.sheets.headings import make_a_whole, part_of, without_part
from outreach.sheets.models import EventImport
from outreach.sheets.questions import columns_of, questions_of
from outreach.sheets.rows import CHANGED, ERROR, NEW, SKIPPED, UNCHANGED
from outreach.sheets.table import Table
from outreach.sheets.totals import fingerprint

# A telephone shows so many rows without stalling.
ROWS_A_PAGE = 40
SAMPLES = 3
NOT_TAKEN = _("Hidden or struck through in the file: see the question above.")
LABELS = {
    ERROR: _("With errors"),
    NEW: _("New"),
    CHANGED: _("Changed"),
    UNCHANGED: _("Unchanged"),
    SKIPPED: _("Left out"),
}


@dataclass(frozen=True)
class PreviewCell:
    name: str
    label: str
    text: str
    # What the site has now, where the row changes it.
    before: str | None = None
    errors: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    is_long: bool = False
    # Whether readers know the row by it.
    tells_the_row: bool = False


@dataclass(frozen=True)
class PreviewRow:
    place: int
    number: int
    status: str
    label: str
    cells: list[PreviewCell]
    errors: list[str]
    left_out: str
    sheet: str = ""
    may_be_another: bool = False


@dataclass(frozen=True)
class FileColumn:
    """A column as it stands in the file, and what it is taken for."""

    name: str
    heading: str
    samples: list[str]
    column: str
    error: str


class Preview:
    def __init__(self, event_import, show="", page=1):
        self.event_import = event_import
        self.table = Table.from_json(event_import.table)
        self.outcome = event_import.outcome
        self.known = columns_of(event_import.project, self.table)
        self.slots = self.table.slots(self.known)
        self.counts = Counter(found["status"] for found in self.outcome)
        self.show = show if self.counts[show] else self._first_status()
        places = [at for at, found in enumerate(self.outcome) if found["status"] == self.show]
        self.page = Paginator(places, ROWS_A_PAGE).get_page(page)
        self.columns = self._columns()

    def _first_status(self):
        return next((status for status in LABELS if self.counts[status]), ERROR)

    def _columns(self):
        """Slots of the file, and those that an error or a change names, in the usual order."""
        named = set(self.slots)
        for found in self.outcome:
            named |= {*found.get("errors", {}), *found.get("before", {})} - {NON_FIELD_ERRORS}
        order = [column.name for column in self.known]
        columns = sorted(
            (slot for slot in named if slot.partition(".")[0] in self.known),
            key=lambda slot: (order.index(slot.partition(".")[0]), slot),
        )
        return sorted(columns, key=lambda column: column not in self._wrong_columns())

    def _wrong_columns(self):
        """Those with an error on this page: they come first, within reach of a thumb."""
        return {column for place in self.page for column in self.outcome[place].get("errors", {})}

    @property
    def headings(self):
        return [self._label(slot) for slot in self.columns]

    def _label(self, slot):
        """Of several columns of one group each has the heading of the file."""
        name = slot.partition(".")[0]
        if slot in self.slots and (slot != name or f"{name}.2" in self.slots):
            return self.table.headings[self.slots[slot]] or self.known[name].label
        return self.known[name].label

    @cached_property
    def questions(self):
        return questions_of(self.table, self.known, self.event_import.project)

    @property
    def open_questions(self):
        return [question for question in self.questions if question.is_open]

    @property
    def answered_questions(self):
        return [question for question in self.questions if not question.is_open]

    @property
    def differences(self):
        return self.table.differences

    @property
    def fingerprint(self):
        return fingerprint(self.differences)

    @property
    def are_differences_seen(self):
        return self.table.answers.get("differences") == self.fingerprint

    @property
    def tabs(self):
        return [
            {"status": status, "label": label, "count": self.counts[status]}
            for status, label in LABELS.items()
            if self.counts[status]
        ]

    @property
    def errors(self):
        return self.counts[ERROR]

    @property
    def coming(self):
        """How many events the sheet would add or change."""
        return self.counts[NEW] + self.counts[CHANGED]

    @property
    def can_be_confirmed(self):
        is_ready = self.event_import.status == EventImport.Status.READY
        is_asked = self.errors or self.open_columns or any(each.stops for each in self.questions)
        are_sums_seen = not self.differences or self.are_differences_seen
        return is_ready and self.coming and not is_asked and are_sums_seen

    @property
    def missing(self):
        """Labels of the columns that a new event cannot do without."""
        is_needed = self.counts[ERROR] or self.counts[NEW]
        required = [column for column in self.known if column.is_required]
        said = {*self.table.columns, *self.table.everywhere}
        missing = [each for each in required if each.name not in said]
        return [column.label for column in missing if is_needed]

    @cached_property
    def open_columns(self):
        """Columns of the file that somebody has to decide about."""
        return [each for each in self._file_columns if each.error]

    @property
    def clear_columns(self):
        return [each for each in self._file_columns if not each.error]

    @cached_property
    def _file_columns(self):
        return [self._file_column(index) for index in range(len(self.table.headings))]

    def _file_column(self, index):
        column, heading = self.table.columns[index], self.table.headings[index]
        filled = dict.fromkeys(row.cells[index] for row in self.table.rows if row.cells[index])
        error = self._wrong_column(column, heading)
        return FileColumn(
            name=f"column-{index}",
            heading=heading or self._name_of(index),
            samples=[text for text, _ in zip(filled, range(SAMPLES), strict=False)],
            column=column,
            error=error,
        )

    def _wrong_column(self, column, heading):
        """The sentence for a column that somebody has to decide about, or ""."""
        if not column:
            return gettext("Choose what this column is, or leave it out.")
        if column in self.twice:
            several = gettext("Two columns are “%s”. Leave one of them out.")
            if self.known.is_count(column):
                several = gettext("Two columns are “%s”. Add them up above, or leave one out.")
            return several % self.known[column].label
        if column == NEW_GROUP:
            return self._wrong_group(heading)
        return self._wrong_number(heading) if column == NEW_NUMBER else ""

    def _wrong_number(self, heading):
        """The sentence for a column that cannot become a number of its own, or ""."""
        project = self.event_import.project
        try:
            indicator = number_called(heading, project)
        except ValidationError as error:
            return " ".join(error.messages)
        if indicator is None:
            return gettext("This column has no name that the number could have.")
        if indicator.pk:
            return gettext("The project counts this already: choose “%s”.") % indicator.name
        return ""

    def _wrong_group(self, heading):
        """The sentence for a column that cannot become a group of its own, or ""."""
        name = without_part(heading)
        try:
            if not group_called(name, self.event_import.project.partner):
                return gettext("This column has no name that the group could have.")
        except ValidationError as error:
            return " ".join(error.messages)
        places = self.table.places_of_new_groups()
        alike = [self.table.headings[at] for at in places]
        alike = [each for each in alike if key(without_part(each)) == key(name)]
        if len(alike) > 1 and not make_a_whole([part_of(each) for each in alike]):
            return gettext("Two columns would be one new group. Leave one of them out.")
        return ""

    @cached_property
    def twice(self):
        return self.table.named_twice(self.known)

    def _name_of(self, index):
        """For a column without a heading: one that was added here, or a nameless one."""
        column = self.table.columns[index]
        if column in self.known:
            return self.known[column].label
        return gettext("Column %s, without a name") % get_column_letter(index + 1)

    def rows(self):
        return [self._row(place) for place in self.page]

    def _row(self, place):
        row, found = self.table.rows[place], self.outcome[place]
        errors = found.get("errors", {})
        return PreviewRow(
            place=place,
            number=row.number,
            status=found["status"],
            label=str(LABELS[found["status"]]),
            cells=[self._cell(place, column, found) for column in self.columns],
            errors=errors.get(NON_FIELD_ERRORS, []),
            left_out=row.left_out or ("" if self.table.is_taken(row) else str(NOT_TAKEN)),
            sheet=row.sheet,
            # What looks like another event, or would change one, may be one of its own.
            may_be_another=bool(found.get("twin"))
            or found["status"] == CHANGED
            or is_twice(found),
        )

    def _cell(self, place, slot, found):
        errors = found.get("errors", {}).get(slot, [])
        column = self.known[slot.partition(".")[0]]
        text = self.table.cell(place, slot, self.known)
        return PreviewCell(
            name=f"cell-{place}-{slot}",
            label=self._label(slot),
            text=text if errors else self._understood(slot, text, found),
            before=found.get("before", {}).get(slot),
            errors=errors,
            choices=self.known.choices_of(column) if errors else [],
            is_long=column.is_long,
            tells_the_row=slot in ("first_day", "venue"),
        )

    def _understood(self, slot, text, found):
        """The cell as it was read, so that a misread day is seen before it is confirmed."""
        name = slot.partition(".")[0]
        text = self.table.meaning(name, text)
        if not text and not (self.known.is_count(name) and slot in self.slots):
            return ""
        try:
            value = self.known.read(name, text)
        except ValueError:
            return text
        is_quiet = value is None and slot not in found.get("before", {})
        return "" if is_quiet else self.known[name].text(value)


def is_twice(found):
    return set(found.get("errors", {})) == {"first_day"}
