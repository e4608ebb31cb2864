"""Quotes and photos: two lists, two forms, the same ways."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from outreach.form_recovery import restored_post, say_saved
from outreach.idempotency import made_by, save_once
from outreach.item_forms import PhotoEntryForm, QuoteEntryForm
from outreach.kinds import KINDS, MODELS
from outreach.models import OutreachEvent, PartnerQuote, Photo
from outreach.pages import LongPaginator
from outreach.periods import lock_on, why_locked
from outreach.sent_photos import SENT, blank_form, sent_photo_forms
from outreach.views.records import (
    is_there,
    record_list,
    removed_from,
    say_taken_over,
    visible_project,
    visible_record,
)
from projects.locks import locked_project
from projects.records import as_pk

ON_A_PAGE = 24


@require_safe
def photo_list(request, slug):
    project = visible_project(request, slug)
    return item_list(request, project, "photos", "outreach/photo_list.html")


@require_safe
def quote_list(request, slug):
    project = visible_project(request, slug)
    return item_list(request, project, "quotes", "outreach/quote_list.html")


def item_list(request, project, kind, template):
    items = MODELS[kind].objects.filter(project=project).select_related("event", "blocked_by")
    page = LongPaginator(items, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"project": project, "page": page} | removed_from(project, kind, request)
    return render(request, template, context)


def quote_add(request, slug):
    project = visible_project(request, slug)
    quote = made_by(PartnerQuote, request)
    quote = quote or PartnerQuote(project=project, event=event_asked_for(request, project))
    form = QuoteEntryForm(restored_post(request), instance=quote)
    if request.method == "POST" and form.is_valid():
        with locked_project(project):
            if is_open(form, request.user):
                return saved(request, save_once(PartnerQuote, request, form.save))
    context = {"project": project, "form": form, "wrong": [form] if form.errors else []}
    return render(request, "outreach/quote_form.html", context)


def photo_add(request, slug):
    """One photo with the form, or several that the browser sends one by one."""
    project = visible_project(request, slug)
    photo = made_by(Photo, request)
    photo = photo or Photo(project=project, event=event_asked_for(request, project))
    data = restored_post(request)
    if data and data.getlist(SENT):
        return photos_sent(request, photo, data)
    form = PhotoEntryForm(data, request.FILES or None, instance=photo)
    if request.method == "POST" and form.is_valid():
        with locked_project(project):
            if is_open(form, request.user):
                return saved(request, save_once(Photo, request, form.save))
    return photo_page(request, photo, form)


def photos_sent(request, photo, data):
    """Take over what is said about the photos that arrived; the others bring it with them."""
    with locked_project(photo.project):
        sent = sent_photo_forms(data, photo.project, request.user)
        wrong = [form for form in sent if not form.is_valid()]
        if request.method == "POST" and not wrong:
            for form in sent:
                form.save()
            return saved(request, photo)
    # The same token: the browser knows its draft by it.
    initial = {"form_token": data.get("form_token")}
    return photo_page(request, photo, PhotoEntryForm(instance=photo, initial=initial), sent)


def photo_page(request, photo, form, sent=()):
    # With JavaScript the form of one photo is hidden, and nobody could fill what it requires.
    form.use_required_attribute = False
    context = {"project": photo.project, "event": photo.event, "form": form, "sent": sent}
    context["wrong"] = [each for each in (form, *sent) if each.errors]
    context["blank"] = blank_form(photo.project)
    return render(request, "outreach/photo_form.html", context)


def event_asked_for(request, project):
    """The event whose page asked for the form."""
    asked = as_pk(request.GET.get("event"))
    return OutreachEvent.objects.filter(project=project, pk=asked).first() if asked else None


def is_open(form, user):
    """Whether the events it comes from and goes to may still change; else the field says why."""
    item = form.instance
    days = {item.its_day or form.cleaned_data.get("day"), form.day_before} - {None}
    reasons = {why_locked(item.project, day, user) for day in days} - {""}
    for reason in reasons:
        form.add_error("event" if item.event else "day", reason)
    return not reasons


def photo_edit(request, pk):
    return item_edit(request, pk, PhotoEntryForm, "outreach/photo_form.html")


def quote_edit(request, pk):
    return item_edit(request, pk, QuoteEntryForm, "outreach/quote_form.html")


def item_edit(request, pk, form_class, template):
    model = form_class._meta.model
    if request.method == "POST":
        item = visible_record(model.everything, request, pk)
        with locked_project(item.project):
            # As others have left it by now.
            item = visible_record(
                model.everything.select_related("event", "blocked_by"), request, pk
            )
            form = form_class(restored_post(request), instance=item)
            if is_there(form) and form.is_valid() and is_open(form, request.user):
                form.save()
                say_taken_over(request, form)
                return saved(request, item)
            return item_page(request, item, form, template)
    item = visible_record(model.objects.select_related("event", "blocked_by"), request, pk)
    return item_page(request, item, form_class(restored_post(request), instance=item), template)


def item_page(request, item, form, template):
    context = {"project": item.project, "form": form, "item": item}
    context |= {"kind": KINDS[type(item)], "wrong": [form] if form.errors else []}
    context["locked"] = lock_on(item, request.user)
    return render(request, template, context)


def saved(request, item):
    """Say that it is saved, and go to its event, or to the list where it has none."""
    is_photo = isinstance(item, Photo)
    say_saved(request, _("The photo is saved.") if is_photo else _("The quote is saved."))
    if item.present_event:
        return redirect("outreach:event", item.present_event.pk)
    return redirect(record_list(item))
