"""Cleaned pictures of forms that came back with an error, kept until the form is sent again."""

from datetime import timedelta

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from outreach.models import Photo, TakenOut
from outreach.photos import CleanPicture
from outreach.removal import KEPT_FOR

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


def clear_kept_pictures() -> None:
    """Delete what nobody came back for; runs daily and may run at any time."""
    for path in old_files(FOLDER):
        default_storage.delete(path)
    clear_orphans()
    TakenOut.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()


def clear_orphans() -> None:
    """Delete photos' files without a record: of a photo that was refused while it was saved."""
    names = Photo.everything.values_list("web_image", "print_image")
    known = {name for pair in names for name in pair}
    for path in old_files(str(Photo._meta.get_field("web_image").upload_to)):
        if path not in known:
            default_storage.delete(path)


def old_files(folder: str) -> list[str]:
    if not default_storage.exists(folder):
        return []
    paths = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    yesterday = timezone.now() - ONE_DAY
    return [path for path in paths if default_storage.get_modified_time(path) < yesterday]


def _content(path: str) -> ContentFile:
    with default_storage.open(path) as file:
        return ContentFile(file.read())
