from django.shortcuts import render
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.mailing.returned import SHOWN, all_returned


@staff_page
@require_safe
def returned(request):
    context = {"returned": all_returned(), "days": SHOWN.days}
    return render(request, "mailing/returned.html", context)
