"""What was published, as it was published; for the foundation's own people."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.publishing.consent_end import keep, why_over
from grantreports.publishing.forms import KeepForm, WithdrawForm
from grantreports.publishing.lenses import lens_of
from grantreports.publishing.models import Edition
from grantreports.publishing.withdrawal import withdraw_by_hand
from outreach.form_recovery import say_saved


def kept_edition(request, pk, number):
    editions = Edition.objects.with_report().visible_to(request.user)
    return get_object_or_404(editions, report__pk=pk, number=number)


def readable_edition(request, pk, number):
    """An edition whose contents still exist."""
    edition = kept_edition(request, pk, number)
    if edition.is_closed:
        raise Http404
    return edition


@require_safe
@never_cache
@staff_page
def edition(request, pk, number):
    return edition_page(request, kept_edition(request, pk, number), WithdrawForm())


@staff_page
def edition_withdraw(request, pk, number):
    edition = kept_edition(request, pk, number)
    if request.method != "POST":
        return redirect(edition)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return edition_page(request, edition, form)
    act = {"by": request.user, "at": timezone.now()}
    if withdraw_by_hand(edition, reason=form.cleaned_data["reason"], **act):
        say_saved(request, f"Edition {edition.number} is withdrawn. Donors read it no more.")
    else:
        messages.warning(request, "Somebody withdrew this edition already.")
    return redirect(edition)


@staff_page
def edition_keep(request, pk, number):
    """Donors read on although a consent is over."""
    edition = kept_edition(request, pk, number)
    if request.method != "POST":
        return redirect(edition)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return edition_page(request, edition, WithdrawForm(), keep_form=form)
    act = {"by": request.user, "at": timezone.now()}
    if keep(edition, reason=form.cleaned_data["kept_reason"], **act):
        messages.success(request, f"Edition {edition.number} is kept: donors read on.")
    else:
        messages.warning(request, "There is nothing to keep any more.")
    return redirect(edition)


def edition_page(request, edition, form, keep_form=None):
    over = "" if edition.withdrawn_at else why_over(edition)
    context = {
        "over": over,
        "keep_form": (keep_form or KeepForm()) if over else None,
        "kept": edition.kept.select_related("by"),
        "edition": edition,
        "record": edition.report,
        "report": None if edition.is_closed else edition.donor_report,
        "others": edition.report.editions.exclude(pk=edition.pk),
        "form": None if edition.withdrawn_at else form,
    }
    return render(request, "publishing/edition.html", context)


@require_safe
@never_cache
@staff_page
def edition_lens(request, pk, number, lens):
    edition = readable_edition(request, pk, number)
    content = lens_of(edition, lens)
    if content is None:
        raise Http404
    return lens.response(content, edition.file_name)


@require_safe
@never_cache
@staff_page
def edition_pdf(request, pk, number):
    edition = readable_edition(request, pk, number)
    if not default_storage.exists(edition.pdf.name):
        raise Http404
    return FileResponse(
        default_storage.open(edition.pdf.name), filename=f"{edition.file_name}.pdf"
    )
