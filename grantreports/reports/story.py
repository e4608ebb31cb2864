"""The story of a project so far: its reporting periods with what happened in each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from babel.dates import format_interval
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from grantreports.reports.chart import Chart, ChartRow
from grantreports.reports.models import standing_of
from outreach.figures import Cells, Figure, cells_of_times
from outreach.measures import PERCENT, Entered, measures_of
from outreach.models import Setting
from outreach.targets import told_here
from projects.models import BudgetYear, Project, ReportingPeriod
from projects.months import month_end
from projects.places import local_province_name
from projects.templatetags.local import days_to, locale, number

# More parts than this cannot be told apart in black and white; the smallest share one.
MOST_SERIES = 5
# More bars than this do not fit beside the text: then the latest are shown.
MOST_BARS = 12


Found = tuple[BudgetYear, ReportingPeriod | None, date, date]


@dataclass(frozen=True)
class Stretch:
    """A reporting period, or a budget year without any."""

    year: BudgetYear
    period: ReportingPeriod | None
    first_day: date
    last_day: date
    cells: Cells
    # Codes of provinces that none before had.
    new_provinces: tuple[str, ...] = ()
    # What the project counts itself: how it is called, and its number as it is printed.
    own: tuple[tuple[str, str], ...] = ()
    charted: "Charted" = field(default_factory=lambda: Charted())

    @property
    def standing(self) -> str:
        return standing_of(self.period) if self.period else ""

    @property
    def events(self) -> int:
        return int(self.cells.value(Figure("events")) or 0)

    @property
    def has_numbers(self) -> bool:
        return bool(self.events or self.cells.value(self.charted.figure))

    @property
    def attended(self) -> int | None:
        """None where nobody was counted at any event."""
        people = self.cells.value(Figure("attendance"))
        return None if people is None else int(people)

    @property
    def people(self) -> str:
        """“3,913”, “at least 841” where some events were not counted, “not counted”, or “–”."""
        if self.charted.name:
            return told_here(self.cells, self.charted.figure)
        if not self.events:
            return "–"
        if self.attended is None:
            return gettext("not counted")
        if self.cells.uncounted():
            return gettext("at least %(number)s") % {"number": number(self.attended)}
        return number(self.attended)

    @property
    def label(self) -> str:
        return short_days(self.first_day, self.last_day)


@dataclass(frozen=True)
class Charted:
    """What the bars of the chart are: attendance, or where nobody counts it another number."""

    figure: Figure = field(default_factory=lambda: Figure("attendance"))
    name: str = ""


def story_of(project: Project, until: date | None = None) -> list[Stretch]:
    """All reporting periods that begin by `until`, in order; six queries."""
    years = project.budget_years.prefetch_related("periods__reports").order_by("number")
    found = begun_by(years, until)
    cells = cells_of_times(project, [(first, last) for _, _, first, last in found])
    known: set[str] = set()
    measures = [each for each in measures_of(project.counted, False) if isinstance(each, Entered)]
    charted = charted_of(project, measures)
    story = []
    for (year, period, first_day, last_day), of_time in zip(found, cells, strict=True):
        new = tuple(code for code in of_time.provinces if code not in known)
        known.update(new)
        own = own_numbers(of_time, measures)
        story.append(Stretch(year, period, first_day, last_day, of_time, new, own, charted))
    return story


def own_numbers(cells: Cells, measures: list[Entered]) -> tuple[tuple[str, str], ...]:
    """None of a time in which nothing happened and nothing was counted, as of one to come."""
    figures = [figure_of(each) for each in measures]
    if not any(cells.value(figure) for figure in (Figure("events"), *figures)):
        return ()
    return tuple(
        (capfirst(each.name), told_here(cells, figure))
        for each, figure in zip(measures, figures, strict=True)
    )


def figure_of(measure: Entered) -> Figure:
    return Figure(measure.name, entered=measure)


def charted_of(project: Project, measures: list[Entered]) -> Charted:
    """The first number that has no per cents, where the project does not count people."""
    if project.counts_people:
        return Charted()
    numbers = [each for each in measures if each.unit != PERCENT]
    return Charted(figure_of(numbers[0]), capfirst(numbers[0].name)) if numbers else Charted()


def begun_by(years: Iterable[BudgetYear], until: date | None) -> list[Found]:
    found: list[Found] = []
    for year in years:
        periods = list(year.periods.all())
        found += [(year, period, period.first_day, period.last_day) for period in periods]
        if not periods:
            found.append((year, None, year.first_day, year.last_day))
    found.sort(key=lambda period: period[2])
    return [period for period in found if until is None or period[2] <= until]


def short_days(first_day: date, last_day: date) -> str:
    """“Jul–Dec 2019”; with days where the stretch does not hold whole months."""
    if first_day.day == 1 and last_day == month_end(last_day):
        text: str = format_interval(first_day, last_day, "yMMM", locale=locale())
    else:
        text = days_to(first_day, last_day)
    # The locales set spaces around the dash, which cost room.
    return re.sub(r"\s[–-]\s", "–", text)


def chart_of(story: list[Stretch]) -> Chart | None:
    """Attendance by period and setting, in the language of the page; None without any event."""
    shown = begun(story)
    if not shown:
        return None
    counts = {id(stretch): by_setting(stretch) for stretch in shown}
    totals: Counter[str] = sum(counts.values(), Counter())
    settings = [setting for setting, _ in totals.most_common()]
    named = settings if len(settings) <= MOST_SERIES else settings[: MOST_SERIES - 1]
    rest = settings[len(named) :]
    latest, project = shown[-MOST_BARS:], shown[0].year.project
    rows = [row_of(stretch, counts[id(stretch)], named, rest) for stretch in latest]
    return Chart(
        title=title_of(shown[0].charted),
        description=gettext("Bars, one for each period; the table beside them has the numbers."),
        series=(
            *(str(Setting(each).label) if each else shown[0].charted.name for each in named),
            *([gettext("Other settings")] if rest else []),
        ),
        headings=(
            gettext("Period"),
            capfirst(project.events_called) or gettext("Programs"),
            shown[0].charted.name or capfirst(project.people_called) or gettext("People attended"),
            gettext("New provinces"),
        ),
        rows=tuple(rows),
        note=" ".join(notes_of(latest, left_out=len(shown) - len(latest))),
    )


def title_of(charted: Charted) -> str:
    if not charted.name:
        return gettext("Attendance by period and setting")
    return gettext("%(name)s by period") % {"name": charted.name}


def begun(story: list[Stretch]) -> list[Stretch]:
    """Up to the last one with numbers; the empty ones before it belong to the story."""
    last = max((place for place, each in enumerate(story) if each.has_numbers), default=-1)
    return story[: last + 1]


def by_setting(stretch: Stretch) -> Counter[str]:
    """By setting how many came; of another number the whole, under ""."""
    if stretch.charted.name:
        return Counter({"": int(stretch.cells.value(stretch.charted.figure) or 0)})
    values = {
        setting: int(stretch.cells.value(Figure("attendance", settings=(setting,))) or 0)
        for setting in Setting.values
    }
    return Counter({setting: people for setting, people in values.items() if people})


def row_of(stretch: Stretch, counts: Counter[str], named: list[str], rest: list[str]) -> ChartRow:
    parts = [counts[each] for each in named]
    if rest:
        parts.append(sum(counts[each] for each in rest))
    provinces = ", ".join(local_province_name(code) for code in stretch.new_provinces)
    if stretch.charted.name:
        short, more = stretch.people, ""
    else:
        short = stretch.people if stretch.attended is None else number(stretch.attended)
        more = "+" if stretch.attended is not None and stretch.cells.uncounted() else ""
    return ChartRow(
        label=stretch.label,
        counts=tuple(parts),
        people=f"{short}{more}",
        cells=(number(stretch.events), stretch.people, provinces or "–"),
    )


def notes_of(shown: list[Stretch], left_out: int) -> Iterator[str]:
    """What the chart leaves out: not counted is not zero."""
    uncounted = sum(stretch.cells.uncounted() for stretch in shown if not stretch.charted.name)
    if uncounted:
        yield ngettext(
            "At %(count)s program nobody counted the people.",
            "At %(count)s programs nobody counted the people.",
            uncounted,
        ) % {"count": number(uncounted)}
    if left_out:
        yield gettext("Earlier periods are left out.")
