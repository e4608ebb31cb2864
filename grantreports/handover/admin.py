from django.contrib import admin

from grantreports.handover.handovers import can_be_moved
from grantreports.handover.models import Handover, Mailing, Note
from grantreports.handover.resources import ReportingPeriodResource
from projects.long_lists import SearchedFilter
from projects.models import ReportingPeriod
from projects.records_admin import KeptAdmin, KeptInline, RecordAdmin


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(RecordAdmin):
    """When periods are due. What partner and foundation do with them is done on their pages."""

    resource_classes = [ReportingPeriodResource]
    list_display = ["__str__", "project", "first_day", "last_day", "due_date", "state"]
    list_filter = [
        "state",
        ("budget_year__project", SearchedFilter),
        ("budget_year__project__partner", SearchedFilter),
    ]
    search_fields = ["budget_year__project__title", "budget_year__label"]
    autocomplete_fields = ["budget_year"]
    date_hierarchy = "last_day"
    readonly_fields = ["state", "skipped_reason"]
    fieldsets = [
        (None, {"fields": [("budget_year", "number")]}),
        ("When", {"fields": [("first_day", "last_day"), "due_date"]}),
        ("Where it stands", {"fields": ["state", "skipped_reason"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).with_project()

    def has_change_permission(self, request, obj=None):
        """What donors have seen, or a second person reads, keeps its days."""
        return super().has_change_permission(request, obj) and (not obj or can_be_moved(obj))

    def has_delete_permission(self, request, obj=None):
        """Only one by one, and only what nobody used."""
        return super().has_delete_permission(request, obj) and (not obj or obj.can_be_deleted)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(ordering="budget_year__project__title")
    def project(self, period):
        return period.project


class NoteInline(KeptInline):
    model = Note
    fields = ["about", "text", "answer", "answered_by", "answered_at"]


class MailingInline(KeptInline):
    model = Mailing
    fields = ["to", "sent_at", "bounced_at", "tries", "problem", "next_try"]
    show_change_link = False


@admin.register(Handover)
class HandoverAdmin(KeptAdmin):
    list_display = ["period", "kind", "by", "at"]
    list_filter = ["kind", ("period__budget_year__project", SearchedFilter)]
    list_select_related = ["period__budget_year__project", "by"]
    date_hierarchy = "at"
    search_fields = ["period__budget_year__project__title", "text", "notes__text"]
    inlines = [NoteInline, MailingInline]


@admin.register(Note)
class NoteAdmin(KeptAdmin):
    list_display = ["heading", "text", "answered_by", "answered_at"]
    list_select_related = ["event", "quote", "photo", "answered_by"]
    search_fields = ["about", "text", "answer"]
