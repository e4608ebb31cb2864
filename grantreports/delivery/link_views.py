"""The donor links of a report, and what was sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from grantreports.accounts.staff_pages import staff_page
from grantreports.delivery.forms import LinkForm
from grantreports.delivery.models import Delivery, DonorLink
from grantreports.reports.models import Report
from grantreports.reports.views import visible_report

# A longer log stands on the pages of its batches.
SHOWN = 100


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def links(request, pk):
    report = visible_report(request, pk)
    edition = report.latest_edition()
    form = LinkForm(request.POST or None)
    if request.method == "POST" and edition and form.is_valid():
        make_link(report, form.cleaned_data, request.user)
        messages.success(request, "The link is there. Send it, or copy it.")
        return redirect("delivery:links", pk)
    deliveries = Delivery.objects.filter(link__report=report).select_related("edition", "item")
    context = {
        "report": report,
        "edition": edition,
        "form": form,
        "links": report.donor_links.with_openings().order_by("label", "pk"),
        "site": request.build_absolute_uri("/").rstrip("/"),
        "deliveries": deliveries[:SHOWN],
    }
    return render(request, "delivery/links.html", context)


def make_link(report, fields, by):
    """The same form sent twice makes one link."""
    open_links = report.donor_links.open_on(timezone.localdate())
    if not open_links.filter(**fields).exists():
        label = fields.pop("label")
        DonorLink.for_donor(report, label, by=by, at=timezone.now(), **fields)


@staff_page
@require_POST
def revoke(request, pk):
    reports = Report.objects.visible_to(request.user)
    link = get_object_or_404(DonorLink, pk=pk, report__in=reports)
    if link.revoke(by=request.user, at=timezone.now()):
        messages.success(request, f"The link of {link} opens nothing any more.")
    else:
        messages.warning(request, f"The link of {link} was revoked already.")
    return redirect("delivery:links", link.report_id)
