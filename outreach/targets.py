"""How far budget years have come, and how far their targets are reached."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext

from outreach.cells import Days
from outreach.figures import (
    NOT_COUNTED,
    Amount,
    Cells,
    Figure,
    FigureError,
    Phrases,
    Vocabulary,
    parse,
)
from outreach.live_rows import live_rows
from outreach.measures import PERCENT
from outreach.models import AudienceGroup, Setting
from outreach.names import group_label
from outreach.tree import trees_of
from projects.models import BudgetYear, Indicator, Target
from projects.money import number
from projects.places import local_province_name


@dataclass(frozen=True)
class TargetProgress:
    """A target and what was reached; `value` is None where nobody was counted yet."""

    label: str
    value: Amount | None
    wanted: Amount
    # Both as they are printed.
    wanted_text: str
    text: str = NOT_COUNTED
    # Of a limit, or of per cents, a share of the target says nothing.
    has_share: bool = False
    # Whether the target is the most that there should be.
    is_limit: bool = False

    @property
    def share(self) -> float | None:
        """1.0 where the target is just reached; more beyond it."""
        if self.value is None:
            return None
        return float(self.value / self.wanted) if self.wanted else float(bool(self.value))

    @property
    def bar(self) -> int:
        """The length of a bar of 100."""
        return min(100, int(100 * (self.share or 0)))


def target_progress(
    years: Iterable[BudgetYear], cells: Mapping[int, Cells]
) -> dict[int, list[TargetProgress]]:
    """Of each year, by its key; two queries if `years` have their projects and targets.

    `cells` are those of `cells_of_years`. The years may be of any projects.
    """
    years = list(years)
    groups = list(AudienceGroup.objects.values_list("name", "pk"))
    projects = {year.project_id: year.project for year in years}
    indicators: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in Indicator.objects.filter(project__in=projects):
        indicators[indicator.project_id or 0].append(indicator)
    vocabularies = {
        pk: Vocabulary.of(project, groups, indicators[pk]) for pk, project in projects.items()
    }
    return {
        year.pk: [
            progress_of(target, vocabularies[year.project_id], cells[year.pk])
            for target in year.targets.all()
        ]
        for year in years
    }


def progress_of(target: Target, vocabulary: Vocabulary, cells: Cells) -> TargetProgress:
    try:
        figure = parse(target.figure, vocabulary)
    except FigureError:
        # Its audience group has another name by now.
        return TargetProgress(target.figure, None, target.value, number(target.value))
    measure, is_limit = vocabulary.measure_of(figure), target.indicator.less_is_better
    return TargetProgress(
        label_of(figure, vocabulary),
        cells.value(figure),
        target.value,
        measure.written(target.value),
        told_here(cells, figure),
        has_share=not is_limit and measure.unit != PERCENT,
        is_limit=is_limit,
    )


def label_of(figure: Figure, vocabulary: Vocabulary) -> str:
    """“Students · Urban school · Ubon Ratchathani”, in the language of the page."""
    groups = ", ".join(group_label(name) for name in vocabulary.group_names(figure.groups))
    parts = [
        capfirst(groups) or called(figure, vocabulary),
        ", ".join(str(Setting(setting).label) for setting in figure.settings),
        ", ".join(dict.fromkeys(map(local_province_name, figure.provinces))),
    ]
    return " · ".join(part for part in parts if part)


def told_here(cells: Cells, figure: Figure) -> str:
    """The number of a figure in the language of the page."""
    phrases = Phrases(
        gettext("not counted"),
        gettext("at least %(number)s"),
        gettext("between %(least)s and %(most)s"),
    )
    return cells.told(figure, phrases)


def called(figure: Figure, vocabulary: Vocabulary) -> str:
    """A measure in the words of the project; where it has none of its own, of the page."""
    measure = vocabulary.measure_of(figure)
    own = measure.many if measure.many != figure.counts.many else ""
    return capfirst(own or str(measure.label))


def cells_of_years(years: Iterable[BudgetYear]) -> dict[int, Cells]:
    """What happened in each budget year, by its key; three queries for years of any projects."""
    years = list(years)
    projects = {year.project_id for year in years}
    rows = live_rows(projects, map(days_of, years))
    trees = trees_of(projects)
    return {
        year.pk: Cells.of_days(rows[year.project_id], days_of(year), trees[year.project_id])
        for year in years
    }


def days_of(year: BudgetYear) -> Days:
    return year.first_day, year.last_day
