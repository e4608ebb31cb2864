"""One project's events as the rows of a sheet, out and in again."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from outreach.models import DAYS_OUT_OF_ORDER, OutreachEvent
from outreach.periods import locked_by, periods_of
from outreach.sheets import cells
from outreach.sheets.columns import FIELDS, RECORD, Columns
from outreach.sheets.counts import Cell, CountField, keep_counts
from outreach.sheets.loader import ProjectEventLoader, event_key
from projects.spreadsheets import RecordResource, released
from projects.templatetags import local

# Never read from a sheet, and each would ask the database once a row.
UNREAD = {"project", "entered_by", "removed_by"}
WRITTEN = [field for field in FIELDS if field != RECORD]


class ProjectEventResource(RecordResource):
    """Checks rows without a query for each, and keeps all of them together."""

    class Meta(RecordResource.Meta):
        model = OutreachEvent
        fields = FIELDS
        instance_loader_class = ProjectEventLoader
        use_bulk = True
        batch_size = None
        skip_diff = True
        store_instance = True
        report_skipped = True

    def __init__(self, project, user, columns=None, tell=lambda row_number: None):
        super().__init__()
        self.project, self.user, self.tell = project, user, tell
        prefetch_related_objects([project], "budget_years")
        self.columns = columns or Columns(project)
        for column, group in self.columns.groups.items():
            self.fields[column] = CountField(column, group)
        for column, widget in self.widgets().items():
            self.fields[column].widget = widget
        # It finds the event and never changes it.
        self.fields[RECORD].readonly = True

    def widgets(self):
        count_methods = cells.count_methods()

        def read_count_method(text):
            return count_methods.read(text) or OutreachEvent.CountMethod.COUNTED

        places = cells.province_labels(self.project.country)
        day = Cell(cells.read_day_cell)
        text = Cell(lambda text: text)
        return {
            RECORD: Cell(lambda text: int(text) if text.isdecimal() else None),
            "first_day": day,
            "last_day": day,
            "venue": text,
            "activities": text,
            "outcome": text,
            "co_hosts": text,
            "province": Cell(
                cells.places(self.project.country).read, lambda code: places.get(code, code)
            ),
            "setting": Cell(cells.settings().read, self.label_of("setting")),
            "count_method": Cell(read_count_method, self.label_of("count_method")),
        }

    def label_of(self, column):
        labels = dict(OutreachEvent._meta.get_field(column).flatchoices)
        return lambda value: str(labels.get(value, value))

    def get_export_order(self):
        return self.columns.order

    get_import_order = get_export_order

    def get_instance(self, instance_loader, row):
        return instance_loader.get_instance(row)

    def init_instance(self, row=None):
        return OutreachEvent(project=self.project, entered_by=self.user)

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.before = self.values_of(instance)

    def shown(self, column, value):
        """A value as the page shows it; a group that nobody counted says so."""
        if column in self.columns.groups:
            return gettext("not counted") if value is None else local.number(value)
        if isinstance(value, date):
            return local.day(value)
        return self.fields[column].widget.render(value)

    def values_of(self, event):
        return {column: self.fields[column].get_value(event) for column in self.columns.order}

    def before_import(self, dataset, file_rows, **kwargs):
        """The headings are names of fields; `file_rows` are the rows' numbers in the file."""
        self.file_rows, self.numbers, self.places = file_rows, {}, {}
        self.periods = [] if self.user.is_staff else periods_of(self.project)

    def before_import_row(self, row, row_number=None, **kwargs):
        self.problems = {}
        for column, text in row.items():
            if sentence := cells.why_broken(text):
                self.refuse(column, sentence)
            row[column] = released(text)
        self.refuse_second_row(row, self.file_rows[row_number - 1])
        self.tell(row_number)

    def refuse(self, column, sentence):
        self.problems.setdefault(column, sentence)

    def refuse_second_row(self, row, here):
        """Two events may share day, venue and province if record numbers tell them apart."""
        number, place = row.get(RECORD), self.key_of(row)
        if number:
            if number in self.numbers:
                self.refuse(RECORD, told_twice(self.numbers[number]))
            self.numbers.setdefault(number, here)
        if place:
            earlier, earlier_number = self.places.setdefault(place, (here, number))
            if earlier != here and not (number and earlier_number):
                self.refuse("first_day", told_twice(earlier))

    def key_of(self, row):
        """What the row is known by where it has no number; None while a part cannot be read."""
        try:
            day, venue, province = (
                self.fields[column].clean(row) for column in ("first_day", "venue", "province")
            )
        except (KeyError, ValueError):
            return None
        return event_key(day, venue, province) if day and venue and province else None

    def changed_fields(self, event):
        """Fields of the event itself; its attendance has records of its own."""
        now = self.values_of(event)
        return [column for column in WRITTEN if now[column] != event.before[column]]

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if instance._state.adding or self.problems or import_validation_errors:
            return False
        return instance.before == self.values_of(instance)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """What the model's own `full_clean` finds, without its queries."""
        errors = ValidationError((import_validation_errors or {}) | self.problems).error_dict
        errors |= problems_with_fields(instance, errors)
        days = {**instance.problems_in_project(), **self.locked_days(instance)}
        for column, sentence in days.items():
            if column not in errors:
                errors[column] = ValidationError(sentence).error_list
        if errors:
            raise ValidationError(errors)

    def locked_days(self, instance):
        """Neither may an event come into a submitted period, nor leave or change in one."""
        for day in filter(None, (instance.first_day, instance.before["first_day"])):
            if sentence := locked_by(self.periods, day):
                return {"first_day": sentence}
        return {}

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        if not dry_run and not result.has_validation_errors():
            kept = bulk_create_with_history(
                self.create_instances, OutreachEvent, batch_size=500, default_user=self.user
            )
            keep_counts(kept, self.user)
        self.create_instances.clear()

    def bulk_update(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        if not dry_run and not result.has_validation_errors():
            changed = [event for event in self.update_instances if self.changed_fields(event)]
            bulk_update_with_history(changed, OutreachEvent, WRITTEN, 200, default_user=self.user)
            keep_counts(self.update_instances, self.user)
        self.update_instances.clear()

    def export_resource(self, instance, selected_fields=None, **kwargs):
        return [self.export_field(self.fields[column], instance) for column in self.columns.order]


def told_twice(row_number):
    return (
        gettext(
            "Row %d has the same event. Leave one of them out, or tell them apart in the venue: "
            "“School, morning”."
        )
        % row_number
    )


def problems_with_fields(event, errors):
    """What a single field may not be, by field."""
    try:
        event.clean_fields(exclude={*UNREAD, *errors})
    except ValidationError as error:
        found = error.error_dict
    else:
        found = {}
    for column, problems in found.items():
        if any(problem.code in ("null", "blank") for problem in problems):
            found[column] = [ValidationError(gettext("This cell may not be empty."))]
    if event.first_day and event.last_day and event.last_day < event.first_day:
        found["last_day"] = [ValidationError(DAYS_OUT_OF_ORDER)]
    return found
