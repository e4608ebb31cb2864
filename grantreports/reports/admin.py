from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from grantreports.reports.editions.models import Edition
from grantreports.reports.exchange import Handover, Note
from grantreports.reports.forms import BrandingForm
from grantreports.reports.mails import Mailing
from grantreports.reports.models import (
    Branding,
    Report,
)
from grantreports.reports.resources import ReportResource
from projects.records_admin import RecordAdmin


@admin.register(Branding)
class BrandingAdmin(RecordAdmin):
    form = BrandingForm
    list_display = ["foundation_name", "contact", "primary_colour", "accent_colour"]
    fieldsets = [
        ("Names", {"fields": ["foundation_name", "contact", "foot", "thank_you"]}),
        ("Colours", {"fields": ["primary_colour", "accent_colour"]}),
        ("Logo", {"fields": ["logo_now"]}),
    ]
    readonly_fields = ["logo_now"]

    def get_fieldsets(self, request, obj=None):
        if not self.has_change_permission(request, obj):
            return self.fieldsets
        return [*self.fieldsets[:-1], ("Logo", {"fields": ["logo_now", "new_logo", "no_logo"]})]

    @admin.display(description="logo now")
    def logo_now(self, branding):
        if not branding.logo:
            return "None: the foundation's name stands alone."
        return format_html('<img class="logo" src="{}" alt="">', branding.logo.url)

    def has_add_permission(self, request):
        """There is one; it can be added where it is missing."""
        return super().has_add_permission(request) and not Branding.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False

    def has_export_permission(self, request):
        return False


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    """When reports are due. They are written on the desk, which knows who edited last."""

    resource_classes = [ReportResource]
    list_display = ["name", "project", "period_days", "due_date", "status", "points", "links"]
    list_filter = ["status", "budget_year__project", "budget_year__project__partner"]
    search_fields = ["budget_year__project__title", "budget_year__label", "introduction"]
    autocomplete_fields = ["budget_year"]
    continue_after_add = True
    date_hierarchy = "last_day"
    readonly_fields = ["links", "status"]
    fieldsets = [
        (None, {"fields": [("budget_year", "number"), "links"]}),
        ("When", {"fields": [("first_day", "last_day"), ("due_date", "status")]}),
    ]

    def get_queryset(self, request):
        reports = super().get_queryset(request).with_project()
        return reports.annotate(point_count=Count("progresspoints"))

    def get_fieldsets(self, request, obj=None):
        if obj:
            return self.fieldsets
        shown = [("budget_year", "number"), ("first_day", "last_day"), "due_date"]
        return [(None, {"fields": shown})]

    @admin.display(description="report", ordering="number")
    def name(self, report):
        return report.name

    @admin.display(ordering="budget_year__project__title")
    def project(self, report):
        return report.project

    @admin.display(description="period", ordering="first_day")
    def period_days(self, report):
        return f"{report.first_day:%-d %b %Y} to {report.last_day:%-d %b %Y}"

    @admin.display(description="points", ordering="point_count")
    def points(self, report):
        return report.point_count

    @admin.display(description="look at it")
    def links(self, report):
        return format_html(
            '<a href="{}">Desk</a> · <a href="{}">Page</a> · <a href="{}">PDF</a>',
            report.get_desk_url(),
            reverse("reports:preview", args=[report.pk]),
            reverse("reports:pdf", args=[report.pk]),
        )


class KeptAdmin(SimpleHistoryAdmin):
    """Records that are looked at; they are never made, changed or deleted by hand."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Edition)
class EditionAdmin(KeptAdmin):
    list_display = ["report", "number", "published_at", "published_by", "withdrawn_at"]
    list_filter = ["report__budget_year__project", "withdrawn_at"]
    list_select_related = ["report__budget_year__project", "published_by"]
    date_hierarchy = "published_at"
    search_fields = ["report__budget_year__project__title", "sha256", "reason"]


class KeptInline(admin.TabularInline):
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class NoteInline(KeptInline):
    model = Note
    fields = ["about", "text", "answer", "answered_by", "answered_at"]


class MailingInline(KeptInline):
    model = Mailing
    fields = ["to", "sent_at", "bounced_at", "tries", "problem", "next_try"]
    show_change_link = False


@admin.register(Handover)
class HandoverAdmin(KeptAdmin):
    list_display = ["report", "kind", "by", "at"]
    list_filter = ["kind", "report__budget_year__project"]
    list_select_related = ["report__budget_year__project", "by"]
    date_hierarchy = "at"
    search_fields = ["report__budget_year__project__title", "text", "notes__text"]
    inlines = [NoteInline, MailingInline]


@admin.register(Note)
class NoteAdmin(KeptAdmin):
    list_display = ["heading", "text", "answered_by", "answered_at"]
    list_select_related = ["event", "quote", "photo", "answered_by"]
    search_fields = ["about", "text", "answer"]
