"""Records as spreadsheets, out and in again, on django-import-export."""

import re
from datetime import datetime
from decimal import InvalidOperation
from difflib import get_close_matches
from functools import cached_property

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from import_export.formats import base_formats
from import_export.resources import Diff, ModelResource
from import_export.widgets import (
    CharWidget,
    DateWidget,
    DecimalWidget,
    ForeignKeyWidget,
    IntegerWidget,
)

from projects.reach import refuse_in_file

# A text that begins so runs as a formula when the file is opened; an apostrophe stops it. Source:
# OWASP, "CSV Injection".
# It names the wide forms too, which some programs read as the narrow ones.
# One that begins with apostrophes of its own gets one more, so that taking one away is exact.
FORMULA = re.compile(r"'*[=+\-@＝＋－＠﹦﹢﹣﹫\t\r\n]")
STOPPED_FORMULA = re.compile(rf"'{FORMULA.pattern}")

SHEET_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|N/A|NUM!|NULL!|SPILL!|CALC!)")

# The commas of 1,234,567.
GROUPED = re.compile(r",(?=\d{3}(\D|$))")

XLSX = base_formats.XLSX


class CSV(base_formats.CSV):
    """Also reads semicolons, which Excel writes where the comma is the decimal sign.

    It begins with the mark by which Excel knows that letters may be Thai.
    """

    def export_data(self, dataset, **kwargs):
        return "\ufeff" + super().export_data(dataset, **kwargs)

    def create_dataset(self, in_stream, **kwargs):
        text = in_stream if isinstance(in_stream, str) else in_stream.decode("utf-8")
        text = text.removeprefix("\ufeff")
        heading = text.partition("\n")[0]
        delimiter = ";" if heading.count(";") > heading.count(",") else ","
        return super().create_dataset(text, delimiter=delimiter, **kwargs)


class KnownWidget(ForeignKeyWidget):
    """Another record by a name of its own; an unknown one is told in a sentence."""

    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except self.model.DoesNotExist:
            kind = self.model._meta.verbose_name
            raise ValueError(f"There is no {kind} “{value}”.") from None


class DayWidget(DateWidget):
    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except ValueError:
            message = f"“{value}” is not a date: write 2025-03-14 or 14/03/2025."
            raise ValueError(message) from None


class AmountWidget(DecimalWidget):
    """Also reads 1,234,567.89."""

    def clean(self, value, row=None, **kwargs):
        try:
            plain = GROUPED.sub("", value) if isinstance(value, str) else value
            return super().clean(plain, row, **kwargs)
        except (ValueError, InvalidOperation):
            raise ValueError(f"“{value}” is not an amount: write 1234.50.") from None


class WholeNumberWidget(IntegerWidget):
    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except (ValueError, InvalidOperation):
            raise ValueError(f"“{value}” is not a whole number.") from None


class PlainDiff(Diff):
    """What changes in a row, marked without inline styles, which the site does not allow."""

    def as_html(self):
        pairs = zip(self.left, self.right, strict=True)
        return [changed_cell("" if self.new else old, new) for old, new in pairs]


def changed_cell(old, new):
    old, new = ("" if value is None else str(value) for value in (old, new))
    if old == new:
        return new
    gone = format_html("<del>{}</del>", old) if old else ""
    come = format_html("<ins>{}</ins>", new) if new else ""
    return format_html("{} {}", gone, come)


class RecordResource(ModelResource):
    """Rows are checked like a form, and all are kept or none; unchanged ones are left alone."""

    # An empty cell of a long text is an empty text, as it is for a short one.
    WIDGETS_MAP = ModelResource.WIDGETS_MAP | {
        "TextField": CharWidget,
        "DateField": DayWidget,
        "DecimalField": AmountWidget,
        "PositiveSmallIntegerField": WholeNumberWidget,
        "BigAutoField": WholeNumberWidget,
    }

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = False

    def get_diff_class(self):
        return PlainDiff

    def export_field(self, field, instance, **kwargs):
        return stopped(super().export_field(field, instance, **kwargs))

    def before_save_instance(self, instance, row, **kwargs):
        refuse_in_file(instance)

    def before_import(self, dataset, **kwargs):
        self.seen = set()
        self.read_headings(dataset)

    def read_headings(self, dataset):
        """Headings in any case are read; one that means nothing is refused, not passed over."""
        headings = [str(heading or "").strip() for heading in dataset.headers or []]
        known = self.known_headings(headings)
        for heading in headings:
            if heading and heading.casefold() not in known:
                raise ValidationError(unknown_heading(heading, known))
        dataset.headers = [known.get(heading.casefold(), "") for heading in headings]

    def known_headings(self, headings):
        """Names of columns by the headings, in small letters, that mean them."""
        return {field.column_name.casefold(): field.column_name for field in self.fields.values()}

    def before_import_row(self, row, **kwargs):
        for name, cell in row.items():
            if isinstance(cell, str):
                if sentence := why_broken(cell):
                    raise ValidationError(f"{name}: {sentence}")
                plain = released(cell.replace("\0", "").strip())
                row[name] = self.choice(name, plain)
            # Spreadsheets know no day without a time, and no record here has a time.
            if isinstance(cell, datetime):
                row[name] = cell.date()

        self.refuse_second_row(row)

    def refuse_second_row(self, row):
        """Of two rows for one record the second would quietly replace the first."""
        identity = tuple(str(row.get(name) or "") for name in self.get_import_id_fields())
        if all(identity) and identity in self.seen:
            raise ValidationError(f"The file has {' / '.join(identity)} twice.")
        self.seen.add(identity)

    def choice(self, name, cell):
        """The value behind a label such as “Rural school”; any other cell as it is."""
        return self._labels.get(name, {}).get(cell.casefold(), cell)

    @cached_property
    def _labels(self):
        found = {}
        for field in self.fields.values():
            try:
                choices = self._meta.model._meta.get_field(field.attribute).flatchoices
            except FieldDoesNotExist:
                continue
            found[field.column_name] = {str(label).casefold(): value for value, label in choices}
        return found


def stopped(cell):
    """A cell that no spreadsheet program runs as a formula."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def why_broken(text):
    """The sentence for what the spreadsheet could not compute, which is no text either; or ""."""
    if SHEET_ERROR.fullmatch(text):
        return gettext("The spreadsheet shows the error %s here. Write the value.") % text
    if text.startswith("="):
        return gettext("This is a formula without its result. Write the value here.")
    return ""


def released(text):
    """The text of a cell that may have been stopped."""
    return text[1:] if STOPPED_FORMULA.match(text) else text


def unknown_heading(heading, known):
    near = get_close_matches(heading.casefold(), known, n=1, cutoff=0)
    return f"No column is called “{heading}”. Did you mean “{known[near[0]]}”?"
