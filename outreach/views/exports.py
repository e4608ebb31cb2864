from contextlib import ExitStack
from tempfile import TemporaryFile

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from outreach.filters import EventFilter
from outreach.models import EventExport
from outreach.sheets.download import XLSX_TYPE, template
from outreach.sheets.exports import AT_ONCE, ask, discard
from outreach.sheets.models import page_of_export
from outreach.sheets.writing import MOST_ROWS, write
from outreach.views.records import visible_project

FILES = {"xlsx": "outreach:event-export", "csv": "outreach:event-export-csv"}
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
    event_filter = EventFilter(request.GET, project)
    keys = list(event_filter.events().values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(keys) > AT_ONCE:
        return redirect(page_of_export(project, file_format, event_filter.query))
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        write(file, file_format, project, keys)
        file.seek(0)
        # From now on the response closes it.
        stack.pop_all()
    return handed_out(file, file_format, f"{slug}.{file_format}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request, slug, file_format):
    """How far the file of these events is, and where it is; a button has it made."""
    project = visible_project(request, slug)
    event_filter = EventFilter(request.GET, project)
    rows, query = event_filter.events().count(), event_filter.query
    what = {"project": project, "user": request.user, "file_format": file_format, "query": query}
    is_too_large = file_format == EventExport.Format.XLSX and rows >= MOST_ROWS
    if request.method == "POST":
        if rows <= AT_ONCE:
            return redirect(reverse(FILES[file_format], args=[slug], query=QueryDict(query)))
        if not is_too_large:
            ask(rows, **what)
        return redirect(page_of_export(project, file_format, query))
    context = {
        "project": project,
        "export": EventExport.objects.filter(**what).first(),
        "kind": EventExport.Format(file_format).label,
        "rows": rows,
        "is_too_large": is_too_large,
        "list": reverse("outreach:event-list", args=[slug], query=QueryDict(query)),
        "as_csv": page_of_export(project, EventExport.Format.CSV, query),
    }
    return render(request, "outreach/export.html", context)


def own_export(request, slug, pk):
    exports = EventExport.objects.visible_to(request.user).select_related("project")
    return get_object_or_404(exports, project=visible_project(request, slug), pk=pk)


@never_cache
@require_GET
def export_progress(request, slug, pk):
    """Also whether the page that asks has another state by now."""
    export = own_export(request, slug, pk)
    is_over = export.state != request.GET.get("state")
    return JsonResponse({"done": export.rows_done, "is_over": is_over})


@require_POST
def export_discard(request, slug, pk):
    export = own_export(request, slug, pk)
    discard(export)
    messages.info(request, gettext("The export is gone. Nothing of it is kept."))
    return redirect(export.get_absolute_url())


@never_cache
@require_GET
def export_file(request, slug, pk):
    export = own_export(request, slug, pk)
    try:
        file = default_storage.open(export.file.name) if export.file else None
    except FileNotFoundError:
        file = None
    if file is None:
        raise Http404
    return handed_out(file, export.file_format, export.file_name)
