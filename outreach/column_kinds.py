"""The kinds of columns of an outreach event: how each is read, written and shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.counts import counts_of, values_of
from outreach.models import AudienceGroup, OutreachEvent
from outreach.names import group_label, with_unit
from outreach.reading.choices import Choices, places, province_label, province_labels
from outreach.reading.counts import read_count, short
from outreach.reading.days import days_in, swapped
from outreach.reading.values import read_value
from projects.models import Indicator
from projects.templatetags import local
from projects.written_days import Days, without_year

# Those of Word and of Unicode among them.
LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# What a cell of Excel holds, and how a cell begins that does not hold its text.
LONGEST_CELL, KEPT_BACK = 32_767, "⟦…⟧"
UNKNOWN = _("“%(text)s” is unknown. Write one of: %(labels)s.")


@dataclass(frozen=True)
class Manner:
    """How those who sent a file write: their provinces, their time, the order of their days."""

    country: str
    division: str = ""
    zone: tzinfo | None = None
    month_first: bool = False
    # Of days that are written without one.
    year: int | None = None
    # Whether the spreadsheet took the day of its dates for the month.
    is_swapped: bool = False


@dataclass(frozen=True)
class Column:
    """A text of the event; the classes below are the columns that are read otherwise."""

    # Of the model's field, whose label and help text it takes.
    name: str
    # Headings by which people call it in their own spreadsheets, beside its label.
    words: str = ""
    # The part of the form that asks for it.
    part: str | Promise | None = None
    # Whether it shares a line of the form with its neighbour.
    is_half: bool = False
    is_in_list: bool = False
    # In letters, of a spreadsheet.
    width: int = 14
    # Whether the form needs it although the field may be empty: some projects do not ask it.
    is_needed: bool = False

    @property
    def _field(self) -> Any:
        return OutreachEvent._meta.get_field(self.name)

    @property
    def heading(self) -> str:
        """In files of the administration, the same in every language."""
        return self.name

    @property
    def label(self) -> str:
        return capfirst(str(self._field.verbose_name))

    @property
    def help(self) -> str:
        """How to fill it in, in a spreadsheet."""
        return str(self._field.help_text) or gettext("Choose from the list.")

    @property
    def is_required(self) -> bool:
        return self.is_needed or not (self._field.blank or self._field.has_default())

    @property
    def is_long(self) -> bool:
        return self._field.get_internal_type() == "TextField"

    @property
    def is_text(self) -> bool:
        """Whether people write it freely: then a search looks into it."""
        return type(self) is Column

    def choices(self, country: str, division: str = "") -> list[tuple[str, str]]:
        """Values and labels in the language of the page, where there is a list of them."""
        return []

    def reader(self, manner: Manner) -> Callable[[str], Any]:
        """A function that reads a value from what people write; it raises ValueError."""
        return on_lines if self.is_long else on_one_line

    def cell(self, value: Any, division: str = "") -> Any:
        """The value in a spreadsheet that people look at and send back."""
        text = self.text(value)
        if len(text) <= LONGEST_CELL:
            return text
        told = gettext("This text of %s letters is too long for a cell. It stays on the website.")
        return f"{KEPT_BACK} {told % local.number(len(text))}"

    def is_kept_back(self, cell: str) -> bool:
        """Whether the cell says that its text stayed on the website: it was too long for it."""
        return cell.startswith(KEPT_BACK)

    def text(self, value: Any) -> str:
        """The value on a page."""
        return "" if value is None else str(value)

    def value(self, event: OutreachEvent) -> Any:
        return getattr(event, self.name)

    def write(self, event: OutreachEvent, value: Any) -> None:
        setattr(event, self.name, value)


def on_lines(text: str) -> str:
    """With the line ends of the site: a word processor has others."""
    return LINE_ENDS.sub("\n", text)


def on_one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Reader:
    """Reads a value of a list, and knows which one a wrong text comes near to."""

    known: Choices
    default: str = ""

    def __call__(self, text: str) -> str:
        return self.known.read(text) or self.default

    def nearest(self, text: str) -> str:
        return self.known.nearest(text) or ""


class DayColumn(Column):
    @property
    def help(self) -> str:
        if self.is_required:
            return gettext(
                "Write it like 14/03/2025 or 14 March 2025. Thai years are read as well."
            )
        return super().help

    def reader(self, manner: Manner) -> Callable[[str], date | Days | None]:
        """It gives all days where the cell has several: a range tells the last day as well."""

        def read(text: str) -> date | Days | None:
            if manner.is_swapped:
                text = swapped(text)
            if manner.year and without_year(text):
                text = f"{text} {manner.year}"
            days = days_in(text, month_first=manner.month_first, zone=manner.zone)
            return days.first if days and days.last is None else days

        return read

    def cell(self, value: date | None, division: str = "") -> date | str:
        return value or ""

    def text(self, value: date | Days | None) -> str:
        return local.days_to(*value) if isinstance(value, Days) else local.day(value)


@dataclass(frozen=True)
class ChoiceColumn(Column):
    """One of the model's choices, by its label, its value or another name."""

    names: Mapping[str, str] = field(default_factory=dict)
    unknown: Any = UNKNOWN

    def choices(self, country: str = "", division: str = "") -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in self._field.flatchoices]

    def reader(self, manner: Manner) -> Callable[[str], str]:
        """An empty text is the model's default, if there is one."""

        def unknown(text: str) -> str:
            labels = ", ".join(label for _value, label in self.choices())
            return str(self.unknown) % {"text": short(text), "labels": labels}

        def labels() -> list[tuple[str, str]]:
            return [*self.choices(), *((value, value) for value, _label in self.choices())]

        known = Choices(labels, self.names, unknown)
        default = str(self._field.default) if self._field.has_default() else ""
        return Reader(known, default)

    def text(self, value: str) -> str:
        return dict(self.choices()).get(value, value)


