"""What was drawn of a report, kept for a day: who asks for the same again does not wait for it.

Desk, preview, review, publishing, e-mail and ZIP share it, in whatever process they are. A file is
named by a digest of all that is drawn, so it is never out of date, and who does not hold the very
content does not find it.
"""

import logging
import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from outreach.storage import read_media
from outreach.uploads import old_files

FOLDER, MARK = "drawn", "forgotten"
logger = logging.getLogger(__name__)


def kept(name: str) -> bytes | None:
    try:
        return read_media(f"{FOLDER}/{name}")
    except OSError:
        return None


def keep(name: str, content: bytes, since: bytes | None) -> None:
    """Where there is no room, it is drawn again the next time.

    `since` is what `last_forgotten` said before it was drawn: what had to be forgotten meanwhile
    does not stay.
    """
    path = f"{FOLDER}/{name}"
    try:
        if not default_storage.exists(path):
            default_storage.save(path, ContentFile(content))
        if last_forgotten() != since:
            default_storage.delete(path)
    except OSError:
        logger.warning("A drawn report could not be kept.", exc_info=True)


def last_forgotten() -> bytes | None:
    """Another one each time that all was forgotten."""
    return kept(MARK)


def clear_old() -> None:
    """Runs daily and may run at any time."""
    for path in old_files(FOLDER):
        default_storage.delete(path)


def forget_all() -> None:
    """When something may not be shown any more: nobody looks which of them shows it."""
    # First the mark: what is drawn now sees it when it is kept.
    default_storage.delete(f"{FOLDER}/{MARK}")
    default_storage.save(f"{FOLDER}/{MARK}", ContentFile(secrets.token_bytes(16)))
    for name in default_storage.listdir(FOLDER)[1]:
        if name != MARK:
            default_storage.delete(f"{FOLDER}/{name}")
