"""Figures: numbers in a report's text that are computed from events and never typed.

A figure stands in braces. Its grammar, with names in capitals and optional parts in brackets:

    { MEASURE [: GROUP, …] [at SETTING, …] [in PLACE, …] [this year] [as words] }

MEASURE is `events`, `attendance` or `provinces`; only attendance is counted by group. Without
`this year` a figure counts the report's period, with it the budget year up to the period's end.
Names are read whatever their case, accents and spaces. `{{` and `}}` are plain braces.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Self

from babel.lists import format_list
from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.utils.text import capfirst
from num2words import num2words

from outreach.models import Attendance, AudienceGroup, OutreachEvent, Setting
from outreach.names import key
from projects.models import Project
from projects.money import number
from projects.places import province_name, provinces

LABELS = {"events": "outreach events", "attendance": "people attended", "provinces": "provinces"}
ONE = {"events": "outreach event", "attendance": "person attended", "provinces": "province"}
MEASURES = tuple(LABELS)
NOT_COUNTED = "not counted"
# Longer ones are refused unread; the grammar tries every cut between two names.
MAX_LENGTH = 200

GRAMMAR = re.compile(
    r"""
    (?P<measure>[^\s:]*)
    (?:\s*:\s*(?P<groups>.*?))?
    (?:\s+at\s+(?P<settings>.*?))?
    (?:\s+in\s+(?P<places>.*?))?
    (?P<this_year>\s+this\s+year)?
    (?P<as_words>\s+as\s+words)?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


class FigureError(ValueError):
    """A figure that cannot be read. `position` counts characters of the text from 1."""

    def __init__(self, problem: str, position: int, suggestion: str = ""):
        self.problem = problem
        self.position = position
        self.suggestion = suggestion
        hint = f" Did you mean “{suggestion}”?" if suggestion else ""
        super().__init__(f"Character {position}: {problem}{hint}")


@dataclass(frozen=True)
class Figure:
    """What to count. Empty groups, settings or provinces mean all of them."""

    measure: str
    groups: tuple[int, ...] = ()
    settings: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    this_year: bool = False
    as_words: bool = False


@dataclass(frozen=True)
class Period:
    """The days a report covers, and the first day of the budget year they are in."""

    first_day: date
    last_day: date
    year_first_day: date


def nearest(word: str, known: Iterable[str]) -> str:
    """The first of the known words that goes on from this one, else the most similar one."""
    known = list(known)
    longer = [each for each in known if each.startswith(word)]
    return next(iter(longer or get_close_matches(word, known, n=1, cutoff=0)), "")


@dataclass(frozen=True)
class Names:
    """One kind of name a figure may use: what each stands for, and how it is written."""

    kind: str
    meanings: dict[str, tuple]
    spelling: dict[str, str]

    @classmethod
    def of(cls, kind: str, pairs: Iterable[tuple[str, object]]) -> Self:
        meanings: dict[str, tuple] = {}
        spelling: dict[str, str] = {}
        for name, meaning in pairs:
            meanings[key(name)] = (*meanings.get(key(name), ()), meaning)
            spelling.setdefault(key(name), name)
        return cls(kind, meanings, spelling)

    def read(self, listed: str, position: int) -> tuple:
        """The meanings of names listed with commas; `position` is that of the list."""
        if whole := self.meanings.get(key(listed)):
            return whole
        found: dict = {}
        for name in listed.split(","):
            indent = len(name) - len(name.lstrip())
            found |= dict.fromkeys(self._meaning(name.strip(), position + indent))
            position += len(name) + 1
        return tuple(found)

    def _meaning(self, name: str, position: int) -> tuple:
        if known := self.meanings.get(key(name)):
            return known
        suggestion = self.spelling.get(nearest(key(name), self.spelling), "")
        raise FigureError(f"no {self.kind} is called “{name}”.", position, suggestion)


@dataclass(frozen=True)
class Vocabulary:
    """The names that figures about one project may use."""

    groups: Names
    settings: Names
    places: Names

    @classmethod
    def for_project(cls, project: Project) -> Self:
        """Runs one query, for the audience groups."""
        return cls.for_country(project.country, AudienceGroup.objects.values_list("name", "pk"))

    @classmethod
    def for_country(cls, country: str, groups: Iterable[tuple[str, int]]) -> Self:
        """`groups` are pairs of a name and its key."""
        settings = [(setting.words, setting.value) for setting in Setting]
        plurals = [(setting.plural, setting.value) for setting in Setting]
        places = [(name, code) for code, name in provinces(country).items()]
        return cls(
            Names.of("audience group", groups),
            Names.of("setting", plurals + settings),
            Names.of("place", places),
        )

    def group_names(self, ids: Iterable[int]) -> list[str]:
        names = {ids[0]: self.groups.spelling[name] for name, ids in self.groups.meanings.items()}
        return [names[pk] for pk in ids]


