"""Many people press “Publish” at the same moment: one edition comes of it."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, connections

from grantreports.demo.publish import answer_warnings
from grantreports.publishing import publish as publishing
from grantreports.publishing.models import Edition
from grantreports.publishing.publish import publish
from grantreports.reports.models import Report
from tests.editions import NOW, fetched, sign_off
from tests.factories import make_event, make_point, make_user

# `make trust` runs more rounds.
PEOPLE, ROUNDS = 20, int(os.environ.get("RACE_ROUNDS", "5"))

pytestmark = pytest.mark.race


@pytest.fixture
def written(bees, report):
    make_event(bees, {"students": 40})
    make_point(report, "{attendance: students} students came.")
    return report


@pytest.fixture
def threads(transactional_db, monkeypatch, tmp_path, written, sam):
    """Threads with a connection each, to a copy of the database where that is in memory.

    The lock is the subject here: a PDF that takes its time lets all of them meet in it.
    """
    monkeypatch.setattr(publishing, "render_pdf", lambda report: (sleep(0.05), b"%PDF-")[1])
    sign_off(written, sam, make_user("staff"))
    answer_warnings(fetched(written), by=sam, at=NOW)
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(tmp_path / "copy.sqlite3")
        connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "copy.sqlite3"))
    with ThreadPoolExecutor(PEOPLE) as pool:
        yield pool
        leave = Barrier(PEOPLE)
        list(pool.map(lambda _: (leave.wait(), connections.close_all()), range(PEOPLE)))


def test_each_time_that_twenty_publish_at_once_one_edition_comes_of_it(threads, written, sam):
    editions = []
    for _round in range(ROUNDS):
        publish_now = partial(publish_at, Barrier(PEOPLE), written)
        published = list(threads.map(publish_now, [sam] * PEOPLE))
        editions.append([edition.number for edition in published if edition])
        assert threads.submit(reopen, written).result() == "published"

    assert editions == [[number] for number in range(1, ROUNDS + 1)]
    kept = threads.submit(lambda: list(Edition.objects.values_list("number", flat=True))).result()
    assert sorted(kept) == list(range(1, ROUNDS + 1))


def publish_at(begin, report, user):
    mine = fetched(report)
    begin.wait()
    return publish(mine, by=user, at=NOW, reason="A correction.")


def reopen(report):
    """The status that publishing left; the report can be published once more."""
    status = fetched(report).status
    Report.objects.filter(pk=report.pk).update(status=Report.Status.IN_REVIEW)
    return status
