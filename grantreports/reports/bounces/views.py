from django.shortcuts import render
from django.views.decorators.http import require_safe

from grantreports.reports.bounces.returned import SHOWN, all_returned
from grantreports.reports.staff_pages import staff_page


@staff_page
@require_safe
def returned(request):
    context = {"returned": all_returned(), "days": SHOWN.days}
    return render(request, "reports/returned.html", context)
