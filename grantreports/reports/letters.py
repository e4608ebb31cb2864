"""Letters that none of the fonts of a report has: a PDF shows a box in their place."""

import unicodedata
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

# As in `fonts.css`, which `report.css` names one after the other.
FONTS = (
    "fonts/sarabun/Sarabun-Regular.ttf",
    "fonts/sarabun/Sarabun-SemiBold.ttf",
    "fonts/spectral/Spectral-SemiBold.ttf",
    "fonts/spectral/Spectral-Italic.ttf",
)


@cache
def printable() -> frozenset[int]:
    """The code points that the fonts of a report have."""
    found: set[int] = set()
    for name in FONTS:
        with TTFont(Path(str(finders.find(name))), lazy=True) as font:
            found |= set(font.getBestCmap())
    return frozenset(found)


def without_letters(text: str) -> list[str]:
    """The letters of a text that no font has, each once."""
    return list(dict.fromkeys(letter for letter in text if needs_a_font(letter)))


def needs_a_font(letter: str) -> bool:
    is_drawn = unicodedata.category(letter)[0] not in "CZ"
    return is_drawn and ord(letter) not in printable()
