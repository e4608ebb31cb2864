from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget

from grantreports.reports.models import Report
from projects.models import BudgetYear
from projects.spreadsheets import RecordResource


class BudgetYearWidget(ForeignKeyWidget):
    """A budget year as “project-short-name/2”."""

    def __init__(self):
        super().__init__(BudgetYear)

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        slug, _, number = str(value).rpartition("/")
        years = BudgetYear.objects.filter(project__slug=slug)
        year = years.filter(number=number).first() if number.isdecimal() else None
        if year is None:
            raise ValueError(f"There is no budget year “{value}”. Write project-short-name/1.")
        return year

    def render(self, value, obj=None, **kwargs):
        return f"{value.project.slug}/{value.number}" if value else ""


def only_out(name, widget=None):
    """What is written on the desk, or set by a step; a file does not change it."""
    return Field(name, name, widget, readonly=True)


class ReportResource(RecordResource):
    budget_year = Field("budget_year", "budget_year", BudgetYearWidget())
    status = only_out("status")
    asks_for = only_out("asks_for", BudgetYearWidget())
    introduction = only_out("introduction")
    comes_next = only_out("comes_next")
    thank_you = only_out("thank_you")
    page_budget = only_out("page_budget")
    method_note = only_out("method_note")

    class Meta(RecordResource.Meta):
        model = Report
        import_id_fields = ["budget_year", "number"]
        fields = [
            "budget_year",
            "number",
            "first_day",
            "last_day",
            "due_date",
            "status",
            "asks_for",
            "introduction",
            "comes_next",
            "thank_you",
            "page_budget",
            "method_note",
        ]
