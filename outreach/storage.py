import os
import secrets

from django.core.files.storage import FileSystemStorage, default_storage


class WholeFileStorage(FileSystemStorage):
    """Files are there whole or not at all, also when the disk fills or the power fails."""

    def _save(self, name, content):
        partial = f"{name}.{secrets.token_hex(4)}.part"
        try:
            super()._save(partial, content)
            with open(self.path(partial), "rb+") as file:
                os.fsync(file.fileno())
            os.replace(self.path(partial), self.path(name))
        finally:
            self.delete(partial)
        return name


def read_media(name: str) -> bytes | None:
    """A file of the media storage, or None where it is missing: the rest still renders."""
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None
