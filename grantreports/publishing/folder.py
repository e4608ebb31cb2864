"""The files of one edition: its PDF and copies of its pictures, apart from all that may change."""

import secrets
from hashlib import sha256
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from grantreports.publishing.models import Edition
from outreach.storage import read_media
from outreach.uploads import old_files

FOLDER = "editions"


class MissingFile(Exception):
    """A picture that the report shows is not in the media storage."""


class Folder:
    """A new folder, with random letters as its name: nobody else writes to it."""

    def __init__(self) -> None:
        self.name = f"{FOLDER}/{secrets.token_hex(16)}"
        self.written: list[str] = []
        self.copies: dict[str, str] = {}

    def copy(self, name: str) -> str:
        """The name of a copy that is called by what is in it."""
        if name not in self.copies:
            content = read_media(name) if name else None
            if content is None:
                raise MissingFile(name)
            copied = f"{sha256(content).hexdigest()}{PurePosixPath(name).suffix}"
            self.copies[name] = self.save(copied, content)
        return self.copies[name]

    def save(self, name: str, content: bytes) -> str:
        path = f"{self.name}/{name}"
        if path not in self.written:
            self.written.append(path)
            default_storage.save(path, ContentFile(content))
        return path

    def clear(self) -> None:
        """Take back what was written."""
        for path in self.written:
            default_storage.delete(path)


def clear_orphans() -> None:
    """Delete them when they are a day old; runs daily and may run at any time."""
    if not default_storage.exists(FOLDER):
        return
    kept = Edition.objects.exclude(pdf="").values_list("pdf", flat=True)
    folders = {str(PurePosixPath(name).parent) for name in kept}
    for name in default_storage.listdir(FOLDER)[0]:
        folder = f"{FOLDER}/{name}"
        for path in () if folder in folders else old_files(folder):
            default_storage.delete(path)
