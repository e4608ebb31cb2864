from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms

from grantreports.reports.models import Report
from projects.models import BudgetYear, Partner, Project, ReportingPeriod
from projects.places import country_name

ALL = ("", "All")
State = ReportingPeriod.State
# Of a period until its report is opened, then of the report.
STATES = [
    *((state.value, state.label) for state in (State.OPEN, State.SUBMITTED)),
    *Report.Status.choices,
    (State.SKIPPED.value, State.SKIPPED.label),
]


class OverviewFilter(forms.Form):
    """Read from the address of the overview; what cannot be read filters nothing and is told."""

    partner = forms.ModelChoiceField(Partner.objects.all(), required=False, empty_label="All")
    country = forms.ChoiceField(required=False)
    status = forms.ChoiceField(required=False, choices=[ALL, *STATES])
    label = forms.ChoiceField(label="Budget year", required=False)

    def __init__(self, data):
        super().__init__(data)
        codes = Project.objects.order_by().values_list("country", flat=True).distinct()
        countries = sorted(((code, country_name(code)) for code in codes), key=lambda one: one[1])
        self.fields["country"].choices = [ALL, *countries]
        labels = BudgetYear.objects.order_by("-label").values_list("label", flat=True).distinct()
        self.fields["label"].choices = [ALL, *((label, label) for label in labels)]
        self.full_clean()

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False
        # The page has the token already; in the address of a filter it has no place.
        helper.disable_csrf = True
        columns = [Div(name, css_class="col-6 col-lg-3") for name in self.fields]
        helper.layout = Layout(Div(*columns, css_class="row"))
        return helper

    @property
    def is_used(self):
        return bool(self.errors) or any(self.cleaned_data.values())

    def periods(self, user):
        """All that this user may see and that pass."""
        paths = {
            "partner": "budget_year__project__partner",
            "country": "budget_year__project__country",
            "label": "budget_year__label",
        }
        chosen = {path: self.cleaned_data.get(name) for name, path in paths.items()}
        wanted = {path: value for path, value in chosen.items() if value}
        periods = ReportingPeriod.objects.visible_to(user).filter(**wanted)
        if status := self.cleaned_data.get("status"):
            if status not in Report.Status.values:
                return periods.filter(state=status)
            # A report waits while its period is open again.
            of_status = Report.objects.filter(status=status).values("period")
            periods = periods.filter(state=State.ACCEPTED, pk__in=of_status)
        return periods
