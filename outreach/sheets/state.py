"""How things stand as a sheet: a row for each day and place, a column for each indicator."""

import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language, gettext, override
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from outreach.columns import names_of
from outreach.models import IndicatorValue
from outreach.models.events import day_problem
from outreach.names import heading_key, with_unit
from outreach.periods import locked_by, periods_of
from outreach.reading.choices import LANGUAGES, choice_key, places, province_label
from outreach.reading.counts import short
from outreach.reading.days import days_in, may_be_swapped
from outreach.reading.values import read_value
from outreach.sheets.download import BOLD, HEAD_FILL, escaped, sheet_name
from outreach.sheets.files import sheets_of
from outreach.sheets.sheet import FileRefused, SheetRow
from outreach.state import Spot, StateValues, problem_with_places, whole_project
from projects.models import Indicator, Project
from projects.spreadsheets import released, stopped, why_broken
from projects.templatetags.local import number
from projects.written_days import order_of

MOST_ROWS = 5_000
# Within the first rows stand the headings.
HEAD = 20
DAY, PLACE = "day", "place"
DAY_WORDS = "day, date, วันที่, วัน"
PLACE_WORDS = "place, province, county, state, region, สถานที่, พื้นที่, จังหวัด"


def as_xlsx(project: Project) -> bytes:
    """What is there, and the same sheet to fill in."""
    values = StateValues(project)
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name(gettext("State of things"))
    headings = [gettext("Day"), gettext("Place"), *map(with_unit, values.indicators)]
    sheet.append([escaped(stopped(each)) for each in headings])
    for spot in sorted(values.by_spot):
        there = values.at(spot)
        numbers = [cell_of(there.get(each.pk)) for each in values.indicators]
        sheet.append([spot.day, escaped(stopped(place_of(spot, project))), *numbers])
    sheet.freeze_panes = "C2"
    for at in range(1, len(headings) + 1):
        head = sheet.cell(1, at)
        head.font, head.fill = BOLD, HEAD_FILL
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(at)].width = 20
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def place_of(spot: Spot, project: Project) -> str:
    return province_label(spot.province, project.division) if spot.province else whole_project()


def cell_of(value: IndicatorValue | None) -> int | float | None:
    if value is None:
        return None
    return int(value.value) if value.value == int(value.value) else float(value.value)


@dataclass(frozen=True)
class Wrong:
    """A cell that cannot be taken in, as the spreadsheet names it: row 3, column B."""

    row: int
    column: str
    heading: str
    sentence: str


@dataclass(frozen=True)
class Given:
    """A number of the file, and the cells that tell of it."""

    indicator: Indicator
    spot: Spot
    number: Decimal
    row: SheetRow
    at: int


