from contextlib import ExitStack
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponse
from django.views.decorators.http import require_GET

from outreach.filters import EventFilter
from outreach.sheets.download import XLSX_TYPE, template
from outreach.sheets.writing import keys_of, write
from outreach.views.records import visible_project

TYPES = {"xlsx": XLSX_TYPE, "csv": "text/csv; charset=utf-8"}


def download(content, content_type, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def handed_out(file, export_format, name):
    """The file in pieces; it is closed at the end."""
    content_type = TYPES[export_format]
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


@require_GET
def import_template(request, slug):
    project = visible_project(request, slug)
    return download(template(project), XLSX_TYPE, f"{slug}-template.xlsx")


@require_GET
def event_export(request, slug, file_format):
    """Exactly the events that the list shows with the same address."""
    project = visible_project(request, slug)
    keys = keys_of(EventFilter(request.GET, project).events())
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        write(file, file_format, project, keys)
        file.seek(0)
        # From now on the response closes it.
        stack.pop_all()
    return handed_out(file, file_format, f"{slug}.{file_format}")
