from import_export.fields import Field

from grantreports.reports.models import Report
from grantreports.reports.sections import TEXTS
from projects.resources import BudgetYearWidget
from projects.spreadsheets import RecordResource


class ReportResource(RecordResource):
    """Reports go out; they are written on the desk, and no file changes them."""

    budget_year = Field("budget_year", "period__budget_year", BudgetYearWidget())
    number = Field("number", "period__number")
    first_day = Field("first_day", "period__first_day")
    last_day = Field("last_day", "period__last_day")
    asks_for = Field("asks_for", "asks_for", BudgetYearWidget())

    class Meta(RecordResource.Meta):
        model = Report
        fields = [
            *("budget_year", "number", "first_day", "last_day", "status", "asks_for"),
            *(each.key for each in TEXTS),
            *("page_budget", "method_note"),
        ]
