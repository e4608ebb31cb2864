from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html

from grantreports.reports.models import ProgressPoint, Report
from grantreports.reports.resources import ReportResource
from projects.long_lists import SearchedFilter
from projects.records_admin import RecordAdmin

# How many points a report has, to sort by.
OF_REPORT = ProgressPoint.objects.filter(report=OuterRef("pk")).order_by().values("report")
POINTS = Coalesce(Subquery(OF_REPORT.annotate(count=Count("pk")).values("count")), 0)


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    """Where reports stand. They are opened with their period and written on the desk."""

    resource_classes = [ReportResource]
    list_display = ["name", "project", "period_days", "status", "points", "links"]
    list_filter = [
        "status",
        ("period__budget_year__project", SearchedFilter),
        ("period__budget_year__project__partner", SearchedFilter),
    ]
    search_fields = [
        "period__budget_year__project__title",
        "period__budget_year__label",
        "introduction",
    ]
    date_hierarchy = "period__last_day"
    readonly_fields = ["period", "links", "status"]
    fieldsets = [(None, {"fields": [("period", "status"), "links"]})]

    def get_queryset(self, request):
        return super().get_queryset(request).with_project()

    def add_sums(self, rows):
        points = ProgressPoint.objects.filter(report__in=rows).order_by().values_list("report")
        counts = dict(points.annotate(Count("pk")))
        for report in rows:
            report.point_count = counts.get(report.pk, 0)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_import_permission(self, request):
        return False

    @admin.display(description="report", ordering="period__number")
    def name(self, report):
        return report.name

    @admin.display(ordering="period__budget_year__project__title")
    def project(self, report):
        return report.project

    @admin.display(description="period", ordering="period__first_day")
    def period_days(self, report):
        return f"{report.first_day:%-d %b %Y} to {report.last_day:%-d %b %Y}"

    @admin.display(description="points", ordering=POINTS)
    def points(self, report):
        return report.point_count

    @admin.display(description="look at it")
    def links(self, report):
        return format_html(
            '<a href="{}">Desk</a> · <a href="{}">Page</a> · <a href="{}">PDF</a>',
            reverse("desk:desk", args=[report.pk]),
            reverse("reports:preview", args=[report.pk]),
            reverse("reports:pdf", args=[report.pk]),
        )
