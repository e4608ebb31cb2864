"""Cleaned pictures of forms that came back with an error, kept until the form is sent again."""

from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from outreach.photos import CleanPicture

FOLDER = "kept"
SALT = "outreach.uploads"
ONE_DAY = timedelta(days=1)


def keep(picture: CleanPicture) -> str:
    """Store the picture for a day; the text returned gives it back and cannot be forged."""
    for rendition, content in (("web", picture.web), ("print", picture.print)):
        content.seek(0)
        default_storage.save(f"{FOLDER}/{picture.name_of(rendition)}", content)
    return signing.dumps([picture.token, *picture.print_size], salt=SALT)


def kept(receipt: str) -> CleanPicture | None:
    """The picture behind a receipt of `keep`, or None when there is none or it is too old."""
    try:
        token, width, height = signing.loads(receipt, salt=SALT, max_age=ONE_DAY)
        web, printed = (_content(f"{FOLDER}/{token}-{name}.jpg") for name in ("web", "print"))
    except (signing.BadSignature, FileNotFoundError):
        return None
    return CleanPicture(token, web, printed, (width, height))


def clear() -> None:
    """Delete what nobody came back for; runs daily and may run at any time."""
    if not default_storage.exists(FOLDER):
        return
    for name in default_storage.listdir(FOLDER)[1]:
        path = f"{FOLDER}/{name}"
        if default_storage.get_modified_time(path) < timezone.now() - ONE_DAY:
            default_storage.delete(path)


def _content(path: str) -> ContentFile:
    with default_storage.open(path) as file:
        return ContentFile(file.read())
