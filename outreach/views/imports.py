from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from outreach.form_recovery import forget, restored_post, say_saved
from outreach.sheets import checking
from outreach.sheets.forms import UploadForm
from outreach.sheets.models import EventImport
from outreach.sheets.preview import Preview
from outreach.sheets.receipt import remembered
from outreach.sheets.rows import CHANGED, ERROR, NEW
from outreach.sheets.table import Table
from outreach.views.records import visible_project

# A background worker takes a task up within a few seconds.
PATIENCE = timedelta(seconds=15)
# So many receipts are listed.
LATEST = 10
Status = EventImport.Status


def own_imports(request, slug):
    imports = EventImport.objects.filter(project=visible_project(request, slug), user=request.user)
    return imports.select_related("project", "user")


def own_import(request, slug, pk):
    return get_object_or_404(own_imports(request, slug), pk=pk)


def to_preview(event_import, **query):
    query = {name: value for name, value in query.items() if value}
    args = [event_import.project.slug, event_import.pk]
    return redirect(reverse("outreach:import-preview", args=args, query=query))


def import_start(request, slug):
    project = visible_project(request, slug)
    is_sent = request.method == "POST"
    sent = (request.POST, request.FILES) if is_sent else ()
    form = UploadForm(*sent, project=project)
    if is_sent and form.is_valid():
        form.table.words = remembered(project)
        event_import = EventImport.objects.create(
            project=project,
            user=request.user,
            language=get_language() or "en",
            table=form.table.as_json(),
        )
        checking.start(event_import)
        return to_preview(event_import)
    imports = own_imports(request, slug)
    context = {
        "project": project,
        "form": form,
        "unfinished": imports.exclude(status=Status.CONFIRMED),
        "receipts": imports.filter(status=Status.CONFIRMED)[:LATEST],
    }
    return render(request, "outreach/import.html", context)


def import_preview(request, slug, pk):
    event_import = own_import(request, slug, pk)
    if event_import.status == Status.CONFIRMED:
        context = {"project": event_import.project, "event_import": event_import}
        return render(request, "outreach/import_receipt.html", context)
    data = restored_post(request)
    if data is not None:
        return correct_and_check(request, event_import, data)
    if event_import.status == Status.READY and event_import.language != get_language():
        event_import.check_again()
        checking.start(event_import)
        event_import.refresh_from_db()
    if event_import.status != Status.READY:
        return render(request, "outreach/import_progress.html", progress_of(event_import))
    preview = Preview(event_import, request.GET.get("show", ""), request.GET.get("page"))
    context = {"project": event_import.project, "event_import": event_import, "preview": preview}
    return render(request, "outreach/import_preview.html", context)


def correct_and_check(request, event_import, data):
    forget(request)
    if "check-now" in data:
        checking.check(event_import.pk, event_import.version)
        checking.take_in(event_import.pk, event_import.version)
    elif correct_table(event_import, data):
        checking.start(event_import)
        say_saved(request, gettext("The rows are checked again."))
    query = {name: data.get(name) for name in ("show", "page")}
    if "show" not in data:
        query["show"] = data.get("showing")
    return to_preview(event_import, **query)


@transaction.atomic
def correct_table(event_import, data):
    """Write down what was typed; whether the rows have to be checked again."""
    # Nobody else may write into the same table meanwhile, nor confirm it.
    event_import.refresh_from_db(from_queryset=EventImport.objects.select_for_update())
    if event_import.status in (Status.CONFIRMED, Status.TAKING):
        return False
    table = Table.from_json(event_import.table)
    is_changed = checking.correct(table, data, event_import.project)
    if is_changed or "check" in data:
        event_import.change(table)
        return True
    return False


def progress_of(event_import):
    begun = event_import.rows_done or timezone.now() - event_import.changed_at < PATIENCE
    return {
        "project": event_import.project,
        "event_import": event_import,
        "is_failed": event_import.status == Status.FAILED,
        "is_taking": event_import.status == Status.TAKING,
        "is_waiting": not begun,
    }


@require_GET
def import_progress(request, slug, pk):
    event_import = own_import(request, slug, pk)
    return JsonResponse(
        {
            "done": event_import.rows_done,
            "is_over": event_import.status not in (Status.CHECKING, Status.TAKING),
        }
    )


@require_POST
def import_confirm(request, slug, pk):
    event_import = own_import(request, slug, pk)
    is_seen = request.POST.get("version") == str(event_import.version)
    if event_import.status == Status.CONFIRMED:
        messages.info(request, gettext("This spreadsheet has been added already."))
        return to_preview(event_import)
    if not is_seen or event_import.status != Status.READY:
        messages.warning(
            request, gettext("The rows have changed since. Please look at them again.")
        )
        return to_preview(event_import)
    if not Preview(event_import).can_be_confirmed:
        return to_preview(event_import)
    return take_in(request, event_import)


def take_in(request, event_import):
    if event_import.rows_total > checking.TAKEN_AT_ONCE:
        checking.confirm_later(event_import, event_import.version)
        return to_preview(event_import)
    counts = checking.confirm(event_import, event_import.version, request.user)
    if counts is None:
        return to_preview(event_import)
    if counts[ERROR]:
        event_import.check_again()
        checking.start(event_import)
        messages.error(
            request,
            gettext("Nothing was added: the project has changed since, and rows have errors now."),
        )
        return to_preview(event_import)
    receipt = reverse("outreach:import-preview", args=[event_import.project.slug, event_import.pk])
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>', taken_in(counts), receipt, gettext("Show the receipt")
        ),
    )
    return redirect("outreach:event-list", event_import.project.slug)


def taken_in(counts):
    """The sentence for what a sheet brought, such as “12 outreach events added.”"""
    new, changed = counts[NEW], counts[CHANGED]
    parts = []
    if new:
        parts.append(ngettext("%d outreach event added", "%d outreach events added", new) % new)
    if changed:
        parts.append(
            ngettext("%d outreach event changed", "%d outreach events changed", changed) % changed
        )
    told = f"{', '.join(parts)}." if parts else gettext("Nothing was left to add.")
    if gone := counts[checking.PHOTOS_GONE]:
        told += (
            " "
            + ngettext(
                "%d photo was kept for a day only: add it on the page of its event.",
                "%d photos were kept for a day only: add them on the pages of their events.",
                gone,
            )
            % gone
        )
    return told


@require_POST
def import_discard(request, slug, pk):
    own_import(request, slug, pk).delete()
    messages.info(request, gettext("The spreadsheet was discarded. Nothing was added."))
    return redirect("outreach:import", slug)
