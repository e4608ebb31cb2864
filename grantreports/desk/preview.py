"""The page as donors will see it, with its figures marked, and how long it is on paper."""

import re
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from grantreports.reports.compose import Composition
from grantreports.reports.models import Report

# Characters of the private area, which `compose` takes out of all texts.
BEGIN, MIDDLE, END = "\ue000", "\ue001", "\ue002"
MARKED = re.compile(f"{BEGIN}(.*?){MIDDLE}(.*?){END}", re.DOTALL)


def mark(source: str, words: str) -> str:
    return f"{BEGIN}{source}{MIDDLE}{words}{END}"


def figure_url(report: Report, source: str) -> str:
    """Where the events behind a figure are listed."""
    return f"{reverse('desk:figure', args=[report.pk])}?{urlencode({'figure': source})}"


def marked_sheet(composition: Composition) -> SafeString:
    """The page, each figure a link to its events; runs the queries of composing."""
    report = composition.report
    sheet = render_to_string(
        "reports/_sheet.html", {"report": composition.donor_report(), "images": "web"}
    )

    def link(match: re.Match) -> str:
        # Both parts were escaped with the page around them.
        source = match[1].replace("&amp;", "&").replace("&#x27;", "'").replace("&quot;", '"')
        return format_html(
            '<a class="figure" href="{}" title="{}">{}</a>',
            figure_url(report, source),
            f"{{{source}}}",
            mark_safe(match[2]),  # noqa: S308
        )

    return mark_safe(MARKED.sub(link, sheet))  # noqa: S308
