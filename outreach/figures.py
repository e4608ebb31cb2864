"""Figures computed from events; `outreach/grammar.py` says how they are written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from babel.lists import format_list
from django.db.models import QuerySet
from django.utils.text import capfirst
from num2words import num2words

from outreach.cells import Cell, FactRow, Spans, added_up, live_rows
from outreach.grammar import BRACES as BRACES
from outreach.grammar import EARLIER as EARLIER
from outreach.grammar import MAX_LENGTH as MAX_LENGTH
from outreach.grammar import Days as Days
from outreach.grammar import Figure as Figure
from outreach.grammar import FigureError as FigureError
from outreach.grammar import Names as Names
from outreach.grammar import Period as Period
from outreach.grammar import Piece as Piece
from outreach.grammar import Vocabulary as Vocabulary
from outreach.grammar import figure_problems as figure_problems
from outreach.grammar import nearest as nearest
from outreach.grammar import parse as parse
from outreach.grammar import pieces as pieces
from outreach.grammar import problems_in as problems_in
from outreach.measures import MEASURES as MEASURES
from outreach.models import OutreachEvent, Setting
from projects.models import Project
from projects.money import number
from projects.places import province_name

NOT_COUNTED = "not counted"


class Cells:
    """What happened in some times, added up; a figure is a sum over cells."""

    def __init__(self, rows: Sequence[FactRow], spans: Spans):
        # By their time and province, under None those of all provinces: so that hundreds of
        # figures need not look at every cell each.
        self._by_place: dict[tuple[str, str | None], list[Cell]] = defaultdict(list)
        for cell in added_up(rows, spans):
            for span in cell.spans:
                self._by_place[span, None].append(cell)
                self._by_place[span, cell.province].append(cell)

    @classmethod
    def of_days(cls, rows: Sequence[FactRow], days: Days) -> "Cells":
        """Of days that figures count whether they ask for the period or the year."""
        return Cells(rows, {"in_period": days, "in_year": days})

    @property
    def settings(self) -> list[str]:
        return sorted({cell.setting for cell in self.of_time("in_period")})

    @property
    def provinces(self) -> list[str]:
        return sorted({cell.province for cell in self.of_time("in_period")})

    @property
    def groups(self) -> list[int]:
        """The keys of the groups that somebody counted in the period."""
        return sorted({group for cell in self.of_time("in_period") for group in cell.people})

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

    def value(self, figure: Figure) -> int | None:
        """The number, or None where events took place but nobody was counted."""
        return figure.counts.total(self.found(figure), figure.groups)


Mark = Callable[[str, str], str]


def unmarked(source: str, words: str) -> str:
    return words


class Numbers(Cells):
    """All figures of one project and period, whatever their number, from two queries."""

    def __init__(self, project: Project, period: Period):
        self.project = project
        self.period = period
        rows = live_rows([project.pk], period.spans.values())[project.pk]
        super().__init__(rows, period.spans)

    def text(self, figure: Figure) -> str:
        """The number as it is printed: “3,913”, “three”, “not counted”."""
        value = self.value(figure)
        if value is None:
            return NOT_COUNTED
        return num2words(value) if figure.as_words else number(value)

    def events_behind(self, figure: Figure) -> QuerySet[OutreachEvent]:
        """The very events that make the number."""
        events = OutreachEvent.objects.filter(project=self.project)
        events = events.in_period(*self.period.spans[figure.span])
        if figure.settings:
            events = events.filter(setting__in=figure.settings)
        if figure.provinces:
            events = events.filter(province__in=figure.provinces)
        return figure.counts.behind(events, figure.groups)

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
                words = self.text(piece.figure)
                words = capfirst(words) if starts_sentence else words
                filled += mark(piece.source[1:-1], words)
                starts_sentence = False
        return filled


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


def describe(figure: Figure, vocabulary: Vocabulary, value: int | None = None) -> str:
    """What a figure counts, as a label: “teachers and parents in Ubon Ratchathani”.

    With `value` the label fits that number: “1 outreach event”, “2 outreach events”.
    """
    label = figure.counts.one if value == 1 else figure.counts.many
    if figure.groups:
        label = listed(vocabulary.group_names(figure.groups))
    if figure.settings:
        label += f" at {listed(Setting(value).plural for value in figure.settings)}"
    if figure.provinces:
        label += f" in {listed(dict.fromkeys(map(province_name, figure.provinces)))}"
    return f"{label} {EARLIER[figure.earlier]}" if figure.earlier else label


def listed(names: Iterable[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return format_list(list(names), locale="en_GB")
