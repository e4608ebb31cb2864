from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet, BaseModelFormSet, modelformset_factory
from django.utils.functional import cached_property

from projects.meanwhile import MeanwhileMixin
from projects.models import BudgetYear, Target, overlap_message
from projects.reach import AsksFirst


class OrderedFormSet(BaseInlineFormSet):
    """A new row comes after those that are there, until somebody orders it otherwise."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance._state.adding:
            # The row that the browser copies has no index: `save_new` moves its copies on.
            place = 0 if index is None else index - self.initial_form_count()
            form.initial["order"] = self.last_order + 1 + place

    @cached_property
    def last_order(self):
        return max((row.order for row in self.get_queryset()), default=0)

    def save_new(self, form, commit=True):
        """Of several new rows with one order, each comes after the one before."""
        taken = {row.order for row in [*self.get_queryset(), *self.new_objects]}
        if form.instance.order in taken:
            form.instance.order = max(taken) + 1
        return super().save_new(form, commit)


class BudgetYearFormSet(BaseInlineFormSet):
    """Also compares the years of one submission, which the database does not hold yet."""

    def get_unique_error_message(self, unique_check):
        return "Two years have the same number."

    def clean(self):
        super().clean()
        years: list[BudgetYear] = []
        for form in self.forms:
            if not form.is_valid() or form in self.deleted_forms or not form.has_changed():
                continue
            year = form.instance
            for other in years:
                if year.first_day <= other.last_day and other.first_day <= year.last_day:
                    form.add_error("first_day", ValidationError(overlap_message(other)))
            years.append(year)


class TargetForm(MeanwhileMixin, AsksFirst):
    figure = forms.CharField(
        max_length=200,
        help_text="What is counted, without braces: “events”, “attendance: students”, "
        "“boreholes in Turkana”.",
    )

    class Meta:
        model = Target
        fields = ["budget_year", "value"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["figure"] = self.instance.figure
        if self.instance.pk:
            self.initial["value"] = f"{self.instance.value.normalize():f}"

    def clean(self):
        cleaned = super().clean() or {}
        if figure := cleaned.get("figure"):
            self.instance.figure = figure
        return cleaned


class BaseTargetFormSet(BaseModelFormSet):
    """The targets of all years of one project, edited on the project's page."""

    def __init__(self, *args, instance, queryset, save_as_new=False, **kwargs):
        self.instance = instance
        years = instance.budget_years.order_by("number")
        self.year_choices = [("", "---------"), *((y.pk, f"Year {y.number}") for y in years)]
        targets = queryset.filter(budget_year__project=instance).select_related("indicator")
        super().__init__(*args, queryset=targets.order_by("budget_year__number", "pk"), **kwargs)

    @classmethod
    def get_default_prefix(cls):
        return "targets"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["budget_year"].queryset = self.instance.budget_years.all()
        form.fields["budget_year"].choices = self.year_choices


TargetFormSet = modelformset_factory(
    Target, form=TargetForm, formset=BaseTargetFormSet, extra=1, can_delete=True
)
