"""The figures that the desk offers while somebody writes, with their present values."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from grantreports.reports.compose import Composition
from outreach.figures import parse
from outreach.models import Setting
from projects.places import province_name

MOST = 150


@dataclass(frozen=True)
class Offer:
    """`source` is written in braces; `text` is what it says now."""

    source: str
    text: str


def offers(composition: Composition) -> list[Offer]:
    """Figures that count something, the most useful first; runs no query."""
    found: dict[str, Offer] = {}
    names = {measure.name for measure in composition.vocabulary.measures.values()}
    for source in islice(sources(composition), 1000):
        figure = parse(source, composition.vocabulary)
        value = composition.numbers.value(figure)
        if source not in found and (value or source in names):
            found[source] = Offer(source, composition.numbers.text(figure))
    return list(found.values())[:MOST]


def sources(composition: Composition) -> Iterator[str]:
    settings = [f"at {Setting(value).plural}" for value in composition.numbers.settings]
    places = [f"in {province_name(code)}" for code in composition.numbers.provinces]
    groups = composition.vocabulary.group_names(composition.numbers.groups)
    measures = list(composition.vocabulary.measures.values())
    baselines = composition.vocabulary.baselines
    by_group = [
        f"{each.name}: {group}" for each in measures if each.is_by_group for group in groups
    ]
    in_parts = [each for each in measures if each.is_offered_in_parts]
    yield from (each.name for each in measures)
    yield from (f"baseline: {name}" for name in baselines)
    yield from (f"{each.name} as words" for each in measures if each.is_offered_as_words)
    yield from (f"{each.name} this year" for each in in_parts)
    yield from by_group
    yield from (f"{each.name} {where}" for each in in_parts for where in settings + places)
    small = [each for each in in_parts if each.is_offered_as_words]
    yield from (f"{each.name} {where} as words" for each in small for where in settings + places)
    yield from (f"{counted} {where}" for counted in by_group for where in places)
    yield from (f"{counted} {where}" for counted in by_group for where in settings)
