"""ZIPs that are not kept: their time is over, or no batch knows of them."""

from django.core.files.storage import default_storage
from django.utils import timezone

from grantreports.delivery.models import ZIP_KEPT_FOR, Batch
from outreach.uploads import old_files


def clear_zips():
    """Delete them; runs daily and may run at any time."""
    today = timezone.localdate()
    old = Batch.objects.filter(finished_at__date__lt=today - ZIP_KEPT_FOR).exclude(file="")
    for pk, name in list(old.values_list("pk", "file")):
        # First the file: a run that is cut short in between leaves it to the next.
        default_storage.delete(name)
        Batch.objects.filter(pk=pk, file=name).update(file="", file_deleted_on=today)
    clear_orphans()


def clear_orphans():
    """Of a worker that stopped before it could keep the name, or another that was faster."""
    known = set(Batch.objects.exclude(file="").values_list("file", flat=True))
    for path in old_files(Batch._meta.get_field("file").upload_to):
        if path not in known:
            default_storage.delete(path)
