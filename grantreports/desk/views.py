"""The desk: staff compose one report beside the page that donors will see."""

import json

from django.contrib import messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.desk.changes import changes_since
from grantreports.desk.checks.run import findings_of
from grantreports.desk.merging import base_version, merge_sent
from grantreports.desk.page import DeskPage
from grantreports.desk.save_request import sent_draft
from grantreports.desk.saving import Outdated, redo, save, undo
from grantreports.handover.models import Note
from grantreports.reports.compose import Composition
from grantreports.reports.models import Report
from grantreports.reports.pdf import measure
from grantreports.reports.views import visible_report
from outreach.figures import FigureError, parse
from outreach.measures import Entered
from projects.money import number


@require_safe
@never_cache
@staff_page
def desk(request, pk):
    report = visible_report(request, pk)
    return show_desk(request, report)


@require_POST
@staff_page
def save_desk(request, pk):
    """Save what the form says; a button of it may add, move or take out a part."""
    report = visible_report(request, pk)
    posted, look_at = sent_draft(request, report)
    base = base_version(request, report)
    try:
        save(report, posted.draft, by=request.user, at=timezone.now(), base=base)
    except Outdated:
        return merge_posted(request, pk, posted, base)
    if request.htmx:
        return show_saved(request, report, posted, look_at)
    if posted.problems:
        return show_desk(request, report, posted)
    return redirect(f"{reverse('desk:desk', args=[report.pk])}#{look_at.replace(':', '-')}")


@require_POST
@staff_page
def merge_desk(request, pk):
    """Save with what was chosen for each part that both had changed."""
    report = visible_report(request, pk)
    posted, _look_at = sent_draft(request, report)
    return merge_posted(request, pk, posted, base_version(request, report))


def merge_posted(request, pk, posted, base):
    """Both people's changes; what cannot be saved is given back in its place."""
    question = merge_sent(request, visible_report(request, pk), posted, base)
    if question:
        return question
    report = visible_report(request, pk)
    if request.htmx:
        return show_all_saved(request, report, posted)
    if posted.problems:
        return show_desk(request, report, posted)
    return redirect("desk:desk", report.pk)


@require_POST
@staff_page
def undo_desk(request, pk):
    return step(request, pk, undo, "There is nothing to undo.")


@require_POST
@staff_page
def redo_desk(request, pk):
    return step(request, pk, redo, "There is nothing to redo.")


def step(request, pk, go, nothing):
    report = visible_report(request, pk)
    try:
        go(report, by=request.user, at=timezone.now())
    except Outdated:
        messages.info(request, nothing)
    if request.htmx and report.can_be_written:
        return show_all_saved(request, visible_report(request, pk))
    if request.htmx:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return redirect("desk:desk", report.pk)


@require_safe
@never_cache
@staff_page
def token(request):
    """What a page that was open before a new log-in needs to save what is typed on it."""
    return HttpResponse(get_token(request), content_type="text/plain")


@require_safe
@never_cache
@staff_page
def pages(request, pk):
    """How many pages the PDF has, and how full the last one is."""
    report = visible_report(request, pk)
    composition = Composition(report)
    extent = measure(composition.donor_report())
    found = findings_of(report, composition, pages=extent.pages, size=extent.size)
    too_long = [each for each in found if each.check_id in ("page-budget", "small-text")]
    context = {"report": report, "extent": extent, "findings": too_long}
    return render(request, "desk/_pages.html", context)


@require_safe
@staff_page
def figure(request, pk):
    """The very events that make a figure."""
    report = visible_report(request, pk)
    composition = Composition(report)
    source = request.GET.get("figure", "")
    context = {"report": report, "source": source}
    try:
        found = parse(source, composition.vocabulary)
    except FigureError as error:
        context["error"] = str(error)
    else:
        context |= {"text": composition.numbers.text(found)} | behind(composition, found)
    page = "desk/_figure.html" if request.htmx else "desk/figure.html"
    return render(request, page, context, status=400 if "error" in context else 200)


def behind(composition, figure):
    """What makes a figure: each event with what it adds, and how things stood."""
    events = composition.numbers.events_behind(figure)
    events = events.prefetch_related("attendances", "indicator_values")
    is_entered = isinstance(figure.counts, Entered)
    return {
        "events": [
            (event, values_at(event, figure) if is_entered else counted(event, figure.groups))
            for event in events.order_by("first_day", "pk")
        ],
        "states": list(composition.numbers.states_behind(figure)),
        "is_entered": is_entered,
        "baseline": figure.relation == "baseline"
        and composition.project.indicators.filter(name=figure.measure).first(),
    }


def values_at(event, figure):
    """What was entered with the event, as text; of a share both of its parts."""
    keys = figure.counts.keys
    found = {each.indicator_id: each.value for each in event.indicator_values.all()}
    return " / ".join(number(found[key]) for key in sorted(keys) if key in found)


def counted(event, groups):
    """How many of the groups came to the event, of all where none is named; None if unknown."""
    counts = [
        each.count
        for each in event.attendances.all()
        if (each.group_id in groups if groups else each.part_of_id is None)
    ]
    return sum(counts) if counts else None


def show_desk(request, report, posted=None):
    if not report.can_be_written:
        return render(request, "desk/closed.html", closed_context(report))
    context = {"report": report, "page": DeskPage(report, posted), "changes": changes(report)}
    context["errors"] = errors_of(report)
    return render(request, "desk/desk.html", context)


def closed_context(report):
    """A published report shows what donors read, any other one how it stands."""
    edition = report.latest_edition()
    is_published = edition and report.status == Report.Status.PUBLISHED
    shown = edition.donor_report if is_published else Composition(report).donor_report()
    return {
        "report": report,
        "donor_report": shown,
        "changes": changes(report),
        "errors": errors_of(report),
    }


def errors_of(report):
    """What the partner reported of the period's events and nobody has answered."""
    return list(Note.objects.errors(report.period).filter(answered_at=None))


def changes(report):
    """What changed in the data since the edition that donors read, or None."""
    edition = report.latest_edition()
    return changes_since(edition, report) if edition else None


def show_all_saved(request, report, posted=None, whole=True):
    context = {"report": report, "page": DeskPage(report, posted), "whole": whole}
    return render(request, "desk/_saved.html", context)


def show_saved(request, report, posted, look_at):
    """The parts of the page that change with what is typed; after an act also the form."""
    whole = bool(request.POST.get("act"))
    response = show_all_saved(request, report, posted, whole)
    if look_at:
        anchor = look_at.replace(":", "-")
        response["HX-Trigger-After-Settle"] = json.dumps({"look-at": {"anchor": anchor}})
    return response
