"""What has to be asked about a table, once for all of its rows, and what the answers change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from outreach.column_kinds import ChoiceColumn, ProvinceColumn
from outreach.columns import LEFT_OUT, NEW_NUMBER, Columns
from outreach.new_numbers import number_called
from outreach.reading.choices import choice_key
from outreach.reading.counts import short
from outreach.reading.days import (
    DAY_FIRST,
    MONTH_FIRST,
    NOT_CLEAR,
    may_be_swapped,
    order_in,
    swapped,
)
from outreach.sheets.table import (
    HIDDEN,
    HIDDEN_SHEET,
    LEAVE,
    MARKS,
    STRUCK,
    TAKE,
    Table,
)
from projects.models import Indicator, Project
from projects.templatetags import local
from projects.templatetags.local import number
from projects.written_days import read_day, without_year

ADD, SEEN, AS_THEY_ARE, SWAPPED = "add", "seen", "as-they-are", "swapped"
# More words of one column would fill the page; the first ones are said, and then the next.
MOST_WORDS = 12


@dataclass(frozen=True)
class Question:
    """`key` is the name of its input; it is open while it has no answer."""

    key: str
    sentence: str
    choices: list[tuple[str, str]]
    answer: str
    # How many rows the answer changes.
    rows: int = 0
    # Texts of the file that it is about.
    examples: tuple[str, ...] = ()
    suggested: str = ""

    @property
    def is_open(self) -> bool:
        return not self.answer

    @property
    def nearest_label(self) -> str:
        return dict(self.choices).get(self.suggested, "")

    @property
    def stops(self) -> bool:
        """Whether nothing comes in before it is answered; cells can be corrected one by one."""
        return self.is_open and not self.key.startswith(("word-", "all-"))

    @property
    def answered(self) -> str:
        """The label of the answer."""
        return dict(self.choices).get(self.answer, "")


def columns_of(project: Project, table: Table) -> Columns:
    """The columns of the project, as those write who sent the table."""
    order = table.answers.get("order") or order_of_days(table)
    new_groups = {
        table.column_of_new(at): table.headings[at] for at in table.places_of_new_groups()
    }
    year = table.answers.get("year", "")
    return Columns.of(
        project,
        new_groups,
        dict(new_numbers(project, table)),
        month_first=order == MONTH_FIRST,
        year=int(year) if year.isdecimal() else None,
        is_swapped=table.answers.get("swapped") == SWAPPED,
    )


def new_numbers(project: Project, table: Table) -> Iterator[tuple[str, Indicator]]:
    """By the name of their column; what cannot be one is told beside its column."""
    for at in table.places_of_new_numbers():
        try:
            indicator = number_called(table.headings[at], project, table.cells_at(at))
        except ValidationError:
            continue
        if indicator and not indicator.pk:
            yield table.column_of_new(at, NEW_NUMBER), indicator


def order_of_days(table: Table) -> str | None:
    return order_in(cells_of_days(table))


def cells_of_days(table: Table) -> list[str]:
    """Of all columns of days together: one person wrote them."""
    days = [at for at, name in enumerate(table.columns) if name in ("first_day", "last_day")]
    return [row.cells[at] for _, row in table.taken() for at in days]


def questions_of(table: Table, columns: Columns, project: Project) -> list[Question]:
    return [
        *about_order(table),
        *about_swapped_days(table),
        *about_years(table, project),
        *about_marks(table),
        *about_sums(table, columns),
        *about_words(table, columns),
        *about_empty_cells(table, columns),
        *about_what_to_know(table),
    ]


def about_order(table: Table) -> Iterator[Question]:
    if order_of_days(table) != NOT_CLEAR:
        return
    choices = [
        (DAY_FIRST, gettext("Day first: 5/6/2025 is 5 June 2025")),
        (MONTH_FIRST, gettext("Month first: 5/6/2025 is 6 May 2025")),
    ]
    sentence = gettext("What stands first in the days of this file, the day or the month?")
    yield Question("order", sentence, choices, table.answers.get("order", ""), len(table.taken()))


def about_swapped_days(table: Table) -> Iterator[Question]:
    """What the spreadsheet made a date of, it may have read in another order than it was typed."""
    if dates := may_be_swapped(cells_of_days(table)):
        first = dates[0]
        choices = [
            (AS_THEY_ARE, gettext("They are right: %s is meant") % local.day(read_day(first))),
            (SWAPPED, gettext("Changed over: %s is meant") % local.day(read_day(swapped(first)))),
        ]
        sentence = gettext(
            "Some days are dates to the spreadsheet, and others, written day first, are not. It "
            "may have taken the day for the month. Which days are meant?"
        )
        answer = table.answers.get("swapped", "")
        yield Question("swapped", sentence, choices, answer, len(dates), examples_of(dates))


def about_years(table: Table, project: Project) -> Iterator[Question]:
    bare = [cell for cell in cells_of_days(table) if without_year(cell)]
    if bare:
        spans = [(each.first_day.year, each.last_day.year) for each in project.budget_years.all()]
        years = {year for first, last in spans for year in range(first, last + 1)}
        choices = [(str(year), str(year)) for year in sorted(years)]
        sentence = gettext("These days have no year. Which year are they of?")
        answer = table.answers.get("year", "")
        yield Question("year", sentence, choices, answer, len(bare), examples_of(bare))


def about_marks(table: Table) -> Iterator[Question]:
    told = {
        HIDDEN: gettext("These rows are hidden in the file. Are they events to be added?"),
        STRUCK: gettext("These rows are struck through in the file. Are they events to be added?"),
        HIDDEN_SHEET: gettext("These rows are on hidden sheets. Are they events to be added?"),
    }
    choices = [(LEAVE, gettext("No, leave them out")), (TAKE, gettext("Yes, take them along"))]
    for mark in MARKS:
        rows = [row for row in table.rows if row.mark == mark and not row.left_out]
        if rows:
            texts = (" · ".join(cell for cell in row.cells if cell) for row in rows)
            answer = table.answers.get(mark, "")
            yield Question(mark, told[mark], choices, answer, len(rows), examples_of(texts))
    if table.hidden_columns:
        headings = [table.headings[at] for at in table.hidden_columns]
        yield Question(
            "hidden-columns",
            gettext("These columns are hidden in the file. Are they to be read?"),
            choices,
            table.answers.get("hidden-columns", ""),
            len(table.taken()),
            examples_of(headings),
        )


def about_sums(table: Table, columns: Columns) -> Iterator[Question]:
    """Several columns of one group: parts of it that add up, or the same people twice?"""
    headings: dict[str, list[str]] = defaultdict(list)
    for heading, name in zip(table.headings, table.columns, strict=True):
        if columns.is_count(name):
            headings[name].append(heading)
    for name, named in headings.items():
        if len(named) > 1:
            sentence = gettext("Several columns count “%s”. Nobody may be counted twice.")
            yield Question(
                f"add-{name}",
                sentence % columns[name].label,
                [(ADD, gettext("Add them up: nobody is in two of them"))],
                table.answers.get(f"add-{name}", ""),
                len(table.taken()),
                tuple(named),
            )


def about_words(table: Table, columns: Columns) -> Iterator[Question]:
    """A word that no choice is called: what it means in all rows."""
    for column in lists_in(columns):
        if column.name not in table.columns:
            continue
        at = table.columns.index(column.name)
        words: Counter[str] = Counter()
        written: dict[str, str] = {}
        for _, row in table.taken():
            if (cell := row.cells[at]) and (key := choice_key(cell)):
                words[key] += 1
                written.setdefault(key, cell)
        said = table.words.get(column.name, {})
        unknown = [
            key for key in words if key in said or not is_known(columns, column.name, written[key])
        ]
        for key in sorted(unknown, key=lambda key: -words[key])[:MOST_WORDS]:
            yield Question(
                f"word-{column.name}-{key}",
                gettext("What does “%(word)s” mean as %(column)s?")
                % {"word": short(written[key]), "column": column.label.lower()},
                columns.choices_of(column),
                said.get(key, ""),
                words[key],
                suggested=columns.nearest(column.name, written[key]),
            )


def lists_in(columns: Columns) -> list[ChoiceColumn | ProvinceColumn]:
    return [each for each in columns if isinstance(each, ChoiceColumn | ProvinceColumn)]


def is_known(columns: Columns, name: str, cell: str) -> bool:
    try:
        columns.read(name, cell)
    except ValueError:
        return False
    return True


def about_empty_cells(table: Table, columns: Columns) -> Iterator[Question]:
    """What every row needs and the file does not say: once for all rows that lack it."""
    slots = table.slots(columns)
    # A row that tells which record it is has it already.
    record = slots.get("id")
    rows = [row for _, row in table.taken() if record is None or not row.cells[record]]
    for column in lists_in(columns):
        if not column.is_required:
            continue
        at = slots.get(column.name)
        lacking = sum(at is None or not row.cells[at] for row in rows)
        answer = table.everywhere.get(column.name, "")
        if lacking:
            sentence = ngettext(
                "%(rows)s row has no %(column)s. If it is the same in every row that has none, "
                "say it once.",
                "%(rows)s rows have no %(column)s. If it is the same in all rows that have none, "
                "say it once.",
                lacking,
            ) % {"rows": number(lacking), "column": column.label.lower()}
            yield Question(
                f"all-{column.name}", sentence, columns.choices_of(column), answer, lacking
            )


def about_what_to_know(table: Table) -> Iterator[Question]:
    choices = [(SEEN, gettext("I have seen it"))]
    for key, sentence in table.to_know.items():
        yield Question(f"know-{key}", sentence, choices, table.answers.get(f"know-{key}", ""))
    if table.comments:
        yield Question(
            "comments",
            gettext("People wrote notes on cells of this file. They are not read."),
            choices,
            table.answers.get("comments", ""),
            examples=tuple(table.comments),
        )


def examples_of(texts: Iterable[str], most: int = 3) -> tuple[str, ...]:
    return tuple(short(text) for text in list(dict.fromkeys(texts))[:most])


def answer(table: Table, question: Question, value: str) -> None:
    """Write down an answer; one that is no choice of the question changes nothing."""
    if value and value not in dict(question.choices):
        return
    if question.key.startswith("word-"):
        _, column, word = question.key.split("-", 2)
        put(table.words.setdefault(column, {}), word, value)
    elif question.key.startswith("all-"):
        put(table.everywhere, question.key.removeprefix("all-"), value)
    else:
        put(table.answers, question.key, value)
    if question.key == "hidden-columns" and LEAVE in (value, question.answer):
        # Whoever changes that answer says anew what each of them is.
        for at in table.hidden_columns:
            table.columns[at] = LEFT_OUT if value == LEAVE else ""


def put(answers: dict[str, str], key: str, value: str) -> None:
    if value:
        answers[key] = value
    else:
        answers.pop(key, None)
