"""Two editors on one report: the second chooses, part by part, and loses nothing."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from grantreports.desk.draft import draft_of
from grantreports.desk.merge import merge, take_both, take_mine
from grantreports.desk.names_of_today import in_names_of_today
from grantreports.desk.posted import fields_of, put
from grantreports.desk.saving import Outdated, save
from grantreports.reports.sections import LABELS, LISTS, TEXTS
from grantreports.reports.views import visible_report

CHOICES = {"mine": take_mine, "theirs": lambda draft, conflict: draft, "both": take_both}
# Parts in which people write, so that both texts can stand one below the other.
WRITTEN = {
    *(each.key for each in TEXTS if not each.is_line),
    *(each.key for each in LISTS.values() if each.can_join),
}
# The fields of the form in which they stand.
TYPED = {*(each.key for each in TEXTS), *(each.text for each in LISTS.values() if each.text)}


@dataclass(frozen=True)
class Choice:
    """One conflict on the merge page; the versions are lines to read."""

    part: str
    label: str
    mine: list[str]
    theirs: list[str]
    has_both: bool


def merge_sent(request, report, posted, base):
    """Save what fits together; ask about what does not, with both versions in sight.

    A text that cannot be saved, in a part that a colleague took out, is asked about too.
    Returns the page that asks, or None where all is saved.
    """
    if not report.can_be_written:
        return give_back_typed(request, report)
    theirs = draft_of(report)
    before = report.revisions.filter(version=base).first()
    in_gone = posted.typed_in_gone(theirs)
    mine = put(posted.draft, in_gone)
    # A version that nobody kept can only be compared with what stands now.
    if before:
        # Who typed did not know yet what was renamed since.
        mine = in_names_of_today(report, mine, before.at)
    base_draft = in_names_of_today(report, before.says, before.at) if before else theirs
    merged = merge(base_draft, mine, theirs)
    chosen = {each.part: request.POST.get(f"choice-{each.part}") for each in merged.conflicts}
    if any(choice not in CHOICES for choice in chosen.values()):
        return ask(request, report, merged.conflicts, chosen, base)
    draft = merged.draft
    for conflict in merged.conflicts:
        draft = CHOICES[chosen[conflict.part]](draft, conflict)
    draft = posted.savable(draft, in_gone)
    try:
        save(report, draft, by=request.user, at=timezone.now(), base=report.version)
    except Outdated:
        return merge_sent(request, visible_report(request, report.pk), posted, base)
    messages.info(request, "A colleague saved at the same time. Both changes are in the draft.")
    return None


def ask(request, report, conflicts, chosen, base):
    words = Words(report)
    since = report.revisions.select_related("by").filter(version__gt=base)
    by_others = since.exclude(by=request.user).first()
    context = {
        "report": report,
        "last": by_others or report.revisions.select_related("by").first(),
        "is_own": not by_others,
        "choices": [words.choice(each) for each in conflicts],
        "incomplete": any(chosen.values()),
    }
    return conflict_page(request, "merge", context)


def give_back_typed(request, report):
    """Nothing typed is lost: what was not saved stands on the page, to be copied."""
    draft = draft_of(report)
    parts = [draft, *(part for name in LISTS for part in draft[name])]
    saved = {value for part in parts for value in part.values() if isinstance(value, str)}
    typed = [
        text
        for name, values in request.POST.lists()
        if name.rpartition("-")[2] in TYPED
        for text in values
        if text.strip() and text.replace("\r\n", "\n") not in saved
    ]
    return conflict_page(request, "too_late", {"report": report, "typed": typed})


def conflict_page(request, name, context):
    """A page of its own, or the content of the page that is open."""
    fields = [
        (field, value)
        for field, values in request.POST.lists()
        for value in values
        if field != "csrfmiddlewaretoken" and not field.startswith("choice-")
    ]
    context |= {"fields": fields}
    if not request.htmx:
        return render(request, f"desk/{name}.html", context, status=409)
    headers = {"HX-Retarget": "#content", "HX-Reswap": "innerHTML show:window:top"}
    # htmx leaves the answer to an error alone.
    return HttpResponse(render(request, f"desk/_{name}.html", context).content, headers=headers)


def base_version(request, report):
    """The version that the page showed; without a number, the one that stands."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 10 else report.version


class Words:
    """Versions of a part as lines to read; names of records in place of their keys."""

    def __init__(self, report):
        own, lists = fields_of(report)
        self.names = {
            "asks_for": dict(own["asks_for"].choices),
            "objective": dict(lists["points"]["objective"].choices),
            "quote": {quote.pk: str(quote) for quote in report.project.partnerquotes.all()},
            "photo": {photo.pk: str(photo) for photo in report.project.photos.all()},
        }

    def choice(self, conflict):
        name = conflict.part.partition(":")[0]
        return Choice(
            conflict.part,
            LABELS[name],
            self.lines(name, conflict.mine),
            self.lines(name, conflict.theirs),
            has_both=name in WRITTEN and None not in (conflict.mine, conflict.theirs),
        )

    def lines(self, name, version):
        if name in LISTS and version is None:
            return []
        if not isinstance(version, dict):
            return [self.word(name, version)]
        shown = {each: value for each, value in version.items() if each != "token"}
        return [self.word(each, value) for each, value in shown.items() if value not in ("", None)]

    def word(self, name, value):
        if name in self.names:
            return str(self.names[name].get(value, "–"))
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return str(value)
