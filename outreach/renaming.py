"""Texts whose figures get the new names of what they count; nothing else in them changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach.figures import BRACES, Figure, FigureError, Vocabulary, parse
from outreach.measures import Entered
from outreach.models import AudienceGroup
from outreach.tree import Tree
from projects.models import Indicator, Project

# Names by the key of their record.
NamesByKey = Mapping[int, str]


@dataclass(frozen=True)
class Called:
    """How groups and indicators were called, those that were called otherwise than today."""

    groups: NamesByKey = field(default_factory=dict)
    indicators: NamesByKey = field(default_factory=dict)
    # Indicators that are no more.
    gone: tuple[Indicator, ...] = ()

    def vocabulary(
        self, project: Project, without: AudienceGroup | Indicator | None = None
    ) -> Vocabulary:
        """The names that figures about the project could use then; runs two queries."""
        tree = list(AudienceGroup.objects.with_tree(project))
        names = {group.pk: group.name for group in tree} | dict(self.groups)
        indicators = [*project.indicators.all(), *self.gone]
        for each in indicators:
            each.name = self.indicators.get(each.pk, each.name)
        pairs = [(name, pk) for pk, name in names.items()]
        if isinstance(without, AudienceGroup):
            pairs = [(name, pk) for name, pk in pairs if pk != without.pk]
        elif without:
            indicators = [each for each in indicators if each.pk != without.pk]
        return Vocabulary.of(project, pairs, indicators, Tree.of(tree))


def called_otherwise(record: AudienceGroup | Indicator, name: str) -> Called:
    """One record with another name."""
    if isinstance(record, AudienceGroup):
        return Called(groups={record.pk: name})
    return Called(indicators={record.pk: name})


class Renaming:
    """From the names of one vocabulary to those of another one about the same project.

    `same` are keys of groups and of indicators that became another one.
    """

    def __init__(
        self,
        before: Vocabulary,
        after: Vocabulary,
        groups: Mapping[int, int] | None = None,
        indicators: Mapping[int, int] | None = None,
    ):
        self.before, self.after = before, after
        self.groups, self.indicators = groups or {}, indicators or {}
        self.new_groups = changed(names_of_groups(before), names_of_groups(after), self.groups)
        self.new_indicators = changed(
            names_of_indicators(before), names_of_indicators(after), self.indicators
        )
        # Figures that would count something else with the new names, or could not be read.
        self.misread: list[str] = []

    def text(self, text: str) -> str:
        """The text to the letter, apart from the names in its figures."""
        return BRACES.sub(lambda match: self._in_braces(match.group()), text)

    def _in_braces(self, found: str) -> str:
        is_figure = len(found) > 2
        return f"{{{self.figure(found[1:-1])}}}" if is_figure else found

    def figure(self, source: str) -> str:
        """A figure without its braces; what could not be read stays as it is."""
        try:
            figure = parse(source, self.before)
        except FigureError:
            return source
        new = self._spliced(source, figure)
        if not self._means(new, figure):
            self.misread.append(source.strip())
        return new

    def _spliced(self, source: str, figure: Figure) -> str:
        """With the new names in the places of the old ones; spaces behind them stay."""
        for each in reversed(figure.spelled):
            name = self.new_groups.get(each.group) or self.new_indicators.get(each.indicator)
            if name:
                end = each.start + len(source[each.start : each.end].rstrip())
                source = f"{source[: each.start]}{name}{source[end:]}"
        return source

    def _means(self, source: str, figure: Figure) -> bool:
        """Whether the source counts with the new names what the figure counts with the old."""
        try:
            found = parse(source, self.after)
        except FigureError:
            return False
        return meaning(found, {}, {}) == meaning(figure, self.groups, self.indicators)


def changed(
    before: NamesByKey, after: NamesByKey, same: Mapping[int, int]
) -> dict[int | None, str]:
    """The new names of those whose name is another one."""
    new = {pk: after.get(same.get(pk, pk)) for pk in before}
    return {pk: name for pk, name in new.items() if name and name != before[pk]}


def names_of_groups(vocabulary: Vocabulary) -> dict[int, str]:
    groups = vocabulary.groups
    return {keys[0]: groups.spelling[name] for name, keys in groups.meanings.items()}


def names_of_indicators(vocabulary: Vocabulary) -> dict[int, str]:
    measures = vocabulary.measures.values()
    return {each.pk: each.name for each in measures if isinstance(each, Entered)}


def meaning(
    figure: Figure, groups: Mapping[int, int], indicators: Mapping[int, int]
) -> tuple[Any, ...]:
    """What a figure counts, whatever its words."""
    pk = figure.entered.pk if figure.entered else None
    return (
        figure.measure if pk is None else indicators.get(pk, pk),
        tuple(dict.fromkeys(groups.get(each, each) for each in figure.groups)),
        (figure.settings, figure.provinces),
        (figure.this_year, figure.as_words, figure.earlier, figure.relation),
        meaning(figure.other, groups, indicators) if figure.other else None,
    )


def uses(figure: Figure, record: AudienceGroup | Indicator) -> bool:
    """Whether a figure, or one that it is put in relation to, counts the record."""
    both = (figure, *([figure.other] if figure.other else []))
    if isinstance(record, AudienceGroup):
        return any(record.pk in each.groups for each in both)
    if record.source != Indicator.Source.ENTERED:
        return any(each.entered is None and each.measure == record.source for each in both)
    return any(bool(each.entered and each.entered.pk == record.pk) for each in both)
