"""The words of figures: what a figure counts, and the names that those of a project may use."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Self

from outreach.cells import Days
from outreach.measures import MEASURES, PEOPLE, Entered, Measure, measures_of
from outreach.models import AudienceGroup, Setting
from outreach.names import key, whole_key
from outreach.tree import Tree
from projects.models import Indicator, Project
from projects.months import month_end, months_before, year_earlier
from projects.names import known_at_start
from projects.places import province_name, spellings

SPANS = r"this\s+year|the\s+period\s+before|a\s+year\s+before"
# What can come after a list of names.
FOLLOWS = re.compile(
    rf"\s+(?:(?:at|in)\s|(?:{SPANS}|as\s+words)\s*$|(?:{SPANS})\s+as\s)", re.IGNORECASE
)
# How each relation joins its two figures; one alone for the others.
JOINED = {"share": "of", "ratio": "to", "difference": "and", "average": "per"}
RELATIONS = ("baseline", "target", "change", *JOINED)

COUNTED_BY_PROJECT = "An administrator adds it under the project's “What it counts”."
# By the kind of name.
WHERE_TO_ADD = {
    "audience group": COUNTED_BY_PROJECT,
    "figure": COUNTED_BY_PROJECT,
    "place": "Places are the provinces of the project's country.",
}


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
        where = f" {self.where}" if self.where else ""
        super().__init__(f"Character {position}: {problem}{hint}{where}")

    @property
    def where(self) -> str:
        """Where an unknown name can be added, as a sentence."""
        return WHERE_TO_ADD.get(self.kind, "")


@dataclass(frozen=True)
class Spelled:
    """Where a figure writes a name: characters of its source, from 0, and what they stand for."""

    start: int
    end: int
    group: int | None = None
    indicator: int | None = None


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
    # Of an indicator whose values are entered.
    entered: Entered | None = None
    # One of `RELATIONS`, and the other figure that it is put in relation to.
    relation: str = ""
    other: "Figure | None" = None
    # The value of a baseline.
    constant: Decimal | None = None
    # Where its source writes the names of its indicator and its groups.
    spelled: tuple[Spelled, ...] = field(default=(), compare=False, repr=False)

    @property
    def counts(self) -> Measure:
        return self.entered or BUILT_IN[self.measure]

    @property
    def span(self) -> str:
        """The name of the days that it counts, as cells have it."""
        return "in_year" if self.this_year else f"in_{self.earlier or 'period'}"

    @property
    def plain(self) -> Self:
        """Without its relation: what it is about."""
        return replace(self, relation="", other=None, constant=None)

    @property
    def counted(self) -> list["Figure"]:
        """The plain figures that it is made from."""
        if self.relation == "baseline":
            return []
        before = [replace(self.plain, earlier="before")] if self.relation == "change" else []
        return [self.plain, *before, *([self.other] if self.other else [])]


BUILT_IN = MEASURES | {PEOPLE.name: PEOPLE}
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
class Listed:
    """A name of a list in a figure: what it stands for, and its characters of the text."""

    meanings: tuple
    start: int
    end: int


def meanings_of(names: Iterable[Listed]) -> tuple:
    return tuple(dict.fromkeys(meaning for name in names for meaning in name.meanings))


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

    def read(self, text: str, position: int) -> tuple[list["Listed"], str]:
        """The names listed with commas, and the text after them.

        Of each the longest known one that a list can go on after; `position` is that of the text.
        """
        found: list[Listed] = []
        end = 0
        while True:
            name, rest = self._first(text[end:], position + end)
            start = len(text) - len(text[end:].lstrip())
            end = len(text) - len(rest)
            found.append(Listed(self.meanings[name], position + start, position + end))
            if not rest.lstrip().startswith(","):
                return found, rest
            end = text.index(",", end) + 1

    def _first(self, text: str, position: int) -> tuple[str, str]:
        """The key of the name that the text begins with, and the text after it."""
        indent = len(text) - len(text.lstrip())
        body = text[indent:]
        for name, rest in known_at_start(body, self.meanings):
            if not rest.strip() or rest.lstrip().startswith(",") or FOLLOWS.match(rest):
                return name, rest
        name = re.split(rf",|{FOLLOWS.pattern}", body, maxsplit=1, flags=re.IGNORECASE)[0].strip()
        suggestion = self.spelling.get(nearest(key(name), self.spelling), "")
        problem = f"no {self.kind} is called “{name}”."
        raise FigureError(problem, position + indent, suggestion, self.kind, name)


@dataclass(frozen=True)
class Vocabulary:
    """The names that figures about one project may use."""

    groups: Names
    settings: Names
    places: Names
    # By the key of their name, in the order in which they are offered.
    measures: Mapping[str, Measure]
    tree: Tree = field(default_factory=Tree)
    # By the name of their measure.
    baselines: Mapping[str, Decimal] = field(default_factory=dict)

    @classmethod
    def for_project(cls, project: Project) -> Self:
        """Runs three queries, for the audience groups, their parts, and the indicators."""
        groups = AudienceGroup.objects.values_list("name", "pk")
        indicators = list(project.indicators.all())
        return cls.of(project, groups, indicators, Tree.of_project(project))

    @classmethod
    def of(
        cls,
        project: Project,
        groups: Iterable[tuple[str, int]],
        indicators: Iterable[Indicator],
        tree: Tree | None = None,
    ) -> Self:
        """`groups` are pairs of a name and its key."""
        indicators = list(indicators)
        measures = measures_of(indicators, project.asks_first_visits)
        return cls.for_country(
            project.country,
            groups,
            project.division,
            measures=measures,
            tree=tree or Tree(),
            baselines={
                each.name: each.baseline for each in indicators if each.baseline is not None
            },
        )

    @classmethod
    def for_country(
        cls,
        country: str,
        groups: Iterable[tuple[str, int]],
        division: str = "",
        measures: Iterable[Measure] = tuple(MEASURES.values()),
        **kwargs: Any,
    ) -> Self:
        """`groups` are pairs of a name and its key."""
        settings = [(setting.words, setting.value) for setting in Setting]
        plurals = [(setting.plural, setting.value) for setting in Setting]
        return cls(
            Names.of("audience group", groups),
            Names.of("setting", plurals + settings),
            Names.of("place", spellings(country, division)),
            {key(measure.name): measure for measure in measures},
            **kwargs,
        )

    @property
    def has_values(self) -> bool:
        """Whether the project has indicators of its own."""
        return any(isinstance(measure, Entered) for measure in self.measures.values())

    def group_names(self, ids: Iterable[int]) -> list[str]:
        names = {ids[0]: self.groups.spelling[name] for name, ids in self.groups.meanings.items()}
        return [names[pk] for pk in ids]

    def measure_of(self, figure: Figure) -> Measure:
        """What the figure counts, in the words of the project."""
        return figure.entered or self.measures.get(figure.measure) or figure.counts

    def figure(self, measure: Measure, **kwargs: Any) -> Figure:
        """A figure that counts one of the project's measures."""
        entered = measure if isinstance(measure, Entered) else None
        return Figure(measure.name, entered=entered, **kwargs)

    def write(self, figure: Figure) -> str:
        """The figure as it is written in braces."""
        if figure.relation:
            joined = (
                f" {JOINED[figure.relation]} {self.write(figure.other)}" if figure.other else ""
            )
            return f"{figure.relation}: {self.write(figure.plain)}{joined}"
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
