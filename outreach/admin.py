from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.forms.models import BaseInlineFormSet
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html

from outreach import removal
from outreach.chosen_groups import ChosenGroupFormSet
from outreach.columns import PARTS, TEXTS, columns_in
from outreach.forms import OutreachEventForm, PhotoForm
from outreach.item_forms import PRINTED_BELOW, WORDS
from outreach.kinds import KINDS
from outreach.models import (
    Attendance,
    AudienceGroup,
    ChosenGroup,
    OutreachEvent,
    PartnerQuote,
    Photo,
)
from outreach.models.events import attended
from outreach.names import group_label
from outreach.resources import (
    AudienceGroupResource,
    OutreachEventResource,
    PartnerQuoteResource,
    PhotoResource,
)
from outreach.sheets.exports import AT_ONCE
from outreach.tree import Tree
from projects.admin import ProjectAdmin
from projects.locks import locked_project
from projects.long_lists import SearchedFilter
from projects.models import Project
from projects.money import number
from projects.reach import reached_by
from projects.records import as_pk
from projects.records_admin import (
    KeyedForms,
    RecordAdmin,
    RecordForm,
    UsedChoicesFilter,
    asked_once,
)


@admin.register(AudienceGroup)
class AudienceGroupAdmin(RecordAdmin):
    resource_classes = [AudienceGroupResource]
    list_display = ["name", "order", "partner", "is_proposed"]
    list_filter = ["is_proposed", ("partner", SearchedFilter)]
    list_select_related = ["partner"]
    search_fields = ["name"]
    autocomplete_fields = ["partner"]

    def has_delete_permission(self, request, obj=None):
        """Not while figures count with it, which no foreign key knows of.

        All texts of all projects are looked through, so only when it is to be deleted; one that
        was counted is kept by that.
        """
        is_asked = obj is not None and request.resolver_match.url_name.endswith("_delete")
        is_free = not is_asked or obj.attendances.exists() or not reached_by(obj, {"name"})
        return is_free and super().has_delete_permission(request, obj)


class ChosenGroupInline(admin.TabularInline):
    """The audience groups of a project, as a tree; on its page."""

    model = ChosenGroup
    form = RecordForm
    formset = ChosenGroupFormSet
    extra = 1
    verbose_name = "audience group"
    verbose_name_plural = "what it counts: audience groups"
    fields = ("order", "group", "part_of", "split", "seen")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("group", "part_of")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        project = as_pk(str(request.resolver_match.kwargs.get("object_id") or ""))
        groups = AudienceGroup.objects.all()
        if db_field.name == "part_of":
            kwargs["queryset"] = groups.filter(choices__project=project)
        if db_field.name == "group":
            own = Q(partner=None) | Q(partner__projects=project) | Q(choices__project=project)
            kwargs["queryset"] = groups.filter(own).distinct()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        return asked_once(field) if db_field.name in ("group", "part_of") else field


ProjectAdmin.inlines = [*ProjectAdmin.inlines, ChosenGroupInline]


class RemovableAdmin(RecordAdmin):
    """Deletes as the pages do: it marks as removed, and refuses what they refuse.

    Donors may have read it; for good it goes after 30 days, if nothing counts on it.
    """

    def delete_model(self, request, obj):
        self.delete_queryset(request, [obj])

    def delete_queryset(self, request, queryset):
        for record in queryset:
            try:
                removal.remove(record, by=request.user, at=timezone.now())
            except ValidationError as error:
                problem = " ".join(error.messages)
                self.message_user(request, f"{record} stays: {problem}", messages.ERROR)

    def get_deleted_objects(self, objs, request):
        """A mark takes nothing else along, so nothing else is asked about."""
        names = [str(each) for each in objs]
        return names, {self.opts.verbose_name_plural: len(names)}, set(), []


