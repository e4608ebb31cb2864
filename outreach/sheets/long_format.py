"""Files with a row for each audience group of an event, brought to one row for each event."""

from outreach.columns import GROUP_COUNT_WORDS, GROUP_NAME_WORDS, TOTAL, Columns
from outreach.sheets.body import TOTAL as TOTAL_WORD
from outreach.sheets.headings import is_number, meant
from outreach.sheets.programs import is_key
from outreach.sheets.table import Row


def places_of_groups(
    headings: list[str], rows: list[Row], columns: Columns
) -> tuple[int, int] | None:
    """The columns with the name of the group and with its number, if the file has these two."""
    if any(columns.is_count(meant(heading, columns)) for heading in headings):
        return None
    names = [at for at, each in enumerate(headings) if is_key(each, GROUP_NAME_WORDS)]
    counts = [at for at, each in enumerate(headings) if is_key(each, GROUP_COUNT_WORDS)]
    if len(names) != 1 or len(counts) != 1 or names == counts:
        return None
    name, count = names[0], counts[0]
    told = [row.cells[name] for row in rows if row.cells[name]]
    are_names = bool(told) and not any(is_number(cell) for cell in told)
    return (name, count) if are_names else None


def one_row_each(
    headings: list[str], rows: list[Row], at: tuple[int, int]
) -> tuple[list[str], list[Row]]:
    """A column for each group; rows that differ in group and number only are one event."""
    at_name, at_count = at
    kept = [place for place in range(len(headings)) if place not in at]
    groups = list(dict.fromkeys(row.cells[at_name] for row in rows if row.cells[at_name]))
    found: list[Row] = []
    open_rows: dict[tuple[str, ...], Row] = {}
    before: tuple[str, ...] = ()
    for row in rows:
        cells = tuple(row.cells[place] for place in kept)
        group, count = row.cells[at_name], row.cells[at_count]
        # An empty place and day are those of the row above, as under a merged cell.
        known = before if group and not any(cells) else cells
        before = known
        into = open_rows.get(known) if group else None
        if into is None or into.cells[len(kept) + groups.index(group)]:
            into = Row(row.number, [*known, *[""] * len(groups)], sheet=row.sheet, mark=row.mark)
            found.append(into)
            open_rows[known] = into
        if group:
            into.cells[len(kept) + groups.index(group)] = count
        elif count:
            # A number of no group is a sum, or asks for its group.
            into.cells = [*into.cells[: len(kept)], *[""] * len(groups)]
    return [*(headings[place] for place in kept), *groups], found


def meant_as_group(word: str, columns: Columns) -> str:
    return TOTAL if TOTAL_WORD.fullmatch(word) else meant(word, columns)
