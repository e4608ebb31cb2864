from import_export.fields import Field
from import_export.widgets import ForeignKeyWidget

from projects.models import BudgetYear, Indicator, Objective, Partner, Project
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
            "division",
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


class OfProjectWidget(KnownWidget):
    """Another record of the project that the row names."""

    def get_queryset(self, value, row, *args, **kwargs):
        records = super().get_queryset(value, row, *args, **kwargs)
        slug = row.get("project")
        return records.filter(project__slug=slug) if slug else records.filter(project=None)


class IndicatorResource(RecordResource):
    """What projects count; a row without a project is of the list to choose from."""

    project = Field("project", "project", KnownWidget(Project, "slug"))
    part = Field("part", "part", OfProjectWidget(Indicator, "name"))
    whole = Field("whole", "whole", OfProjectWidget(Indicator, "name"))
    objective = Field("objective", "objective", OfProjectWidget(Objective, "text"))

    class Meta(RecordResource.Meta):
        model = Indicator
        import_id_fields = ["project", "name"]
        fields = [
            *("project", "name", "one", "many", "unit", "decimals", "adds_up", "part", "whole"),
            *("entered_with", "every_event", "counts_people", "less_is_better", "baseline"),
            *("baseline_on", "baseline_source", "verified_by", "objective", "order"),
        ]


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
