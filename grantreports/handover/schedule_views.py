"""The page on which staff move, skip, take over and delete a period, and the one that adds it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from grantreports.accounts.staff_pages import staff_page
from grantreports.handover import handovers as acts
from grantreports.handover.life import LIFE
from grantreports.handover.models.letters import announce
from grantreports.handover.periods import due_sentence, is_overdue, period_url
from grantreports.handover.schedule_forms import (
    DAYS,
    AddForm,
    MoveForm,
    SkipForm,
    TakeOverForm,
    next_number,
)
from grantreports.handover.views import visible_period
from projects.life import Refused
from projects.models import BudgetYear, ReportingPeriod
from projects.periods import DAY, due_after

TOO_LATE = "Somebody changed the period meanwhile. It is now: {state}."
UNUSED_ONLY = "The period is in use, so it stays. It can be skipped."


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request, pk):
    """Move it: its days, its due date."""
    period = visible_period(request, pk)
    if request.method != "POST":
        return schedule_page(request, period)
    form = MoveForm(request.POST, period=period)
    can_be_moved = acts.can_be_moved(period)
    if can_be_moved and not form.is_valid():
        return schedule_page(request, period, move=form)
    days = {name: form.cleaned_data[name] for name in DAYS} if can_be_moved else {}
    if not (can_be_moved and acts.reschedule(period, **days, by=request.user)):
        return period_has_moved(request, period)
    messages.success(request, "Saved. Reminders go by the new due date.")
    return redirect("handover:schedule", pk)


@staff_page
@require_POST
def skip(request, pk):
    period = visible_period(request, pk)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return schedule_page(request, period, skip=form)
    return taken(request, period, acts.skip, "Skipped. Nobody is reminded of it.", form)


@staff_page
@require_POST
def unskip(request, pk):
    period = visible_period(request, pk)
    return taken(request, period, acts.take_back_skip, "The partner enters for it again.")


def taken(request, period, act, done, form=None):
    """Take a step and say so, or say why it is not possible."""
    fields = form.cleaned_data if form else {}
    try:
        if not act(period, by=request.user, at=timezone.now(), **fields):
            return period_has_moved(request, period)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("handover:schedule", period.pk)


@staff_page
@require_POST
def take_over(request, pk):
    """Open the report of a partner that has no account or stays silent."""
    period = visible_period(request, pk)
    form = TakeOverForm(request.POST)
    if not form.is_valid():
        return schedule_page(request, period, take_over=form)
    act = {"by": request.user, "at": timezone.now(), "text": form.cleaned_data["why"]}
    handover = acts.take_over(period, **act)
    if not handover:
        return period_has_moved(request, period)
    announce(handover, request.build_absolute_uri(period_url(period)))
    messages.success(request, "The report is now a draft. What you enter counts as the partner's.")
    return redirect("desk:desk", period.reports.latest("pk").pk)


@staff_page
@require_POST
def delete(request, pk):
    period = visible_period(request, pk)
    name = str(period)
    if not acts.delete_unused(period):
        messages.warning(request, UNUSED_ONLY)
        return redirect("handover:schedule", pk)
    messages.success(request, f"{name} is deleted.")
    return redirect("overview")


@staff_page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    form = AddForm(request.POST or None, initial=gap_in(request.GET.get("year", "")))
    if request.method == "POST" and form.is_valid():
        period = form.save()
        messages.success(request, f"{period} is added.")
        return redirect("handover:schedule", period.pk)
    return render(request, "handover/add.html", {"form": form})


def gap_in(key):
    """What the form proposes for a budget year: its days after the last period."""
    is_key = key.isdecimal() and len(key) < 19
    year = BudgetYear.objects.filter(pk=key).first() if is_key else None
    if year is None:
        return {}
    proposed = {"budget_year": year, "number": next_number(year)}
    last = year.periods.order_by("last_day").last()
    first_day = last.last_day + DAY if last else year.first_day
    if first_day <= year.last_day:
        proposed |= {"first_day": first_day, "last_day": year.last_day}
        proposed["due_date"] = due_after(year.last_day)
    return proposed


def period_has_moved(request, period):
    now = ReportingPeriod.objects.get(pk=period.pk)
    messages.warning(request, TOO_LATE.format(state=now.get_state_display()))
    return redirect("handover:schedule", period.pk)


def schedule_page(request, period, move=None, skip=None, take_over=None):
    can_be_moved, can_be_skipped = acts.can_be_moved(period), LIFE.is_possible(period, "skip")
    context = {
        "period": period,
        "due": due_sentence(period),
        "is_overdue": is_overdue(period),
        "move": (move or MoveForm(period=period)) if can_be_moved else None,
        "skip": (skip or SkipForm()) if can_be_skipped else None,
        "take_over": (take_over or TakeOverForm()) if period.is_open else None,
        "can_be_deleted": period.can_be_deleted,
    }
    return render(request, "handover/schedule.html", context)
