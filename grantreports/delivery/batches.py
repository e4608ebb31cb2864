"""Many reports at once, in the background. A batch that was interrupted is taken up again."""

import secrets
from functools import partial
from hashlib import sha256
from tempfile import TemporaryFile
from time import monotonic
from zipfile import ZIP_STORED, ZipFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_q.tasks import async_task

from grantreports.delivery.models import ZIP_KEPT_FOR, Batch, BatchItem, Delivery
from grantreports.delivery.sending import queue_mails
from grantreports.mailing.outbox import LONGEST, queue
from grantreports.publishing.consent_end import over_of, why_over
from grantreports.publishing.models import Edition
from outreach.storage import read_media
from outreach.uploads import old_files

WITHDRAWN = "The edition was withdrawn."
DAMAGED = "The PDF of the edition is missing or damaged."
NOBODY = "The report has no open link with an e-mail address."


def latest_editions(user, reports):
    """The edition that donors read of each of these reports, where there is one."""
    editions = Edition.objects.visible_to(user).filter(report__in=reports).with_report()
    latest: dict[int, Edition] = {}
    for edition in editions.order_by("report", "-number"):
        latest.setdefault(edition.report_id, edition)
    found = [edition for edition in latest.values() if edition.pdf and not edition.withdrawn_at]
    over = over_of(found)
    found = [edition for edition in found if edition.pk not in over]
    return sorted(found, key=lambda edition: str(edition.report))


def make_batch(editions, *, token, **fields):
    """The batch, with its work queued; the same form sent twice makes one."""
    try:
        with transaction.atomic():
            batch = Batch.objects.create(form_token=token, at=timezone.now(), **fields)
            items = [BatchItem(batch=batch, edition=edition) for edition in editions]
            BatchItem.objects.bulk_create(items)
            take_up(batch)
    except IntegrityError:
        batch = Batch.objects.get(form_token=token)
    return batch


def take_up(batch):
    transaction.on_commit(partial(async_task, f"{__name__}.run", batch.pk), robust=True)


def run(pk):
    """Do what is left of a batch. Run again, even at the same time, it does nothing twice."""
    batch = Batch.objects.select_related("by").get(pk=pk)
    # Their worker may have died before it could queue them.
    for delivery in Delivery.objects.filter(item__batch=batch, sent_at=None, tries=0):
        queue(delivery)
    # A task that takes too long is ended; the rest is for the next one.
    until = monotonic() + LONGEST.total_seconds() / 2
    todo = batch.items.filter(done_at=None)
    for item in todo.select_related("edition__report__period__budget_year__project"):
        if monotonic() > until:
            take_up(batch)
            return
        do(batch, item)
    finish(batch)


@transaction.atomic
def do(batch, item):
    items = BatchItem.objects.filter(pk=item.pk, done_at=None)
    # A second worker waits here, and finds that the item is done.
    if items.update(done_at=timezone.now()):
        problem = problem_of(batch, item)
        BatchItem.objects.filter(pk=item.pk).update(problem=problem)


def problem_of(batch, item):
    """Do the item; why that is not possible, or ""."""
    if item.edition.withdrawn_at:
        return WITHDRAWN
    if over := why_over(item.edition):
        return over
    if (batch.kind == Batch.Kind.ZIP or batch.with_pdf) and pdf_of(item.edition) is None:
        return DAMAGED
    if batch.kind == Batch.Kind.SEND and not queue_mails(batch, item):
        return NOBODY
    return ""


def pdf_of(edition):
    """The bytes that were published, or None where the file is not those any more."""
    pdf = read_media(edition.pdf.name) if edition.pdf else None
    return pdf if pdf and sha256(pdf).hexdigest() == edition.sha256 else None


def finish(batch):
    name = write_zip(batch) if batch.kind == Batch.Kind.ZIP else ""
    unfinished = Batch.objects.filter(pk=batch.pk, finished_at=None)
    if not unfinished.update(finished_at=timezone.now(), file=name) and name:
        # Another worker was faster.
        default_storage.delete(name)


def write_zip(batch):
    """The name of a new file in the media storage, or "" where no PDF was left."""
    items = batch.items.filter(problem="").select_related(
        "edition__report__period__budget_year__project"
    )
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_STORED) as archive:
            for item in items:
                if (pdf := pdf_of(item.edition)) is not None:
                    archive.writestr(f"{item.edition.report.file_name}.pdf", pdf)
            is_empty = not archive.namelist()
        file.seek(0)
        # Random letters: nobody guesses the name, and no other batch has it.
        name = f"batches/{secrets.token_hex(16)}.zip"
        return "" if is_empty else default_storage.save(name, File(file))


def may_be_handed_out(batch):
    """Whether the ZIP holds nothing that was withdrawn since."""
    items = batch.items.filter(problem="").exclude(edition__withdrawn_at=None)
    editions = Edition.objects.filter(pk__in=batch.items.filter(problem="").values("edition"))
    is_fine = bool(batch.file) and not items.exists() and not over_of(editions.with_report())
    return is_fine and default_storage.exists(batch.file.name)


def forget_zips(sender, edition, **kwargs):
    """Receives `edition_closed`: the ZIPs with it go too."""
    batches = Batch.objects.filter(items__edition=edition).exclude(file="")
    for name in list(batches.values_list("file", flat=True)):
        transaction.on_commit(partial(default_storage.delete, name))
    batches.update(file="")


def progress_of(batch):
    """How far it is: what was done of how much, and whether it goes on."""
    items, deliveries = list(batch.items.all()), []
    for item in items:
        deliveries += item.deliveries.all()
    waiting = [each for each in deliveries if is_waiting(each)]
    return {
        "total": len(items) + len(deliveries),
        "done": sum(bool(item.done_at) for item in items) + len(deliveries) - len(waiting),
        "is_running": not batch.finished_at or bool(waiting),
        "sent": sum(bool(each.sent_at and not each.bounced_at) for each in deliveries),
        "failed": sum(bool(each.problem) for each in [*items, *deliveries]),
    }


def is_waiting(delivery):
    """Whether its first try is still to come, or under way."""
    return not delivery.sent_at and (not delivery.tries or bool(delivery.begun_at))


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
    for path in old_files(str(Batch._meta.get_field("file").upload_to)):
        if path not in known:
            default_storage.delete(path)
