from datetime import MAXYEAR

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from grantreports.reports.models import Report
from outreach.models import PartnerQuote, Photo
from outreach.periods import ReportingPeriod
from projects.models import BudgetYear
from projects.plan import due_after, periods_of


def refuse_year_that_loses_reports(sender, instance, **kwargs):
    """A year whose days move must keep the periods of its reports, once somebody used them."""
    if sender is not BudgetYear or instance._state.adding or may_follow(instance):
        return
    for report in instance.reports.all():
        if report.first_day < instance.first_day:
            message = f"Report {report.number} begins on {report.first_day:%-d %B %Y}."
            raise ValidationError({"first_day": f"{message} The year cannot begin later."})
        if report.last_day > instance.last_day:
            message = f"Report {report.number} runs until {report.last_day:%-d %B %Y}."
            raise ValidationError({"last_day": f"{message} The year cannot end before it."})


def may_follow(year):
    """Whether the reports can be made anew for other days of the year: nobody used them."""
    return all(report.is_open and report.can_be_deleted for report in year.reports.all())


def refuse_removing_what_a_report_shows(sender, instance, **kwargs):
    if sender in (PartnerQuote, Photo) and instance.chosen_in.exists():
        raise ValidationError(gettext("A report shows this. Ask the foundation to take it out."))


def make_reports_of_year(sender, instance, created, raw=False, **kwargs):
    """The reports that the project promises for the year, each with its due date."""
    # A dump brings its reports along; and the calendar ends with the year 9999.
    if raw or instance.last_day.year == MAXYEAR:
        return
    inside = {"first_day__gte": instance.first_day, "last_day__lte": instance.last_day}
    moved = instance.reports.exclude(**inside).exists()
    if created or (moved and may_follow(instance)):
        instance.reports.all().delete()
        make_reports(instance)


def make_reports(year):
    parts = year.project.reports_a_year
    periods = periods_of(year.first_day, year.last_day, parts)
    for number, (first_day, last_day) in enumerate(periods, start=1):
        Report.objects.create(
            budget_year=year,
            number=number,
            first_day=first_day,
            last_day=last_day,
            due_date=due_after(last_day),
        )


def refuse_deleting_what_donors_read(sender, instance, **kwargs):
    """Whether consent is withdrawn later must be found from the edition."""
    if sender in (PartnerQuote, Photo) and instance.editions.readable().exists():
        raise ValidationError(
            gettext("A published report shows this. Withdraw its consent if it must not.")
        )


def tell_periods(sender, project, **kwargs):
    """A report that is skipped locks nothing: its events count for the year all the same."""
    reports = Report.objects.filter(budget_year__project=project).with_project()
    reports = reports.exclude(status=Report.Status.SKIPPED)
    return [
        ReportingPeriod(
            name=report.page_name,
            first_day=report.first_day,
            last_day=report.last_day,
            is_open=report.is_open,
        )
        for report in reports
    ]
