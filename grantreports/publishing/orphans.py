"""Files that no edition needs: of a publication or a withdrawal that was cut short."""

from pathlib import PurePosixPath

from django.core.files.storage import default_storage

from grantreports.publishing.folder import FOLDER
from grantreports.publishing.models import Edition
from outreach.uploads import old_files


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
