"""Sums by month and place, which the database keeps up to date itself.

A change of events, attendances or values of indicators is added to their sums by triggers, in the
same statement and so in the same transaction: whoever writes, the pages, an import, the
administration or SQL, none can forget it. PostgreSQL runs a trigger once for a statement, with its
rows as tables; SQLite runs one for each row. What is added is written once for both.

Writers hold the lock on their project, so that no two of them wait for each other's sums.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from outreach.models import Attendance, IndicatorValue, MonthSum, OutreachEvent

SUMS = MonthSum._meta.db_table
EVENTS = OutreachEvent._meta.db_table
ATTENDANCES = Attendance._meta.db_table
VALUES = IndicatorValue._meta.db_table
KEYS = (
    *("project_key", "month", "province", "setting"),
    *("group_key", "part_of_key", "indicator_key"),
)
AMOUNTS = ("records", "total", "sessions", "estimates", "counted", "newcomers", "asked")
COLUMNS = ", ".join((*KEYS, *AMOUNTS))
# Rows that are added, by 1, and that are taken away, by -1: a table or what is like one.
Rows = Mapping[int, str]


@dataclass(frozen=True)
class Dialect:
    """What the two databases say differently, of an event `e`."""

    month: str
    sessions: str

    @property
    def place(self) -> str:
        return f"e.project_id, {self.month}, e.province, e.setting"


DIALECTS = {
    "postgresql": Dialect(
        "CAST(date_trunc('month', e.first_day) AS date)",
        "COALESCE(e.last_day - e.first_day, 0) + 1",
    ),
    "sqlite": Dialect(
        "substr(e.first_day, 1, 8) || '01'",
        "COALESCE(CAST(julianday(e.last_day) - julianday(e.first_day) AS INTEGER), 0) + 1",
    ),
}


def of_events(dialect: Dialect, rows: Rows) -> Iterator[str]:
    """What events add: themselves, those who came and what was counted there."""
    counted = f"EXISTS (SELECT 1 FROM {ATTENDANCES} a WHERE a.event_id = e.id)"
    for sign, events in rows.items():
        yield f"""SELECT {dialect.place}, 0, 0, 0,
            {sign}, 0, {sign} * ({dialect.sessions}),
            CASE e.count_method WHEN 'estimated' THEN {sign} ELSE 0 END,
            CASE WHEN {counted} THEN {sign} ELSE 0 END,
            {sign} * COALESCE(e.first_visits, 0),
            CASE WHEN e.first_visits IS NULL THEN 0 ELSE {sign} END
            FROM {events} e WHERE e.removed_at IS NULL"""
        joined = f"{events} e JOIN {ATTENDANCES} a ON a.event_id = e.id"
        yield people(dialect, joined, sign)
        yield values(dialect, f"{events} e JOIN {VALUES} v ON v.event_id = e.id", sign)


def of_attendances(dialect: Dialect, rows: Rows) -> Iterator[str]:
    for sign, attendances in rows.items():
        yield people(dialect, f"{attendances} a JOIN {EVENTS} e ON e.id = a.event_id", sign)
    # Events at which somebody was counted for the first time, or nobody is any more.
    changes = " UNION ALL ".join(
        f"SELECT r.event_id, {sign} AS more FROM {each} r" for sign, each in rows.items()
    )
    now = f"(SELECT COUNT(*) FROM {ATTENDANCES} a WHERE a.event_id = e.id)"
    yield f"""SELECT {dialect.place}, 0, 0, 0, 0, 0, 0, 0,
        CASE WHEN {now} > 0 THEN 1 ELSE 0 END
        - CASE WHEN {now} - c.more > 0 THEN 1 ELSE 0 END, 0, 0
        FROM (SELECT u.event_id, SUM(u.more) AS more FROM ({changes}) u GROUP BY u.event_id) c
        JOIN {EVENTS} e ON e.id = c.event_id WHERE e.removed_at IS NULL"""


def of_values(dialect: Dialect, rows: Rows) -> Iterator[str]:
    for sign, each in rows.items():
        yield values(dialect, f"{each} v JOIN {EVENTS} e ON e.id = v.event_id", sign)


def people(dialect: Dialect, source: str, sign: int) -> str:
    return f"""SELECT {dialect.place}, a.group_id, COALESCE(a.part_of_id, 0), 0,
        {sign}, {sign} * a.count, 0, 0, 0, 0, 0 FROM {source} WHERE e.removed_at IS NULL"""


def values(dialect: Dialect, source: str, sign: int) -> str:
    return f"""SELECT {dialect.place}, 0, 0, v.indicator_id,
        {sign}, {sign} * v.value, 0, 0, 0, 0, 0 FROM {source} WHERE e.removed_at IS NULL"""


def added_up(parts: Iterable[str]) -> str:
    """The parts by key, in its order, so that two writers lock them alike.

    What changes nothing is left out.
    """
    sums = ", ".join(f"SUM({name}) AS {name}" for name in AMOUNTS)
    # It has no rows, and names the columns.
    head = f"SELECT {COLUMNS} FROM {SUMS} WHERE 1 = 0"
    return f"""SELECT {", ".join(KEYS)}, {sums} FROM ({" UNION ALL ".join((head, *parts))}) d
        GROUP BY {", ".join(KEYS)}
        HAVING {" OR ".join(f"SUM({name}) <> 0" for name in AMOUNTS)}
        ORDER BY {", ".join(KEYS)}"""


def adding(change: str) -> str:
    more = ", ".join(f"{name} = {SUMS}.{name} + excluded.{name}" for name in AMOUNTS)
    return f"""INSERT INTO {SUMS} ({COLUMNS}) {change}
        ON CONFLICT ({", ".join(KEYS)}) DO UPDATE SET {more}"""


def taking_away(change: str) -> str:
    """Where a whole table is emptied its sums may be gone already: then nothing is taken away."""
    less = ", ".join(f"{name} = {SUMS}.{name} + c.{name}" for name in AMOUNTS)
    same = " AND ".join(f"{SUMS}.{name} = c.{name}" for name in KEYS)
    return f"UPDATE {SUMS} SET {less} FROM ({change}) c WHERE {same}"


@dataclass(frozen=True)
class Watched:
    """A table whose changes change sums: those of these columns."""

    table: str
    columns: tuple[str, ...]
    adds: Callable[[Dialect, Rows], Iterator[str]]


WATCHED = (
    Watched(
        EVENTS,
        (
            *("id", "project_id", "first_day", "last_day", "province", "setting"),
            *("count_method", "first_visits", "removed_at"),
        ),
        of_events,
    ),
    Watched(ATTENDANCES, ("event_id", "group_id", "part_of_id", "count"), of_attendances),
    Watched(VALUES, ("event_id", "indicator_id", "value"), of_values),
)
# By what is done: which rows are added, by the sign, and how.
ACTS: dict[str, tuple[dict[int, str], Callable[[str], str]]] = {
    "INSERT": ({1: "NEW"}, adding),
    "UPDATE": ({1: "NEW", -1: "OLD"}, adding),
    "DELETE": ({-1: "OLD"}, taking_away),
}


def sqlite_triggers() -> Iterator[str]:
    for watched in WATCHED:
        for act, (sides, write) in ACTS.items():
            name = f"sums_{watched.table}_{act.lower()}"
            rows = {sign: row_of(watched, side) for sign, side in sides.items()}
            of = f" OF {', '.join(watched.columns)}" if act == "UPDATE" else ""
            statement = write(added_up(watched.adds(DIALECTS["sqlite"], rows)))
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"""CREATE TRIGGER {name} AFTER {act}{of} ON {watched.table}
                BEGIN {statement}; END"""


def row_of(watched: Watched, side: str) -> str:
    """The changed row as a table of one row."""
    return f"(SELECT {', '.join(f'{side}.{each} AS {each}' for each in watched.columns)})"


def postgresql_triggers() -> Iterator[str]:
    for watched in WATCHED:
        for act, (sides, write) in ACTS.items():
            name = f"sums_{watched.table}_{act.lower()}"
            rows = {sign: f"{side.lower()}_rows" for sign, side in sides.items()}
            tables = " ".join(f"{side} TABLE AS {side.lower()}_rows" for side in sides.values())
            statement = write(added_up(watched.adds(DIALECTS["postgresql"], rows)))
            yield f"""CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN {statement}; RETURN NULL; END $$"""
            yield f"DROP TRIGGER IF EXISTS {name} ON {watched.table}"
            yield f"""CREATE TRIGGER {name} AFTER {act} ON {watched.table}
                REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"""


TRIGGERS = {"sqlite": sqlite_triggers, "postgresql": postgresql_triggers}


def watch(using: str, plan: Collection[Any] | None = None, **_of_signal: Any) -> None:
    """After migrations: on SQLite a table that was changed is a new one without triggers.

    Nothing is to do where the tables were only emptied: then there is no plan.
    """
    connection = connections[using]
    if plan is None or SUMS not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in TRIGGERS[connection.vendor]():
            cursor.execute(statement)
    if plan:
        with writing_stopped(using) as cursor:
            fill(using, cursor)


def rebuild(using: str = "default") -> list[tuple[Any, ...]]:
    """Make all sums anew; the rows that were wrong or missing, as they were and as they are.

    Each is its keys and amounts, after `"was"` or `"is"`.
    """
    kept = f"SELECT {COLUMNS} FROM {SUMS} WHERE records <> 0"
    right = right_sums(using)
    differences = []
    with writing_stopped(using) as cursor:
        for side, one, other in (("was", kept, right), ("is", right, kept)):
            cursor.execute(f"SELECT * FROM ({one}) a EXCEPT SELECT * FROM ({other}) b")
            differences += [(side, *row) for row in cursor.fetchall()]
        if differences:
            fill(using, cursor)
    return sorted(differences, key=lambda row: (*map(str, row[1:8]), row[0] == "is"))


def right_sums(using: str) -> str:
    return added_up(of_events(DIALECTS[connections[using].vendor], {1: EVENTS}))


def fill(using: str, cursor: Any) -> None:
    cursor.execute(f"DELETE FROM {SUMS}")
    cursor.execute(f"INSERT INTO {SUMS} ({COLUMNS}) {right_sums(using)}")


@contextmanager
def writing_stopped(using: str) -> Iterator[Any]:
    """Nobody writes between looking and making anew; reading goes on."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            tables = ", ".join((EVENTS, ATTENDANCES, VALUES, SUMS))
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
        yield cursor
