"""How far budget years have come, and how far their targets are reached."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from outreach.figures import Cells, Figure, FigureError, Vocabulary, parse
from outreach.models import Attendance, AudienceGroup, OutreachEvent, Setting
from outreach.names import group_label
from projects.models import BudgetYear, Target
from projects.places import local_province_name

MEASURES = {
    "events": _("Outreach events"),
    "attendance": _("People attended"),
    "provinces": _("Provinces"),
}

# Figures of a target are those of its year; they cannot look further back.
ALL_SPANS = {
    "in_period": Value(True),
    "in_year": Value(True),
    "in_before": Value(False),
    "in_year_before": Value(False),
}


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
    countries = {year.project.country for year in years}
    vocabularies = {country: Vocabulary.for_country(country, groups) for country in countries}
    return {
        year.pk: [
            progress_of(target, vocabularies[year.project.country], cells[year.pk])
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
        capfirst(groups) or str(MEASURES[figure.measure]),
        ", ".join(str(Setting(setting).label) for setting in figure.settings),
        ", ".join(local_province_name(code) for code in figure.provinces),
    ]
    return " · ".join(part for part in parts if part)


def cells_of_years(years: Iterable[BudgetYear]) -> dict[int, Cells]:
    """What happened in each budget year, by its key; two queries for years of any projects."""
    keys = [year.pk for year in years]
    events = in_years(OutreachEvent.objects, keys, "").values(
        "year", "province", "setting", **ALL_SPANS
    )
    counts = in_years(Attendance.objects.filter(event__removed_at=None), keys, "event__").values(
        "year",
        "group_id",
        province=F("event__province"),
        setting=F("event__setting"),
        **ALL_SPANS,
    )
    of_events: dict[int, list] = {key: [] for key in keys}
    of_counts: dict[int, list] = {key: [] for key in keys}
    for cell in events.annotate(events=Count("pk")):
        of_events[cell["year"]].append(cell)
    for cell in counts.annotate(attended=Sum("count")):
        of_counts[cell["year"]].append(cell)
    return {key: Cells(of_events[key], of_counts[key]) for key in keys}


def in_years(records: Any, years: list[int], event: str) -> QuerySet:
    """The records, each with the `year` in which its event begins."""
    year = f"{event}project__budget_years"
    # One filter: each condition is about the same year.
    found = records.filter(
        **{
            f"{year}__in": years,
            f"{event}first_day__gte": F(f"{year}__first_day"),
            f"{event}first_day__lte": F(f"{year}__last_day"),
        }
    )
    return found.annotate(year=F(year)).order_by()
