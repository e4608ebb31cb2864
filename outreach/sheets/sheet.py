"""What every kind of file becomes: sheets of plain text, or a refusal in a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext

# Characters that no database and no page takes. All others stay: what was downloaded comes back.
UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What stands around a word and cannot be seen.
INVISIBLE = "\ufeff\u200b\u2060"


class FileRefused(Exception):
    """Its text is the sentence for the user."""


@dataclass(frozen=True)
class SheetRow:
    # As the spreadsheet counts: the first row is 1.
    number: int
    cells: list[str]
    # What a person who looks at the sheet does not see, or sees struck through.
    is_hidden: bool = False
    is_struck: bool = False


@dataclass(frozen=True)
class Sheet:
    name: str
    # Reads at most so many filled rows; the second part is a sentence where reading broke off.
    read: Callable[[int], tuple[list[SheetRow], str]]
    is_hidden: bool = False
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    # Notes that people wrote on cells, each with the cell's name.
    comments: tuple[str, ...] = ()
    # Sentences about what of the file is not read, such as a picture.
    passed_over: tuple[str, ...] = ()
    # Whether the file says what is hidden in it; older kinds of files keep it to themselves.
    tells_what_is_hidden: bool = True


def not_a_spreadsheet() -> str:
    return gettext("This is not a spreadsheet. Choose an XLSX, XLS, ODS or CSV file.")


def clean(text: str) -> str:
    return UNPRINTABLE.sub("", text).strip().strip(INVISIBLE).strip()
