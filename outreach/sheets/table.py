"""The table that a file became: rows of one event each, what each column is, and what was said."""

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass, field

from outreach.columns import NEW_GROUP, NEW_NUMBER, SPECIAL, Columns
from outreach.reading.choices import choice_key
from outreach.reading.counts import is_approximate

# Why a row is not seen by whoever looks at the file; each is asked about once for all its rows.
HIDDEN, STRUCK, HIDDEN_SHEET = MARKS = "hidden", "struck", "hidden-sheet"
TAKE, LEAVE = "take", "leave"
# What a row is that looks like an event that is there already.
ANOTHER = "another"


@dataclass
class Row:
    number: int
    cells: list[str]
    # Why the row is not taken along, as a sentence; "" for a row that is.
    left_out: str = ""
    # Of a workbook of which several are read.
    sheet: str = ""
    # One of MARKS.
    mark: str = ""
    # The file's own sums: compared with what was read, and never read.
    is_total: bool = False
    # Whether somebody said that it is another event than its twin.
    is_another: bool = False
    # The cells as they were in the file, by column, where somebody wrote another text.
    was: dict[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """By which a person finds it in the file."""
        return f"{self.sheet}, {self.number}" if self.sheet else str(self.number)


@dataclass
class Table:
    headings: list[str]
    # What each column is: a name that `Columns` knows, one of SPECIAL, or "" until somebody says.
    columns: list[str]
    rows: list[Row]
    notes: list[str] = field(default_factory=list)
    # What is wrong by the file's own sums, as sentences; found by each check.
    differences: list[str] = field(default_factory=list)
    # By column what a word means in all rows, and what an empty cell means.
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    everywhere: dict[str, str] = field(default_factory=dict)
    # Answers to all other questions, by their keys.
    answers: dict[str, str] = field(default_factory=dict)
    # Indexes of the columns that are hidden in the file.
    hidden_columns: list[int] = field(default_factory=list)
    # Sentences that have to be acknowledged, and notes on cells, as the file has them.
    to_know: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    # By the place of its row the receipts of the photos that come with it, see `uploads.keep`.
    photos: dict[str, list[str]] = field(default_factory=dict)
    # Sums that another sheet states: what they are of, and the number.
    stated: list[tuple[str, int]] = field(default_factory=list)

    @classmethod
    def from_json(cls, data: dict) -> "Table":
        return cls(**data | {"rows": [Row(**row) for row in data["rows"]]})

    def as_json(self) -> dict:
        return asdict(self)

    def slots(self, columns: Columns) -> dict[str, int]:
        """By name the index of each column that is read; a further one of a group ends in “.2”."""
        found: dict[str, int] = {}
        times: Counter[str] = Counter()
        for index, named in enumerate(self.columns):
            name = named
            if named in (NEW_GROUP, NEW_NUMBER):
                name = self.column_of_new(index, named)
            if name in columns:
                times[name] += 1
                found[name if times[name] == 1 else f"{name}.{times[name]}"] = index
        return found

    def places_of_new_groups(self) -> list[int]:
        return [index for index, name in enumerate(self.columns) if name == NEW_GROUP]

    def places_of_new_numbers(self) -> list[int]:
        return [index for index, name in enumerate(self.columns) if name == NEW_NUMBER]

    @staticmethod
    def column_of_new(index: int, named: str = NEW_GROUP) -> str:
        """No group and no indicator of the database has a number below 0."""
        return f"{'group' if named == NEW_GROUP else 'value'}-{-index - 1}"

    def cells_at(self, index: int) -> list[str]:
        return [row.cells[index] for _, row in self.taken()]

    def named_twice(self, columns: Columns) -> list[str]:
        """Columns that two headings claim; counts of one group are added up once that is said."""
        used: dict[str, list[str]] = defaultdict(list)
        for heading, column in zip(self.headings, self.columns, strict=True):
            if column and column not in SPECIAL:
                used[column].append(heading)
        return [
            column
            for column, headings in used.items()
            if len(headings) > 1 and not (columns.is_count(column) and self.adds_up(column))
        ]

    def adds_up(self, column: str) -> bool:
        return self.answers.get(f"add-{column}") == "add"

    def is_taken(self, row: Row) -> bool:
        return not row.left_out and (not row.mark or self.answers.get(row.mark) == TAKE)

    def taken(self) -> list[tuple[int, Row]]:
        """The rows that are taken along, each with its place."""
        return [(place, row) for place, row in enumerate(self.rows) if self.is_taken(row)]

    def cell(self, place: int, slot: str, columns: Columns) -> str:
        index = self.slots(columns).get(slot)
        return "" if index is None else self.rows[place].cells[index]

    def write(self, place: int, slot: str, text: str, columns: Columns) -> None:
        """Change a cell; a column that the file did not have is added at the end."""
        if slot not in self.slots(columns):
            self.columns.append(slot)
            self.headings.append("")
            for row in self.rows:
                row.cells.append("")
        index, row = self.slots(columns)[slot], self.rows[place]
        row.was.setdefault(slot, row.cells[index])
        row.cells[index] = text

    def meaning(self, column: str, cell: str) -> str:
        """The cell, or what was said once for all rows that have it."""
        if not cell:
            return self.everywhere.get(column, "")
        words = self.words.get(column)
        return words.get(choice_key(cell), cell) if words else cell

    def forget_unknown(self, columns: Columns) -> None:
        """A group may be gone since the file was read; then somebody has to say what it is."""
        self.columns = [
            name if name in columns or is_special(name) else "" for name in self.columns
        ]

    def mark_estimates(self, columns: Columns) -> None:
        """“~30” says that nobody counted heads; the row says so then, unless it says otherwise."""
        counts = [at for at, name in enumerate(self.columns) if columns.is_count(name)]
        for place, row in self.taken():
            is_estimate = any(is_approximate(row.cells[index]) for index in counts)
            if is_estimate and not self.cell(place, "count_method", columns):
                self.write(place, "count_method", "estimated", columns)
                row.was.pop("count_method")


def is_special(name: str) -> bool:
    return name in SPECIAL or name.startswith("total-")
