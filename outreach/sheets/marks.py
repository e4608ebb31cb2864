"""What a person sees in an XLSX sheet and its values do not tell.

That is what is hidden or struck through, notes on cells, cells with an error, formulas without a
result, and shares.

Only what is looked for is taken from the XML (ECMA-376, part 1, chapter 18); a whole parse of a
large sheet takes ten times as long.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import gettext
from openpyxl.utils import column_index_from_string, get_column_letter

from outreach.sheets.sheet import clean

# The farthest filled cell that is read at all; a table in memory is as large as its corners say.
FARTHEST_COLUMN, MOST_CELLS = 16_384, 20_000_000
MOST_COMMENTS = 50
TAG = rb"<(?:\w+:)?%s\b[^<>]*>"
ROW, COLUMN = (re.compile(TAG % name) for name in (b"row", b"col"))
CELL_NAME = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\bt=[\"']e[\"'])[^<>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^<>]*>\s*"
    rb"(?:<(?:\w+:)?f\b[^<>]*>(?:[^<]*</(?:\w+:)?f>)?)?\s*<(?:\w+:)?v>([^<]*)</"
)
FORMULA_ALONE = re.compile(
    rb"<(?:\w+:)?c\b[^<>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^<>]*>\s*<(?:\w+:)?f\b[^<>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# Formats of ECMA-376, 18.8.30, that show a hundredth as one.
SHARES = {9, 10}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

# From the text of a cell the text that it should be read as.
Reading = Callable[[str], str]


class FarCells(Exception):
    """A cell lies so far from the others that the sheet between them is no table."""


@dataclass
class Marks:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    # By row number and index of the column.
    texts: dict[int, dict[int, Reading]] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        return {
            "hidden_columns": frozenset(self.hidden_columns),
            "comments": tuple(self.comments[:MOST_COMMENTS]),
            "passed_over": tuple(self.passed_over),
        }

    def read_as(self, column: bytes, row: bytes, reading: Reading) -> None:
        place = column_index_from_string(column.decode()) - 1
        self.texts.setdefault(int(row), {})[place] = reading


def marks_of(content: bytes) -> dict[str, Marks]:
    """By the name of the sheet; raises FarCells, and anything at all for a damaged archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        struck, shares = styles_in(archive) if "xl/styles.xml" in names else (set(), set())
        found = {}
        for name, part in sheet_parts(archive):
            if part not in names:
                continue
            marks = marks_in(archive.read(part), struck, shares)
            add_comments(marks, archive, part)
            found[name] = marks
        if found and "xl/vbaProject.bin" in names:
            told = gettext("This file has macros. They are not run.")
            next(iter(found.values())).passed_over.append(told)
    return found


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The name of each sheet and the part of the archive that holds it."""
    targets = related(archive, "xl/workbook.xml")
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (see styles_in)
    sheets = (each for each in book.iter() if local_name(each) == "sheet")
    return [(each.get("name", ""), targets.get(each.get(RELATION, ""), "")) for each in sheets]


def related(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """By their identifiers the parts that a part names."""
    folder, name = posixpath.split(part)
    try:
        xml = archive.read(f"{folder}/_rels/{name}.rels")
    except KeyError:
        return {}
    found = {}
    for each in ElementTree.fromstring(xml):  # noqa: S314 (see styles_in)
        target = each.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
        found[each.get("Id", "")] = posixpath.normpath(path)
    return found


def local_name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def styles_in(archive: zipfile.ZipFile) -> tuple[set[int], set[int]]:
    """The styles of cells that are struck through, and of those that show shares.

    Expat, below ElementTree, expands no entity beyond its limits (2.4.1 and later).
    """
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314
    parts = {local_name(each): each for each in root}
    struck_fonts = {place for place, font in enumerate(parts.get("fonts", ())) if is_struck(font)}
    shares = SHARES | {
        int(each.get("numFmtId", -1))
        for each in parts.get("numFmts", ())
        if "%" in each.get("formatCode", "")
    }
    styles = list(parts.get("cellXfs", ()))
    return (
        {at for at, style in enumerate(styles) if int(style.get("fontId", -1)) in struck_fonts},
        {at for at, style in enumerate(styles) if int(style.get("numFmtId", -1)) in shares},
    )


def is_struck(font: ElementTree.Element) -> bool:
    strikes = (each for each in font if local_name(each) == "strike")
    return any(each.get("val", "1") not in ("0", "false") for each in strikes)


def marks_in(xml: bytes, struck: set[int], shares: set[int]) -> Marks:
    marks = Marks()
    refuse_far_cells(xml)
    number = 0
    for match in ROW.finditer(xml):
        number = number_in(match.group(), b"r") or number + 1
        if HIDDEN.search(match.group()):
            marks.hidden_rows.add(number)
    for match in COLUMN.finditer(xml):
        if HIDDEN.search(match.group()):
            first, last = (
                int(found[1])
                if (found := re.search(rb"\b%s=[\"'](\d+)" % name, match.group()))
                else 1
                for name in (b"min", b"max")
            )
            marks.hidden_columns |= set(range(first - 1, min(last, FARTHEST_COLUMN)))
    for match in styled(xml, shares):
        marks.read_as(match[1], match[2], as_share)
    for match in styled(xml, struck):
        marks.struck_rows.add(int(match[2]))
    for match in ERROR.finditer(xml):
        marks.read_as(match[1], match[2], partial(in_place_of, clean(match[3].decode())))
    for match in FORMULA_ALONE.finditer(xml):
        formula = clean((match[3] or b"").decode())
        marks.read_as(match[1], match[2], partial(in_place_of, f"={formula}"))
    if re.search(rb"<(?:\w+:)?drawing\b", xml):
        marks.passed_over.append(
            gettext("Pictures and drawings over the cells are not read: look what they cover.")
        )
    return marks


def number_in(tag: bytes, name: bytes) -> int:
    """The attribute of a tag, or 0."""
    found = re.search(rb"\b%s\s*=\s*[\"'](\d{1,7})" % name, tag)
    return int(found[1]) if found else 0


def refuse_far_cells(xml: bytes) -> None:
    """A sheet is held from its first to its last filled cell, with all that is empty between."""
    farthest_row, widest = 0, b"A"
    for match in CELL_NAME.finditer(xml):
        farthest_row = max(farthest_row, int(match[2]))
        widest = max(widest, match[1], key=lambda letters: (len(letters), letters))
    if farthest_row * column_index_from_string(widest.decode()) > MOST_CELLS:
        raise FarCells


def styled(xml: bytes, styles: set[int]) -> list[re.Match[bytes]]:
    """The filled cells of one of the styles."""
    if not styles:
        return []
    numbers = b"|".join(str(style).encode() for style in sorted(styles))
    cell = (
        rb"<(?:\w+:)?c\b(?=[^<>]*\bs=[\"'](?:%s)[\"'])[^<>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^<>/]*>"
    )
    return list(re.finditer(cell % numbers, xml))


def as_share(text: str) -> str:
    try:
        return f"{float(text) * 100:g}%"
    except ValueError:
        return text


def in_place_of(text: str, there: str) -> str:
    return there or text


def add_comments(marks: Marks, archive: zipfile.ZipFile, part: str) -> None:
    """Old notes and new threads; in a file with threads each note is there a second time."""
    for target in related(archive, part).values():
        kind = posixpath.basename(target)
        if not re.match(r"(?:threaded)?comments?\d*\.xml$", kind, re.IGNORECASE):
            continue
        for each in ElementTree.fromstring(archive.read(target)).iter():  # noqa: S314
            if local_name(each) in ("comment", "threadedComment"):
                text = clean(" ".join("".join(each.itertext()).split()))
                marks.comments.append(f"{each.get('ref', '')}: {text}")


def column_name(index: int) -> str:
    return get_column_letter(index + 1)
