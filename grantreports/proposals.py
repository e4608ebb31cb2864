"""The foundation answers what a partner proposes to count: it confirms, renames or merges it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from grantreports.accounts.staff_pages import staff_page
from outreach import proposals
from outreach.columns import groups_of
from outreach.counted import could_be
from projects.models import Project
from projects.records import as_pk

PROPOSED = {"group": proposals.proposed_groups, "indicator": proposals.proposed_indicators}
KNOWN: dict[str, Any] = {
    "group": groups_of,
    "indicator": lambda project: list(project.indicators.all()),
}


def proposals_of(project: Project) -> list[dict[str, Any]]:
    """For the page of the project: each proposal, and what it could be the same as."""
    return [
        {"kind": kind, "record": record, "same": could_be(record, KNOWN[kind](project))}
        for kind, proposed in PROPOSED.items()
        for record in proposed(project)
    ]


def found(kind: str, slug: str, pk: int) -> tuple[Project, Any]:
    """The project and its proposal; one that is answered already is not there any more."""
    if kind not in PROPOSED:
        raise Http404
    project = get_object_or_404(Project, slug=slug)
    return project, PROPOSED[kind](project).filter(pk=pk).first()


def answered(request, slug, record, sentence, act):
    """Tell what became of it, or why it could not be."""
    if record is None:
        messages.info(request, "Somebody has answered this already.")
        return redirect("project", slug)
    try:
        act()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, sentence)
    return redirect("project", slug)


@require_POST
@staff_page
def confirm(request, slug, kind, pk):
    _, record = found(kind, slug, pk)
    sentence = f"“{record}” is confirmed: reports may count it."
    return answered(request, slug, record, sentence, lambda: proposals.confirm(record))


@require_POST
@staff_page
def rename(request, slug, kind, pk):
    _, record = found(kind, slug, pk)
    name = request.POST.get("name", "").replace("\0", "")
    sentence = f"“{record}” is called “{name}” now, in drafts too."
    return answered(request, slug, record, sentence, lambda: proposals.rename(record, name))


@require_POST
@staff_page
def merge(request, slug, kind, pk):
    project, record = found(kind, slug, pk)
    chosen = as_pk(request.POST.get("same", ""))
    known = could_be(record, KNOWN[kind](project)) if record else []
    other = next((each for each in known if each.pk == chosen), None)

    def act():
        if other is None:
            raise ValidationError("Choose what it is the same as.")
        proposals.merge(record, other)

    return answered(request, slug, record, f"“{record}” is counted as “{other}” now.", act)
