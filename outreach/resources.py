import re

from django.core.exceptions import ValidationError
from import_export.fields import Field
from import_export.widgets import IntegerWidget

from outreach import consent
from outreach.kinds import as_pk
from outreach.models import Attendance, AudienceGroup, OutreachEvent, PartnerQuote, Photo
from projects.models import Project
from projects.places import provinces
from projects.spreadsheets import KnownWidget, RecordResource


class AudienceGroupResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = AudienceGroup
        import_id_fields = ["name"]
        fields = ["name", "order"]


# A spreadsheet hands out whole numbers as 40.0; people write 1,200.
PEOPLE = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.0)?", re.ASCII)


class CountWidget(IntegerWidget):
    """A number of people; an empty cell is "not counted"."""

    def clean(self, value, row=None, **kwargs):
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if not PEOPLE.fullmatch(text):
            raise ValueError(f"“{value}” is not a number of people: use 0 or a whole number.")
        return int(text.removesuffix(".0").replace(",", ""))


class AttendanceField(Field):
    """One group's attendance as a column of the event's row."""

    def __init__(self, group):
        super().__init__(attribute=group.name, column_name=group.name, widget=CountWidget())
        self.group = group

    def get_value(self, instance):
        counts = getattr(instance, "imported_counts", {})
        if self.group.pk in counts:
            return counts[self.group.pk]
        if not instance.pk:
            return None
        attendances = {each.group_id: each.count for each in instance.attendances.all()}
        return attendances.get(self.group.pk)

    def save(self, instance, row, is_m2m=False, **kwargs):
        """Held on the event until the event itself is saved."""
        if not hasattr(instance, "imported_counts"):
            instance.imported_counts = {}
        instance.imported_counts[self.group.pk] = self.clean(row, **kwargs)


class RemovableResource(RecordResource):
    def before_import_row(self, row, **kwargs):
        """A row that was removed would come back past the rules of putting it back."""
        super().before_import_row(row, **kwargs)
        removed = self._meta.model.everything.exclude(removed_at=None)
        if (pk := as_pk(str(row.get("id") or ""))) and removed.filter(pk=pk).exists():
            raise ValidationError(f"Record {pk} was removed. Put it back first.")


class OutreachEventResource(RemovableResource):
    project = Field("project", "project", KnownWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = OutreachEvent
        fields = [
            "id",
            "project",
            "first_day",
            "last_day",
            "venue",
            "province",
            "setting",
            "count_method",
            "activities",
            "outcome",
            "co_hosts",
        ]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        for group in AudienceGroup.objects.all():
            self.fields[group.name] = AttendanceField(group)

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.countries = dict(Project.objects.values_list("slug", "country"))

    def before_import_row(self, row, **kwargs):
        """A province may also be written by its name."""
        super().before_import_row(row, **kwargs)
        if province := str(row.get("province") or ""):
            known = provinces(self.countries.get(row.get("project"), ""))
            codes = {name.casefold(): code for code, name in known.items()}
            row["province"] = codes.get(province.casefold(), province)

    def get_queryset(self):
        return super().get_queryset().select_related("project").prefetch_related("attendances")

    def before_save_instance(self, instance, row, **kwargs):
        if instance._state.adding:
            instance.entered_by = kwargs.get("user")

    def after_save_instance(self, instance, row, **kwargs):
        for group_id, count in getattr(instance, "imported_counts", {}).items():
            if count is None:
                Attendance.objects.filter(event=instance, group_id=group_id).delete()
            else:
                counted = {"event": instance, "group_id": group_id}
                attendance = Attendance.objects.filter(**counted).first() or Attendance(**counted)
                attendance.count = count
                attendance.full_clean()
                attendance.save()


class PartnerQuoteResource(RemovableResource):
    project = Field("project", "project", KnownWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = PartnerQuote
        fields = [
            "id",
            "project",
            "event",
            "words",
            "original_words",
            "original_language",
            "speaker",
            "name_changed",
            "identifies_survivor",
            *consent.FIELDS,
        ]


class PhotoResource(RecordResource):
    """The words that go with photos; pictures are not in a spreadsheet."""

    project = Field("project", "project", KnownWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = Photo
        fields = [
            "id",
            "project",
            "event",
            "caption",
            "alternative_text",
            "recognisable",
            *consent.FIELDS,
        ]
