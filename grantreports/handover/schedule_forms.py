from copy import copy

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max

from projects.days import DayField
from projects.meanwhile import MeanwhileMixin
from projects.models import BudgetYear, ReportingPeriod

DAYS = ("first_day", "last_day", "due_date")


class MoveForm(MeanwhileMixin):
    """Other days for a period; `period` takes them where they are valid."""

    first_day = DayField(label="Period from")
    last_day = DayField(label="Period to", help_text="The last day that counts.")
    due_date = DayField(help_text="When the partner's part is to be complete.")

    def __init__(self, data=None, *, period):
        self.instance = self.period = period
        super().__init__(data, initial={name: getattr(period, name) for name in DAYS})

    def clean(self):
        if self.errors:
            return
        moved = copy(self.period)
        for name in DAYS:
            setattr(moved, name, self.cleaned_data[name])
        try:
            moved.full_clean()
        except ValidationError as error:
            # What is wrong with the texts of the period is not told here.
            for name in error.error_dict.keys() & self.fields.keys():
                self.add_error(name, error.error_dict[name])


class SkipForm(forms.Form):
    reason = forms.CharField(
        label="Why",
        max_length=300,
        help_text="The partner sees that the report is skipped, not why.",
        error_messages={"required": "Say why it is skipped."},
    )


class TakeOverForm(forms.Form):
    why = forms.CharField(
        label="Why the partner does not submit it",
        max_length=300,
        help_text="The partner reads this: “You have no account yet.”",
        error_messages={"required": "Say why you do not wait for the partner."},
    )


class YearField(forms.ModelChoiceField):
    def label_from_instance(self, year):
        return f"{year.project.title}: Year {year.number} ({year.label})"


class AddForm(forms.ModelForm):
    """A period by hand; without a number it gets the next one of its year."""

    budget_year = YearField(
        BudgetYear.objects.select_related("project").order_by("project__title", "-number"),
        label="Project and budget year",
    )
    number = forms.IntegerField(
        label="Number in the year", required=False, min_value=1, max_value=32_767
    )
    first_day = DayField(label="Period from")
    last_day = DayField(label="Period to", help_text="The last day that counts.")
    due_date = DayField(help_text="When the partner's part is to be complete.")

    class Meta:
        model = ReportingPeriod
        fields = ["budget_year", "number", "first_day", "last_day", "due_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = "Empty: the next one that is free."

    def clean_number(self):
        year = self.cleaned_data.get("budget_year")
        number = self.cleaned_data["number"]
        return number if number or year is None else next_number(year)

    def clean(self):
        super().clean()
        first_day, due = (self.cleaned_data.get(name) for name in ("first_day", "due_date"))
        if first_day and due and due < first_day:
            self.add_error("due_date", "It cannot be due before its period begins.")
        return self.cleaned_data


def next_number(year):
    return (year.periods.aggregate(Max("number"))["number__max"] or 0) + 1
