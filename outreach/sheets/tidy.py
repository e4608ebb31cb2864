"""From the sheets of a file as people send it to one table: rows of one event each."""

from django.utils.translation import gettext

from outreach.columns import LEFT_OUT, TOTAL, Columns
from outreach.reading.counts import number_in
from outreach.sheets.blocks import Block, blocks_of
from outreach.sheets.body import Month, sort_out, year_in
from outreach.sheets.files import sheets_of
from outreach.sheets.headings import (
    HEAD,
    Headings,
    find_headings,
    make_a_whole,
    meanings,
    meant,
    part_of,
)
from outreach.sheets.long_format import meant_as_group, one_row_each, places_of_groups
from outreach.sheets.programs import is_by_a_program, question_of
from outreach.sheets.sheet import FileRefused, Sheet, SheetRow
from outreach.sheets.table import Table
from outreach.sheets.telling import tell
from projects.templatetags.local import number

MOST_ROWS = 50_000
MOST_COLUMNS = 60
# So many are no table of events; what they mean is not looked up.
FAR_TOO_WIDE = 500


def read_table(content: bytes, columns: Columns) -> Table:
    """The table in a file; raises FileRefused."""
    read, passed_over = read_sheets(sheets_of(content), columns)
    blocks = [
        block for sheet, rows, found in read for block in blocks_of(sheet, rows, found, columns)
    ]
    sheets = {id(block.sheet): block.sheet for block in blocks}
    for block in blocks:
        tidy(block, columns)
    table = together(blocks, columns, len(sheets) > 1)
    refuse_size(table)
    tell(table, blocks, passed_over)
    return table


def read_sheets(
    sheets: list[Sheet], columns: Columns
) -> tuple[list[tuple[Sheet, list[SheetRow], Headings]], list[tuple[Sheet, list[SheetRow]]]]:
    """The sheets with events, each with its rows and its headings, and those without.

    Of a text file, which is a sheet for each delimiter, it is the one that finds most headings.
    """
    found, without = [], []
    problems = []
    for sheet in sheets:
        rows, problem = sheet.read(MOST_ROWS + 2 * HEAD)
        if any(sum(map(bool, row.cells)) > FAR_TOO_WIDE for row in rows[:HEAD]):
            raise FileRefused(too_wide())
        problems += [problem] if problem else []
        headings = None if problem else find_headings(rows, columns)
        if headings:
            found.append((sheet, rows, headings))
        else:
            without.append((sheet, rows))
    if not found:
        raise FileRefused(problems[0] if len(problems) == len(sheets) else no_header(without))
    best = max(found, key=lambda each: (not each[0].is_hidden, each[2].score))
    if not best[0].name:
        return [best], []
    if problems:
        raise FileRefused(problems[0])
    chosen = [each for each in found if each is best or is_of_events(each[2], columns)]
    return chosen, [*without, *((each[0], each[1]) for each in found if each not in chosen)]


def is_of_events(headings: Headings, columns: Columns) -> bool:
    """Whether a sheet beside the best one has rows of events too."""
    known = {meant(cell, columns) for cell in headings.cells if cell}
    return "first_day" in known and headings.score[0] >= 2


def no_header(without: list[tuple[Sheet, list[SheetRow]]]) -> str:
    if not any(rows for _, rows in without):
        return gettext("This file is empty.")
    return gettext(
        "No row of this file has the names of the columns, such as Date, Venue and Province. "
        "Write them above the first event, or use the template."
    )


