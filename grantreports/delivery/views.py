"""The donor links of a report, what was sent, and the editions that were taken back."""

from collections import defaultdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.delivery.forms import LinkForm
from grantreports.delivery.models import Delivery, DonorLink, Opening
from grantreports.publishing.consent_end import is_open_to_donors
from grantreports.publishing.models import Edition
from grantreports.reports.models import Report
from grantreports.reports.views import visible_report

# A longer log stands on the pages of its batches.
SHOWN = 100


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def links(request, pk):
    report = visible_report(request, pk)
    edition = is_open_to_donors(report)
    form = LinkForm(request.POST or None, edition=edition)
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
    fields.pop("again", None)
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


ON_A_PAGE = 20


@require_safe
@staff_page
def withdrawals(request):
    """The editions that were withdrawn, the latest first, and who had opened them."""
    editions = Edition.objects.with_report().visible_to(request.user)
    editions = editions.exclude(withdrawn_at=None).order_by("-withdrawn_at", "-pk")
    page = Paginator(editions, ON_A_PAGE).get_page(request.GET.get("page"))
    readers = readers_of(page.object_list)
    rows = [(edition, readers[edition.pk]) for edition in page.object_list]
    return render(request, "delivery/withdrawals.html", {"page": page, "rows": rows})


def readers_of(editions):
    """For each edition its donor links with how often and when last they were opened."""
    keys = [edition.pk for edition in editions]
    openings = Opening.objects.filter(edition__in=keys)
    found = defaultdict(list)
    links = openings.values("edition", "link", "link__label").order_by("link__label")
    for link in links.annotate(times=Count("pk"), last=Max("at")):
        found[link["edition"]].append(link)
    return found
