"""What a person sees in an ODS sheet and its values do not tell (OpenDocument 1.3, part 3)."""

import io
import zipfile
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate

from outreach.sheets.marks import Marks, as_share, column_name
from outreach.sheets.sheet import clean

# A sheet may say that its last row is there a million times.
MOST_REPEATED = 1_000


def marks_of_open_document(content: bytes) -> dict[str, Marks]:
    """By the name of the sheet; of a document that was read before."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    reader = MarkReader()
    parser = ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(xml, True)
    return reader.found


@dataclass
class MarkReader:
    found: dict[str, Marks] = field(default_factory=dict)
    struck_styles: set[str] = field(default_factory=set)
    # The sheet, the style, the row and the column that the reader is in; rows count from 1.
    marks: Marks = field(default_factory=Marks)
    style: str = ""
    row: int = 0
    rows: int = 1
    column: int = 0
    columns: int = 1
    described: int = 0
    comment: list[str] | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        match name:
            case "style:style":
                self.style = given.get("style:name", "")
            case "style:text-properties":
                if given.get("style:text-line-through-style", "none") != "none":
                    self.struck_styles.add(self.style)
            case "table:table":
                self.marks = self.found.setdefault(given.get("table:name", ""), Marks())
                self.row, self.rows, self.described = 0, 1, 0
            case "table:table-column":
                self.describe_columns(given)
            case "table:table-row":
                self.row += self.rows if self.row else 1
                self.rows = int(given.get("table:number-rows-repeated", 1))
                self.column, self.columns = 0, 0
                if given.get("table:visibility", "visible") != "visible":
                    last = self.row + min(self.rows, MOST_REPEATED)
                    self.marks.hidden_rows |= set(range(self.row, last))
            case "table:table-cell" | "table:covered-table-cell":
                self.enter_cell(given)
            case "office:annotation":
                self.comment = []

    def describe_columns(self, given: dict[str, str]) -> None:
        times = int(given.get("table:number-columns-repeated", 1))
        if given.get("table:visibility", "visible") != "visible":
            last = self.described + min(times, MOST_REPEATED)
            self.marks.hidden_columns |= set(range(self.described, last))
        self.described += times

    def enter_cell(self, given: dict[str, str]) -> None:
        self.column += self.columns
        self.columns = int(given.get("table:number-columns-repeated", 1))
        kind = given.get("office:value-type", "")
        if kind and given.get("table:style-name", "") in self.struck_styles:
            self.marks.struck_rows.add(self.row)
        if kind == "percentage":
            self.marks.texts.setdefault(self.row, {})[self.column] = as_share

    def text(self, data: str) -> None:
        if self.comment is not None:
            self.comment.append(data)

    def end(self, name: str) -> None:
        if name == "office:annotation" and self.comment is not None:
            told = clean(" ".join("".join(self.comment).split()))
            self.marks.comments.append(f"{column_name(self.column)}{self.row}: {told}")
            self.comment = None
