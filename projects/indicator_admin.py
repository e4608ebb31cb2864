"""The administration of what projects count."""

from typing import Any

from django.contrib import admin

from projects.indicator_forms import (
    IndicatorForm,
    IndicatorFormSet,
    IndicatorRowForm,
    why_it_stays,
)
from projects.indicators import Indicator
from projects.long_lists import SearchedFilter
from projects.records_admin import RecordAdmin
from projects.resources import IndicatorResource


class IndicatorInline(admin.TabularInline):
    model = Indicator
    form = IndicatorRowForm
    formset = IndicatorFormSet
    fields = (
        *("order", "name", "one", "many", "unit", "adds_up", "entered_with"),
        *("every_event", "counts_people", "seen"),
    )
    extra = 1
    show_change_link = True
    verbose_name = "indicator"
    verbose_name_plural = "what it counts"


class WhoseFilter(admin.SimpleListFilter):
    title = "whose"
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("list", "The list to choose from"), ("projects", "Those of projects")]

    def queryset(self, request, queryset):
        if self.value() not in ("list", "projects"):
            return queryset
        return queryset.filter(project__isnull=self.value() == "list")


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    form = IndicatorForm
    resource_classes = [IndicatorResource]
    list_display = ["name", "project", "adds_up", "entered_with", "unit", "is_proposed"]
    list_filter = [
        WhoseFilter,
        "is_proposed",
        "adds_up",
        "entered_with",
        ("project", SearchedFilter),
    ]
    list_select_related = ["project"]
    search_fields = ["name", "one", "many", "project__title", "project__slug"]
    autocomplete_fields = ["project"]
    ordering = ["project__title", "order", "pk"]
    fieldsets = [
        (None, {"fields": ["project", "name", ("one", "many"), "order", "is_proposed"]}),
        (
            "How it is counted",
            {
                "fields": [
                    ("unit", "decimals"),
                    "adds_up",
                    ("part", "whole"),
                    "entered_with",
                    "every_event",
                    "counts_people",
                    "less_is_better",
                ]
            },
        ),
        (
            "Where it began, and what it is for",
            {
                "fields": [
                    ("baseline", "baseline_on"),
                    "baseline_source",
                    "verified_by",
                    "objective",
                ]
            },
        ),
    ]

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Not what every project has, and not while something counts on it."""
        is_free = obj is None or not why_it_stays(obj)
        return is_free and super().has_delete_permission(request, obj)

    def get_actions(self, request):
        """Only one by one: what uses it is asked of each."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
