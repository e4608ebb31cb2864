"""ZIPs of reports are deleted after a month, and made again when somebody needs one."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from time import time
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django_q.models import Schedule
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from grantreports.delivery import batches
from grantreports.delivery.models import Batch
from tests.editions import make_edition, write_report


@pytest.fixture
def edition(report, sam):
    write_report(report)
    return make_edition(report, sam)


@pytest.fixture
def batch(edition, sam):
    """A ZIP that was made just now."""
    batch = batches.make_batch([edition], token=uuid4(), kind="zip", by=sam)
    batches.run(batch.pk)
    batch.refresh_from_db()
    return batch


def made_days_ago(batch, days):
    batch.finished_at = timezone.now() - timedelta(days=days)
    batch.save(update_fields=["finished_at"])


def page(client, batch):
    return client.get(reverse("delivery:batch", args=[batch.pk]))


def test_the_page_says_how_long_a_zip_is_kept(as_sam, batch):
    until = timezone.localdate() + timedelta(days=30)

    assertContains(page(as_sam, batch), f"It is kept until {until:%-d %b %Y}.")


def test_a_zip_is_there_for_thirty_days(batch):
    made_days_ago(batch, 30)

    batches.clear_zips()

    batch.refresh_from_db()
    assert default_storage.exists(batch.file.name)
    assert batch.file_deleted_on is None


def test_an_old_zip_is_deleted_and_its_page_says_so(as_sam, batch):
    made_days_ago(batch, 31)
    name = batch.file.name

    batches.clear_zips()

    today = timezone.localdate()
    shown = page(as_sam, batch)
    assert not default_storage.exists(name)
    assertContains(shown, f"The ZIP was deleted on {today:%-d %b %Y}")
    assertNotContains(shown, "Download the ZIP")
    zip_url = reverse("delivery:batch-zip", args=[batch.pk])
    assertRedirects(as_sam.get(zip_url), reverse("delivery:batch", args=[batch.pk]))


def test_a_run_that_was_cut_short_is_finished_by_the_next(batch):
    made_days_ago(batch, 31)
    default_storage.delete(batch.file.name)

    batches.clear_zips()
    batches.clear_zips()

    batch.refresh_from_db()
    assert not batch.file
    assert batch.file_deleted_on == timezone.localdate()


def test_a_day_of_deletion_stays_when_the_task_runs_again(batch):
    made_days_ago(batch, 40)
    batches.clear_zips()
    yesterday = timezone.localdate() - timedelta(days=1)
    Batch.objects.update(file_deleted_on=yesterday)

    batches.clear_zips()

    batch.refresh_from_db()
    assert batch.file_deleted_on == yesterday


def test_a_new_zip_is_made_from_the_page_once(as_sam, batch, edition):
    made_days_ago(batch, 31)
    batches.clear_zips()
    shown = page(as_sam, batch)
    form = {"report": edition.report_id, "form_token": shown.context["token"], "do": "zip"}
    for value in (f'value="{edition.report_id}"', f'value="{shown.context["token"]}"'):
        assertContains(shown, value)

    made = as_sam.post(reverse("delivery:batch-add"), form)
    again = as_sam.post(reverse("delivery:batch-add"), form)

    new = Batch.objects.exclude(pk=batch.pk).get()
    batches.run(new.pk)
    response = as_sam.get(reverse("delivery:batch-zip", args=[new.pk]))
    archive = ZipFile(BytesIO(b"".join(response.streaming_content)))
    assert made["Location"] == again["Location"] == reverse("delivery:batch", args=[new.pk])
    assert archive.namelist() == ["bees-year-1-report-1.pdf"]


def test_a_file_that_no_batch_knows_is_deleted_when_it_is_a_day_old(batch):
    left = default_storage.save("batches/left.zip", ContentFile(b"zip"))
    paths = [Path(default_storage.path(name)) for name in (left, batch.file.name)]

    batches.clear_zips()
    fresh = [path.exists() for path in paths]
    for path in paths:
        os.utime(path, (time() - 90_000, time() - 90_000))
    batches.clear_zips()

    assert fresh == [True, True]
    assert [path.exists() for path in paths] == [False, True]


def test_old_zips_are_cleared_daily(db):
    schedule = Schedule.objects.get(func="grantreports.delivery.batches.clear_zips")

    assert schedule.schedule_type == Schedule.DAILY
