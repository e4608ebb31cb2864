from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.mailing.returned import count_returned
from grantreports.overview.filters import OverviewFilter
from grantreports.overview.groups import KEYS, groups_of, whole_group
from grantreports.overview.strip import FIRST_YEAR, LAST_YEAR, strip_of
from grantreports.publishing.consent_end import coming_ends
from outreach.models import PartnerQuote


@staff_page
@require_safe
def overview(request):
    """The reports of each list by due date, or one list whole, and the months of one year."""
    form = OverviewFilter(request.GET)
    periods = form.periods(request.user)
    asked = request.GET.get("list")
    if asked in KEYS:
        groups = [whole_group(periods, asked, request.GET.get("page"))]
        is_empty = not groups[0].count and form.is_used
    else:
        groups = groups_of(periods)
        is_empty = not any(group.count for group in groups)
    today = timezone.localdate()
    context = {
        "filter": form,
        "groups": groups,
        "is_empty": is_empty,
        "is_whole": asked in KEYS,
        "returned": count_returned(),
        "to_translate": PartnerQuote.objects.visible_to(request.user).to_translate().count(),
        "ends": coming_ends(request.user),
        "strip": strip_of(
            periods, asked_year(request, today.year), today, request.GET.get("projects")
        ),
    }
    return render(request, "overview/overview.html", context)


def asked_year(request, this_year):
    year = request.GET.get("year", "")
    is_year = year.isascii() and year.isdecimal() and len(year) == 4
    return int(year) if is_year and FIRST_YEAR <= int(year) <= LAST_YEAR else this_year
