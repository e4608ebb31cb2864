"""Errors that a partner finds in an event after its period was handed over.

The event is locked then; a note tied to it reaches the foundation, which corrects it or says why
not. Nothing is changed by the note itself.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from grantreports.accounts.staff_pages import staff_page
from grantreports.handover.models import Handover, Note
from grantreports.handover.models.letters import announce
from grantreports.handover.periods import period_url
from outreach.form_recovery import restored_post, say_saved
from outreach.models import OutreachEvent
from projects.locks import locked_project
from projects.models import ReportingPeriod


class ErrorForm(forms.Form):
    text = forms.CharField(
        label=_("What is wrong, and what would be right"),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("“62 students came, not 26.” The foundation is told by e-mail."),
    )


class SettleForm(forms.Form):
    answer = forms.CharField(label="What was done about it", max_length=2000)


def report_error(request: HttpRequest, pk: int) -> HttpResponse:
    events = OutreachEvent.objects.visible_to(request.user).select_related("project__partner")
    event = get_object_or_404(events, pk=pk)
    period = handed_over(event)
    if request.user.is_staff:
        raise PermissionDenied
    if period is None:
        # What is still open is corrected on its own form.
        return redirect("outreach:event-edit", pk)
    form = ErrorForm(restored_post(request))
    if request.method == "POST" and form.is_valid():
        note_error(
            event,
            period,
            form.cleaned_data["text"],
            by=request.user,
            at=timezone.now(),
            page=request.build_absolute_uri(period_url(period)),
        )
        say_saved(request, gettext("The foundation is told of the error."))
        return redirect("outreach:event", pk)
    context = {"event": event, "project": event.project, "period": period, "form": form}
    return render(request, "handover/error.html", context)


def handed_over(event: OutreachEvent) -> ReportingPeriod | None:
    """The period of the event, if its partner has handed it over."""
    periods = ReportingPeriod.objects.of_project(event.project).locking()
    found = [each for each in periods if each.holds(event.first_day) and not each.is_open]
    return found[0] if found else None


def note_error(
    event: OutreachEvent, period: ReportingPeriod, text: str, *, by: Any, at: datetime, page: str
) -> Note:
    """Keep the note and queue the e-mails about it; the same text twice is one note."""
    with locked_project(period.project):
        said = Note.objects.errors(period).filter(event=event, text=text, handover__by=by)
        if note := said.filter(answered_at=None).first():
            return note
        handover = Handover.objects.create(period=period, kind=Handover.Kind.ERROR, by=by, at=at)
        note = Note.on(event, text)
        note.handover = handover
        note.save()
        announce(handover, page)
    return note


@require_POST
@staff_page
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done about an error; whoever is told of it reads that on the period's page."""
    notes = Note.objects.filter(handover__kind=Handover.Kind.ERROR)
    note = get_object_or_404(notes.select_related("handover__period"), pk=pk)
    form = SettleForm(request.POST)
    if form.is_valid():
        now = timezone.now()
        given = {"answer": form.cleaned_data["answer"], "answered_by": request.user}
        # A colleague's answer stays.
        if note.change({"answered_at": None}, by=request.user, at=now, answered_at=now, **given):
            messages.success(request, "The note is answered.")
        else:
            messages.warning(request, "A colleague has answered this note meanwhile.")
    else:
        messages.error(request, "Write what was done about it.")
    return redirect(f"{period_url(note.handover.period)}#note-{note.pk}")
