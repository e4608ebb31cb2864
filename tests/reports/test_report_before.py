from datetime import date

from grantreports.reports.models import Report
from tests.factories import make_project, make_report, make_year


def times_of(report):
    return Report.objects.with_project().get(pk=report.pk).times


def test_the_period_before_is_that_of_the_report_before(bees):
    year, next_year = bees.budget_years.order_by("number")
    make_report(year, number=1, last_day=date(2025, 3, 31))
    make_report(year, number=2, first_day=date(2025, 5, 1), last_day=date(2025, 8, 31))
    report = make_report(next_year)

    assert times_of(report).before == (date(2025, 5, 1), date(2025, 8, 31))


def test_reports_of_other_projects_do_not_count(bees, partner):
    from_elsewhere = make_year(make_project(partner=partner), 1)
    make_report(from_elsewhere)
    report = make_report(bees.budget_years.get(number=2))

    assert times_of(report).before is None
    assert times_of(report).spans["in_before"] == (date(2025, 1, 1), date(2025, 12, 31))
