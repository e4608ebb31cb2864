from django.http import HttpResponse
from django.views.decorators.http import require_GET

from outreach.filters import EventFilter
from outreach.sheets.download import XLSX_TYPE, as_csv, as_xlsx
from outreach.views.records import visible_project


def download(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


@require_GET
def import_template(request, slug):
    project = visible_project(request, slug)
    return download(as_xlsx(project), XLSX_TYPE, f"{slug}-template.xlsx")


@require_GET
def event_export(request, slug, file_format):
    """Exactly the events that the list shows with the same address."""
    project = visible_project(request, slug)
    events = EventFilter(request.GET, project).events().prefetch_related("attendances")
    if file_format == "csv":
        return download(as_csv(project, events), "text/csv; charset=utf-8", f"{slug}.csv")
    return download(as_xlsx(project, events), XLSX_TYPE, f"{slug}.xlsx")
