"""What a project counts, for all who work on it: how it began, is aimed at and stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from outreach.columns import groups_of
from outreach.figures import Amount, Cells, Vocabulary
from outreach.measures import Measure
from outreach.names import group_label
from outreach.targets import called, told_here
from outreach.tree import Tree
from projects.models import BudgetYear, Indicator, Project


@dataclass(frozen=True)
class CountedIndicator:
    """An indicator of a project; numbers as they are printed, "" where there is none."""

    label: str
    unit: str
    baseline: str
    target: str
    now: str
    is_proposed: bool


@dataclass(frozen=True)
class CountedGroup:
    label: str
    level: int
    is_proposed: bool


def counted_indicators(
    project: Project, year: BudgetYear | None, cells: Cells | None
) -> list[CountedIndicator]:
    """`year` is the one that runs, with its targets, and `cells` what happened in it."""
    vocabulary = Vocabulary.for_project(project)
    targets = {
        target.indicator_id: target.value
        for target in (year.targets.all() if year else ())
        if not target.breakdown
    }
    indicators = {each.name: each for each in project.indicators.all()}
    rows = []
    for measure in vocabulary.measures.values():
        indicator = indicators.get(measure.name)
        if indicator is None:
            continue
        figure = vocabulary.figure(measure)
        target, baseline = targets.get(indicator.pk), indicator.baseline
        rows.append(
            (
                indicator.order,
                CountedIndicator(
                    label=called(figure, vocabulary),
                    unit=indicator.unit if indicator.unit != "%" else "",
                    baseline="" if baseline is None else measure.written(baseline),
                    target="" if target is None else promised(target, measure, indicator),
                    now=told_here(cells, figure) if cells else "",
                    is_proposed=indicator.is_proposed,
                ),
            )
        )
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def promised(value: Amount, measure: Measure, indicator: Indicator) -> str:
    text = measure.written(value)
    return gettext("at most %(number)s") % {"number": text} if indicator.less_is_better else text


def counted_groups(project: Project) -> list[CountedGroup]:
    """The groups as a tree, each with the level on which it stands."""
    groups: list[Any] = groups_of(project)
    tree = Tree.of(groups)
    return [
        CountedGroup(capfirst(group_label(each.name)), tree.level(each.pk), each.is_proposed)
        for each in groups
    ]


def could_be(proposal: Any, known: Iterable[Any]) -> list[Any]:
    """What a proposal could be the same as: of indicators those that are entered alike."""
    others = [each for each in known if each.pk != proposal.pk and not each.is_proposed]
    if not isinstance(proposal, Indicator):
        return others
    return [each for each in others if each.is_entered and each.adds_up == proposal.adds_up]
