"""The page on which partner and foundation exchange a period, and its buttons."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from grantreports.handover.contents import attendance_by_group, contents_of
from grantreports.handover.due import due_sentence, is_overdue
from grantreports.handover.forms import AnswersForm, ReturnForm, SubmitForm
from grantreports.handover.missing import missing
from grantreports.handover.models import Handover, Note
from grantreports.handover.models.letters import announce
from grantreports.reports.views import visible_report
from outreach.kept_forms import posted, say_saved
from outreach.periods import held
from projects.days import today_of

ALREADY = {
    Handover.Kind.SUBMITTED: _("%(name)s submitted this period already."),
    Handover.Kind.RETURNED: _("%(name)s returned this period already."),
    Handover.Kind.ACCEPTED: _("%(name)s accepted this period already."),
}


def button(view):
    """A view for a POST; whoever opens its address comes to the page with the button."""

    @wraps(view)
    def post_only(request, pk):
        return view(request, pk) if request.method == "POST" else redirect("handover:period", pk)

    return post_only


@require_safe
def period(request, pk):
    report = visible_report(request, pk)
    contents = contents_of([report])[report.pk]
    return show(request, report, contents, form_for(request, report, contents))


@button
def submit(request, pk):
    report = report_for_partner(request, pk)
    contents = contents_of([report])[report.pk]
    form = submit_form(report, contents, request.POST)
    if not report.is_open:
        return too_late(request, pk, form)
    if not form.is_valid():
        return show(request, report, contents, form)
    act = {"by": request.user, "at": timezone.now()}
    with held(report.project):
        handover = report.submit(**act, text=form.cleaned_data["text"])
        if not handover:
            return too_late(request, pk, form)
        form.save_answers(**act)
        announce(handover, request.build_absolute_uri(report.get_period_url()))
    say_saved(request, gettext("Submitted. The foundation is told by e-mail."))
    return redirect(report.get_period_url())


@button
def answer(request, pk):
    """Save answers without submitting; a message typed below them stays on the page."""
    report = report_for_partner(request, pk)
    contents = contents_of([report])[report.pk]
    whole_form = submit_form(report, contents, request.POST)
    if not report.is_open:
        return too_late(request, pk, whole_form)
    form = AnswersForm(request.POST, notes=report.notes_to_answer())
    if not form.is_valid():
        return show(request, report, contents, whole_form)
    form.save_answers(by=request.user, at=timezone.now())
    say_saved(request, gettext("Your answers are saved. Submit the period to send them."))
    if not (text := request.POST.get("text", "").strip()):
        return redirect(f"{report.get_period_url()}#exchange")
    form = submit_form(report, contents, initial={"text": text})
    return show(request, report, contents, form)


@button
def send_back(request, pk):
    report = report_for_staff(request, pk)
    contents = contents_of([report])[report.pk]
    form = ReturnForm(request.POST, items=contents.items)
    if not report.can_be_returned:
        return too_late(request, pk, form)
    if not form.is_valid():
        return show(request, report, contents, form)
    act = {"by": request.user, "at": timezone.now(), "text": form.cleaned_data["text"]}
    with transaction.atomic():
        handover = report.send_back(**act, notes=form.unsaved_notes())
        if not handover:
            return too_late(request, pk, form)
        mailings = announce(handover, request.build_absolute_uri(report.get_period_url()))
    if mailings:
        say_saved(request, gettext("Returned. The partner is told by e-mail."))
    else:
        nobody = gettext("Returned, but the partner has no user and no e-mail address: tell them.")
        messages.warning(request, nobody)
    return redirect(report.get_period_url())


@button
def accept(request, pk):
    report = report_for_staff(request, pk)
    with transaction.atomic():
        if handover := report.accept(by=request.user, at=timezone.now()):
            announce(handover, request.build_absolute_uri(report.get_period_url()))
    if handover:
        messages.success(request, gettext("Accepted. The report is now a draft."))
        return redirect(report.get_desk_url())
    messages.warning(request, already(report))
    return redirect(report.get_period_url())


def report_for_partner(request, pk):
    report = visible_report(request, pk)
    if request.user.is_staff:
        raise PermissionDenied
    return report


def report_for_staff(request, pk):
    report = visible_report(request, pk)
    if not request.user.is_staff:
        raise PermissionDenied
    return report


def form_for(request, report, contents):
    """What this user can do with the period now, or None."""
    data = posted(request) if request.method == "GET" else None
    if request.user.is_staff:
        return ReturnForm(data, items=contents.items) if report.can_be_returned else None
    return submit_form(report, contents, data) if report.is_open else None


def submit_form(report, contents, data=None, **kwargs):
    notes = report.notes_to_answer()
    return SubmitForm(data, notes=notes, is_empty=not contents.events, **kwargs)


def too_late(request, pk, form):
    """Somebody took a step meanwhile: show where the period stands now, and what was typed."""
    report = visible_report(request, pk)
    last = report.handovers.last()
    unsent = [text for text in form.typed() if not (last and last.says(text.strip()))]
    if last and last.by == request.user and not unsent:
        # The same form, sent twice by an impatient finger.
        return redirect(report.get_period_url())
    contents = contents_of([report])[report.pk]
    form_now = form_for(request, report, contents)
    context = {"already": already(report), "unsent": unsent}
    return show(request, report, contents, form_now, status=409, **context)


def already(report):
    last = report.handovers.select_related("by").last()
    if last is None:
        return gettext("This is not possible any more.")
    return ALREADY[last.kind] % {"name": last.by.name}


def show(request, report, contents, form, status=200, **context):
    handovers = handovers_of(report)
    notes = [note for handover in handovers for note in handover.notes.all()]
    # Staff wait for the partner's answers; they have none to give.
    unanswered = 0 if request.user.is_staff else sum(not note.answer for note in notes)
    context |= {
        "report": report,
        "contents": contents,
        "groups": attendance_by_group(report),
        "missing": missing(report, contents, unanswered) if may_mend(request.user, report) else (),
        "due": due_sentence(report),
        "runs_on": report.last_day > today_of(report.project.partner),
        "is_overdue": is_overdue(report),
        "handovers": handovers,
        "last": handovers[-1] if handovers else None,
        "form": form,
        "wrong": [form] if form and form.errors else [],
    }
    return render(request, "handover/period.html", context, status=status)


def may_mend(user, report):
    return report.is_open or (user.is_staff and report.can_be_returned)


def handovers_of(report):
    notes = Prefetch("notes", Note.objects.with_items())
    return list(report.handovers.select_related("by").prefetch_related(notes))
