"""Values of indicators as they are written, in a form or in a file: “1,250.5 litres”, “87 %”."""

import re
from decimal import Decimal

from django.utils.translation import gettext

from outreach.reading.counts import LONGEST, NOT_COUNTED, short
from projects.indicators import LARGEST

# A sign or a word before or after the number: its unit.
WITH_UNIT = re.compile(
    r"(?P<before>[^\d\s.,'’+\-−–][^\d]*?)?\s*(?P<number>[-−–]?\d[\d.,\s'’]*?)\s*"
    r"(?P<after>[^\d\s.,'’][^\d]*)?"
)
# Groups of three, and a point before the decimals; the apostrophe is Swiss.
POINTED = re.compile(r"(?:\d+|\d{1,3}(?:(?P<sign>[,\s'’])\d{3})(?:(?P=sign)\d{3})*)(?:\.\d+)?")
# The comma is the decimal sign: 12,5 and 1.250,75.
COMMA = re.compile(r"(?:\d+|\d{1,3}(?:[.\s'’]\d{3})+),\d+")
# A thousand in half of the world, and one in the other.
TWO_MEANINGS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def read_value(text: str, decimals: int = 0, unit: str = "") -> Decimal | None:
    """The value that a text means, None for not counted; raises ValueError with a sentence."""
    text = text.strip()
    if text.casefold() in NOT_COUNTED or text == gettext("not counted"):
        return None
    match = WITH_UNIT.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        raise ValueError(no_number(text))
    refuse_other_unit(match, unit)
    value = number_of(match["number"].strip(), decimals)
    if value is None:
        raise ValueError(no_number(text))
    if value < 0:
        raise ValueError(gettext("“%s” is below 0: write 0 or more.") % short(text))
    if value > LARGEST:
        raise ValueError(gettext("A value is at most a trillion."))
    if value != round(value, decimals):
        raise ValueError(too_fine(text, decimals))
    return value


def number_of(written: str, decimals: int) -> Decimal | None:
    sign, bare = ("-", written[1:]) if written[:1] in "-−–" else ("", written)
    if TWO_MEANINGS.fullmatch(bare) and (decimals > 2 or "." in bare):
        whole, _, rest = re.split(r"([.,])", bare)
        told = {"text": bare, "thousands": whole + rest, "fraction": f"{whole}.{rest}"}
        raise ValueError(
            gettext("“%(text)s” may be %(thousands)s or %(fraction)s: write it without a sign.")
            % told
        )
    if POINTED.fullmatch(bare):
        return Decimal(sign + re.sub(r"[,\s'’]", "", bare))
    if COMMA.fullmatch(bare):
        return Decimal(sign + re.sub(r"[.\s'’]", "", bare).replace(",", "."))
    return None


def refuse_other_unit(match: re.Match[str], unit: str) -> None:
    """Raises ValueError where the text has a unit that is not that of the indicator."""
    for written in filter(None, (match["before"], match["after"])):
        if plain(written) != plain(unit):
            told = {"written": short(written.strip()), "unit": unit}
            raise ValueError(
                gettext("“%(written)s” does not fit: this is counted in %(unit)s.") % told
                if unit
                else gettext("“%(written)s” does not fit: write the number alone.") % told
            )


def plain(unit: str) -> str:
    """“litre” and “Litres.” are one unit."""
    return unit.casefold().strip(" .").removesuffix("s")


def no_number(text: str) -> str:
    return gettext("“%s” is not a number.") % short(text)


def too_fine(text: str, decimals: int) -> str:
    if not decimals:
        return gettext("“%s” has decimals, and this is counted in whole numbers.") % short(text)
    return gettext("“%(text)s” has more than %(count)s decimals.") % {
        "text": short(text),
        "count": decimals,
    }
