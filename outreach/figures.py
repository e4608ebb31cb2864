"""Figures computed from events; `outreach/grammar.py` says how they are written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from babel.lists import format_list
from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from num2words import num2words

from outreach.cells import Cell, FactRow, Spans, added_up
from outreach.cells import Days as Days
from outreach.grammar import BRACES as BRACES
from outreach.grammar import MAX_LENGTH as MAX_LENGTH
from outreach.grammar import Piece as Piece
from outreach.grammar import figure_problems as figure_problems
from outreach.grammar import parse as parse
from outreach.grammar import pieces as pieces
from outreach.grammar import problems_in as problems_in
from outreach.live_rows import live_rows
from outreach.measures import MEASURES as MEASURES
from outreach.measures import Amount as Amount
from outreach.measures import Entered
from outreach.models import IndicatorValue, OutreachEvent, Setting
from outreach.relations import computed, is_rounded, printed
from outreach.tree import Tree
from outreach.vocabulary import EARLIER as EARLIER
from outreach.vocabulary import JOINED
from outreach.vocabulary import Figure as Figure
from outreach.vocabulary import FigureError as FigureError
from outreach.vocabulary import Names as Names
from outreach.vocabulary import Period as Period
from outreach.vocabulary import Vocabulary as Vocabulary
from outreach.vocabulary import nearest as nearest
from projects.models import Project, Target
from projects.places import province_name

NOT_COUNTED = "not counted"
AT_LEAST = "at least "


class Phrases(NamedTuple):
    """What stands around a number that is not exact."""

    not_counted: str
    at_least: str
    between: str


ENGLISH = Phrases(NOT_COUNTED, f"{AT_LEAST}%(number)s", "between %(least)s and %(most)s")


class Cells:
    """What happened in some times, added up; a figure is a sum over cells.

    `tree` says which groups are parts of others, and `promised` what a year's targets are.
    """

    promised: Mapping[Figure, Amount] = {}

    def __init__(self, rows: Sequence[FactRow], spans: Spans, tree: Tree | None = None):
        self.tree = tree or Tree()
        # By their time and province, under None those of all provinces: so that hundreds of
        # figures need not look at every cell each.
        self._by_place: dict[tuple[str, str | None], list[Cell]] = defaultdict(list)
        for cell in added_up(rows, spans):
            for span in cell.spans:
                self._by_place[span, None].append(cell)
                self._by_place[span, cell.province].append(cell)

    @classmethod
    def of_days(cls, rows: Sequence[FactRow], days: Days, tree: Tree | None = None) -> "Cells":
        """Of days that figures count whether they ask for the period or the year."""
        return Cells(rows, {"in_period": days, "in_year": days}, tree)

    @property
    def settings(self) -> list[str]:
        return sorted({cell.setting for cell in self.with_events() if cell.setting})

    @property
    def provinces(self) -> list[str]:
        return sorted({cell.province for cell in self.with_events()})

    @property
    def groups(self) -> list[int]:
        """The keys of the groups that somebody counted in the period."""
        cells = self.of_time("in_period")
        wholes = {group for cell in cells for group in cell.people}
        return sorted(wholes | {part.group for cell in cells for part in cell.parts})

    def with_events(self) -> list[Cell]:
        return [cell for cell in self.of_time("in_period") if cell.amounts.events]

    def of_time(self, span: str) -> list[Cell]:
        return self._by_place.get((span, None), [])

    def uncounted(self, span: str = "in_period") -> int:
        """The number of events at which nobody counted the people."""
        return sum(cell.amounts.uncounted for cell in self.of_time(span))

    def estimates(self) -> tuple[int, int]:
        """How many of the period's counts are estimates, and the number of all its counts."""
        amounts = [cell.amounts for cell in self.of_time("in_period")]
        return sum(each.estimates for each in amounts), sum(each.events for each in amounts)

    def found(self, figure: Figure) -> list[Cell]:
        """The cells that a figure counts."""
        return [
            cell
            for province in dict.fromkeys(figure.provinces) or (None,)
            for cell in self._by_place.get((figure.span, province), ())
            if not figure.settings or cell.setting in figure.settings
        ]

    def value(self, figure: Figure) -> Amount | None:
        """The number, or None where events took place but nobody was counted."""
        if figure.relation == "target":
            return self.promised.get(for_the_year(figure))
        if figure.relation:
            return computed(figure, self.value)
        return figure.counts.total(self.found(figure), figure.groups)

    def is_partial(self, figure: Figure) -> bool:
        """Whether somebody did not count a part of it: then there are at least so many."""
        if figure.relation:
            return False
        return figure.counts.is_partial(self.found(figure), figure.groups, self.tree)

    def text(self, figure: Figure) -> str:
        """The number as it is printed: “3,913”, “three”, “at least 841”, “not counted”."""
        return self.told(figure, ENGLISH)

    def told(self, figure: Figure, phrases: Phrases) -> str:
        """The same with the phrases of another language."""
        value = self.value(figure)
        if value is None:
            return phrases.not_counted
        if figure.relation:
            return printed(figure, value)
        words = written(figure, value)
        most = figure.counts.most(self.found(figure), figure.groups)
        if most is None or (most == value and self.is_partial(figure)):
            return phrases.at_least % {"number": words}
        if most == value:
            return words
        return phrases.between % {"least": words, "most": written(figure, most)}


def written(figure: Figure, value: Amount) -> str:
    if figure.as_words and value == int(value):
        return str(num2words(int(value)))
    return figure.counts.written(value)


def for_the_year(figure: Figure) -> Figure:
    """The figure as a target of the year names it."""
    return replace(figure.plain, this_year=True, as_words=False, earlier="")


Mark = Callable[[str, str], str]


