from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.mailing.returned import count_returned
from grantreports.overview.filters import OverviewFilter
from grantreports.overview.groups import groups_of
from grantreports.overview.strip import FIRST_YEAR, LAST_YEAR, strip_of
from grantreports.publishing.consent_end import coming_ends
from outreach.models import PartnerQuote


@staff_page
@require_safe
def overview(request):
    """All reports by due date, and the months of one year."""
    form = OverviewFilter(request.GET)
    periods = list(form.periods(request.user))
    groups = groups_of(periods)
    today = timezone.localdate()
    context = {
        "filter": form,
        "groups": groups,
        "is_empty": not periods,
        "returned": count_returned(),
        "to_translate": PartnerQuote.objects.visible_to(request.user).to_translate().count(),
        "ends": coming_ends(request.user),
        "strip": strip_of(periods, asked_year(request, today.year), today),
    }
    return render(request, "overview/overview.html", context)


def asked_year(request, this_year):
    year = request.GET.get("year", "")
    is_year = year.isascii() and year.isdecimal() and len(year) == 4
    return int(year) if is_year and FIRST_YEAR <= int(year) <= LAST_YEAR else this_year