class ProvinceColumn(Column):
    def choices(self, country: str, division: str = "") -> list[tuple[str, str]]:
        return list(province_labels(country, division).items())

    def reader(self, manner: Manner) -> Callable[[str], str]:
        return Reader(places(manner.country, manner.division))

    def cell(self, value: str, division: str = "") -> str:
        return province_label(value, division)

    def text(self, value: str) -> str:
        return local.province(value)


class RecordColumn(Column):
    """Which event of the site a row is; it finds the event and never changes it."""

    @property
    def label(self) -> str:
        return gettext("Record")

    @property
    def help(self) -> str:
        return gettext("Filled in by the website. Leave it empty for a new event.")

    @property
    def is_required(self) -> bool:
        return False

    def reader(self, manner: Manner) -> Callable[[str], int | None]:
        return lambda text: int(text) if text.isdecimal() else None

    def cell(self, value: int, division: str = "") -> int:
        return value

    def write(self, event: OutreachEvent, value: int | None) -> None:
        """The number is the database's."""


class NumberColumn(Column):
    """A whole number of the event itself."""

    def reader(self, manner: Manner) -> Callable[[str], int | None]:
        return read_count

    def cell(self, value: int | None, division: str = "") -> int | str:
        return "" if value is None else value

    def text(self, value: int | None) -> str:
        return local.number(value)


@dataclass(frozen=True)
class CountColumn(Column):
    """How many of one audience group came; that nobody counted is not zero."""

    group: AudienceGroup = field(kw_only=True)

    @property
    def heading(self) -> str:
        return self.group.name

    @property
    def label(self) -> str:
        return capfirst(group_label(self.group.name))

    @property
    def help(self) -> str:
        return gettext("How many came. Leave it empty if nobody counted; 0 means that none came.")

    @property
    def is_required(self) -> bool:
        return False

    @property
    def is_long(self) -> bool:
        return False

    def reader(self, manner: Manner) -> Callable[[str], int | None]:
        return read_count

    def cell(self, value: int | None, division: str = "") -> int | str:
        return "" if value is None else value

    def text(self, value: int | None) -> str:
        return local.people(value)

    def value(self, event: OutreachEvent) -> int | None:
        return counts_of(event).get(self.group.pk)

    def write(self, event: OutreachEvent, value: int | None) -> None:
        counts_of(event)[self.group.pk] = value


@dataclass(frozen=True)
class ValueColumn(Column):
    """A value of one of the project's indicators; that nobody counted is not zero."""

    indicator: Indicator = field(kw_only=True)

    @property
    def heading(self) -> str:
        return self.indicator.name

    @property
    def label(self) -> str:
        return with_unit(self.indicator)

    @property
    def help(self) -> str:
        if self.indicator.every_event:
            return gettext(
                "A number. Leave it empty if nobody counted; 0 means that there is none."
            )
        return gettext("A number. Leave it empty where there is none.")

    @property
    def is_required(self) -> bool:
        return False

    @property
    def is_long(self) -> bool:
        return False

    def reader(self, manner: Manner) -> Callable[[str], Decimal | None]:
        return lambda text: read_value(text, self.indicator.decimals, self.indicator.unit)

    def cell(self, value: Decimal | None, division: str = "") -> int | float | str:
        if value is None:
            return ""
        return int(value) if value == int(value) else float(value)

    def text(self, value: Decimal | None) -> str:
        return gettext("not counted") if value is None else local.number(value)

    def value(self, event: OutreachEvent) -> Decimal | None:
        return values_of(event).get(self.indicator.pk)

    def write(self, event: OutreachEvent, value: Decimal | None) -> None:
        values_of(event)[self.indicator.pk] = value
