from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html

from grantreports.reports.models import Report
from grantreports.reports.resources import ReportResource
from projects.records_admin import RecordAdmin


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
