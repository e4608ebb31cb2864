"""What a change in the administration reaches of reports that donors do not read yet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from grantreports.desk.names_of_today import in_names_of_today
from grantreports.desk.used_figures import figures_of_draft
from grantreports.foundation.models import Branding
from grantreports.publishing.models import Edition, Review
from grantreports.reports.models import Report
from outreach.figures import Vocabulary
from outreach.models import ChosenGroup
from outreach.renaming import uses
from projects.models import BudgetYear, Indicator, Objective, Partner, Project, ReportingPeriod
from projects.reach import Reached

# What of each record a report tells, and how reports lead to it.
TOLD: dict[Any, tuple[set[str], str]] = {
    Project: ({"title", "place", "summary", "country", "currency", "builds_on"}, "__project"),
    Partner: ({"public_name"}, "__project__partner"),
    BudgetYear: ({"number", "label", "amount_needed", "first_day", "last_day"}, ""),
    Objective: ({"text"}, "__project__objectives"),
}
OF_BRANDING = {"foundation_name", "contact", "foot", "primary_colour", "accent_colour"}
DAYS = {"first_day", "last_day"}
YEAR = "period__budget_year"


def what_goes_back(sender: Any, instance: Any, changed: set[str], **kwargs: Any) -> list[Reached]:
    """Receives `change_considered`: reports that were signed off, and drafts that count days."""
    told = [
        (fields, f"{name} is signed off, and goes back to the second person.")
        for fields, reports in affected(sender, instance)
        for name in names(signed_off(reports))
        if fields & changed
    ]
    if sender is ReportingPeriod and DAYS & changed:
        drafts = Report.objects.filter(period=instance.pk, status=Report.Status.DRAFTING)
        told += [(DAYS, f"{name} counts the events of other days then.") for name in names(drafts)]
    return [(sorted(fields & changed)[0], sentence) for fields, sentence in told]


def check_deletion(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receives `deletion_considered`: a correction begins with the words of the last edition."""
    if sender is ChosenGroup:
        record, projects = instance.group, [instance.project]
    elif sender is Indicator and instance.project:
        record, projects = instance, [instance.project]
    else:
        return
    for project in projects:
        vocabulary = Vocabulary.for_project(project)
        for edition in last_editions(project):
            draft = in_names_of_today(edition.report, edition.kept_draft, edition.published_at)
            if any(uses(each, record) for each in figures_of_draft(draft, vocabulary)):
                raise ValidationError(f"Donors read a figure of it in “{edition.report}”.")


def last_editions(project: Project) -> list[Edition]:
    """Of each published report that of which a correction is made."""
    reports = Report.objects.with_project().filter(period__budget_year__project=project)
    published = reports.filter(status=Report.Status.PUBLISHED)
    return [edition for report in published if (edition := report.editions.first())]


def affected(sender: Any, instance: Any) -> list[tuple[set[str], QuerySet[Report]]]:
    """Fields of the record that reports tell, with these reports."""
    if sender is Branding:
        return [(OF_BRANDING, Report.objects.all())]
    if sender is ReportingPeriod:
        return [(DAYS | {"number"}, Report.objects.filter(period=instance.pk))]
    if sender not in TOLD:
        return []
    fields, path = TOLD[sender]
    return [(fields, Report.objects.filter(**{f"{YEAR}{path}": instance.pk}))]


def signed_off(reports: QuerySet[Report]) -> QuerySet[Report]:
    signed = Review.objects.filter(outcome=Review.Outcome.SIGNED_OFF)
    return reports.filter(status=Report.Status.IN_REVIEW, reviews__in=signed).distinct()


def names(reports: QuerySet[Report]) -> list[str]:
    """The first few by name; of more than those the number."""
    found = [f"“{report}”" for report in reports.with_project()[:4]]  # type: ignore[attr-defined]
    return found if len(found) < 4 else [f"{found[0]} (and {reports.count() - 1} more)"]
