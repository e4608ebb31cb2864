from dataclasses import replace

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from grantreports.accounts.staff_pages import staff_page
from grantreports.desk.checks.findings import acknowledge as keep_reason
from grantreports.desk.checks.forms import ReasonForm
from grantreports.desk.checks.run import findings_of
from grantreports.reports.looks import LOOKS, NEWEST
from grantreports.reports.views import visible_report
from projects.records import as_pk

# Text that a warning is about, as its finding names it.
SIZES = {f"{size:g}": size for size in LOOKS[NEWEST].small_sizes}
GONE = "This warning does not stand any more: what it was about has changed."


@staff_page
@require_POST
def acknowledge(request, pk):
    """Say why a warning may stand, or take that back; with htmx the answer is its finding."""
    report = visible_report(request, pk)
    key = request.POST.get("finding", "")
    pages, size = as_pk(request.POST.get("pages")), SIZES.get(request.POST.get("size"))
    finding = warning_of(report, key, pages=pages, size=size)
    if finding is None:
        messages.warning(request, GONE)
        return back(request, report)
    if "take_back" in request.POST:
        report.acknowledgements.filter(finding=key).delete()
        return answer(request, report, replace(finding, acknowledgement=None))
    form = ReasonForm(request.POST, auto_id=f"reason-{key[:8]}-%s")
    if not form.is_valid():
        context = {"finding": finding, "report": report, "form": form}
        page = "_finding.html" if request.htmx else "acknowledge.html"
        return render(request, f"desk/checks/{page}", context)
    given = {"reason": form.cleaned_data["reason"], "by": request.user, "at": timezone.now()}
    kept = keep_reason(report, finding, **given)
    return answer(request, report, replace(finding, acknowledgement=kept))


def warning_of(report, key, **laid_out):
    """The warning with that key, or None where the report has none such."""
    found = findings_of(report, **laid_out)
    return next((each for each in found if each.key == key and not each.is_error), None)


def answer(request, report, finding):
    if not request.htmx:
        return back(request, report)
    context = {"finding": finding, "report": report}
    response = render(request, "desk/checks/_finding.html", context)
    response.headers["HX-Trigger"] = "findings-changed"
    return response


def back(request, report):
    if not request.htmx:
        # A draft that a second person reads has its checks on the page of its review.
        is_draft = report.status == report.Status.DRAFTING
        return redirect("desk:desk" if is_draft else "publishing:review", report.pk)
    # What the page shows is out of date.
    response = render(request, "desk/checks/_gone.html")
    response.headers["HX-Refresh"] = "true"
    return response
