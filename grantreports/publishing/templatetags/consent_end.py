from django import template

from grantreports.publishing.consent_end import NOTICES, ends_of, why_over
from projects.days import today_of

register = template.Library()


@register.inclusion_tag("publishing/_consent_end_alert.html")
def consent_end(report):
    """Above every page of a report: its latest edition is over, or ends within two months."""
    edition = report.latest_edition()
    if edition is None or edition.is_closed:
        return {}
    today = today_of(report.project.partner)
    ends = ends_of([edition]).get(edition.pk, [])
    coming = [end for end in ends if 0 <= (end.last_day - today).days <= NOTICES[0]]
    over = why_over(edition) if ends else ""
    return {"edition": edition, "over": over, "coming": coming}
