"""The names of venues, and which of their words tell one from another."""

import re
from functools import lru_cache

from grantreports.desk.checks.spelling import fold
from grantreports.desk.checks.words import KINDS_OF_PLACE, KINDS_OF_VENUE

# What a Thai venue is stands before its name, with or without a space: school, temple, market, …
THAI_KINDS = fold("โรงเรียน วิทยาลัย มหาวิทยาลัย วัด ตลาด ศูนย์ โรงพยาบาล หมู่บ้าน ชุมชน สำนักงาน")
KINDS = KINDS_OF_VENUE | KINDS_OF_PLACE


def own_words(venue: str, known: frozenset[str]) -> str:
    """The first words of a venue that say which one it is: “dwambazi”; "" where none does."""
    own: list[str] = []
    for word in words_in(venue):
        if word not in KINDS:
            own.append(word)
        elif own:
            break
    begin = " ".join(own)
    return begin if len(begin) > 3 and set(own) - known and begin != fold(venue) else ""


def words_in(venue: str) -> list[str]:
    return re.sub(THAI_KINDS.replace(" ", "|"), " ", fold(venue)).split()


@lru_cache(maxsize=50_000)
def first_word(venue: str) -> str:
    """The one that stands in every text that tells of the venue, by its name or its beginning.

    A project may have thousands of venues: most of them are passed over by this word alone.
    """
    own = (word for word in words_in(venue) if word not in KINDS)
    return next(own, fold(venue))
