"""Who changed what in a draft, word by word, and the way back."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.desk.draft import FIELDS
from grantreports.desk.merging import Words
from grantreports.desk.saving import Outdated, earlier_draft, save
from grantreports.reports.differences import Difference
from grantreports.reports.sections import LABELS, LISTS
from grantreports.reports.views import visible_report

# What one person saves within that time is one step.
TOGETHER = timedelta(minutes=5)
MOST_STEPS = 50
MOST_REVISIONS = 1000


@dataclass(frozen=True)
class Step:
    by: object
    at: object
    version: int
    changes: list[Difference]
    can_go_back: bool


@require_safe
@staff_page
def history(request, pk):
    report = visible_report(request, pk)
    context = {"report": report, "steps": steps_of(report)}
    return render(request, "desk/history.html", context)


def steps_of(report):
    """The latest steps first; runs a constant number of queries."""
    revisions = list(report.revisions.select_related("by")[:MOST_REVISIONS])
    is_draft = report.can_be_written
    words = Words(report)
    ends = [
        revision
        for place, revision in enumerate(revisions)
        if not place or not same_step(revision, revisions[place - 1])
    ]
    return [
        Step(
            by=after.by,
            at=after.at,
            version=after.version,
            changes=changes(words, before.says, after.says),
            can_go_back=is_draft and place > 0,
        )
        for place, (after, before) in enumerate(pairwise(ends[: MOST_STEPS + 1]))
    ]


def same_step(earlier, later):
    return (
        earlier.by_id == later.by_id and later.at - earlier.at < TOGETHER and earlier.version > 0
    )


def changes(words, before, after):
    """The parts that two drafts say differently."""
    found = [
        difference(words, name, before[name], after[name])
        for name in FIELDS
        if before[name] != after[name]
    ]
    for name, kind in LISTS.items():
        old = {part[kind.part_key]: part for part in before[name]}
        new = {part[kind.part_key]: part for part in after[name]}
        found += [
            difference(words, name, old.get(key), new.get(key))
            for key in dict.fromkeys([*old, *new])
            if old.get(key) != new.get(key)
        ]
    return found


def difference(words, name, before, after):
    old, new = (
        " · ".join(words.lines(name, value)) if value is not None else ""
        for value in (before, after)
    )
    return Difference(LABELS[name], old, new)


@require_POST
@staff_page
def go_back(request, pk, version):
    """Make an earlier draft the present one; that can be undone too."""
    report = visible_report(request, pk)
    revision = get_object_or_404(report.revisions, version=version)
    draft = earlier_draft(report, revision)
    try:
        save(report, draft, by=request.user, at=timezone.now(), base=report.version)
    except Outdated:
        messages.warning(request, "Somebody saved meanwhile. Look at the history again.")
        return redirect("desk:history", pk)
    messages.success(request, "The draft says again what it said then.")
    return redirect("desk:desk", report.pk)