def tidy(block: Block, columns: Columns) -> None:
    """Only columns with something in them, one row for each event, and what the headings mean."""
    width = max(len(cells) for cells in (block.headings, *(row.cells for row in block.rows)))
    for cells in (block.headings, *(row.cells for row in block.rows)):
        cells += [""] * (width - len(cells))
    used = [
        at for at in range(width) if block.headings[at] or any(row.cells[at] for row in block.rows)
    ]
    block.headings = [block.headings[at] for at in used]
    block.hidden = {place for place, at in enumerate(used) if at in block.sheet.hidden_columns}
    for row in block.rows:
        row.cells = [row.cells[at] for at in used]
    understand(block, columns)
    day_at = block.meanings.index("first_day") if "first_day" in block.meanings else None
    month = Month.named_in(block.sheet.name)
    sort_out(block.rows, day_at, month, year_in([*block.titles, block.sheet.name]))
    if at := places_of_groups(block.headings, block.rows, columns):
        block.headings, block.rows = one_row_each(block.headings, block.rows, at)
        block.meanings = [meant_as_group(each, columns) for each in block.headings]


def understand(block: Block, columns: Columns) -> None:
    told = block.headings
    if is_by_a_program(told):
        told = [question_of(each, columns) for each in told]
    block.meanings, block.answers = meanings(told, columns)
    for place, (heading, question) in enumerate(zip(block.headings, told, strict=True)):
        if heading and not question:
            block.meanings[place] = LEFT_OUT
    compare_whole_groups(block, columns)


def compare_whole_groups(block: Block, columns: Columns) -> None:
    """A count of a group beside counts of its parts is their sum, if it is that in every row."""
    for name in {each for each in block.meanings if columns.is_count(each)}:
        places = [at for at, each in enumerate(block.meanings) if each == name]
        whole = [at for at in places if not any(part_of(block.headings[at]))]
        parts = [at for at in places if at not in whole]
        if len(whole) != 1 or len(parts) < 2:
            continue
        if not make_a_whole([part_of(block.headings[at]) for at in parts]):
            continue
        if all(
            number_in(row.cells[whole[0]]) == sum(number_in(row.cells[at]) or 0 for at in parts)
            for row in block.rows
            if row.cells[whole[0]]
        ):
            block.meanings[whole[0]] = f"total-{name}"
            block.answers[f"add-{name}"] = "add"


def together(blocks: list[Block], columns: Columns, has_sheets: bool) -> Table:
    """The blocks below one another; columns that mean or are called the same are one."""
    table = Table([], [], [])
    for block in blocks:
        places = [place_in(table, block, at) for at in range(len(block.headings))]
        for row in block.rows:
            cells = [""] * len(table.headings)
            for at, place in enumerate(places):
                cells[place] = row.cells[at]
            row.cells = cells
            row.sheet = block.sheet.name if has_sheets else ""
            table.rows.append(row)
        table.answers |= block.answers
        hidden = {places[at] for at in block.hidden if at < len(places)}
        table.hidden_columns = sorted(hidden.union(table.hidden_columns))
    for row in table.rows:
        row.cells += [""] * (len(table.headings) - len(row.cells))
    return table


def place_in(table: Table, block: Block, at: int) -> int:
    """The column of the table for one of the block; a new one where there is none yet."""
    heading, meaning = block.headings[at], block.meanings[at]
    again = block.headings[:at].count(heading)
    same = [place for place, each in enumerate(table.headings) if each == heading]
    if heading and len(same) > again:
        return same[again]
    alike = [place for place, each in enumerate(table.columns) if meaning and each == meaning]
    if len(alike) == 1 and block.meanings.count(meaning) == 1 and meaning not in (LEFT_OUT, TOTAL):
        return alike[0]
    table.headings.append(heading)
    table.columns.append(meaning)
    return len(table.headings) - 1


def refuse_size(table: Table) -> None:
    if not table.rows:
        raise FileRefused(gettext("There are headings, but no row below them."))
    if len(table.rows) > MOST_ROWS:
        raise FileRefused(
            gettext("This file has more than %s rows. Send it in several parts.")
            % number(MOST_ROWS)
        )
    if len(table.headings) > MOST_COLUMNS:
        raise FileRefused(too_wide())


def too_wide() -> str:
    return (
        gettext("This file has more than %d columns. Copy what is needed into the template.")
        % MOST_COLUMNS
    )
