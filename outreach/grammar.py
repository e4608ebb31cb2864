"""Figures: numbers in a report's text that are computed from events and never typed.

A figure stands in braces. Its grammar, with names in capitals and optional parts in brackets:

    { MEASURE [: GROUP, …] [at SETTING, …] [in PLACE, …] [SPAN] [as words] }

MEASURE is one of `outreach/measures.py`, such as `events`; some are counted by group. Without a
SPAN a figure counts the report's period. `this year` is the budget year up to the period's end,
`the period before` the period of the report before, `a year before` the same days a year earlier.
Names are read whatever their case, accents and spaces. `{{` and `}}` are plain braces.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Self

from outreach.cells import Days as Days
from outreach.measures import MEASURES, Measure
from outreach.models import AudienceGroup, Setting
from outreach.names import key, whole_key
from projects.models import Project
from projects.months import month_end, months_before, year_earlier
from projects.places import province_name, spellings

# Longer ones are refused unread; the grammar tries every cut between two names.
MAX_LENGTH = 200

GRAMMAR = re.compile(
    r"""
    (?P<measure>[^\s:]*)
    (?:\s*:\s*(?P<groups>.*?))?
    (?:\s+at\s+(?P<settings>.*?))?
    (?:\s+in\s+(?P<places>.*?))?
    (?:\s+(?P<span>this\s+year|the\s+period\s+before|a\s+year\s+before))?
    (?P<as_words>\s+as\s+words)?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
BRACES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]")


class FigureError(ValueError):
    """A figure that cannot be read. `position` counts characters of the text from 1."""

    def __init__(
        self, problem: str, position: int, suggestion: str = "", kind: str = "", name: str = ""
    ):
        self.problem = problem
        self.position = position
        self.suggestion = suggestion
        # Of a name that is not known: what kind of name, and the name.
        self.kind = kind
        self.name = name
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
    # One of `EARLIER`, or "" for the report's own time.
    earlier: str = ""

    @property
    def counts(self) -> Measure:
        return MEASURES[self.measure]

    @property
    def span(self) -> str:
        """The name of the days that it counts, as cells have it."""
        return "in_year" if self.this_year else f"in_{self.earlier or 'period'}"


# Times to compare with: their names in cells, and how figures write them.
EARLIER = {"before": "the period before", "year_before": "a year before"}


@dataclass(frozen=True)
class Period:
    """The days a report covers, and the first day of the budget year they are in."""

    first_day: date
    last_day: date
    year_first_day: date
    # The days of the report before, where there is one.
    before: Days | None = None

    @property
    def spans(self) -> dict[str, Days]:
        """The first and the last day of each time that figures count, by its name in cells."""
        return {
            "in_period": (self.first_day, self.last_day),
            "in_year": (self.year_first_day, self.last_day),
            "in_before": self.before or self.right_before,
            "in_year_before": (year_earlier(self.first_day), year_earlier(self.last_day)),
        }

    @property
    def right_before(self) -> Days:
        """As many days, or whole months, as the period has, just before it."""
        months = self.last_day.year * 12 + self.last_day.month
        months -= self.first_day.year * 12 + self.first_day.month - 1
        day_before = date.fromordinal(max(1, self.first_day.toordinal() - 1))
        if self.first_day.day == 1 and self.last_day == month_end(self.last_day):
            return months_before(self.first_day, months), day_before
        length = (self.last_day - self.first_day).days + 1
        return date.fromordinal(max(1, self.first_day.toordinal() - length)), day_before


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
            for written in dict.fromkeys((whole_key(name), key(name))):
                others = [each for each in meanings.get(written, ()) if each != meaning]
                meanings[written] = (*others, meaning)
                spelling.setdefault(written, name)
        return cls(kind, meanings, spelling)

    def read(self, listed: str, position: int) -> tuple:
        """The meanings of names listed with commas; `position` is that of the list."""
        if whole := self._known(listed):
            return whole
        found: dict = {}
        for name in listed.split(","):
            indent = len(name) - len(name.lstrip())
            found |= dict.fromkeys(self._meaning(name.strip(), position + indent))
            position += len(name) + 1
        return tuple(found)

    def _known(self, name: str) -> tuple:
        return self.meanings.get(whole_key(name)) or self.meanings.get(key(name), ())

    def _meaning(self, name: str, position: int) -> tuple:
        if known := self._known(name):
            return known
        suggestion = self.spelling.get(nearest(key(name), self.spelling), "")
        problem = f"no {self.kind} is called “{name}”."
        raise FigureError(problem, position, suggestion, self.kind, name)


@dataclass(frozen=True)
class Vocabulary:
    """The names that figures about one project may use."""

    groups: Names
    settings: Names
    places: Names

    @classmethod
    def for_project(cls, project: Project) -> Self:
        """Runs one query, for the audience groups."""
        groups = AudienceGroup.objects.values_list("name", "pk")
        return cls.for_country(project.country, groups, project.division)

    @classmethod
    def for_country(
        cls, country: str, groups: Iterable[tuple[str, int]], division: str = ""
    ) -> Self:
        """`groups` are pairs of a name and its key."""
        settings = [(setting.words, setting.value) for setting in Setting]
        plurals = [(setting.plural, setting.value) for setting in Setting]
        return cls(
            Names.of("audience group", groups),
            Names.of("setting", plurals + settings),
            Names.of("place", spellings(country, division)),
        )

    def group_names(self, ids: Iterable[int]) -> list[str]:
        names = {ids[0]: self.groups.spelling[name] for name, ids in self.groups.meanings.items()}
        return [names[pk] for pk in ids]

    def write(self, figure: Figure) -> str:
        """The figure as it is written in braces."""
        parts = [figure.measure]
        if figure.groups:
            parts = [f"{figure.measure}: {', '.join(self.group_names(figure.groups))}"]
        if figure.settings:
            parts.append(f"at {', '.join(Setting(each).plural for each in figure.settings)}")
        if figure.provinces:
            names = dict.fromkeys(province_name(code) for code in figure.provinces)
            parts.append(f"in {', '.join(names)}")
        parts += ["this year"] * figure.this_year + [EARLIER.get(figure.earlier, "")]
        return " ".join(part for part in (*parts, "as words" * figure.as_words) if part)


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
            "“this year”, “the period before”, “a year before” or “as words”, in this order.",
            start + len(measure),
        )
    if match["groups"] is not None and not MEASURES[measure].is_by_group:
        counted = next(each.name for each in MEASURES.values() if each.is_by_group)
        suggestion = f"{counted}: {match['groups']}"
        raise FigureError(f"only {counted} is counted by group.", start, suggestion)

    def read(part: str, names: Names) -> tuple:
        listed = match[part]
        return () if listed is None else names.read(listed, start + match.start(part))

    span = " ".join((match["span"] or "").casefold().split())
    return Figure(
        measure,
        groups=read("groups", vocabulary.groups),
        settings=read("settings", vocabulary.settings),
        provinces=read("places", vocabulary.places),
        this_year=span == "this year",
        as_words=match["as_words"] is not None,
        earlier=next((name for name, words in EARLIER.items() if words == span), ""),
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
