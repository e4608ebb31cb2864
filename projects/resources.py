from import_export.fields import Field

from projects.models import BudgetYear, Partner, Project
from projects.spreadsheets import KnownWidget, RecordResource


class PartnerResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Partner
        import_id_fields = ["name"]
        fields = ["name", "country", "public_name", "contact_email", "time_zone"]


class ProjectResource(RecordResource):
    partner = Field("partner", "partner", KnownWidget(Partner, "name"))
    builds_on = Field("builds_on", "builds_on", KnownWidget(Project, "slug"))

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
    project = Field("project", "project", KnownWidget(Project, "slug"))

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
