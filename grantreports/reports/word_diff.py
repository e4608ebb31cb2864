"""Two versions of a text, word by word."""

import re
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
# What happened to some words, and the words with the space after them.
Piece = tuple[str, str]
WORDS = re.compile(r"\S+\s*|\s+")


def word_diff(before: str, after: str) -> list[Piece]:
    """What stayed, what went and what came, in reading order."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    found = []
    matcher = SequenceMatcher(None, bare(old), bare(new), autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what == "equal":
            found.append((SAME, "".join(new[new_from:new_to])))
            continue
        if old_from < old_to:
            found.append((REMOVED, "".join(old[old_from:old_to])))
        if new_from < new_to:
            found.append((ADDED, "".join(new[new_from:new_to])))
    return found


def bare(words: list[str]) -> list[str]:
    return [word.strip() for word in words]
