"""The life of a record as one table: from which state to which, who may, and what must hold."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from projects.records import Record


class Refused(Exception):
    """A step that is not possible; its text is the sentence for the user."""


@dataclass(frozen=True)
class Who:
    """Who may take a step, in words and as a question about a user and a record."""

    words: str
    may: Callable[[Any, Any], bool]


@dataclass(frozen=True)
class Must:
    """What must hold for a step, in words, and the sentence where it does not."""

    words: str
    sentence: str
    holds: Callable[[Any], bool]


@dataclass(frozen=True)
class Move:
    name: str
    before: tuple[str, ...]
    after: str
    who: Who
    must: tuple[Must, ...] = ()
    # In words: the act that takes the step does it.
    follows: str = ""


@dataclass(frozen=True)
class Life:
    """`move` is the only door from one state to another."""

    field: str
    moves: tuple[Move, ...]

    def named(self, name: str) -> Move:
        for move in self.moves:
            if move.name == name:
                return move
        raise Refused(f"This step is not known: “{name}”.")

    def is_possible(self, record: Record, name: str) -> bool:
        """Whether the record stands where the step begins, and all that must hold does."""
        move = self.named(name)
        stands = getattr(record, self.field) in move.before
        return stands and all(must.holds(record) for must in move.must)

    def move(self, record: Record, name: str, *, by: Any, at: datetime, **fields: Any) -> bool:
        """Take the step; False where the record had left that state: somebody was faster.

        Raises `Refused` where `by` may not take it, or something does not hold.
        """
        move = self.named(name)
        if not move.who.may(by, record):
            raise Refused(f"Only this may be done by {move.who.words}: {name}.")
        if getattr(record, self.field) in move.before:
            for must in move.must:
                if not must.holds(record):
                    raise Refused(must.sentence)
        given = {f"{self.field}__in": move.before}
        return bool(record.change(given, by=by, at=at, **{self.field: move.after}, **fields))

    def rows(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        """The table as README prints it."""
        for move in self.moves:
            must = "; ".join(each.words for each in move.must)
            before = ", ".join(each.replace("_", " ") for each in move.before)
            after = move.after.replace("_", " ")
            yield move.name, before, after, move.who.words, must, move.follows


def table(life: Life) -> str:
    """The life as a table in Markdown."""
    head = ("step", "from", "to", "who may", "what must hold", "what follows")
    rows = [head, ("---",) * len(head), *life.rows()]
    return "\n".join("| " + " | ".join(cell or "–" for cell in row) + " |" for row in rows)
