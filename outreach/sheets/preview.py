"""What the page of an import shows: its rows by status, with an input for each wrong cell."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Paginator
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from outreach.columns import Columns
from outreach.sheets.models import EventImport
from outreach.sheets.rows import CHANGED, ERROR, NEW, SKIPPED, UNCHANGED
from outreach.sheets.tidy import Table

# A telephone shows so many rows without stalling.
ROWS_A_PAGE = 40
SAMPLES = 3
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
        self.known = Columns.of(event_import.project)
        self.groups = {column.name for column in self.known.groups}
        self.counts = Counter(found["status"] for found in self.outcome)
        self.show = show if self.counts[show] else self._first_status()
        places = [at for at, found in enumerate(self.outcome) if found["status"] == self.show]
        self.page = Paginator(places, ROWS_A_PAGE).get_page(page)
        self.columns = self._columns()

    def _first_status(self):
        return next((status for status in LABELS if self.counts[status]), ERROR)

    def _columns(self):
        """Those of the file that are known, and those that an error or a change names."""
        named = {column for column in self.table.columns if column in self.known}
        for found in self.outcome:
            named |= {*found.get("errors", {}), *found.get("before", {})} - {NON_FIELD_ERRORS}
        columns = [column.name for column in self.known if column.name in named]
        return sorted(columns, key=lambda column: column not in self._wrong_columns())

    def _wrong_columns(self):
        """Those with an error on this page: they come first, within reach of a thumb."""
        return {column for place in self.page for column in self.outcome[place].get("errors", {})}

    @property
    def headings(self):
        return [self.known[column].label for column in self.columns]

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
        return is_ready and self.coming and not (self.errors or self.open_columns)

    @property
    def missing(self):
        """Labels of the columns that a new event cannot do without."""
        is_needed = self.counts[ERROR] or self.counts[NEW]
        required = [column for column in self.known if column.is_required]
        missing = [each for each in required if each.name not in self.table.columns]
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
        filled = (row.cells[index] for row in self.table.rows if row.cells[index])
        error = ""
        if not column:
            error = gettext("Choose what this column is, or leave it out.")
        elif column in self.table.named_twice:
            error = gettext("Two columns are “%s”. Leave one of them out.")
            error %= self.known[column].label
        return FileColumn(
            name=f"column-{index}",
            heading=heading or self._name_of(index),
            samples=[text for text, _ in zip(filled, range(SAMPLES), strict=False)],
            column=column,
            error=error,
        )

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
            left_out=row.left_out,
        )

    def _cell(self, place, column, found):
        errors = found.get("errors", {}).get(column, [])
        text = self.table.cell(place, column)
        return PreviewCell(
            name=f"cell-{place}-{column}",
            label=self.known[column].label,
            text=text if errors else self._understood(column, text, found),
            before=found.get("before", {}).get(column),
            errors=errors,
            choices=self.known[column].choices(self.known.country) if errors else [],
            is_long=self.known[column].is_long,
            tells_the_row=column in ("first_day", "venue"),
        )

    def _understood(self, column, text, found):
        """The cell as it was read, so that a misread day is seen before it is confirmed."""
        if not text and (column not in self.groups or column not in self.table.columns):
            return ""
        try:
            value = self.known.read(column, text)
        except ValueError:
            return text
        is_quiet = value is None and column not in found.get("before", {})
        return "" if is_quiet else self.known[column].text(value)
