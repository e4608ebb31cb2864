"""Two reports or editions of one project beside each other: figures, targets, texts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst

from grantreports.publishing.models import Edition
from grantreports.reports.compose import Composition
from grantreports.reports.differences import Difference, differences
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.models import Report
from outreach.cells import kept_rows
from outreach.figures import Cells, Figure, Vocabulary, describe
from projects.models import Project

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


def compare(left: Side, right: Side, project: Project) -> Comparison:
    """Runs two queries, for the names of the project."""
    vocabulary = Vocabulary.for_project(project)
    told = differences(left.donor_report, right.donor_report)
    return Comparison(
        left,
        right,
        figures=list(figure_rows(left.cells, right.cells, vocabulary)),
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


def figure_rows(left: Cells, right: Cells, vocabulary: Vocabulary) -> Iterator[ComparedFigure]:
    """What both count, and what one of them counts."""
    names = {pk: name for name, pk in names_of(vocabulary)}
    for measure in vocabulary.measures.values():
        figure = vocabulary.figure(measure)
        yield row_of(capfirst(describe(figure, vocabulary)), figure, left, right)
    for pk in either(left.groups, right.groups):
        figure = Figure("attendance", groups=(pk,))
        yield row_of(capfirst(names.get(pk, "a group that was removed")), figure, left, right)
    for setting in either(left.settings, right.settings):
        figure = Figure("events", settings=(setting,))
        yield row_of(capfirst(describe(figure, vocabulary)), figure, left, right)
    for province in either(left.provinces, right.provinces):
        figure = Figure("events", provinces=(province,))
        yield row_of(capfirst(describe(figure, vocabulary)), figure, left, right)


def names_of(vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    for name, keys in vocabulary.groups.meanings.items():
        yield vocabulary.groups.spelling[name], keys[0]


def row_of(label: str, figure: Figure, left: Cells, right: Cells) -> ComparedFigure:
    before, after = left.value(figure), right.value(figure)
    change = ""
    if before is not None and after is not None and before != after:
        sign = "+" if after > before else "−"
        change = f"{sign}{figure.counts.written(abs(Decimal(after - before)))}"
    return ComparedFigure(label, left.text(figure), right.text(figure), change)


def either(left: Iterable, right: Iterable) -> list:
    return list(dict.fromkeys((*left, *right)))


def target_rows(left: DonorReport, right: DonorReport) -> Iterator[ComparedFigure]:
    before, after = targets_of(left), targets_of(right)
    for label in either(before, after):
        yield ComparedFigure(label, before.get(label, "no target"), after.get(label, "no target"))


def targets_of(report: DonorReport) -> dict[str, str]:
    bars = [*(item.bar for item in report.strip if item.bar), *report.bars]
    return {bar.label: bar.text for bar in bars}