class StateSheet:
    """A file that was sent: what it gives, and what is wrong in it; nothing is saved yet."""

    def __init__(self, content: bytes, project: Project, user: Any) -> None:
        """Raises FileRefused."""
        prefetch_related_objects([project], "budget_years")
        self.project, self.user = project, user
        self.values = StateValues(project)
        self.periods = [] if user.is_staff else periods_of(project)
        self.zone = ZoneInfo(project.partner.time_zone)
        self.places = places(project.country, project.division)
        self.whole = {choice_key(each) for each in in_all_languages("The whole project")}
        self.wrong: list[Wrong] = []
        self.headings, rows = self._table(content)
        self.columns = self._columns(rows)
        self.doubtful = set(may_be_swapped(self._cell(row, self._at(DAY)) for row in rows))
        self.given = [each for row in rows for each in self._read(row)]
        self._check()

    def _table(self, content: bytes) -> tuple[SheetRow, list[SheetRow]]:
        """The row with the headings, and those below it."""
        problem = ""
        for sheet in sheets_of(content):
            rows, broken = sheet.read(MOST_ROWS + HEAD + 1)
            problem = problem or broken
            for index, row in enumerate(rows[:HEAD]):
                if {DAY, PLACE} <= {self._meaning(cell) for cell in row.cells}:
                    if broken:
                        raise FileRefused(broken)
                    return row, few(rows[index + 1 :])
        raise FileRefused(problem or no_headings())

    def _meaning(self, heading: str) -> str | Indicator | None:
        text = heading_key(heading[:100])
        if not text:
            return None
        if text in keys_of(DAY_WORDS, "Day", "Date"):
            return DAY
        if text in keys_of(PLACE_WORDS, "Place", "Province"):
            return PLACE
        # A heading of the template itself leaves no doubt, whatever stands in brackets.
        same = [each for each in self.values.indicators if with_unit(each) == heading]
        alike = (
            each
            for each in self.values.indicators
            if text in {heading_key(name) for name in names_of(each)}
        )
        return next(iter(same), None) or next(alike, None)

    def _columns(self, rows: Sequence[SheetRow]) -> list[str | Indicator | None]:
        """What each column is; one that is filled and means nothing is wrong."""
        found: list[str | Indicator | None] = []
        for at, heading in enumerate(self.headings.cells):
            meaning = self._meaning(heading)
            if meaning is None and any(self._cell(row, at) for row in rows):
                self._refuse(self.headings, at, gettext("No number here is called like this."))
            elif meaning is not None and meaning in found:
                self._refuse(self.headings, at, gettext("This column is there twice."))
                meaning = None
            found.append(meaning)
        return found

    def _at(self, name: str) -> int:
        return self.columns.index(name)

    def _cell(self, row: SheetRow, at: int) -> str:
        return row.cells[at] if at < len(row.cells) else ""

    def _refuse(self, row: SheetRow, at: int, sentence: str) -> None:
        heading = self.headings.cells[at] if at < len(self.headings.cells) else ""
        told = Wrong(row.number, get_column_letter(at + 1), short(heading), sentence)
        self.wrong.append(told)

    def _read(self, row: SheetRow) -> list[Given]:
        """The numbers of a row; where it has none, its day and its place say nothing."""
        numbers = list(self._numbers(row))
        if not any(self._cell(row, at) for at in self._value_columns()):
            return []
        day = self._read_cell(row, self._at(DAY), self._day)
        province = self._read_cell(row, self._at(PLACE), self._province)
        if day is None or province is None:
            return []
        return [Given(each, Spot(day, province), value, row, at) for at, each, value in numbers]

    def _value_columns(self) -> list[int]:
        return [at for at, each in enumerate(self.columns) if isinstance(each, Indicator)]

    def _numbers(self, row: SheetRow) -> Iterator[tuple[int, Indicator, Decimal]]:
        for at, indicator in enumerate(self.columns):
            if isinstance(indicator, Indicator) and self._cell(row, at):
                value = self._read_cell(row, at, reader(indicator))
                if value is not None:
                    yield at, indicator, value

    def _read_cell(self, row: SheetRow, at: int, read: Any) -> Any:
        """What a cell means; None where it is wrong, which is written down."""
        cell = self._cell(row, at)
        try:
            if broken := why_broken(cell):
                raise ValueError(broken)
            return read(released(cell))
        except ValueError as error:
            self._refuse(row, at, str(error))
            return None

    def _day(self, cell: str) -> date:
        if not cell:
            raise ValueError(gettext("Write the day."))
        if order_of(cell) == "either":
            raise ValueError(two_days(cell))
        if cell in self.doubtful:
            sentence = gettext("Day and month may be swapped in “%s”: write it like 5 June 2025.")
            raise ValueError(sentence % short(cell))
        days = days_in(cell, zone=self.zone)
        if days is None or days.last is not None:
            raise ValueError(gettext("Write one day: the one of which the numbers are."))
        if problem := day_problem(self.project, days.first):
            raise ValueError(problem)
        return days.first

    def _province(self, cell: str) -> str:
        if not cell:
            raise ValueError(gettext("Write the place, or “%s”.") % whole_project())
        return "" if choice_key(cell) in self.whole else self.places.read(cell)

    def _check(self) -> None:
        """What speaks against a number beside how it is written."""
        seen: dict[tuple[int, Spot], Given] = {}
        for each in self.given:
            first = seen.setdefault((each.indicator.pk, each.spot), each)
            if first is not each:
                sentence = gettext("Row %s has this day and place already.") % first.row.number
                self._refuse(each.row, self._at(DAY), sentence)
        provinces: dict[tuple[int, date], set[str]] = defaultdict(set)
        for spot, there in self.values.by_spot.items():
            for pk in there:
                provinces[pk, spot.day].add(spot.province)
        for each in self.given:
            provinces[each.indicator.pk, each.spot.day].add(each.spot.province)
        for each in self.changes():
            if sentence := locked_by(self.periods, each.spot.day):
                self._refuse(each.row, each.at, sentence)
            on_the_day = provinces[each.indicator.pk, each.spot.day]
            if sentence := problem_with_places(each.indicator, on_the_day, each.spot.province):
                self._refuse(each.row, self._at(PLACE), sentence)

    def changes(self) -> list[Given]:
        """The numbers that are not there already."""
        return [each for each in self.given if self._there(each) != each.number]

    def _there(self, given: Given) -> Decimal | None:
        value = self.values.at(given.spot).get(given.indicator.pk)
        return value.value if value else None

    def save(self) -> int:
        """All of it, with history; returns how many numbers came or changed."""
        new, changed = [], []
        for each in self.changes():
            record = self.values.at(each.spot).get(each.indicator.pk)
            if record:
                record.value = each.number
                changed.append(record)
            else:
                new.append(self._new(each))
        bulk_create_with_history(new, IndicatorValue, batch_size=500, default_user=self.user)
        bulk_update_with_history(
            changed, IndicatorValue, ["value"], batch_size=200, default_user=self.user
        )
        return len(new) + len(changed)

    def _new(self, given: Given) -> IndicatorValue:
        return IndicatorValue(
            indicator=given.indicator,
            day=given.spot.day,
            province=given.spot.province,
            value=given.number,
            entered_by=self.user,
        )


def reader(indicator: Indicator) -> Any:
    return lambda text: read_value(text, indicator.decimals, indicator.unit)


def few(rows: list[SheetRow]) -> list[SheetRow]:
    if not rows:
        raise FileRefused(gettext("There are headings, but no row below them."))
    if len(rows) > MOST_ROWS:
        raise FileRefused(
            gettext("This file has more than %s rows. Send it in several parts.")
            % number(MOST_ROWS)
        )
    return rows


def no_headings() -> str:
    return gettext("No row of this file has the headings Day and Place. Use the template.")


def two_days(cell: str) -> str:
    return gettext("“%s” can be two days: write it like 5 June 2025.") % short(cell)


def in_all_languages(*texts: str) -> set[str]:
    """A file travels between people who use the site in different languages."""
    found: set[str] = set()
    for language in {get_language() or "en", *LANGUAGES}:
        with override(language):
            found |= {gettext(text) for text in texts}
    return found


def keys_of(words: str, *labels: str) -> set[str]:
    return {heading_key(word) for word in (*words.split(", "), *in_all_languages(*labels))}
