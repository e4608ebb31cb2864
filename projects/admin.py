from typing import Any

from django.contrib import admin
from django.contrib.admin.checks import InlineModelAdminChecks
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery, Sum

from projects.divisions import division_choices
from projects.forms import BudgetYearFormSet, OrderedFormSet, TargetForm, TargetFormSet
from projects.indicator_admin import IndicatorAdmin as IndicatorAdmin
from projects.indicator_admin import IndicatorInline
from projects.indicator_forms import ProjectSetsForm
from projects.long_lists import SearchedFilter
from projects.models import BudgetYear, Objective, Partner, Project, ProtectedName, Target
from projects.money import money
from projects.records_admin import RecordAdmin, RecordForm, UsedChoicesFilter
from projects.resources import BudgetYearResource, PartnerResource, ProjectResource
from projects.signals import deletion_considered
from projects.use_sets import begin_with, use_set


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    resource_classes = [PartnerResource]
    list_display = ["name", "country", "public_name", "contact_email"]
    list_filter = [("country", UsedChoicesFilter)]
    search_fields = ["name", "public_name", "contact_email"]


class ObjectiveInline(admin.TabularInline):
    model = Objective
    form = RecordForm
    formset = OrderedFormSet
    extra = 1


class BudgetYearInline(admin.TabularInline):
    model = BudgetYear
    form = RecordForm
    formset = BudgetYearFormSet
    extra = 0
    # A year is deleted on its own page, where what hangs on it is told.
    can_delete = False
    show_change_link = True


class ProtectedNameInline(admin.TabularInline):
    model = ProtectedName
    form = RecordForm
    verbose_name_plural = "names that no donor may read"
    extra = 0


class GrandchildChecks(InlineModelAdminChecks):
    def _check_relation(self, obj, parent_model):
        """Targets reach their project through a budget year, which `TargetFormSet` knows."""
        return []

    def _check_exclude_of_parent_model(self, obj, parent_model):
        return []


class TargetInline(admin.TabularInline):
    model = Target
    fields = ["budget_year", "figure", "value", "seen"]
    checks_class = GrandchildChecks

    def get_formset(self, request, obj=None, **kwargs):
        return TargetFormSet


class ProjectForm(ProjectSetsForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        division: Any = self.fields.get("division")
        if division:
            division.choices = division_choices(self.instance.country)


def sum_of_years(field):
    """What the years of a project have together, to sort by."""
    years = BudgetYear.objects.filter(project=OuterRef("pk")).order_by().values("project")
    return Subquery(years.annotate(sum=Sum(field)).values("sum"))


@admin.register(Project)
class ProjectAdmin(RecordAdmin):
    form = ProjectForm
    resource_classes = [ProjectResource]
    list_display = ["title", "partner", "country", "status", "years", "needed", "received"]
    ordering = ["title", "id"]
    continue_after_add = True
    list_filter = ["status", ("partner", SearchedFilter), ("country", UsedChoicesFilter)]
    search_fields = ["title", "slug", "place", "partner__name"]
    list_select_related = ["partner"]
    autocomplete_fields = ["partner", "builds_on"]
    prepopulated_fields = {"slug": ["title"]}
    inlines: Any = [
        ObjectiveInline,
        BudgetYearInline,
        IndicatorInline,
        TargetInline,
        ProtectedNameInline,
    ]
    fieldsets = [
        (None, {"fields": ["title", "slug", "partner", "status"]}),
        ("Where", {"fields": [("country", "place")]}),
        ("What donors read", {"fields": ["summary", "builds_on"]}),
        ("Budget and reports", {"fields": [("number_of_years", "currency", "reports_a_year")]}),
        ("What it counts", {"fields": ["ready_sets", "asks_setting", "asks_first_visits"]}),
    ]

    def add_sums(self, rows):
        for project in rows:
            project.total_needed = project.total_received = None
        by_key = {project.pk: project for project in rows}
        years = BudgetYear.objects.filter(project__in=rows).order_by().values_list("project")
        for key, *sums in years.annotate(Sum("amount_needed"), Sum("amount_received")):
            by_key[key].total_needed, by_key[key].total_received = sums

    def get_fieldsets(self, request, obj=None):
        """Older divisions are offered once the country is known to have any."""
        if obj and division_choices(obj.country):
            where = ("Where", {"fields": [("country", "division", "place")]})
            return [where if name == "Where" else (name, part) for name, part in self.fieldsets]
        return self.fieldsets

    def save_related(self, request, form, formsets, change):
        """Ready sets come after what was typed: they add what is not there."""
        super().save_related(request, form, formsets, change)
        chosen = form.cleaned_data["ready_sets"]
        if change:
            for name in chosen:
                use_set(form.instance, name)
        else:
            begin_with(form.instance, chosen)

    def get_inlines(self, request, obj):
        """Targets belong to years, so there must be a project with years first."""
        return self.inlines if obj else [ObjectiveInline, BudgetYearInline]

    @admin.display(description="years", ordering="number_of_years")
    def years(self, project):
        return project.number_of_years

    @admin.display(description="needed in all", ordering=sum_of_years("amount_needed"))
    def needed(self, project):
        return amount(project.total_needed, project)

    @admin.display(description="received in all", ordering=sum_of_years("amount_received"))
    def received(self, project):
        return amount(project.total_received, project)


def amount(total, project):
    return None if total is None else money(total, project.currency)


class YearTargetInline(admin.TabularInline):
    model = Target
    form = TargetForm
    fields = ["figure", "value", "seen"]
    extra = 1


@admin.register(BudgetYear)
class BudgetYearAdmin(RecordAdmin):
    resource_classes = [BudgetYearResource]
    list_display = ["project", "number", "label", "first_day", "last_day", "needed", "received"]
    list_display_links = ["project", "number"]
    list_filter = [
        "project__status",
        ("project", SearchedFilter),
        ("project__partner", SearchedFilter),
    ]
    list_select_related = ["project"]
    search_fields = ["label", "project__title", "project__slug"]
    autocomplete_fields = ["project"]
    date_hierarchy = "first_day"
    inlines = [YearTargetInline]

    def has_delete_permission(self, request, obj=None):
        """Only one by one, and not while another app counts on the year."""
        if obj:
            try:
                deletion_considered.send(BudgetYear, instance=obj)
            except ValidationError:
                return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    @admin.display(description="needed", ordering="amount_needed")
    def needed(self, year):
        return year.needed

    @admin.display(description="received", ordering="amount_received")
    def received(self, year):
        return amount(year.amount_received, year.project)
