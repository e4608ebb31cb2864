"""The figures that the desk offers while somebody writes, with their present values."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from grantreports.reports.compose import Composition
from outreach.figures import NOT_COUNTED, parse
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
    for source in islice(sources(composition), 1000):
        figure = parse(source, composition.vocabulary)
        value = composition.numbers.value(figure)
        if source not in found and (value or source in ALWAYS):
            text = NOT_COUNTED if value is None else composition.numbers.text(figure)
            found[source] = Offer(source, text)
    return list(found.values())[:MOST]


ALWAYS = ("events", "attendance", "provinces")


def sources(composition: Composition) -> Iterator[str]:
    settings = [Setting(value).plural for value in composition.numbers.settings]
    places = [province_name(code) for code in composition.numbers.provinces]
    groups = composition.vocabulary.group_names(composition.numbers.groups)
    yield from ALWAYS
    yield from ("events as words", "provinces as words", "events this year")
    yield "attendance this year"
    yield from (f"attendance: {group}" for group in groups)
    yield from (f"events at {setting}" for setting in settings)
    yield from (f"events in {place}" for place in places)
    yield from (f"attendance at {setting}" for setting in settings)
    yield from (f"attendance in {place}" for place in places)
    yield from (f"events at {setting} as words" for setting in settings)
    yield from (f"events in {place} as words" for place in places)
    yield from (f"attendance: {group} in {place}" for group in groups for place in places)
    yield from (f"attendance: {group} at {setting}" for group in groups for setting in settings)
