from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from grantreports.reports.bounces.returned import count_returned
from grantreports.reports.schedule.filters import OverviewFilter
from grantreports.reports.schedule.overview import groups_of
from grantreports.reports.schedule.strip import FIRST_YEAR, LAST_YEAR, strip_of
from grantreports.reports.staff_pages import staff_page


@staff_page
@require_safe
def overview(request):
    """All reports by due date, and the months of one year."""
    form = OverviewFilter(request.GET)
    reports = list(form.reports(request.user))
    groups = groups_of(reports)
    today = timezone.localdate()
    context = {
        "filter": form,
        "groups": groups,
        "is_empty": not reports,
        "returned": count_returned(),
        "strip": strip_of(reports, asked_year(request, today.year), today),
    }
    return render(request, "reports/overview.html", context)


def asked_year(request, this_year):
    year = request.GET.get("year", "")
    is_year = year.isascii() and year.isdecimal() and len(year) == 4
    return int(year) if is_year and FIRST_YEAR <= int(year) <= LAST_YEAR else this_year
