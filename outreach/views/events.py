from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from outreach.columns import FACTS, IN_LIST, LONG
from outreach.event_form import EventEntryForm
from outreach.filters import EventFilter
from outreach.form_recovery import restored_post, say_saved
from outreach.idempotency import made_by, save_once
from outreach.item_forms import PhotoEntryForm, QuoteEntryForm
from outreach.models import OutreachEvent, PartnerQuote, Photo
from outreach.pages import LongPaginator
from outreach.periods import lock_on, why_locked
from outreach.sent_photos import blank_form, sent_photo_forms
from outreach.views.records import (
    is_there,
    removed_from,
    say_taken_over,
    visible_project,
    visible_record,
)
from projects.days import today_of
from projects.locks import locked_project

ON_A_PAGE = 50


def visible_event(request, pk):
    events = OutreachEvent.objects.visible_to(request.user)
    return get_object_or_404(events.with_attendance().select_related("project__partner"), pk=pk)


@require_safe
def event_list(request, slug):
    project = visible_project(request, slug)
    event_filter = EventFilter(request.GET, project)
    totals = event_filter.totals()
    events = event_filter.events().with_attendance()
    page = LongPaginator(events, ON_A_PAGE, totals.events).get_page(request.GET.get("page"))
    context = {
        "project": project,
        "filter": event_filter,
        "page": page,
        "columns": IN_LIST,
        "totals": totals,
        "query": f"?{request.GET.urlencode()}" if event_filter.is_used else "",
    }
    context |= removed_from(project, "events", request)
    return render(request, "outreach/event_list.html", context)


@require_safe
def event_detail(request, pk):
    event = visible_event(request, pk)
    context = {
        "event": event,
        "project": event.project,
        "kind": "events",
        "attendances": event.attendances.select_related("group"),
        "values": event.indicator_values.select_related("indicator"),
        "attended": event.attended,
        "facts": FACTS,
        "texts": LONG,
        "photos": event.photos.select_related("event", "blocked_by"),
        "quotes": event.partnerquotes.select_related("event", "blocked_by"),
        "locked": lock_on(event, request.user),
    }
    return render(request, "outreach/event_detail.html", context)


def event_add(request, slug):
    project = visible_project(request, slug)
    # Sent again, perhaps with a correction, the form changes what it has made.
    event = made_by(OutreachEvent, request) or OutreachEvent(project=project)
    initial = {name: request.GET.get(name) for name in ("province", "setting")}
    forms = entry_forms(request, event, initial)
    if request.method == "POST" and all_valid(forms):
        with locked_project(project):
            if all_open(forms, request.user):
                saved_event = save_once(OutreachEvent, request, lambda: save_all(forms))
                return saved(request, saved_event)
    context = {
        "project": project,
        "forms": forms,
        "wrong": [form for form in all_forms(forms) if form.errors],
        "blank": blank_form(project),
        "locked_today": why_locked(project, today_of(project.partner), request.user),
    }
    return render(request, "outreach/event_form.html", context)


def event_edit(request, pk):
    if request.method == "POST":
        event = visible_record(OutreachEvent.everything, request, pk)
        with locked_project(event.project):
            # As others have left it by now.
            return change_event(request, visible_record(OutreachEvent.everything, request, pk))
    event = visible_event(request, pk)
    if lock_on(event, request.user):
        # The page of the event says why.
        return redirect("outreach:event", pk)
    form = EventEntryForm(restored_post(request), instance=event, user=request.user)
    return edit_page(request, event, form)


def change_event(request, event):
    instance = event
    if "copy" in request.POST:
        instance = made_by(OutreachEvent, request) or OutreachEvent(project=event.project)
    form = EventEntryForm(restored_post(request), instance=instance, user=request.user)
    if is_there(form) and form.is_valid() and form.is_open():
        response = saved(request, save_once(OutreachEvent, request, form.save))
        say_taken_over(request, form)
        return response
    return edit_page(request, event, form)


def edit_page(request, event, form):
    context = {"project": event.project, "event": event, "forms": {"event": form}}
    context["wrong"] = [form] if form.errors else []
    return render(request, "outreach/event_form.html", context)


def entry_forms(request, event, initial):
    """The form of a new event, with a photo and a quote that may stay empty, and photos sent."""
    data = restored_post(request)
    project = event.project
    photo = made_by(Photo, request, "photo-") or Photo(project=project)
    quote = made_by(PartnerQuote, request, "quote-") or PartnerQuote(project=project)
    return {
        "event": EventEntryForm(data, instance=event, initial=initial, user=request.user),
        "photo": beside(PhotoEntryForm, data, request.FILES, instance=photo, prefix="photo"),
        "quote": beside(QuoteEntryForm, data, None, instance=quote, prefix="quote"),
        "sent": sent_photo_forms(data, project, request.user),
    }


def beside(form_class, data, files, **kwargs):
    """A form beside that of an event: where nothing was entered, it has no errors either."""
    form = form_class(data, files or None, **kwargs)
    if not form.is_filled:
        form = form_class(**kwargs)
    for name in ("event", "day"):
        form.fields.pop(name)
    form.use_required_attribute = False
    return form


def all_valid(forms):
    used = [forms["event"], *used_beside(forms)]
    valid = [form.is_valid() for form in used]
    if not all(valid) and forms["photo"].is_bound:
        forms["photo"].keep_picture()
    return all(valid)


def all_open(forms, user):
    """Whether all that is sent may change now; else the forms say why not."""
    reasons = {form: lock_on(form.instance, user) for form in forms["sent"]}
    for form, reason in reasons.items():
        if reason:
            form.add_error(None, reason)
    return forms["event"].is_open() and not any(reasons.values())


def all_forms(forms):
    return [forms["event"], forms["photo"], forms["quote"], *forms["sent"]]


def used_beside(forms):
    return [form for form in all_forms(forms)[1:] if form.is_bound]


@transaction.atomic
def save_all(forms):
    event = forms["event"].save()
    for form in used_beside(forms):
        form.instance.event = form.instance.event or event
        form.save()
    return event


def saved(request, event):
    """Say that it is saved, and go where the button that was pressed leads."""
    say_saved(request, _("The outreach is saved."))
    if "another" in request.POST:
        query = {"province": event.province, "setting": event.setting}
        return redirect(reverse("outreach:event-add", args=[event.project.slug], query=query))
    return redirect("outreach:event", event.pk)
