"""Runs the checks on one report."""

from dataclasses import replace

from grantreports.desk.checks import (
    completeness,
    consent,
    figures,
    honesty,
    jigsaw,
    letters,
    names,
    numbers,
    pictures,
    readable,
    twins,
)
from grantreports.desk.checks.findings import ERROR, WARNING, Finding
from grantreports.desk.checks.registry import CHECKS
from grantreports.desk.checks.subject import Subject
from grantreports.reports.compose import Composition
from grantreports.reports.models import Report

# Importing them registers their checks.
MODULES = (
    *(consent, names, jigsaw, letters, pictures, figures, numbers, completeness, twins),
    *(honesty, readable),
)
LEVELS = (ERROR, WARNING)


def findings_of(
    report: Report,
    composition: Composition | None = None,
    pages: int | None = None,
    size: float | None = None,
) -> list[Finding]:
    """What has to be done before donors read the report: errors first, then in donors' order.

    Runs a constant number of queries. `pages` is the length of the PDF and `size` that of its
    text in points, where they are known.
    """
    subject = Subject(composition or Composition(report), pages, size)
    found = [
        Finding(check.check_id, check.level, *each)
        for check in CHECKS
        for each in check.look(subject)
    ]
    found.sort(key=lambda finding: LEVELS.index(finding.level))
    acknowledged = {each.finding: each for each in report.acknowledgements.select_related("by")}
    return [
        replace(
            finding, acknowledgement=None if finding.is_error else acknowledged.get(finding.key)
        )
        for finding in dict.fromkeys(found)
    ]
