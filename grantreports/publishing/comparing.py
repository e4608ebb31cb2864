"""Two reports or editions of one project beside each other: figures, targets, texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.text import capfirst

from grantreports.publishing.models import Edition
from grantreports.reports.compose import Composition
from grantreports.reports.differences import Difference, differences
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.models import Report
from outreach.cells import kept_rows
from outreach.figures import MEASURES, NOT_COUNTED, Cells, Figure, Vocabulary, describe
from outreach.models import AudienceGroup
from projects.money import number

NO_GROUPS = Vocabulary.for_country("", [])
# Their numbers stand in tables of their own.
TOLD_AS_NUMBERS = {"In numbers", "Targets", "Period", "Story so far"}


@dataclass(frozen=True)
class Side:
    name: str
    period: str
    donor_report: DonorReport
    cells: Cells


@dataclass(frozen=True)
class ComparedFigure:
    label: str
    left: str
    right: str
    change: str = ""


@dataclass(frozen=True)
class Comparison:
    left: Side
    right: Side
    figures: list[ComparedFigure]
    targets: list[ComparedFigure]
    texts: list[Difference]


def compare(left: Side, right: Side) -> Comparison:
    """Runs a query, for the names of groups."""
    told = differences(left.donor_report, right.donor_report)
    return Comparison(
        left,
        right,
        figures=list(figure_rows(left.cells, right.cells)),
        targets=list(target_rows(left.donor_report, right.donor_report)),
        texts=[each for each in told if each.part not in TOLD_AS_NUMBERS],
    )


def side_of(report: Report, edition: Edition | None) -> Side:
    """A report as it stands, or as it was published."""
    if edition is None:
        composition = Composition(report)
        name = f"{report.name}, as it stands"
        composed = composition.donor_report()
        return Side(name, composed.period, composed, composition.numbers)
    composed = edition.donor_report
    name = f"{report.name}, edition {edition.number}"
    cells = Cells(kept_rows(edition.kept_events), report.times.spans)
    return Side(name, composed.period, composed, cells)


def figure_rows(left: Cells, right: Cells) -> Iterator[ComparedFigure]:
    """What both count, and what one of them counts."""
    names = dict(AudienceGroup.objects.values_list("pk", "name"))
    for figure in map(Figure, MEASURES):
        yield row_of(capfirst(label_of(figure)), figure, left, right)
    for pk in either(left.groups, right.groups):
        figure = Figure("attendance", groups=(pk,))
        yield row_of(capfirst(names.get(pk, "a group that was removed")), figure, left, right)
    for setting in either(left.settings, right.settings):
        figure = Figure("events", settings=(setting,))
        yield row_of(capfirst(label_of(figure)), figure, left, right)
    for province in either(left.provinces, right.provinces):
        figure = Figure("events", provinces=(province,))
        yield row_of(capfirst(label_of(figure)), figure, left, right)


def label_of(figure: Figure) -> str:
    """Of a figure without groups, so that it needs no names of them."""
    return describe(figure, NO_GROUPS)


def row_of(label: str, figure: Figure, left: Cells, right: Cells) -> ComparedFigure:
    before, after = left.value(figure), right.value(figure)
    change = ""
    if before is not None and after is not None and before != after:
        change = f"{after - before:+,}".replace("-", "−")
    return ComparedFigure(label, shown(before), shown(after), change)


def shown(value: int | None) -> str:
    return NOT_COUNTED if value is None else number(value)


def either(left: Iterable, right: Iterable) -> list:
    return list(dict.fromkeys((*left, *right)))


def target_rows(left: DonorReport, right: DonorReport) -> Iterator[ComparedFigure]:
    before, after = targets_of(left), targets_of(right)
    for label in either(before, after):
        yield ComparedFigure(label, before.get(label, "no target"), after.get(label, "no target"))


def targets_of(report: DonorReport) -> dict[str, str]:
    bars = [*(item.bar for item in report.strip if item.bar), *report.bars]
    return {bar.label: bar.text for bar in bars}
