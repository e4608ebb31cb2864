"""How things stand: what is entered for reporting periods, by place."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from outreach.form_recovery import restored_post, say_saved
from outreach.periods import why_locked
from outreach.sheets.download import XLSX_TYPE
from outreach.sheets.forms import MOST_BYTES, too_large
from outreach.sheets.sheet import FileRefused
from outreach.sheets.state import StateSheet, as_xlsx
from outreach.state import Spot, StateValues, groups_of
from outreach.state_form import ProposalForm, StateForm
from outreach.views.exports import download
from outreach.views.records import say_taken_over, visible_project
from projects.locks import locked_project
from projects.models import Indicator, ReportingPeriod

# Nobody corrects more at once.
SHOWN = 50


class StateUploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("The template, as XLSX or CSV. An empty cell says nothing."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.tsv,.txt"}),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise ValidationError(too_large(upload.size, MOST_BYTES))
        return upload


@require_safe
def state_list(request, slug):
    project = visible_project(request, slug)
    values = StateValues(project)
    periods = list(ReportingPeriod.objects.of_project(project))
    context = {
        "project": project,
        "indicators": values.indicators,
        "groups": groups_of(values, periods, request.user),
        "proposal": proposal_form(request, project),
        "upload": StateUploadForm(),
    }
    return render(request, "outreach/state_list.html", context)


def state_add(request, slug):
    project = visible_project(request, slug)
    data = restored_post(request)
    if request.method == "POST":
        with locked_project(project):
            # As others have left it by now.
            form = StateForm(data, project=project, user=request.user)
            if form.is_valid():
                form.save()
                say_taken_over(request, form)
                return saved(request, form)
            return form_page(request, form)
    spot, is_change = spot_asked_for(request)
    form = StateForm(data, project=project, user=request.user, spot=spot, is_change=is_change)
    return form_page(request, form)


def spot_asked_for(request):
    """The day and the place in the address, and whether both are there, as of a row."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None, False
    return Spot(day, request.GET.get("province", "")), "province" in request.GET


def form_page(request, form):
    context = {
        "project": form.project,
        "form": form,
        "wrong": [form] if form.errors else [],
        "is_change": form.is_change,
        "locked": "" if form.is_bound else why_locked(form.project, form.spot.day, request.user),
    }
    return render(request, "outreach/state_form.html", context)


def saved(request, form):
    """Say that it is saved, and go where the button that was pressed leads."""
    say_saved(request, _("The numbers are saved."))
    slug = form.project.slug
    if "another" in request.POST:
        query = {"day": form.spot.day.isoformat()}
        return redirect(reverse("outreach:state-add", args=[slug], query=query))
    return redirect("outreach:state-list", slug)


def proposal_form(request, project, data=None):
    new = Indicator(project=project)
    return ProposalForm(data, instance=new, user=request.user, auto_id="id_proposal_%s")


def state_propose(request, slug):
    """Another number that the partner counts."""
    project = visible_project(request, slug)
    data = restored_post(request)
    form = proposal_form(request, project, data)
    if request.method == "POST":
        with locked_project(project):
            if form.is_valid():
                indicator = form.save()
                sentence = _("“%s” is asked from now on. The foundation confirms it for reports.")
                say_saved(request, sentence % indicator.name)
                return redirect("outreach:state-list", slug)
    context = {"project": project, "form": form, "wrong": [form] if form.errors else []}
    return render(request, "outreach/state_propose.html", context)


@require_safe
def state_template(request, slug):
    project = visible_project(request, slug)
    return download(as_xlsx(project), XLSX_TYPE, f"{slug}-state.xlsx")


def state_upload(request, slug):
    """A filled template: all of it is taken in, or nothing."""
    project = visible_project(request, slug)
    is_sent = request.method == "POST"
    form = StateUploadForm(*((request.POST, request.FILES) if is_sent else ()))
    context = {"project": project, "form": form}
    if is_sent and form.is_valid():
        with locked_project(project):
            try:
                sheet = StateSheet(form.cleaned_data["file"].read(), project, request.user)
            except FileRefused as refusal:
                form.add_error("file", str(refusal))
            else:
                if not sheet.wrong:
                    messages.success(request, taken_in(sheet.save()))
                    return redirect("outreach:state-list", slug)
                wrong = sorted(sheet.wrong, key=lambda each: (each.row, each.column))
                context |= {"cells": wrong[:SHOWN], "more": len(wrong[SHOWN:])}
    return render(request, "outreach/state_upload.html", context)


def taken_in(count):
    if not count:
        return _("All of this is here already: there is nothing to add.")
    told = ngettext("%d number is added or changed.", "%d numbers are added or changed.", count)
    return told % count
