"""The story of a project so far: its reporting periods with what happened in each."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_interval
from django.utils.translation import gettext, ngettext

from grantreports.reports.chart import Chart, ChartRow
from grantreports.reports.models import standing_of
from outreach.figures import Cells, Figure, cells_of_times
from outreach.models import Setting
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

    @property
    def standing(self) -> str:
        return standing_of(self.period) if self.period else ""

    @property
    def events(self) -> int:
        return int(self.cells.value(Figure("events")) or 0)

    @property
    def attended(self) -> int | None:
        """None where nobody was counted at any event."""
        people = self.cells.value(Figure("attendance"))
        return None if people is None else int(people)

    @property
    def people(self) -> str:
        """“3,913”, “at least 841” where some events were not counted, “not counted”, or “–”."""
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


def story_of(project: Project, until: date | None = None) -> list[Stretch]:
    """All reporting periods that begin by `until`, in order; four queries."""
    years = project.budget_years.prefetch_related("periods__reports").order_by("number")
    found = begun_by(years, until)
    cells = cells_of_times(project, [(first, last) for _, _, first, last in found])
    known: set[str] = set()
    story = []
    for (year, period, first_day, last_day), of_time in zip(found, cells, strict=True):
        new = tuple(code for code in of_time.provinces if code not in known)
        known.update(new)
        story.append(Stretch(year, period, first_day, last_day, of_time, new))
    return story


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
    latest = shown[-MOST_BARS:]
    rows = [row_of(stretch, counts[id(stretch)], named, rest) for stretch in latest]
    return Chart(
        title=gettext("Attendance by period and setting"),
        description=gettext("Bars, one for each period; the table beside them has the numbers."),
        series=(
            *(str(Setting(each).label) for each in named),
            *([gettext("Other settings")] if rest else []),
        ),
        headings=(
            gettext("Period"),
            gettext("Programs"),
            gettext("People attended"),
            gettext("New provinces"),
        ),
        rows=tuple(rows),
        note=" ".join(notes_of(latest, left_out=len(shown) - len(latest))),
    )


def begun(story: list[Stretch]) -> list[Stretch]:
    """Up to the last one that had events; the empty ones before it belong to the story."""
    last = max((place for place, stretch in enumerate(story) if stretch.events), default=-1)
    return story[: last + 1]


def by_setting(stretch: Stretch) -> Counter[str]:
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
    uncounted = sum(stretch.cells.uncounted() for stretch in shown)
    if uncounted:
        yield ngettext(
            "At %(count)s program nobody counted the people.",
            "At %(count)s programs nobody counted the people.",
            uncounted,
        ) % {"count": number(uncounted)}
    if left_out:
        yield gettext("Earlier periods are left out.")
