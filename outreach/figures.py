"""Figures computed from events; `outreach/grammar.py` says how they are written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from babel.lists import format_list
from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.utils.text import capfirst
from num2words import num2words

from outreach.grammar import BRACES as BRACES
from outreach.grammar import EARLIER as EARLIER
from outreach.grammar import MAX_LENGTH as MAX_LENGTH
from outreach.grammar import MEASURES as MEASURES
from outreach.grammar import SPANS as SPANS
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
from outreach.models import Attendance, OutreachEvent, Setting
from projects.models import Project
from projects.money import number
from projects.places import province_name

LABELS = {"events": "outreach events", "attendance": "people attended", "provinces": "provinces"}
ONE = {"events": "outreach event", "attendance": "person attended", "provinces": "province"}
NOT_COUNTED = "not counted"


Cell = Mapping[str, Any]
# Cells by the time they lie in and their province, under None those of all provinces.
ByPlace = dict[tuple[str, str | None], list[Cell]]


class Cells:
    """What happened, added up by province, setting, period and group; a figure sums cells.

    A cell is a mapping with `province`, `setting`, its amounts, and for each time that figures
    count whether it lies in it.
    """

    def __init__(self, events: Iterable[Cell], attendances: Iterable[Cell]):
        self._events = list(events)
        self._attendances = list(attendances)

    @cached_property
    def _events_by_place(self) -> ByPlace:
        return by_place(self._events)

    @cached_property
    def _attendances_by_place(self) -> ByPlace:
        return by_place(self._attendances)

    @property
    def settings(self) -> list[str]:
        return sorted({cell["setting"] for cell in self._events if cell["in_period"]})

    @property
    def provinces(self) -> list[str]:
        return sorted({cell["province"] for cell in self._events if cell["in_period"]})

    @property
    def groups(self) -> list[int]:
        """The keys of the groups that somebody counted in the period."""
        return sorted({cell["group_id"] for cell in self._attendances if cell["in_period"]})

    def value(self, figure: Figure) -> int | None:
        """The number, or None where events took place but nobody was counted."""
        cells = found(self._events_by_place, figure)
        if figure.measure == "events":
            return sum(cell["events"] for cell in cells)
        if figure.measure == "provinces":
            return len({cell["province"] for cell in cells})
        counts = found(self._attendances_by_place, figure)
        return sum(cell["attended"] for cell in counts) if counts or not cells else None


Mark = Callable[[str, str], str]


def unmarked(source: str, words: str) -> str:
    return words


class Numbers(Cells):
    """All figures of one project and period, whatever their number, from two queries."""

    def __init__(self, project: Project, period: Period):
        self.project = project
        self.period = period
        counted = Q(pk__in=[])
        for days in period.spans.values():
            counted |= Q(first_day__range=days)
        events = OutreachEvent.objects.filter(counted, project=project).order_by()
        estimated = Q(count_method=OutreachEvent.CountMethod.ESTIMATED)
        super().__init__(
            events.values("province", "setting", **self._spans("first_day")).annotate(
                events=Count("pk"), estimates=Count("pk", filter=estimated)
            ),
            Attendance.objects.filter(event__in=events)
            .order_by()
            .values(
                "group_id",
                province=F("event__province"),
                setting=F("event__setting"),
                **self._spans("event__first_day"),
            )
            .annotate(attended=Sum("count")),
        )

    def _spans(self, field: str) -> dict[str, Case]:
        """Whether an event lies in each of the times that figures count; they may overlap."""
        return {
            name: Case(When(**{f"{field}__range": days}, then=Value(True)), default=Value(False))
            for name, days in self.period.spans.items()
        }

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
        if figure.measure == "attendance":
            counted = Attendance.objects.all()
            if figure.groups:
                counted = counted.filter(group__in=figure.groups)
            events = events.filter(pk__in=counted.values("event"))
        return events

    def estimates(self) -> tuple[int, int]:
        """How many of the period's counts are estimates, and the number of all its counts."""
        cells = [cell for cell in self._events if cell["in_period"]]
        return sum(cell["estimates"] for cell in cells), sum(cell["events"] for cell in cells)

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


def ends_sentence(text: str, before: bool) -> bool:
    """Whether a sentence begins after this text; `before` tells whether one began with it."""
    head = text.rstrip()
    gap = text[len(head) :]
    if not head:
        return before or "\n" in gap
    return "\n" in gap or (gap != "" and head[-1] in ".!?")


def by_place(cells: Iterable[Cell]) -> ByPlace:
    """So that hundreds of figures need not look at every cell each."""
    places: ByPlace = defaultdict(list)
    for cell in cells:
        for span in SPANS:
            if cell[span]:
                places[span, None].append(cell)
                places[span, cell["province"]].append(cell)
    return places


def found(places: ByPlace, figure: Figure) -> list[Cell]:
    """The cells that a figure counts."""
    return [
        cell
        for province in dict.fromkeys(figure.provinces) or (None,)
        for cell in places.get((figure.span, province), ())
        if (not figure.settings or cell["setting"] in figure.settings)
        and (not figure.groups or cell.get("group_id", figure.groups[0]) in figure.groups)
    ]


def describe(figure: Figure, vocabulary: Vocabulary, value: int | None = None) -> str:
    """What a figure counts, as a label: “teachers and parents in Ubon Ratchathani”.

    With `value` the label fits that number: “1 outreach event”, “2 outreach events”.
    """
    label = LABELS[figure.measure]
    if figure.groups:
        label = listed(vocabulary.group_names(figure.groups))
    elif value == 1:
        label = ONE[figure.measure]
    if figure.settings:
        label += f" at {listed(Setting(value).plural for value in figure.settings)}"
    if figure.provinces:
        label += f" in {listed(province_name(code) for code in figure.provinces)}"
    return f"{label} {EARLIER[figure.earlier]}" if figure.earlier else label


def listed(names: Iterable[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return format_list(list(names), locale="en_GB")
