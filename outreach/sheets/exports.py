"""Exports of many events: asked for, made in the background, taken back, cleared."""

import secrets
from datetime import timedelta
from functools import partial
from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation
from django_q.tasks import async_task

from outreach.filters import EventFilter
from outreach.models import EventExport
from outreach.sheets.models import EXPORT_KEPT_FOR
from outreach.sheets.writing import TooLarge, keys_of, write
from outreach.uploads import old_files

# So many events go out while the page loads; more are written in the background.
AT_ONCE = 5_000
# Longer than other tasks may take: a worker that gets it a second time meanwhile leaves it to the
# first, which tells its progress. What was begun by one that was killed is taken up again.
LONGEST = timedelta(minutes=30)
Status = EventExport.Status


class Cancelled(Exception):
    """Nobody wants the file any more."""


def ask(rows: int, **what: Any) -> EventExport:
    """The export, with its work queued; while the same one is made, that one."""
    for earlier in EventExport.objects.filter(**what):
        if earlier.state != Status.MAKING:
            discard(earlier)
    now = {"language": translation.get_language() or "en", "rows_total": rows}
    with transaction.atomic():
        export, is_new = EventExport.objects.get_or_create(**what, defaults=now)
        if is_new:
            task = partial(
                async_task, f"{__name__}.make", export.pk, timeout=int(LONGEST.total_seconds())
            )
            # Where the queue does not answer, the page says that nobody makes it.
            transaction.on_commit(task, robust=True)
    return export


def make(pk: int) -> None:
    """The work of `ask`; run again it makes nothing twice, and anew what was interrupted."""
    export = EventExport.objects.select_related("project__partner").filter(pk=pk).first()
    if export is None or not export.claim():
        return
    try:
        with translation.override(export.language), TemporaryFile() as file:
            write_events(export, file)
            keep(export, file)
    except Cancelled:
        return
    except TooLarge:
        export.end(Status.TOO_LARGE)
    except Exception:
        export.end(Status.FAILED)
        raise


def write_events(export: EventExport, file: Any) -> None:
    """Those that pass the filter now, however long it takes; raises `Cancelled`, `TooLarge`."""

    def tell(**rows: int) -> None:
        if not export.tell_progress(**rows):
            raise Cancelled

    events = EventFilter(QueryDict(export.query), export.project).events()
    keys = keys_of(events)
    tell(rows_total=len(keys))
    write(file, export.file_format, export.project, keys, lambda rows: tell(rows_done=rows))


def keep(export: EventExport, file: Any) -> None:
    """Hand the file over to the media storage, unless it is not wanted any more."""
    file.seek(0)
    # Random letters: nobody guesses the name, and no other export has it.
    name = f"exports/{secrets.token_hex(16)}.{export.file_format}"
    name = default_storage.save(name, File(file))
    is_kept = False
    try:
        is_kept = export.end(Status.DONE, file=name)
    finally:
        if not is_kept:
            default_storage.delete(name)


def discard(export: EventExport) -> None:
    """Delete it with its file; who makes it stops."""
    with transaction.atomic():
        # Its file may have come just now.
        for latest in EventExport.objects.select_for_update().filter(pk=export.pk):
            latest.delete()
            if latest.file:
                transaction.on_commit(partial(default_storage.delete, str(latest.file)))


def clear_exports() -> None:
    """Delete those of yesterday; runs daily and may run at any time."""
    old = EventExport.objects.filter(asked_at__lt=timezone.now() - EXPORT_KEPT_FOR)
    for export in old:
        discard(export)
    # Of a worker that was killed before it could keep the name, or of people who were deleted.
    known = set(EventExport.objects.exclude(file="").values_list("file", flat=True))
    for path in old_files(str(EventExport._meta.get_field("file").upload_to)):
        if path not in known:
            default_storage.delete(path)
