"""The page on which partner and foundation exchange a period, and its buttons."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from grantreports.handover import handovers as acts
from grantreports.handover.contents import contents_of
from grantreports.handover.entries import entries_of
from grantreports.handover.forms import AnswersForm, ReturnForm, SubmitForm
from grantreports.handover.life import LIFE
from grantreports.handover.missing import missing, with_places
from grantreports.handover.models import Handover, Note
from grantreports.handover.models.letters import announce
from grantreports.handover.periods import due_sentence, is_overdue, period_url
from outreach.form_recovery import restored_post, say_saved
from projects.days import today_of
from projects.life import Refused
from projects.locks import locked_project
from projects.models import ReportingPeriod

ALREADY = {
    Handover.Kind.SUBMITTED: _("%(name)s submitted this period already."),
    Handover.Kind.RETURNED: _("%(name)s returned this period already."),
    Handover.Kind.ACCEPTED: _("%(name)s accepted this period already."),
    Handover.Kind.TAKEN_OVER: _("%(name)s has taken this period over already."),
}


def button(view):
    """A view for a POST; whoever opens its address comes to the page with the button."""

    @wraps(view)
    def post_only(request, pk):
        return view(request, pk) if request.method == "POST" else redirect("handover:period", pk)

    return post_only


@require_safe
def period_page(request, pk):
    period = visible_period(request, pk)
    contents = contents_of([period])[period.pk]
    return exchange_page(request, period, contents, form_for(request, period, contents))


@button
def submit(request, pk):
    period = period_for_partner(request, pk)
    contents = contents_of([period])[period.pk]
    form = submit_form(period, contents, request.POST)
    if not period.is_open:
        return step_was_taken(request, pk, form)
    if not form.is_valid():
        return exchange_page(request, period, contents, form)
    act = {"by": request.user, "at": timezone.now()}
    with locked_project(period.project):
        handover = acts.submit(period, **act, text=form.cleaned_data["text"])
        if not handover:
            return step_was_taken(request, pk, form)
        form.save_answers(**act)
        announce(handover, request.build_absolute_uri(period_url(period)))
    say_saved(request, gettext("Submitted. The foundation is told by e-mail."))
    return redirect(period_url(period))


@button
def answer(request, pk):
    """Save answers without submitting; a message typed below them stays on the page."""
    period = period_for_partner(request, pk)
    contents = contents_of([period])[period.pk]
    whole_form = submit_form(period, contents, request.POST)
    if not period.is_open:
        return step_was_taken(request, pk, whole_form)
    form = AnswersForm(request.POST, notes=Note.objects.to_answer(period))
    if not form.is_valid():
        return exchange_page(request, period, contents, whole_form)
    form.save_answers(by=request.user, at=timezone.now())
    say_saved(request, gettext("Your answers are saved. Submit the period to send them."))
    if not (text := request.POST.get("text", "").strip()):
        return redirect(f"{period_url(period)}#exchange")
    form = submit_form(period, contents, initial={"text": text})
    return exchange_page(request, period, contents, form)


@button
def send_back(request, pk):
    period = period_for_staff(request, pk)
    contents = contents_of([period])[period.pk]
    form = return_form(request, period, request.POST)
    if not LIFE.is_possible(period, "return"):
        return step_was_taken(request, pk, form)
    if "turn" in request.POST:
        # To another page of its entries: what was typed comes along and nothing is said of it.
        form = return_form(request, period, initial=request.POST.dict())
        return exchange_page(request, period, contents, form)
    if not form.is_valid():
        return exchange_page(request, period, contents, form)
    act = {"by": request.user, "at": timezone.now(), "text": form.cleaned_data["text"]}
    try:
        handover = returned(request, period, form, act)
    except Refused as refusal:
        return step_was_taken(request, pk, form, str(refusal))
    if not handover:
        return step_was_taken(request, pk, form)
    if handover.mailings.exists():
        say_saved(request, gettext("Returned. The partner is told by e-mail."))
    else:
        nobody = gettext("Returned, but the partner has no user and no e-mail address: tell them.")
        messages.warning(request, nobody)
    return redirect(period_url(period))


def returned(request, period, form, act):
    with transaction.atomic():
        if handover := acts.send_back(period, **act, notes=form.unsaved_notes()):
            announce(handover, request.build_absolute_uri(period_url(period)))
    return handover


@button
def accept(request, pk):
    period = period_for_staff(request, pk)
    with transaction.atomic():
        if handover := acts.accept(period, by=request.user, at=timezone.now()):
            announce(handover, request.build_absolute_uri(period_url(period)))
    if handover:
        messages.success(request, gettext("Accepted. The report is now a draft."))
        return redirect("desk:desk", period.reports.latest("pk").pk)
    messages.warning(request, already(period))
    return redirect(period_url(period))


def visible_period(request, pk):
    periods = ReportingPeriod.objects.with_project().visible_to(request.user)
    return get_object_or_404(periods, pk=pk)


def period_for_partner(request, pk):
    period = visible_period(request, pk)
    if request.user.is_staff:
        raise PermissionDenied
    return period


def period_for_staff(request, pk):
    period = visible_period(request, pk)
    if not request.user.is_staff:
        raise PermissionDenied
    return period


def form_for(request, period, contents):
    """What this user can do with the period now, or None."""
    data = restored_post(request) if request.method == "GET" else None
    if request.user.is_staff:
        is_possible = LIFE.is_possible(period, "return")
        return return_form(request, period, data) if is_possible else None
    return submit_form(period, contents, data) if period.is_open else None


def return_form(request, period, data=None, **kwargs):
    return ReturnForm(data, period=period, items=entries_shown(request, period).items, **kwargs)


def entries_shown(request, period):
    """Of the page that is asked for, or from which a form is sent; read once."""
    if not hasattr(request, "entries_shown"):
        asked = request.POST.get("turn") or request.POST.get("page") or request.GET.get("page")
        request.entries_shown = entries_of(period, asked)
    return request.entries_shown


def submit_form(period, contents, data=None, **kwargs):
    notes = Note.objects.to_answer(period)
    return SubmitForm(data, notes=notes, is_empty=not contents.events, **kwargs)


def step_was_taken(request, pk, form, why=""):
    """Somebody took a step meanwhile: show where the period stands now, and what was typed."""
    period = visible_period(request, pk)
    last = Handover.last_step(period)
    unsent = [text for text in form.typed() if not (last and last.says(text.strip()))]
    if last and last.by == request.user and not unsent and not why:
        # The same form, sent twice by an impatient finger.
        return redirect(period_url(period))
    contents = contents_of([period])[period.pk]
    form_now = form_for(request, period, contents)
    context = {"already": why or already(period), "unsent": unsent}
    return exchange_page(request, period, contents, form_now, status=409, **context)


def already(period):
    last = Handover.last_step(period)
    if last is None:
        return gettext("This is not possible any more.")
    return ALREADY[last.kind] % {"name": last.by.name}


def exchange_page(request, period, contents, form, status=200, **context):
    handovers = handovers_of(period)
    steps = [each for each in handovers if each.kind != Handover.Kind.ERROR]
    notes = [note for handover in steps for note in handover.notes.all()]
    # Staff wait for the partner's answers; they have none to give.
    unanswered = 0 if request.user.is_staff else sum(not note.answer for note in notes)
    context |= {
        "period": period,
        "page": period_url(period),
        "can_accept": LIFE.is_possible(period, "accept"),
        "can_return": LIFE.is_possible(period, "return"),
        "contents": contents,
        "entries": entries_shown(request, period),
        "groups": contents.attendance_by_group(),
        "missing": what_is_missing(period, contents, unanswered)
        if may_mend(request.user, period)
        else (),
        "due": due_sentence(period),
        "report": period.reports.order_by("pk").last(),
        "runs_on": period.last_day > today_of(period.project.partner),
        "is_overdue": is_overdue(period),
        "handovers": handovers,
        "errors": [note for note in Note.objects.errors(period) if not note.answer]
        if request.user.is_staff
        else (),
        "last": steps[-1] if steps else None,
        "form": form,
        "wrong": [form] if form and form.errors else [],
    }
    return render(request, "handover/period.html", context, status=status)


def what_is_missing(period, contents, unanswered):
    return [with_places(each, period) for each in missing(period, contents, unanswered)]


def may_mend(user, period):
    return period.is_open or (user.is_staff and LIFE.is_possible(period, "return"))


def handovers_of(period):
    notes = Prefetch("notes", Note.objects.with_items())
    return list(period.handovers.select_related("by").prefetch_related(notes))
