"""Sending reports, one or many, and one ZIP of many PDFs."""

from uuid import uuid4

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db.models import Count
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.delivery.batches import (
    latest_editions,
    make_batch,
    may_be_handed_out,
    progress_of,
    take_up,
)
from grantreports.delivery.corrections import proposed_news
from grantreports.delivery.forms import AddressForm, SendForm, SendManyForm
from grantreports.delivery.models import Batch, Delivery
from grantreports.delivery.sending import send_to
from grantreports.foundation.models import Branding
from grantreports.reports.views import visible_report
from outreach.form_recovery import restored_post, say_saved

NOTHING = "Choose published reports first."
LIST_LENGTH = 50


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def send(request, pk):
    """One report, to a list of addresses."""
    report = visible_report(request, pk)
    editions = latest_editions(request.user, [report.pk])
    proposed = proposed_text(report.project.title, report.name)
    if editions and request.GET.get("correction"):
        proposed = proposed_news(editions[0])
    form = SendForm(restored_post(request), editions=editions, initial=proposed)
    if request.method == "POST" and editions and form.is_valid():
        return start_sending(request, editions, form.cleaned_data)
    context = {"report": report, "editions": editions, "form": form}
    return render(request, "delivery/send.html", context)


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def add_batch(request):
    """What to do with the reports that were chosen on the overview."""
    keys = request.POST.getlist("report") + request.POST.get("all", "").split(",")
    chosen = [int(key) for key in keys if key.isdecimal() and len(key) < 10]
    editions = latest_editions(request.user, chosen)
    if not editions:
        messages.warning(request, NOTHING)
        return redirect("overview")
    do = request.POST.get("do")
    data = request.POST if do == "send" else None
    form = SendManyForm(data, editions=editions, initial=proposed_text("", ""))
    if do == "send" and form.is_valid():
        return start_sending(request, editions, form.cleaned_data)
    if do == "zip":
        token = form.fields["form_token"].clean(request.POST.get("form_token"))
        batch = make_batch(editions, token=token, kind=Batch.Kind.ZIP, by=request.user)
        return redirect("delivery:batch", batch.pk)
    return render(request, "delivery/batch_add.html", {"editions": editions, "form": form})


def start_sending(request, editions, fields):
    site = request.build_absolute_uri("/").rstrip("/")
    token = fields.pop("form_token")
    batch = make_batch(
        editions, token=token, kind=Batch.Kind.SEND, by=request.user, site=site, **fields
    )
    say_saved(request, "The e-mails are on their way.")
    return redirect("delivery:batch", batch.pk)


def proposed_text(title, name):
    about = f"“{title}”" if title else "the project"
    thanks = Branding.current().thank_you
    return {
        "subject": f"{title}: {name}" if title else "A new report for you",
        "text": f"Dear friend,\n\nhere is the new report on {about}. {thanks}",
    }


@staff_page
@require_safe
def batches(request):
    found = Batch.objects.select_related("by").annotate(reports=Count("items"))[:LIST_LENGTH]
    return render(request, "delivery/batches.html", {"batches": found})


def found_batch(pk):
    items = "items__edition__report__period__budget_year__project"
    batches = Batch.objects.select_related("by").prefetch_related(
        items, "items__deliveries__edition"
    )
    return get_object_or_404(batches, pk=pk)


@staff_page
@require_safe
@never_cache
def batch(request, pk):
    return show_batch(request, found_batch(pk))


def show_batch(request, batch, wrong=None, form=None):
    context = {
        "batch": batch,
        "progress": progress_of(batch),
        "may_be_handed_out": may_be_handed_out(batch),
        "editions": [item.edition for item in batch.items.all()],
        "token": uuid4(),
        "wrong": wrong,
        "form": form,
    }
    # While it runs, only its progress is asked for again and again.
    part = "delivery/_batch.html" if request.htmx else "delivery/batch.html"
    return render(request, part, context)


@staff_page
@require_POST
def take_up_batch(request, pk):
    batch = get_object_or_404(Batch, pk=pk)
    if not batch.finished_at:
        take_up(batch)
        messages.success(request, "It goes on.")
    return redirect("delivery:batch", pk)


@staff_page
@require_safe
@never_cache
def batch_zip(request, pk):
    batch = found_batch(pk)
    if batch.kind != Batch.Kind.ZIP:
        raise Http404
    if not may_be_handed_out(batch):
        messages.warning(request, "This ZIP is not handed out: make a new one.")
        return redirect("delivery:batch", pk)
    name = f"reports-{batch.at:%Y-%m-%d}.zip"
    return FileResponse(default_storage.open(batch.file.name), as_attachment=True, filename=name)


@staff_page
@require_POST
def send_again(request, pk):
    """Try an e-mail again that failed, perhaps at another address."""
    delivery = get_object_or_404(Delivery.objects.select_related("link__report", "item"), pk=pk)
    form = AddressForm(request.POST)
    if form.is_valid():
        if send_to(delivery, form.cleaned_data["to"], by=request.user):
            messages.success(request, "It is tried again.")
            return back_to_log(delivery)
        delivery.refresh_from_db(fields=["sent_at", "begun_at", "bounced_at"])
        if (delivery.sent_at or delivery.begun_at) and not delivery.bounced_at:
            messages.warning(request, "It was sent meanwhile, or is being sent now.")
            return back_to_log(delivery)
        form.add_error("to", "This address gets the report already.")
    if delivery.item is None:
        messages.error(request, " ".join(map(str, form.errors["to"])))
        return back_to_log(delivery)
    return show_batch(request, found_batch(delivery.item.batch_id), wrong=delivery, form=form)


def back_to_log(delivery):
    """Of its batch, or of its report's links where it was sent alone."""
    if delivery.item is None:
        return redirect("delivery:links", delivery.link.report_id)
    return redirect("delivery:batch", delivery.item.batch_id)
