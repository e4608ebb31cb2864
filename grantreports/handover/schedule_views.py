"""The page on which staff move, skip and delete a report, and the one on which they add it."""

from django.contrib import messages
from django.db.models import ProtectedError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from grantreports.accounts.staff_pages import staff_page
from grantreports.handover.due import due_sentence, is_overdue
from grantreports.handover.schedule_forms import AddForm, MoveForm, SkipForm, next_number
from grantreports.reports.models import Report
from grantreports.reports.views import visible_report
from projects.models import BudgetYear
from projects.plan import DAY, due_after

TOO_LATE = "Somebody changed the report meanwhile. It is now: {status}."


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request, pk):
    """Move it: its period, its due date."""
    report = visible_report(request, pk)
    if request.method != "POST":
        return show(request, report)
    form = MoveForm(request.POST, report=report)
    if report.can_be_moved and not form.is_valid():
        return show(request, report, move=form)
    if not (report.can_be_moved and report.reschedule(**form.cleaned_data, by=request.user)):
        return too_late(request, report)
    messages.success(request, "Saved. Reminders go by the new due date.")
    return redirect("handover:schedule", pk)


@staff_page
@require_POST
def skip(request, pk):
    report = visible_report(request, pk)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return show(request, report, skip=form)
    if not report.skip(reason=form.cleaned_data["reason"], by=request.user):
        return too_late(request, report)
    messages.success(request, "Skipped. Nobody is reminded of it.")
    return redirect("handover:schedule", pk)


@staff_page
@require_POST
def unskip(request, pk):
    report = visible_report(request, pk)
    if not report.take_back_skip(by=request.user):
        return too_late(request, report)
    messages.success(request, "The partner enters for it again.")
    return redirect("handover:schedule", pk)


@staff_page
@require_POST
def delete(request, pk):
    report = visible_report(request, pk)
    name = str(report)
    if not delete_unused(report):
        messages.warning(request, "The report is in use, so it stays. It can be skipped.")
        return redirect("handover:schedule", pk)
    messages.success(request, f"{name} is deleted.")
    return redirect("overview")


def delete_unused(report):
    try:
        return report.can_be_deleted and bool(report.delete())
    except ProtectedError:
        # The partner submitted it in the same moment.
        return False


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    form = AddForm(request.POST or None, initial=gap_in(request.GET.get("year", "")))
    if request.method == "POST" and form.is_valid():
        report = form.save()
        messages.success(request, f"{report} is added.")
        return redirect("handover:schedule", report.pk)
    return render(request, "handover/add.html", {"form": form})


def gap_in(key):
    """What the form proposes for a budget year: its days after the last report."""
    is_key = key.isdecimal() and len(key) < 19
    year = BudgetYear.objects.filter(pk=key).first() if is_key else None
    if year is None:
        return {}
    proposed = {"budget_year": year, "number": next_number(year)}
    last = year.reports.order_by("last_day").last()
    first_day = last.last_day + DAY if last else year.first_day
    if first_day <= year.last_day:
        proposed |= {"first_day": first_day, "last_day": year.last_day}
        proposed["due_date"] = due_after(year.last_day)
    return proposed


def too_late(request, report):
    report = Report.objects.get(pk=report.pk)
    messages.warning(request, TOO_LATE.format(status=report.get_status_display()))
    return redirect("handover:schedule", report.pk)


def show(request, report, move=None, skip=None):
    context = {
        "report": report,
        "due": due_sentence(report),
        "is_overdue": is_overdue(report),
        "move": (move or MoveForm(report=report)) if report.can_be_moved else None,
        "skip": (skip or SkipForm()) if report.is_open else None,
    }
    return render(request, "handover/schedule.html", context)
