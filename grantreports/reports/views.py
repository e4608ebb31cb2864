from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf


def visible_report(request, pk):
    reports = Report.objects.with_project().visible_to(request.user)
    return get_object_or_404(reports, pk=pk)


@require_safe
def report_preview(request, pk):
    """The page as donors will see it, with what is still wrong above it."""
    report = visible_report(request, pk)
    context = {"record": report, "report": compose(report)}
    return render(request, "reports/preview.html", context)


@require_safe
@never_cache
def report_pdf(request, pk):
    report = visible_report(request, pk)
    return HttpResponse(
        render_pdf(compose(report)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{report.file_name}.pdf"'},
    )
