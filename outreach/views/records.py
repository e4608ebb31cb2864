"""What events, quotes and photos have in common: removal, putting back, history."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from outreach import removal
from outreach.changes import changes_of
from outreach.doubts import twin_of
from outreach.kinds import KINDS, LISTS, MODELS
from outreach.models import OutreachEvent
from projects.models import Project
from projects.records import as_pk, protected_by


class RemoveForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is removed"),
        max_length=300,
        help_text=gettext_lazy("It stands in the history, beside who removed it."),
    )


def visible_project(request, slug):
    projects = Project.objects.visible_to(request.user).select_related("partner")
    return get_object_or_404(projects, slug=slug)


def visible_record(records, request, pk):
    records = records.visible_to(request.user).select_related("project__partner")
    return get_object_or_404(records, pk=pk)


def is_there(form):
    """Whether nobody removed the record meanwhile; else the form says so, and keeps its texts."""
    record = form.instance
    if record.removed_at:
        who = record.removed_by.name if record.removed_by else _("Somebody")
        sentence = _("%s removed this meanwhile. Put it back under “Removed”, then save again.")
        form.add_error(None, sentence % who)
    return not record.removed_at


def say_taken_over(request, form):
    if form.taken_over:
        sentence = _("Somebody changed this meanwhile too: %s. Both changes are saved.")
        messages.info(request, sentence % ", ".join(form.taken_over))


@require_POST
def remove(request, kind, pk):
    """At once; where donors have read of it, a page asks why first."""
    record = visible_record(MODELS[kind].objects, request, pk)
    form = RemoveForm(request.POST if "reason" in request.POST else None)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        removal.remove(record, by=request.user, at=timezone.now(), reason=reason)
    except removal.ReasonNeeded:
        context = {"record": record, "kind": kind, "form": form}
        context["back"] = record_list(record)
        return render(request, "outreach/remove.html", context)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(record_list(record))
    return redirect(record_list(record, removed=record.pk))


@require_POST
def put_back(request, kind, pk):
    record = visible_record(MODELS[kind].lately_removed(), request, pk)
    try:
        # Entered or sent again meanwhile, it would be there twice.
        if isinstance(record, OutreachEvent) and (twin := twin_of(record, present=True)):
            raise ValidationError(_("“%s” is there by now. Remove that one first.") % twin)
        removal.put_back(record, by=request.user)
        messages.success(request, _("It is back where it was."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(record_list(record))


def record_list(record, **query):
    return reverse(LISTS[KINDS[type(record)]], args=[record.project.slug], query=query)


def removed_from(project, kind, request):
    """How much was removed from a list, and what was just now."""
    records = MODELS[kind].lately_removed().filter(project=project)
    removed = list(records.values_list("pk", flat=True))
    asked = as_pk(request.GET.get("removed"))
    just_now = asked if asked in removed else None
    return {"kind": kind, "removed": len(removed), "removed_pk": just_now}


@require_safe
def removed_list(request, slug, kind):
    """What somebody removed from the project and may still be put back."""
    project = visible_project(request, slug)
    records = MODELS[kind].lately_removed().filter(project=project).select_related("removed_by")
    context = {"project": project, "records": records.order_by("-removed_at"), "kind": kind}
    return render(request, "outreach/removed_list.html", context | {"back": LISTS[kind]})


@require_safe
def history(request, kind, pk):
    """Who changed what, and when."""
    record = visible_record(MODELS[kind].everything, request, pk)
    context = {"record": record, "project": record.project, "changes": changes_of(record)}
    return render(request, "outreach/history.html", context | {"back": LISTS[kind]})


def withdraw(request, kind, pk):
    """Consent can be withdrawn at any time, also in a period that is locked."""
    record = visible_record(MODELS[kind].objects, request, pk)
    if request.method != "POST":
        lost = {getattr(each, "goes_with_consent", "") for each in protected_by(record)} - {""}
        context = {"record": record, "project": record.project, "kind": kind}
        context["goes_with_it"] = sorted(lost)
        return render(request, "outreach/withdraw.html", context)
    record.withdraw_consent()
    messages.success(request, _("Consent is withdrawn. It is blocked everywhere from now on."))
    return redirect(record_list(record))
