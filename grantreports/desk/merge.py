"""Two drafts made from the same one: what fits together, and what people must choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from grantreports.desk.draft import FIELDS, Draft
from grantreports.reports.sections import LISTS


@dataclass(frozen=True)
class Conflict:
    """A place that both changed. `part` is "introduction" or "points:<token>".

    `mine` and `theirs` are values of a field or of a part; None where one of them took it out.
    """

    part: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """The merged draft, which says theirs where both changed."""

    draft: Draft
    conflicts: tuple[Conflict, ...]


def merge(base: Draft, mine: Draft, theirs: Draft) -> Merged:
    conflicts: list[Conflict] = []

    def choose(part: str, before: Any, one: Any, other: Any) -> Any:
        if one in (other, before):
            return other
        if other == before:
            return one
        conflicts.append(Conflict(part, one, other))
        return other

    draft: Draft = {name: choose(name, base[name], mine[name], theirs[name]) for name in FIELDS}
    for name, kind in LISTS.items():
        before, one, other = (by_key(each[name], kind.part_key) for each in (base, mine, theirs))
        chosen = {
            key: choose(f"{name}:{key}", before.get(key), one.get(key), other.get(key))
            for key in in_order(list(before), list(one), list(other))
        }
        draft[name] = [part for part in chosen.values() if part is not None]
    return Merged(draft, tuple(conflicts))


def by_key(parts: Iterable[Draft], key: str) -> dict[Any, Draft]:
    return {part[key]: part for part in parts}


def in_order(before: list, mine: list, theirs: list) -> list:
    """All keys: in my order where I moved something, else in theirs; additions follow those
    that they came after."""
    kept = [key for key in before if key in mine]
    i_moved = [key for key in mine if key in before] != kept
    first, second = (mine, theirs) if i_moved else (theirs, mine)
    keys = list(first)
    for place, key in enumerate(second):
        if key not in keys:
            after = second[place - 1] if place else None
            keys.insert(keys.index(after) + 1 if after in keys else 0, key)
    return keys


def take_mine(draft: Draft, conflict: Conflict) -> Draft:
    """The draft with my version in that place."""
    name, _, key = conflict.part.partition(":")
    if not key:
        return draft | {name: conflict.mine}
    kind = LISTS[name]
    parts = [part for part in draft[name] if str(part[kind.part_key]) != key]
    if conflict.mine is None:
        return draft | {name: parts}
    old = [str(part[kind.part_key]) for part in draft[name]]
    place = old.index(key) if key in old else len(parts)
    return draft | {name: [*parts[:place], conflict.mine, *parts[place:]]}


def take_both(draft: Draft, conflict: Conflict) -> Draft:
    """The draft with both texts, one below the other."""
    name, _, key = conflict.part.partition(":")
    if not key:
        return draft | {name: f"{conflict.theirs}\n\n{conflict.mine}".strip()}
    text = LISTS[name].text if LISTS[name].can_join else ""
    if not text or conflict.mine is None or conflict.theirs is None:
        return take_mine(draft, conflict) if conflict.theirs is None else draft
    both = conflict.theirs | {text: f"{conflict.theirs[text]} {conflict.mine[text]}".strip()}
    return take_mine(draft, Conflict(conflict.part, both, None))
