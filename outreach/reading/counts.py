"""Numbers of people as they are written, in a form or in a file.

`tests/outreach/what_is_read.json` is the table of what is read, asked about and refused; the
script of the running total reads the same (`static/js/people.js`).
"""

import re
from typing import NamedTuple

from django.utils.text import Truncator
from django.utils.translation import gettext

from outreach.models import MOST_PEOPLE, TOO_MANY

LONGEST = 40
NOT_COUNTED = {
    *("", "-", "–", "—", "n/a", "na", "n.a.", "not counted", "not known", "unknown", "no data"),
    *("not recorded", "not available", "ไม่ได้นับ", "ไม่ทราบ", "ไม่มีข้อมูล"),
}
ABOUT = re.compile(
    r"(?:~|≈|about|around|roughly|approximately|approx\.?|circa|ca\.|c\.|ประมาณ|ราว)\s*",
    re.IGNORECASE,
)
ABOUT_AFTER = re.compile(
    r"\s*\(?(?:approx\.?|approximately|estimated|est\.?|ประมาณ)\)?$", re.IGNORECASE
)
# The people that a number counts; any other word after it may be a unit of something else.
PERSONS = re.compile(
    r"\s*(?:people|persons?|pax|participants?|attendees|students?|pupils?|teachers?|children|"
    r"parents?|adults?|villagers?|youths?|คน|ราย|ท่าน|รูป)\.?$",
    re.IGNORECASE,
)
# Groups of three; the apostrophe is Swiss. A spreadsheet writes 40 as 40.0.
WHOLE = re.compile(r"(?:\d+|\d{1,3}(?:(?P<sign>[,\s'’])\d{3})(?:(?P=sign)\d{3})*)(?:\.0{1,2})?")
# Where the comma is the decimal sign: 40,0 and 1.250,00.
COMMA_DECIMAL = re.compile(r"(\d+|\d{1,3}(?:\.\d{3})+),0{1,2}")
DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
PARTS = re.compile(
    r"\d{1,7}(?:\s*(?:[+&;]|,\s|and|และ)\s*\d{1,7})+|\d{1,7}\s*/\s*\d{1,7}", re.IGNORECASE
)
# “12 boys, 18 girls”, “12M 18F”.
NAMED_PARTS = re.compile(r"\d{1,7}\s*[^\W\d_]+\.?(?:[\s,;+&/]+(?:and\s+)?\d{1,7}\s*[^\W\d_]+\.?)+")
RANGE = re.compile(r"(\d{1,7})\s*(?:-|–|—|to|ถึง)\s*(\d{1,7})", re.IGNORECASE)
NEGATIVE = re.compile(r"[-−–]\s*\d[\d.,]*|\(\d[\d.,]*\)")
SHARE = re.compile(r"[\d.,]+\s*(?:%|percent|per cent|เปอร์เซ็นต์)", re.IGNORECASE)


class People(NamedTuple):
    """A number of people as it was written; `number` is None where nobody counted."""

    number: int | None
    is_approximate: bool = False


def short(text: str) -> str:
    return Truncator(text).chars(60)


def read_people(text: str) -> People:
    """The number of people that a text means; raises ValueError with a sentence."""
    text = text.strip()
    if text.casefold() in NOT_COUNTED or text == gettext("not counted"):
        return People(None)
    bare = bare_number(text)
    if bare is None:
        raise ValueError(why_not(text))
    refuse_two_meanings(bare)
    if match := COMMA_DECIMAL.fullmatch(bare):
        whole = match[1]
    elif WHOLE.fullmatch(bare):
        whole = bare.partition(".")[0]
    else:
        raise ValueError(why_not(bare, text))
    count = int(re.sub(r"\D", "", whole))
    if count > MOST_PEOPLE:
        raise ValueError(str(TOO_MANY))
    return People(count, is_approximate=without_persons(text) != bare)


def read_count(text: str) -> int | None:
    """The number alone, None for not counted; raises ValueError with a sentence."""
    return read_people(text).number


def is_approximate(text: str) -> bool:
    try:
        return read_people(text).is_approximate
    except ValueError:
        return False


def number_in(text: str) -> int | None:
    """The number of a text that may be anything, None where it is no number of people."""
    try:
        return read_count(text)
    except ValueError:
        return None


def without_persons(text: str) -> str:
    # Blanks within a number may be wide; around it they say nothing.
    return PERSONS.sub("", text, count=1).strip()


def bare_number(text: str) -> str | None:
    """The number without its people and its “about”; None for what is too long for one."""
    if len(text) > LONGEST:
        return None
    plain = ABOUT.sub("", text, count=1) if ABOUT.match(text) else text
    plain = PERSONS.sub("", ABOUT_AFTER.sub("", plain), count=1)
    return plain.strip()


def refuse_two_meanings(text: str) -> None:
    """Raises ValueError for “1.000”: a thousand in half of the world, and one in the other."""
    if DOTTED.fullmatch(text):
        raise ValueError(
            gettext("“%(text)s” may be %(thousands)s or %(whole)s: write one of the two.")
            % {
                "text": short(text),
                "thousands": text.replace(".", ""),
                "whole": text.partition(".")[0],
            }
        )


def why_not(text: str, written: str = "") -> str:
    """The sentence for what is no number of people; `text` is without its people."""
    told = {"text": short(written or text)}
    if SHARE.fullmatch(text):
        return gettext("“%(text)s” is a share. Write how many people that are.") % told
    if NEGATIVE.fullmatch(text):
        return gettext("“%(text)s” is less than nobody: a number of people is 0 or more.") % told
    if RANGE.fullmatch(text):
        return (
            gettext("“%(text)s” is a range. Write one number, and choose that it is estimated.")
            % told
        )
    if PARTS.fullmatch(text) or NAMED_PARTS.fullmatch(text):
        parts = sum(int(part) for part in re.findall(r"\d+", text))
        return gettext(
            "“%(text)s” is more than one number. If they belong together, write %(sum)d."
        ) % (told | {"sum": parts})
    return gettext("“%(text)s” is not a number of people: write 0 or a whole number.") % told
