"""Copies of a report in other formats, for the foundation's own people."""

from datetime import UTC, datetime, time
from json import dumps

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.desk.draft import draft_of
from grantreports.desk.snapshot import events_of
from grantreports.publishing.copies.figures_sheet import figures_xlsx
from grantreports.publishing.copies.word import render_docx
from grantreports.publishing.views import readable_edition
from grantreports.reports.compose import compose
from grantreports.reports.views import visible_report
from outreach.sheets.download import XLSX_TYPE

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@never_cache
@staff_page
def word(request, pk):
    report = visible_report(request, pk)
    # A draft has no day of its own; the clock would change the file each time.
    at = datetime.combine(report.last_day, time(), UTC)
    return download(render_docx(compose(report), at), DOCX_TYPE, f"{report.file_name}.docx")


@require_safe
@never_cache
@staff_page
def figures(request, pk):
    report = visible_report(request, pk)
    sheet = figures_xlsx(report, draft_of(report), events_of(report))
    return download(sheet, XLSX_TYPE, f"{report.file_name}.xlsx")


@require_safe
@never_cache
@staff_page
def edition_word(request, pk, number):
    edition = readable_edition(request, pk, number)
    copy = render_docx(edition.donor_report, edition.published_at)
    return download(copy, DOCX_TYPE, f"{edition.file_name}.docx")


@require_safe
@never_cache
@staff_page
def edition_figures(request, pk, number):
    """As they were when the edition was published, whatever changed since."""
    edition = readable_edition(request, pk, number)
    sheet = figures_xlsx(edition.report, edition.kept_draft, edition.kept_events)
    return download(sheet, XLSX_TYPE, f"{edition.file_name}.xlsx")


@require_safe
@never_cache
@staff_page
def edition_json(request, pk, number):
    edition = readable_edition(request, pk, number)
    content = {
        "report": str(edition.report),
        "edition": edition.number,
        "published_at": edition.published_at,
        "pdf_sha256": edition.sha256,
        "data": edition.data,
    }
    text = dumps(content, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    return download(text, "application/json", f"{edition.file_name}.json")


def download(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
