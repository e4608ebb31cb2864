from django.core.exceptions import ValidationError
from import_export.fields import Field

from outreach import consent
from outreach.column_kinds import Manner
from outreach.columns import RECORD, Columns
from outreach.counts import counts_of, keep_counts
from outreach.models import AudienceGroup, OutreachEvent, PartnerQuote, Photo
from outreach.sheets.writing import CHUNK
from outreach.tree import Tree
from projects.models import Project
from projects.records import as_pk
from projects.spreadsheets import KnownWidget, RecordResource
from projects.written_days import SEVERAL_DAYS, Days


class AudienceGroupResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = AudienceGroup
        import_id_fields = ["name"]
        fields = ["name", "order"]


class RemovableResource(RecordResource):
    def before_import_row(self, row, **kwargs):
        """A row that was removed would come back past the rules of putting it back."""
        super().before_import_row(row, **kwargs)
        removed = self._meta.model.everything.exclude(removed_at=None)
        if (pk := as_pk(str(row.get("id") or ""))) and removed.filter(pk=pk).exists():
            raise ValidationError(f"Record {pk} was removed. Put it back first.")


class ColumnField(Field):
    """A column of an event, read as the pages of the site read it."""

    def __init__(self, column, read):
        super().__init__(attribute=column.name, column_name=column.heading)
        self.column, self.read = column, read

    def get_value(self, instance):
        return self.column.value(instance)

    def export(self, instance, **kwargs):
        value = self.get_value(instance)
        return value if isinstance(value, int) else "" if value is None else str(value)

    def clean(self, row, **kwargs):
        cell = row[self.column_name]
        return self.read(self.column, "" if cell is None else str(cell))

    def save(self, instance, row, is_m2m=False, **kwargs):
        self.column.write(instance, self.clean(row, **kwargs))


class OutreachEventResource(RemovableResource):
    """The events of all projects, each row read in the country of its project."""

    project = Field("project", "project", KnownWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = OutreachEvent
        fields = ["id", "project"]
        chunk_size = CHUNK

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.columns = Columns(AudienceGroup.objects.all(), Manner(""))
        self.fields |= {
            column.name: ColumnField(column, self.read)
            for column in self.columns
            if column is not RECORD
        }

    def read(self, column, text):
        key = column.name, self.where
        if key not in self.readers:
            self.readers[key] = column.reader(Manner(*self.where))
        value = self.readers[key](text)
        if isinstance(value, Days):
            raise ValueError(str(SEVERAL_DAYS))
        return value

    def known_headings(self, headings):
        """Also those by which people call the columns."""
        called = {heading.casefold(): self.columns.called(heading) for heading in headings}
        named = {heading: name for heading, name in called.items() if name in self.fields}
        meant = {heading: self.fields[name].column_name for heading, name in named.items()}
        return meant | super().known_headings(headings)

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.readers = {}
        self.trees = {}
        projects = Project.objects.values_list("slug", "country", "division")
        self.places = {slug: (country, division) for slug, country, division in projects}

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        self.where = self.places.get(row.get("project")) or where_of(row.get("id"))

    def filter_export(self, queryset, **kwargs):
        # What the list shows comes without its numbers of people.
        return queryset.prefetch_related("attendances")

    def get_queryset(self):
        return super().get_queryset().select_related("project").prefetch_related("attendances")

    def validate_instance(self, instance, *args, **kwargs):
        """Parts of a group are together at most their whole, as in the form of entry."""
        super().validate_instance(instance, *args, **kwargs)
        if instance.project_id not in self.trees:
            self.trees[instance.project_id] = Tree.of_project(instance.project)
        tree, counts = self.trees[instance.project_id], counts_of(instance)
        counts.update(tree.filled(counts))
        if problems := tree.problems(counts):
            raise ValidationError(list(problems.values()))

    def before_save_instance(self, instance, row, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        if instance._state.adding:
            instance.entered_by = kwargs.get("user")

    def after_save_instance(self, instance, row, **kwargs):
        keep_counts([instance], kwargs.get("user"))


def where_of(record):
    """Country and division of an event whose row does not say its project; "" for none."""
    events = OutreachEvent.objects.filter(pk=as_pk(str(record or "")))
    return events.values_list("project__country", "project__division").first() or ("", "")


class ConsentResource(RemovableResource):
    """What was blocked neither leaves in a file nor shows in the preview of an import."""

    def filter_export(self, queryset, **kwargs):
        return queryset.showable()

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        records = self._meta.model.everything
        blocked = records.exclude(pk__in=records.showable())
        if (pk := as_pk(str(row.get("id") or ""))) and blocked.filter(pk=pk).exists():
            raise ValidationError(f"Record {pk} is blocked. It is changed on its own page.")


class PartnerQuoteResource(ConsentResource):
    project = Field("project", "project", KnownWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = PartnerQuote
        fields = [
            "id",
            "project",
            "event",
            "day",
            "words",
            "original_words",
            "original_language",
            "speaker",
            "name_changed",
            "identifies_survivor",
            *consent.FIELDS,
        ]


class PhotoResource(ConsentResource):
    """The words that go with photos; pictures are not in a spreadsheet."""

    project = Field("project", "project", KnownWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = Photo
        fields = [
            "id",
            "project",
            "event",
            "day",
            "caption",
            "alternative_text",
            "recognisable",
            "kind",
            "credit",
            "tells_day",
            "shows_others",
            *consent.FIELDS,
        ]
