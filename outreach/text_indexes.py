"""Indexes by which PostgreSQL finds a text within others; SQLite reads all of them.

They need its extension pg_trgm, which not every user of a database may add: where it cannot be
had, a search is slower and finds the same.
"""

from typing import Any

from django.db import DatabaseError, migrations, transaction

MISSING = """
  {name} was not made: the extension pg_trgm is not there, and this database user may not add it.
  Searches read every record until somebody who may runs CREATE EXTENSION pg_trgm in the database,
  and then: manage.py migrate {app} {before}; manage.py migrate {app}
"""


def text_index(name: str, table: str, columns: tuple[str, ...], before: str) -> Any:
    """An operation of the migration that follows the migration `before`."""

    def make(apps: Any, schema_editor: Any) -> None:
        connection = schema_editor.connection
        if connection.vendor != "postgresql":
            return
        if not has_trigrams(connection):
            print(MISSING.format(name=name, app="outreach", before=before))
            return
        # As `icontains` asks for them.
        uppers = ", ".join(f'UPPER("{column}"::text) gin_trgm_ops' for column in columns)
        schema_editor.execute(f"CREATE INDEX {name} ON {table} USING gin ({uppers})")

    def drop(apps: Any, schema_editor: Any) -> None:
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")

    return migrations.RunPython(make, drop)


def has_trigrams(connection: Any) -> bool:
    """Whether the extension is there, by now."""
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return False
    return True
