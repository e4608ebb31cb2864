"""What the buttons of the desk do to a draft: an act is written `points:up:<token>`."""

from typing import Any
from uuid import uuid4

from grantreports.desk.draft import Draft
from grantreports.reports.models import STRIP_LENGTH
from grantreports.reports.sections import LISTS

NEW: dict[str, dict[str, Any]] = {
    "points": {"text": "", "objective": None},
    "strip": {"figure": "events", "label": ""},
    "quotes": {"place": "quote", "heading": ""},
    "photos": {"place": "lead", "shape": "whole", "focus_x": 5, "focus_y": 5},
}


def act_on(draft: Draft, act: str) -> tuple[Draft, str]:
    """The changed draft, and the part to look at afterwards; an unknown act changes nothing."""
    name, _, rest = act.partition(":")
    verb, _, key = rest.partition(":")
    if name not in LISTS or verb not in VERBS:
        return draft, ""
    return VERBS[verb](draft, name, key)


def add(draft: Draft, name: str, key: str) -> tuple[Draft, str]:
    kind = LISTS[name]
    if name == "strip" and len(draft[name]) >= STRIP_LENGTH:
        return draft, ""
    new_key = str(uuid4()) if kind.part_key == "token" else (int(key) if key.isdecimal() else 0)
    if new_key in [part[kind.part_key] for part in draft[name]]:
        return draft, f"{name}:{new_key}"
    part = {kind.part_key: new_key} | NEW[name]
    if name == "photos":
        part |= {"place": free_place(draft)}
    return draft | {name: [*draft[name], part]}, f"{name}:{new_key}"


def free_place(draft: Draft) -> str:
    """The first picture stands beside the project, then one with each story."""
    places = [photo["place"] for photo in draft["photos"]]
    if "lead" not in places:
        return "lead"
    stories = sum(quote["place"] == "story" for quote in draft["quotes"])
    return "story" if places.count("story") < stories else "more"


def add_point(draft: Draft, text: str, objective: int | None) -> tuple[Draft, str]:
    """A point below those of its objective, or at the end."""
    point = {"token": str(uuid4()), "text": text, "objective": objective}
    points = list(draft["points"])
    same = [place for place, each in enumerate(points) if each["objective"] == objective]
    points.insert(same[-1] + 1 if same else len(points), point)
    return draft | {"points": points}, f"points:{point['token']}"


def remove(draft: Draft, name: str, key: str) -> tuple[Draft, str]:
    kind = LISTS[name]
    keys = [str(part[kind.part_key]) for part in draft[name]]
    parts = [part for part in draft[name] if str(part[kind.part_key]) != key]
    # What follows comes into its place; after the last one stands the one before.
    place = min(keys.index(key) if key in keys else 0, len(parts) - 1)
    look_at = f"{name}:{parts[place][kind.part_key]}" if parts else f"{name}:add"
    return draft | {name: parts}, look_at


def move(draft: Draft, name: str, key: str, by: int) -> tuple[Draft, str]:
    kind = LISTS[name]
    parts = list(draft[name])
    places = [place for place, part in enumerate(parts) if str(part[kind.part_key]) == key]
    if places and 0 <= places[0] + by < len(parts):
        parts.insert(places[0] + by, parts.pop(places[0]))
    return draft | {name: parts}, f"{name}:{key}"


VERBS = {
    "add": add,
    "remove": remove,
    "up": lambda draft, name, key: move(draft, name, key, -1),
    "down": lambda draft, name, key: move(draft, name, key, 1),
}


def replace_text(draft: Draft, where: str, old: str, new: str) -> tuple[Draft, str]:
    """Put `new` for the first `old` in the text of one part."""
    name, _, key = where.partition(":")
    if not key:
        return draft | {name: str(draft.get(name, "")).replace(old, new, 1)}, where
    kind = LISTS[name]
    text = {"points": "text", "strip": "label", "quotes": "heading"}.get(name)
    parts = [
        part | {text: part[text].replace(old, new, 1)}
        if text and str(part[kind.part_key]) == key
        else part
        for part in draft[name]
    ]
    return draft | {name: parts}, where
