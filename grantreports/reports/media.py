from django.core.files.storage import default_storage


def read_media(name: str) -> bytes | None:
    """A file of the media storage, or None where it is missing: the rest still renders."""
    try:
        with default_storage.open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None
