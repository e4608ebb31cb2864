"""What a save of the desk asks for: the form as it stands, after the act of its button."""

from dataclasses import replace

from django.http import HttpRequest

from grantreports.desk.acts import act_on, add_point, replace_text
from grantreports.desk.checks.run import findings_of
from grantreports.desk.draft import Draft, draft_of
from grantreports.desk.posted import Posted, known_keys, posted_draft
from grantreports.desk.suggestions.suggest import suggestions_for
from grantreports.reports.compose import Composition
from grantreports.reports.models import Report


def sent_draft(request: HttpRequest, report: Report) -> tuple[Posted, str]:
    """The draft that was sent, and the part to look at after the act of a button."""
    posted = posted_draft(request.POST, report, draft_of(report))
    act = request.POST.get("act", "")
    if not act:
        return posted, ""
    draft, look_at = acted(report, posted.draft, act)
    return replace(posted, draft=draft), look_at


def acted(report: Report, draft: Draft, act: str) -> tuple[Draft, str]:
    name, _, rest = act.partition(":")
    verb, _, key = rest.partition(":")
    if name == "use":
        return use_suggestion(report, draft, rest)
    if name == "live":
        return make_live(report, draft, rest)
    if name in ("quotes", "photos") and verb == "add" and not known_keys(report, name, [key]):
        return draft, ""
    return act_on(draft, act)


def use_suggestion(report: Report, draft: Draft, key: str) -> tuple[Draft, str]:
    for suggestion in suggestions_for(Composition(report)):
        if suggestion.key == key:
            return add_point(draft, suggestion.text, suggestion.objective)
    return draft, ""


def make_live(report: Report, draft: Draft, key: str) -> tuple[Draft, str]:
    """Put the figure for the number that somebody typed."""
    for finding in findings_of(report):
        if finding.key == key and finding.replacement:
            return replace_text(draft, finding.where, finding.detail, finding.replacement)
    return draft, ""
