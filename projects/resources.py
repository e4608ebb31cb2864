from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget

from projects.models import BudgetYear, Partner, Project
from projects.records_admin import RecordResource


class PartnerResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Partner
        import_id_fields = ["name"]
        fields = ["name", "country", "public_name", "contact_email", "time_zone"]


class ProjectResource(RecordResource):
    partner = Field("partner", "partner", ForeignKeyWidget(Partner, "name"))
    builds_on = Field("builds_on", "builds_on", ForeignKeyWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = Project
        import_id_fields = ["slug"]
        fields = [
            "slug",
            "title",
            "partner",
            "country",
            "place",
            "summary",
            "builds_on",
            "number_of_years",
            "currency",
            "reports_a_year",
            "status",
        ]


class BudgetYearResource(RecordResource):
    project = Field("project", "project", ForeignKeyWidget(Project, "slug"))

    class Meta(RecordResource.Meta):
        model = BudgetYear
        import_id_fields = ["project", "number"]
        fields = [
            "project",
            "number",
            "label",
            "first_day",
            "last_day",
            "amount_needed",
            "amount_received",
        ]
