"""What every kind of file becomes: sheets of plain text, or a refusal in a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

# Characters that no spreadsheet, no database and no page takes. Line ends and tabs stay.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\ud800-\udfff\ufffe\uffff]")


class FileRefused(Exception):
    """Its text is the sentence for the user."""


@dataclass(frozen=True)
class SheetRow:
    # As the spreadsheet counts: the first row is 1.
    number: int
    cells: list[str]


@dataclass(frozen=True)
class Sheet:
    name: str
    # Reads at most so many filled rows; the second part is a sentence where reading broke off.
    read: Callable[[int], tuple[list[SheetRow], str]]


def not_a_spreadsheet() -> str:
    return gettext("This is not a spreadsheet. Choose an XLSX or a CSV file.")


def clean(text: str) -> str:
    return UNPRINTABLE.sub("", text.replace("\xa0", " ")).strip()
