"""The file's own sums, compared with what is read: of a row, of a column, of a sheet, of all."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from django.utils.translation import gettext

from outreach.columns import NEW_GROUP, TOTAL, Columns
from outreach.reading.counts import number_in
from outreach.sheets.table import Row, Table
from projects.templatetags.local import number

MOST_TOLD = 12


def fingerprint(differences: list[str]) -> str:
    """By which is known that the differences are those that somebody has seen."""
    return sha256("\n".join(differences).encode()).hexdigest()[:12]


def differences_in(table: Table, columns: Columns) -> list[str]:
    """A sentence for each sum of the file that what was read does not make."""
    sums = Sums(table, columns)
    found = [*sums.of_rows(), *sums.of_columns(), *sums.stated()]
    if len(found) > MOST_TOLD:
        more = gettext("And %s more sums differ.") % number(len(found) - MOST_TOLD)
        found = [*found[:MOST_TOLD], more]
    return found


class Sums:
    def __init__(self, table: Table, columns: Columns) -> None:
        self.table, self.columns = table, columns
        names = list(enumerate(table.columns))
        self.counts = [at for at, name in names if name == NEW_GROUP or columns.is_count(name)]
        # By index of a column of sums the columns that it adds up.
        self.adds = {at: self.counts for at, name in names if name == TOTAL}
        for at, name in names:
            if name.startswith("total-"):
                group = name.removeprefix("total-")
                self.adds[at] = [other for other in self.counts if table.columns[other] == group]

    def of_rows(self) -> Iterator[str]:
        for _, row in self.table.taken():
            for at, parts in self.adds.items():
                stated, read = number_in(row.cells[at]), total_of([row], parts)
                if stated is not None and stated != read:
                    yield self.told(row, self.heading(at), stated, read)

    def of_columns(self) -> Iterator[str]:
        """A row of sums adds up the rows since the one before, of its sheet, or of all sheets.

        It may stand above them, too.
        """
        taken = [row for _, row in self.table.taken()]
        everything: list[Row] = []
        of_sheet: list[Row] = []
        since: list[Row] = []
        sheet = None
        for row in self.table.rows:
            if row.sheet != sheet:
                sheet, of_sheet, since = row.sheet, [], []
            if row.is_total and not self.table.is_taken(row):
                whole_sheet = [each for each in taken if each.sheet == row.sheet]
                yield from self.of_row_of_sums(row, [since, of_sheet, everything, whole_sheet])
                since = []
            elif self.table.is_taken(row):
                for rows in (everything, of_sheet, since):
                    rows.append(row)

    def of_row_of_sums(self, row: Row, spans: list[list[Row]]) -> Iterator[str]:
        for at in [*self.counts, *self.adds]:
            stated = number_in(row.cells[at])
            parts = self.adds.get(at, [at])
            # After a row of sums with nothing below it there is nothing to add up.
            read = [total_of(rows, parts) for rows in spans if rows]
            if stated is not None and stated not in read:
                yield self.told(row, self.heading(at), stated, read[0] if read else 0)

    def stated(self) -> Iterator[str]:
        """Sums of whole sheets that another sheet states."""
        for name, stated in self.table.stated:
            rows = [row for _, row in self.table.taken() if not name or row.sheet == name]
            read = total_of(rows, self.counts)
            if stated != read:
                told = {
                    "name": name or gettext("all"),
                    "stated": number(stated),
                    "read": number(read),
                }
                yield (
                    gettext("Another sheet says %(stated)s for “%(name)s”; %(read)s were read.")
                    % told
                )

    def heading(self, at: int) -> str:
        name = self.table.columns[at]
        return self.table.headings[at] or (
            self.columns[name].label if name in self.columns else gettext("Total")
        )

    def told(self, row: Row, heading: str, stated: int, read: int) -> str:
        told = {"row": row.where, "heading": heading}
        told |= {"stated": number(stated), "read": number(read)}
        return (
            gettext("Row %(row)s: the file says %(stated)s for “%(heading)s”; %(read)s were read.")
            % told
        )


def total_of(rows: Iterable[Row], places: list[int]) -> int:
    return sum(number_in(row.cells[at]) or 0 for row in rows for at in places)
