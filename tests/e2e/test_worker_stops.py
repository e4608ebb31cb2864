"""The background worker is killed in the middle of a batch: a real one, on a database file."""

import os
import signal
import time
from collections import Counter
from threading import Event

import pytest
from aiosmtpd.controller import Controller

from tests.e2e.site import Site
from tests.mail_server import free_port

DONORS = 30
KILLED_AT = 12
FILL = f"""
from uuid import uuid4
from django.utils import timezone
from grantreports.accounts.models import User
from grantreports.delivery.batches import make_batch
from grantreports.delivery.models import Batch, DonorLink
from grantreports.reports.models import Report
from tests.editions import make_plain_edition
from tests.factories import make_project, make_report, make_year

sam = User.objects.create_user("sam@example.org", "x", role="staff", name="Sam")
year, editions = make_year(make_project()), []
for number in range(1, {DONORS} + 1):
    report = make_report(year, number=number)
    act = {{"by": sam, "at": timezone.now()}}
    DonorLink.for_donor(report, "Donor", email=f"donor{{number}}@example.org", **act)
    editions.append(make_plain_edition(report, sam))
make_batch(
    editions, token=uuid4(), kind=Batch.Kind.SEND, by=sam, subject="News", text="Dear friend.",
    site="https://reports.example.org", to_own_links=True,
)
"""
STATE = """
from grantreports.delivery.models import Batch, Delivery
sent = Delivery.objects.exclude(sent_at=None)
print(Delivery.objects.count(), sent.count(), Batch.objects.get().finished_at is not None)
"""


class Mailbox:
    """Counts what it has taken; one answer waits until the worker is dead."""

    def __init__(self):
        self.taken = Counter()
        self.is_full, self.worker_is_dead = Event(), Event()

    async def handle_DATA(self, server, session, envelope):
        if len(self.taken) == KILLED_AT and not self.is_full.is_set():
            self.is_full.set()
            self.worker_is_dead.wait(20)
            # Nobody is there any more to hear that it was taken, so it is not.
            return "451 Try again"
        self.taken[envelope.rcpt_tos[0]] += 1
        return "250 OK"


def kill(worker):
    """With -9, and all its processes: nothing of it can clear up."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait(timeout=10)


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def site(tmp_path, mailbox):
    controller = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield Site(tmp_path, FILL, EMAIL_URL=f"smtp://127.0.0.1:{controller.port}")
    controller.stop()


@pytest.mark.own_database
def test_all_thirty_are_sent_after_the_restart_and_none_twice(site, mailbox):
    worker = site.start("manage.py", "qcluster")
    try:
        assert mailbox.is_full.wait(20)
    finally:
        kill(worker)
        mailbox.worker_is_dead.set()
    before = len(mailbox.taken)

    worker = site.start("manage.py", "qcluster")
    try:
        wait_until(lambda: len(mailbox.taken) == DONORS)
        # Time enough for a task that is taken up once more.
        time.sleep(5)
    finally:
        kill(worker)

    assert before == KILLED_AT
    assert mailbox.taken == {f"donor{number}@example.org": 1 for number in range(1, DONORS + 1)}
    state = site.shell(STATE).split()
    assert state == [str(DONORS), str(DONORS), "True"]


def wait_until(holds, seconds=25):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "It takes too long."
        time.sleep(0.1)