def unmarked(source: str, words: str) -> str:
    return words


class Numbers(Cells):
    """All figures of one project and period, whatever their number, from two queries."""

    def __init__(self, project: Project, period: Period, vocabulary: Vocabulary | None = None):
        self.project = project
        self.period = period
        self.vocabulary = vocabulary
        # Whether one of the numbers that were printed was rounded.
        self.has_rounded = False
        enters = vocabulary is None or vocabulary.has_values
        rows = live_rows([project.pk], period.spans.values(), enters)[project.pk]
        super().__init__(rows, period.spans, vocabulary.tree if vocabulary else None)

    @cached_property
    def promised(self) -> Mapping[Figure, Amount]:  # type: ignore[override]
        """The targets of the year; a query, where a figure asks for one."""
        if self.vocabulary is None:
            return {}
        targets = Target.objects.filter(
            budget_year__project=self.project,
            budget_year__first_day=self.period.year_first_day,
        ).select_related("indicator")
        found = {}
        for target in targets:
            try:
                figure = parse(target.figure, self.vocabulary)
            except FigureError:
                continue
            found[for_the_year(figure)] = target.value
        return found

    def text(self, figure: Figure) -> str:
        value = self.value(figure)
        self.has_rounded |= value is not None and is_rounded(figure, value)
        return super().text(figure)

    def events_behind(self, figure: Figure) -> QuerySet[OutreachEvent]:
        """The very events that make the number."""
        events = OutreachEvent.objects.filter(project=self.project)
        behind = [self._events_of(each, events) for each in figure.counted]
        if len(behind) == 1:
            return behind[0]
        either = Q(pk__in=[])
        for each in behind:
            either |= Q(pk__in=each.values("pk"))
        return events.filter(either)

    def _events_of(
        self, figure: Figure, events: QuerySet[OutreachEvent]
    ) -> QuerySet[OutreachEvent]:
        first_day, last_day = self.period.spans[figure.span]
        events = events.filter(first_day__gte=first_day, first_day__lte=last_day)
        if figure.settings:
            events = events.filter(setting__in=figure.settings)
        if figure.provinces:
            events = events.filter(province__in=figure.provinces)
        return figure.counts.behind(events, figure.groups)

    def states_behind(self, figure: Figure) -> QuerySet[IndicatorValue]:
        """What was entered for the period by place, of that which makes the number."""
        values = IndicatorValue.objects.filter(event=None, indicator__project=self.project)
        either = Q(pk__in=[])
        for each in figure.counted:
            if isinstance(each.counts, Entered):
                days = self.period.spans[each.span]
                found = Q(day__range=days, indicator__in=each.counts.keys)
                if each.provinces:
                    found &= Q(province__in=each.provinces)
                either |= found
        return values.filter(either).select_related("indicator").order_by("day", "province", "pk")

    def fill(self, text: str, vocabulary: Vocabulary, mark: Mark = unmarked) -> str:
        """The text with its figures as numbers; what cannot be read stays as it was typed.

        `mark` gets each figure as it is written, without braces, and its number in words.
        """
        filled, starts_sentence = "", True
        for piece in pieces(text, vocabulary):
            if piece.figure is None:
                filled += piece.source
                starts_sentence = ends_sentence(piece.source, starts_sentence)
            else:
                words = said_once(filled, self.text(piece.figure))
                words = capfirst(words) if starts_sentence else words
                filled += mark(piece.source[1:-1], words)
                starts_sentence = False
        return filled


def said_once(before: str, words: str) -> str:
    """“at least 841” where somebody wrote “at least” before it."""
    is_said = before.casefold().endswith(AT_LEAST)
    return words.removeprefix(AT_LEAST) if is_said else words


def cells_of_times(project: Project, times: Sequence[Days]) -> list[Cells]:
    """Of each stretch of time, in their order; two queries."""
    rows = live_rows([project.pk], times)[project.pk]
    return [Cells.of_days(rows, days) for days in times]


def ends_sentence(text: str, before: bool) -> bool:
    """Whether a sentence begins after this text; `before` tells whether one began with it."""
    head = text.rstrip()
    gap = text[len(head) :]
    if not head:
        return before or "\n" in gap
    return "\n" in gap or (gap != "" and head[-1] in ".!?")


def describe(figure: Figure, vocabulary: Vocabulary, value: Amount | None = None) -> str:
    """What a figure counts, as a label: “teachers and parents in Ubon Ratchathani”.

    With `value` the label fits that number: “1 outreach event”, “2 outreach events”.
    """
    measure = vocabulary.measure_of(figure)
    if figure.relation:
        return f"{IN_RELATION[figure.relation]}{described_pair(figure, vocabulary)}"
    label = measure.one if value == 1 else measure.many
    if figure.groups:
        label = listed(vocabulary.group_names(figure.groups))
    if figure.settings:
        label += f" at {listed(Setting(value).plural for value in figure.settings)}"
    if figure.provinces:
        label += f" in {listed(dict.fromkeys(map(province_name, figure.provinces)))}"
    return f"{label} {EARLIER[figure.earlier]}" if figure.earlier else label


IN_RELATION = {
    "baseline": "before the project: ",
    "target": "target of the year: ",
    "change": "change since the period before: ",
    "share": "",
    "ratio": "",
    "difference": "difference: ",
    "average": "",
}
BETWEEN = JOINED | {"share": "of all"}


def described_pair(figure: Figure, vocabulary: Vocabulary) -> str:
    one = describe(figure.plain, vocabulary)
    if figure.other is None:
        return one
    other = describe(figure.other, vocabulary, 1 if figure.relation == "average" else None)
    return f"{one} {BETWEEN[figure.relation]} {other}"


def listed(names: Iterable[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return format_list(list(names), locale="en_GB")
