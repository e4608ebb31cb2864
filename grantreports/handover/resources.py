from django.core.exceptions import ValidationError
from import_export.fields import Field

from grantreports.handover.handovers import can_be_moved
from projects.models import ReportingPeriod
from projects.resources import BudgetYearWidget
from projects.spreadsheets import RecordResource

FIXED = "Its period stays as it is: donors have read it, or a second person reads it now."


class ReportingPeriodResource(RecordResource):
    """Days and due dates; a file takes no step from one state to another."""

    budget_year = Field("budget_year", "budget_year", BudgetYearWidget())
    state = Field("state", "state", readonly=True)

    class Meta(RecordResource.Meta):
        model = ReportingPeriod
        import_id_fields = ["budget_year", "number"]
        fields = ["budget_year", "number", "first_day", "last_day", "due_date", "state"]

    def before_save_instance(self, instance, row, **kwargs):
        if instance.pk and not can_be_moved(instance):
            raise ValidationError(FIXED)
