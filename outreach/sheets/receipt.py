"""What is kept of an import: what was asked and answered, and what a word means from now on."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from outreach.columns import Columns
from outreach.models import KnownWord
from outreach.sheets.models import EventImport
from outreach.sheets.questions import columns_of, questions_of
from outreach.sheets.table import Table
from projects.models import Project

# A whole text in the wrong column is no word that comes again.
LONGEST_WORD = KnownWord._meta.get_field("word").max_length or 0


def receipt_of(table: Table, event_import: EventImport) -> dict[str, Any]:
    """What was told, asked, answered and corrected, as sentences in the page's language."""
    columns = columns_of(event_import.project, table)
    asked = [
        [question.sentence, question.answered]
        for question in questions_of(table, columns, event_import.project)
        if question.answer
    ]
    asked += [
        [difference, gettext("Seen, and added all the same")] for difference in table.differences
    ]
    labels = dict(columns.choices())
    read = [
        [heading, str(labels.get(name) or gettext("The file's own sum: compared, not added"))]
        for heading, name in zip(table.headings, table.columns, strict=True)
        if heading
    ]
    left_out = [[row.where, row.left_out] for row in table.rows if row.left_out]
    unread = [
        [row.where, gettext("Hidden or struck through in the file")]
        for row in table.rows
        if not row.left_out and not table.is_taken(row)
    ]
    return {
        "notes": table.notes,
        "asked": asked,
        "columns": read,
        "corrected": list(corrected_in(table, columns)),
        "left_out": left_out + unread,
        "others": [row.where for row in table.rows if row.is_another],
    }


def corrected_in(table: Table, columns: Columns) -> Iterator[list[str]]:
    """Where a cell was corrected: its row, its column, and both texts; of free texts neither.

    A name that was taken out of a text is not kept in a receipt.
    """
    for place, row in enumerate(table.rows):
        for slot, was in row.was.items():
            column = columns[slot.partition(".")[0]]
            if (now := table.cell(place, slot, columns)) != was:
                texts = ["", ""] if column.is_text else [was, now]
                yield [row.where, column.label, *texts]


def remember(project: Project, table: Table) -> None:
    """What was said of words once holds for the next files of the project."""
    words = [
        KnownWord(project=project, column=column, word=word, value=value)
        for column, said in table.words.items()
        for word, value in said.items()
        if len(word) <= LONGEST_WORD
    ]
    key = ["project", "column", "word"]
    KnownWord.objects.bulk_create(
        words, update_conflicts=True, unique_fields=key, update_fields=["value"]
    )


def remembered(project: Project) -> dict[str, dict[str, str]]:
    """By column what the words mean that were asked about before."""
    found: dict[str, dict[str, str]] = {}
    for known in KnownWord.objects.filter(project=project):
        found.setdefault(known.column, {})[known.word] = known.value
    return found
