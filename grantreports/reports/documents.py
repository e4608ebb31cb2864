"""Documents that records keep for good: what they are, and how those of earlier versions are read.

Each carries the number of its schema; one without a number is of the first. `write` and `read` are
the only ways in and out. When the shape of a kind changes, its number here goes up by one, and one
small function in `STEPS` brings a document of the number before up to it.

    draft   what staff wrote and chose, as on the desk (`desk/draft.py`)
    data    a `DonorReport`, as it was published
    events  the events inside its figures, as they were then (`outreach/cells.py`)
"""

from collections.abc import Callable
from typing import Any

from grantreports.reports.sections import SECTIONS

Step = Callable[[Any], Any]
SCHEMA = "schema"
# Lists have no room for a number beside their items.
ITEMS = "items"


class UnknownSchema(Exception):
    """A newer version of the site wrote the document; this one cannot read it."""

    def __init__(self, kind: str, number: object):
        self.kind, self.number, self.known = kind, number, newest(kind)
        super().__init__(f"{kind}: schema {number}, known up to {self.known}")


def adding(number: int) -> Step:
    """The step to a schema that has new sections: they have their defaults."""
    new = {
        each.key: list(each.default) if isinstance(each.default, tuple) else each.default
        for each in SECTIONS
        if each.since == number
    }
    return lambda draft: new | draft


def unchanged(content: Any) -> Any:
    """What came is a part of `DonorReport` with a default of its own."""
    return content


def as_it_was_drawn(data: dict[str, Any]) -> dict[str, Any]:
    """There was one look; the ask stood in the masthead."""
    return {"look": 1, "ask_in_masthead": True} | data


def with_last_days(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nobody kept on how many days an event took place: it counts as one."""
    return [{"last_day": None} | event for event in events]


def with_indicators(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """There were no indicators, no parts of groups, and nobody asked for first visits."""
    return [
        {"values": [], "first_visits": None}
        | event
        | {"counts": [{"part_of": None} | count for count in event["counts"]]}
        for event in events
    ]


# Up to the schema that each section brought, by the number that a step starts from.
BY_SECTIONS = range(1, max(each.since for each in SECTIONS))
STEPS: dict[str, dict[int, Step]] = {
    "draft": {number: adding(number + 1) for number in BY_SECTIONS},
    "data": {1: unchanged, 2: as_it_was_drawn},
    "events": {1: with_last_days, 2: with_indicators},
}


def newest(kind: str) -> int:
    return len(STEPS[kind]) + 1


def write(kind: str, content: Any) -> dict[str, Any]:
    """The document to store."""
    stored = content if isinstance(content, dict) else {ITEMS: content}
    return {SCHEMA: newest(kind), **stored}


def read(kind: str, stored: Any) -> Any:
    """What the document says, in today's shape; raises `UnknownSchema`."""
    number, content = 1, stored
    if isinstance(stored, dict):
        content = {key: value for key, value in stored.items() if key != SCHEMA}
        number = stored.get(SCHEMA, 1)
        content = content.get(ITEMS, content)
    if not isinstance(number, int) or not 1 <= number <= newest(kind):
        raise UnknownSchema(kind, number)
    for each in range(number, newest(kind)):
        content = STEPS[kind][each](content)
    return content
