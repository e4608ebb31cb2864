"""The editions that were taken back from donors."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.delivery.models import Opening
from grantreports.publishing.models import Edition

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
    openings = Opening.objects.filter(edition__in=[edition.pk for edition in editions])
    found = defaultdict(list)
    links = openings.values("edition", "link", "link__label").order_by("link__label")
    for link in links.annotate(times=Count("pk"), last=Max("at")):
        found[link["edition"]].append(link)
    return found
