"""How far budget years have come, and how far their targets are reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import capfirst

from outreach.cells import Days, live_rows
from outreach.figures import Cells, Figure, FigureError, Vocabulary, parse
from outreach.models import AudienceGroup, Setting
from outreach.names import group_label
from projects.models import BudgetYear, Target
from projects.places import local_province_name


@dataclass(frozen=True)
class TargetProgress:
    """A target and what was reached; `value` is None where nobody was counted yet."""

    label: str
    value: int | None
    wanted: int

    @property
    def share(self) -> float | None:
        """1.0 where the target is just reached; more beyond it."""
        return None if self.value is None else self.value / self.wanted

    @property
    def bar(self) -> int:
        """The length of a bar of 100."""
        return min(100, int(100 * (self.share or 0)))


def target_progress(
    years: Iterable[BudgetYear], cells: Mapping[int, Cells]
) -> dict[int, list[TargetProgress]]:
    """Of each year, by its key; one query if `years` have their projects and targets.

    `cells` are those of `cells_of_years`. The years may be of any projects.
    """
    groups = list(AudienceGroup.objects.values_list("name", "pk"))
    where = {(year.project.country, year.project.division) for year in years}
    vocabularies = {
        (country, division): Vocabulary.for_country(country, groups, division)
        for country, division in where
    }
    return {
        year.pk: [
            progress_of(
                target,
                vocabularies[year.project.country, year.project.division],
                cells[year.pk],
            )
            for target in year.targets.all()
        ]
        for year in years
    }


def progress_of(target: Target, vocabulary: Vocabulary, cells: Cells) -> TargetProgress:
    try:
        figure = parse(target.figure, vocabulary)
    except FigureError:
        # Its audience group has another name by now.
        return TargetProgress(target.figure, None, target.value)
    return TargetProgress(label_of(figure, vocabulary), cells.value(figure), target.value)


def label_of(figure: Figure, vocabulary: Vocabulary) -> str:
    """“Students · Urban school · Ubon Ratchathani”, in the language of the page."""
    groups = ", ".join(group_label(name) for name in vocabulary.group_names(figure.groups))
    parts = [
        capfirst(groups) or str(figure.counts.label),
        ", ".join(str(Setting(setting).label) for setting in figure.settings),
        ", ".join(dict.fromkeys(map(local_province_name, figure.provinces))),
    ]
    return " · ".join(part for part in parts if part)


def cells_of_years(years: Iterable[BudgetYear]) -> dict[int, Cells]:
    """What happened in each budget year, by its key; two queries for years of any projects."""
    years = list(years)
    rows = live_rows({year.project_id for year in years}, map(days_of, years))
    return {year.pk: Cells.of_days(rows[year.project_id], days_of(year)) for year in years}


def days_of(year: BudgetYear) -> Days:
    return year.first_day, year.last_day