class AttendanceFormSet(BaseInlineFormSet):
    """Parts of a group are together at most their whole, as in the form of entry."""

    def clean(self):
        super().clean()
        if any(self.errors) or not getattr(self.instance, "project_id", None):
            return
        rows = {
            form.cleaned_data["group"].pk: form
            for form in self.forms
            if form.cleaned_data.get("group") and not form.cleaned_data.get("DELETE")
        }
        counts = {group: form.cleaned_data["count"] for group, form in rows.items()}
        tree = Tree.of_project(self.instance.project)
        for whole, sentence in tree.problems(counts).items():
            rows[whole].add_error("count", sentence)
        for part, form in rows.items():
            whole = tree.part_of(part)
            if whole is not None and whole not in rows:
                name = group_label(tree.names[whole])
                form.add_error("count", f"Count the {name} too: these are a part of them.")


class AttendanceInline(KeyedForms, admin.TabularInline):
    model = Attendance
    form = RecordForm
    formset = AttendanceFormSet
    extra = 3
    verbose_name_plural = "attendance: leave out a group that was not counted"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("group")

    def get_autocomplete_fields(self, request):
        """Partners add groups of their own: until there is an event, one is searched for."""
        return [] if event_of(request) else ["group"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        event = event_of(request)
        if db_field.name != "group" or not event:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        partner = Project.objects.filter(outreach_events=event).values("partner")
        counted = Attendance.objects.filter(event=event).values("group")
        own = Q(partner=None) | Q(partner__in=partner) | Q(pk__in=counted)
        kwargs["queryset"] = AudienceGroup.objects.filter(own)
        return asked_once(super().formfield_for_foreignkey(db_field, request, **kwargs))


def event_of(request):
    """The key of the event whose page it is, or None."""
    return as_pk(str(request.resolver_match.kwargs.get("object_id") or ""))


class CameFilter(SearchedFilter):
    """Events to which a group came; a join would show an event once for each attendance."""

    def queryset(self, request, queryset):
        if self.lookup_val is None:
            return queryset
        group = as_pk(self.lookup_val[-1])
        if group is None:
            raise IncorrectLookupParameters
        return queryset.filter(
            Exists(Attendance.objects.filter(event=OuterRef("pk"), group=group))
        )


TOO_MANY_EVENTS = (
    "These are %s events, and at most %s go out here. Filter the list by project or day; or open "
    "a project on the site: “Export these as XLSX” below its events takes any number."
)


@admin.register(OutreachEvent)
class OutreachEventAdmin(RemovableAdmin):
    form = OutreachEventForm
    resource_classes = [OutreachEventResource]
    list_display = [
        "first_day",
        "venue",
        "project",
        "province_name",
        "setting",
        "attended",
        "count_method",
    ]
    list_display_links = ["first_day", "venue"]
    ordering = ["-first_day", "-id"]
    list_filter = [
        ("project", SearchedFilter),
        "setting",
        "count_method",
        ("attendances__group", CameFilter),
    ]
    quickly_sorted = ("first_day",)
    list_select_related = ["project"]
    search_fields = [*TEXTS, "project__title"]
    autocomplete_fields = ["project"]
    date_hierarchy = "first_day"
    inlines = [AttendanceInline]
    fieldsets = [
        (None, {"fields": ["project"]}),
        *((part, {"fields": [each.name for each in columns_in(part)]}) for part in PARTS),
    ]

    def add_sums(self, rows):
        events = OutreachEvent.objects.filter(pk__in=[event.pk for event in rows])
        sums = dict(events.order_by().with_attendance().values_list("pk", "attended"))
        for event in rows:
            event.attended = sums.get(event.pk)

    def get_export_data(self, file_format, request, queryset, **kwargs):
        """The library holds the whole file in memory several times over."""
        if (count := queryset.count()) > AT_ONCE:
            raise ValueError(TOO_MANY_EVENTS % (number(count), number(AT_ONCE)))
        return super().get_export_data(file_format, request, queryset, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.entered_by = request.user
        # First, as on the pages; it is held until the attendance below is saved too.
        with locked_project(obj.project):
            super().save_model(request, obj, form, change)

    @admin.display(description="province", ordering="province")
    def province_name(self, event):
        return event.province_name

    @admin.display(description="attended", ordering=attended(), empty_value="not counted")
    def attended(self, event):
        return None if event.attended is None else number(event.attended)


def without_words(fieldsets, item):
    """Of what was withdrawn no word, as on the pages; its consent can be given anew."""
    if item is None or not item.is_refused:
        return fieldsets
    return [
        (name, {"fields": [each for each in part["fields"] if each not in WORDS]})
        for name, part in fieldsets
    ]


class ConsentAdmin(RemovableAdmin):
    """Of what was blocked, earlier versions are shown as the site shows them: without words."""

    def get_fieldsets(self, request, obj=None):
        return without_words(super().get_fieldsets(request, obj), obj)

    @admin.display(description="what it says")
    def told(self, item):
        """Nothing of what nobody may see any more."""
        return str(item)

    @admin.display(description="speaker", ordering="speaker")
    def who_speaks(self, quote):
        return quote.speaker if quote.may_be_shown else ""

    def history_view(self, request, object_id, extra_context=None):
        return self._blocked(object_id) or super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        return self._blocked(object_id) or super().history_form_view(
            request, object_id, version_id, extra_context
        )

    def _blocked(self, object_id):
        """The way to its history on the site, or None where it may be shown."""
        latest = self.model.history.filter(id=as_pk(object_id)).first()
        if latest is None or latest.instance.may_be_shown:
            return None
        return redirect("outreach:history", KINDS[self.model], latest.id)


CONSENT_FIELDSET = (
    "Consent",
    {
        "fields": [
            "consent",
            ("consent_by", "consent_on"),
            ("consent_use", "consent_until"),
        ]
    },
)


@admin.register(PartnerQuote)
class PartnerQuoteAdmin(ConsentAdmin):
    resource_classes = [PartnerQuoteResource]
    list_display = ["__str__", "who_speaks", "project", "event", "consent"]
    list_filter = [
        ("project", SearchedFilter),
        "consent",
        "name_changed",
        ("original_language", UsedChoicesFilter),
    ]
    list_select_related = ["project", "event"]
    search_fields = ["words", "original_words", "speaker", "project__title"]
    autocomplete_fields = ["project", "event"]
    fieldsets = [
        (None, {"fields": ["project", "event", "day"]}),
        ("Words", {"fields": ["words", "speaker", "name_changed", "identifies_survivor"]}),
        ("If translated", {"fields": ["original_words", "original_language"]}),
        CONSENT_FIELDSET,
    ]


@admin.register(Photo)
class PhotoAdmin(ConsentAdmin):
    form = PhotoForm
    resource_classes = [PhotoResource]
    list_display = ["thumbnail", "told", "consent", "recognisable", "project", "event"]
    list_display_links = ["thumbnail", "told"]
    list_filter = [("project", SearchedFilter), "consent", "recognisable"]
    list_select_related = ["project", "event"]
    search_fields = ["caption", "alternative_text", "project__title"]
    autocomplete_fields = ["project", "event"]
    readonly_fields = ["thumbnail", "size"]

    def get_fieldsets(self, request, obj=None):
        picture = ["thumbnail", "size"] if obj else ["picture", "receipt"]
        fieldsets = [
            (None, {"fields": [*picture, "project", "event", "day"]}),
            ("What it shows", {"fields": ["caption", "alternative_text", "recognisable"]}),
            ("Below the caption", {"fields": PRINTED_BELOW}),
            CONSENT_FIELDSET,
        ]
        return without_words(fieldsets, obj)

    def has_import_permission(self, request):
        """A spreadsheet holds no pictures; photos are added one by one."""
        return False

    @admin.display(description="picture")
    def thumbnail(self, photo):
        return thumbnail(photo)

    @admin.display(description="size")
    def size(self, photo):
        return f"{photo.print_width} × {photo.print_height} pixels"


def thumbnail(photo):
    """The picture, small; its words where the picture may not be shown."""
    # The form of a photo whose picture is gone may say that it can be shown.
    if not (photo.may_be_shown and photo.web_image):
        return "Not shown"
    return format_html(
        '<img class="thumbnail" src="{}" alt="{}" loading="lazy">',
        photo.web_image.url,
        photo.alternative_text,
    )
