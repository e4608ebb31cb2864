from django.contrib import admin

from grantreports.publishing.models import Edition
from projects.long_lists import SearchedFilter
from projects.records_admin import KeptAdmin


@admin.register(Edition)
class EditionAdmin(KeptAdmin):
    list_display = ["report", "number", "published_at", "published_by", "withdrawn_at"]
    list_filter = [("report__period__budget_year__project", SearchedFilter), "withdrawn_at"]
    list_select_related = ["report__period__budget_year__project", "published_by"]
    date_hierarchy = "published_at"
    search_fields = ["report__period__budget_year__project__title", "sha256", "reason"]