def parse(source: str, vocabulary: Vocabulary, position: int = 1) -> Figure:
    """The figure written in `source`, without its braces; raises only `FigureError`.

    `position` is where `source` begins in its text, so that errors can point there.
    """
    if len(source) > MAX_LENGTH:
        raise FigureError(f"a figure has at most {MAX_LENGTH} characters.", position)
    body = source.strip()
    start = position + source.index(body)
    measure = re.split(r"[\s:]", body, maxsplit=1)[0].casefold()
    if measure not in MEASURES:
        raise FigureError(f"“{body}” is no figure.", start, nearest(measure, MEASURES))
    match = GRAMMAR.fullmatch(body)
    if match is None:
        raise FigureError(
            f"after “{measure}” a figure goes on with “: groups”, “at settings”, “in places”, "
            "“this year” or “as words”, in this order.",
            start + len(measure),
        )
    if match["groups"] is not None and measure != "attendance":
        suggestion = f"attendance: {match['groups']}"
        raise FigureError("only attendance is counted by group.", start, suggestion)

    def read(part: str, names: Names) -> tuple:
        listed = match[part]
        return () if listed is None else names.read(listed, start + match.start(part))

    return Figure(
        measure,
        groups=read("groups", vocabulary.groups),
        settings=read("settings", vocabulary.settings),
        provinces=read("places", vocabulary.places),
        this_year=match["this_year"] is not None,
        as_words=match["as_words"] is not None,
    )


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain, or a figure, or a figure that cannot be read."""

    source: str
    figure: Figure | None = None
    error: FigureError | None = None


def pieces(text: str, vocabulary: Vocabulary) -> Iterator[Piece]:
    """The text in order, cut at its figures; their errors are handed out, never raised."""
    end = 0
    for match in BRACES.finditer(text):
        if match.start() > end:
            yield Piece(text[end : match.start()])
        end = match.end()
        yield _brace_piece(match.group(), match.start() + 1, vocabulary)
    if end < len(text):
        yield Piece(text[end:])


def _brace_piece(found: str, position: int, vocabulary: Vocabulary) -> Piece:
    if found in ("{{", "}}"):
        return Piece(found[0])
    if found in ("{", "}"):
        other = "}" if found == "{" else "{"
        problem = f"this “{found}” has no “{other}”. For a plain brace type it twice."
        return Piece(found, error=FigureError(problem, position))
    try:
        return Piece(found, figure=parse(found[1:-1], vocabulary, position + 1))
    except FigureError as error:
        return Piece(found, error=error)


def problems_in(text: str, vocabulary: Vocabulary) -> list[str]:
    """A sentence for each figure of the text that cannot be read."""
    return [str(piece.error) for piece in pieces(text, vocabulary) if piece.error]


def figure_problems(project: Project, **texts: str) -> dict[str, list[str]]:
    """The names of the texts that have such figures, with their sentences; for `Model.clean`."""
    if not any(BRACES.search(text) for text in texts.values()):
        return {}
    vocabulary = Vocabulary.for_project(project)
    found = {name: problems_in(text, vocabulary) for name, text in texts.items()}
    return {name: sentences for name, sentences in found.items() if sentences}


class Cells:
    """What happened, added up by province, setting, period and group; a figure sums cells.

    A cell is a mapping with `province`, `setting`, `in_period` and its amounts.
    """

    def __init__(
        self, events: Iterable[Mapping[str, Any]], attendances: Iterable[Mapping[str, Any]]
    ):
        self._events = list(events)
        self._attendances = list(attendances)

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
        cells = [cell for cell in self._events if _matches(cell, figure)]
        if figure.measure == "events":
            return sum(cell["events"] for cell in cells)
        if figure.measure == "provinces":
            return len({cell["province"] for cell in cells})
        counts = [cell["attended"] for cell in self._attendances if _matches(cell, figure)]
        return sum(counts) if counts or not cells else None


Mark = Callable[[str, str], str]


def unmarked(source: str, words: str) -> str:
    return words


class Numbers(Cells):
    """All figures of one project and period, whatever their number, from two queries."""

    def __init__(self, project: Project, period: Period):
        self.project = project
        self.period = period
        in_year = Q(first_day__gte=period.year_first_day, first_day__lte=period.last_day)
        events = OutreachEvent.objects.filter(in_year, project=project).order_by()
        estimated = Q(count_method=OutreachEvent.CountMethod.ESTIMATED)
        super().__init__(
            events.values("province", "setting", in_period=self._in_period("first_day")).annotate(
                events=Count("pk"), estimates=Count("pk", filter=estimated)
            ),
            Attendance.objects.filter(event__in=events)
            .order_by()
            .values(
                "group_id",
                province=F("event__province"),
                setting=F("event__setting"),
                in_period=self._in_period("event__first_day"),
            )
            .annotate(attended=Sum("count")),
        )

    def _in_period(self, field: str) -> Case:
        return Case(
            When(**{f"{field}__gte": self.period.first_day}, then=Value(True)),
            default=Value(False),
        )

    def text(self, figure: Figure) -> str:
        """The number as it is printed: “3,913”, “three”, “not counted”."""
        value = self.value(figure)
        if value is None:
            return NOT_COUNTED
        return num2words(value) if figure.as_words else number(value)

    def events_behind(self, figure: Figure) -> QuerySet[OutreachEvent]:
        """The very events that make the number."""
        first_day = self.period.year_first_day if figure.this_year else self.period.first_day
        events = OutreachEvent.objects.filter(project=self.project)
        events = events.in_period(first_day, self.period.last_day)
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


def _matches(cell: Mapping[str, Any], figure: Figure) -> bool:
    return (
        (figure.this_year or cell["in_period"])
        and (not figure.settings or cell["setting"] in figure.settings)
        and (not figure.provinces or cell["province"] in figure.provinces)
        and (not figure.groups or cell.get("group_id", figure.groups[0]) in figure.groups)
    )


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
    return label


def listed(names: Iterable[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return format_list(list(names), locale="en_GB")
