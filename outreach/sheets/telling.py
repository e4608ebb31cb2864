"""What was read of a file and what was not: told, and acknowledged where it matters."""

from django.utils.translation import gettext, ngettext

from outreach.reading.counts import number_in
from outreach.sheets.blocks import Block
from outreach.sheets.headings import is_value
from outreach.sheets.sheet import Sheet, SheetRow
from outreach.sheets.table import Table
from projects.templatetags.local import number


def tell(
    table: Table, blocks: list[Block], passed_over: list[tuple[Sheet, list[SheetRow]]]
) -> None:
    """What was read and what was not, and what somebody has to know before the rows come in."""
    first = blocks[0]
    if first.titles:
        table.notes.append(
            gettext("The headings are in row %d; what stands above them was left out.")
            % first.number
        )
    about_rows_above(table, blocks)
    sheets = list({id(block.sheet): block.sheet for block in blocks}.values())
    if len(sheets) > 1:
        for sheet in sheets:
            count = sum(row.sheet == sheet.name and not row.left_out for row in table.rows)
            sentence = ngettext(
                "Sheet “%(name)s”: %(rows)s row.", "Sheet “%(name)s”: %(rows)s rows.", count
            )
            table.notes.append(sentence % {"name": sheet.name, "rows": number(count)})
    elif len([sheet for sheet, _ in passed_over if not sheet.is_hidden]):
        table.notes.insert(0, gettext("Read from the sheet “%s”.") % sheets[0].name)
    for place, (sheet, rows) in enumerate(passed_over):
        about_sheet_not_read(table, place, sheet, rows, [each.name for each in sheets])
    about_cells(table, [*sheets, *(sheet for sheet, _ in passed_over)])


def about_rows_above(table: Table, blocks: list[Block]) -> None:
    """What stands above the first headings and is no title: it may be events without headings."""
    count = sum(block.values_above for block in blocks)
    if count:
        table.to_know["above"] = gettext(
            "Above the headings there are rows with numbers or days. They are not read."
        )


def about_sheet_not_read(
    table: Table, place: int, sheet: Sheet, rows: list[SheetRow], read: list[str]
) -> None:
    """Sums of the sheets that were read are compared; other numbers and days are told."""
    is_of_sums = bool(rows)
    for row in rows:
        filled = [cell for cell in row.cells if cell]
        name = next((each for each in read if filled and filled[0] == each), None)
        if len(filled) == 2 and name and (count := number_in(filled[1])) is not None:
            table.stated.append((name, count))
        elif any(map(is_value, filled)):
            is_of_sums = False
    values = sum(any(map(is_value, filter(None, row.cells))) for row in rows)
    if values and not is_of_sums:
        told = {"name": sheet.name, "rows": number(values)}
        table.to_know[f"sheet-{place}"] = (
            gettext(
                "The sheet “%(name)s” has %(rows)s rows with numbers or days, and no headings of "
                "events. It is not read."
            )
            % told
        )


def about_cells(table: Table, sheets: list[Sheet]) -> None:
    """What people see in the file and no cell says; each sentence once."""
    table.notes += list(dict.fromkeys(told for sheet in sheets for told in sheet.passed_over))
    table.comments = [comment for sheet in sheets for comment in sheet.comments]
    if not all(sheet.tells_what_is_hidden for sheet in sheets):
        table.to_know["kind"] = gettext(
            "This kind of file does not tell which of its rows are hidden or struck through. Make "
            "sure that none is, or save it as XLSX and send it again."
        )
