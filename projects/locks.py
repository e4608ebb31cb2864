"""Locks, so that two acts at once come one after the other.

Whoever takes more than one takes them in this order, and never the other way round: first the
project, then a period or a report of it, then a record (event, quote, photo, edition). SQLite has
one writer at a time anyway.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction

if TYPE_CHECKING:
    from projects.models import Project


@contextmanager
def locked_project(project: "Project") -> Iterator[None]:
    """Nobody else submits, returns, enters, removes, publishes or withdraws in it meanwhile."""
    with transaction.atomic():
        type(project).objects.select_for_update(no_key=True).get(pk=project.pk)
        yield
