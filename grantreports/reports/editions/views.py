"""What was published, as it was published; for the foundation's own people."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grantreports.reports.editions.models import Edition
from grantreports.reports.staff_pages import staff_page


def kept_edition(request, pk, number):
    editions = Edition.objects.with_report().visible_to(request.user)
    return get_object_or_404(editions, report=pk, number=number)


def readable_edition(request, pk, number):
    """An edition whose contents still exist."""
    edition = kept_edition(request, pk, number)
    if edition.is_closed:
        raise Http404
    return edition


@require_safe
@staff_page
def edition(request, pk, number):
    edition = kept_edition(request, pk, number)
    context = {
        "edition": edition,
        "record": edition.report,
        "report": None if edition.is_closed else edition.donor_report,
        "others": edition.report.editions.exclude(pk=edition.pk),
    }
    return render(request, "reports/edition.html", context)


@require_safe
@never_cache
@staff_page
def edition_pdf(request, pk, number):
    edition = readable_edition(request, pk, number)
    if not default_storage.exists(edition.pdf.name):
        raise Http404
    return FileResponse(default_storage.open(edition.pdf.name), filename=file_name(edition, "pdf"))


def file_name(edition, ending):
    report = edition.report
    year, number = report.budget_year.number, report.number
    name = f"{report.project.slug}-year-{year}-report-{number}-edition-{edition.number}"
    return f"{slugify(name)}.{ending}"
