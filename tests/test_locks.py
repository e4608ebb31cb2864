"""Acts that meet: whoever locks more than one kind of record locks the project first."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from threading import Event
from time import sleep

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grantreports.desk.draft import draft_of
from grantreports.desk.saving import save
from grantreports.handover import handovers
from grantreports.handover.models import Note
from grantreports.publishing.correct import correct
from grantreports.publishing.publish import publish
from grantreports.publishing.review_steps import give_back, hand_over
from grantreports.publishing.withdrawal import withdraw_by_hand
from outreach import removal
from outreach.models import Photo, from_outreach
from outreach.sheets import checking
from projects.locks import locked_project
from tests.editions import NOW, fetched, make_edition, sign_off, write_report
from tests.entries import event_fields
from tests.factories import make_event, make_photo, make_user, picture_file, set_state
from tests.sheets import HEADINGS, ROW, sent, workbook

# In the order in which they are locked.
RANKS = {
    "projects_project": 0,
    "projects_reportingperiod": 1,
    "reports_report": 1,
    "outreach_outreachevent": 2,
    "outreach_partnerquote": 2,
    "outreach_photo": 2,
    "outreach_attendance": 2,
    "publishing_edition": 2,
    "publishing_review": 2,
}
LOCKED = re.compile(r'^UPDATE "(\w+)"|FROM "(\w+)".* FOR (?:NO KEY )?UPDATE', re.DOTALL)


def locks_of(act):
    """The ranks of the records that an act locks, in order, for each of its transactions."""
    transactions = [[]]
    with CaptureQueriesContext(connection) as queries:
        act()
    for query in queries.captured_queries:
        if query["sql"].startswith("COMMIT"):
            transactions.append([])
        elif match := LOCKED.search(query["sql"]):
            transactions[-1] += [RANKS[table] for table in match.groups() if table in RANKS]
    return [ranks for ranks in transactions if ranks]


class House:
    """A report on its way to the donor, and what happens to it meanwhile."""

    def __init__(self, report, sam, alice, client):
        self.report, self.sam, self.alice, self.client = report, sam, alice, client
        self.photo, self.quote = write_report(report)
        self.by_sam = {"by": sam, "at": NOW}
        self.event = make_event(report.project, venue="Wat Pa")
        client.force_login(alice)

    def ready(self):
        sign_off(self.report, self.sam, make_user("staff"))
        return fetched(self.report)

    def edition(self):
        return make_edition(self.report, self.sam)

    def open(self):
        set_state(self.report, "open")
        return self.report.period

    def sheet(self):
        self.open()
        return sent(self.client, self.report.project, workbook([HEADINGS, ROW]))

    def post(self, address, **fields):
        return lambda: self.client.post(address, fields)


def save_on_desk(house):
    report = fetched(house.report)
    draft = draft_of(report) | {"introduction": "Another."}
    return lambda: save(report, draft, **house.by_sam, base=report.version)


def enter(house):
    house.open()
    return house.post("/projects/bees/events/add/", **event_fields(venue="New"))


def upload(house):
    house.open()
    picture = picture_file()
    token = "0b9f0000-0000-4000-8000-000000000001"
    return house.post("/projects/bees/photos/upload/", picture=picture, form_token=token)


def take_in(house):
    waiting = house.sheet()
    waiting.refresh_from_db()
    return lambda: checking.confirm(waiting, waiting.version, house.alice)


def submit(house):
    period = house.open()
    return lambda: handovers.submit(period, by=house.alice, at=NOW)


def accept(house):
    handovers.submit(house.open(), by=house.alice, at=NOW)
    return lambda: handovers.accept(house.report.period, **house.by_sam)


def send_back(house):
    handovers.submit(house.open(), by=house.alice, at=NOW)
    return lambda: handovers.send_back(
        house.report.period, **house.by_sam, notes=[Note(text="Why?")]
    )


def publish_it(house):
    report = house.ready()
    return lambda: publish(report, **house.by_sam)


def withdraw_edition(house):
    edition = house.edition()
    return lambda: withdraw_by_hand(edition, reason="A mistake.", **house.by_sam)


def lose_consent(kind):
    def begin(house):
        house.edition()
        return getattr(house, kind).withdraw_consent

    return begin


def correct_it(house):
    house.edition()
    return lambda: correct(fetched(house.report), **house.by_sam)


def give_it_back(house):
    hand_over(fetched(house.report), **house.by_sam)
    return lambda: give_back(fetched(house.report), by=make_user("staff"), at=NOW, text="No.")


def put_back(house):
    removal.remove(house.event, by=house.sam, at=timezone.now())
    return lambda: removal.put_back(house.event, by=house.sam)


ACTS = {
    "save on the desk": save_on_desk,
    "enter an event": enter,
    "upload a photo": upload,
    "take a sheet in": take_in,
    "submit": submit,
    "accept": accept,
    "send back": send_back,
    "hand over": lambda house: lambda: hand_over(fetched(house.report), **house.by_sam),
    "give back": give_it_back,
    "publish": publish_it,
    "correct": correct_it,
    "withdraw an edition": withdraw_edition,
    "withdraw the consent of a photo": lose_consent("photo"),
    "withdraw the consent of a quote": lose_consent("quote"),
    "remove": lambda house: lambda: removal.remove(house.event, **house.by_sam),
    "put back": put_back,
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("begin", ACTS.values(), ids=ACTS)
def test_who_locks_several_kinds_of_record_locks_the_project_first(
    report, sam, alice, client, begin
):
    """Two who keep to one order cannot wait for each other."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")

    found = locks_of(begin(House(report, sam, alice, client)))

    assert found
    for ranks in found:
        assert len(set(ranks)) == 1 or ranks[0] == 0, ranks


def caption_and_block(project, photo):
    """What two threads run into that save a photo at the same moment: a caption, and a block."""
    locked, faults = Event(), []

    def partner():
        with locked_project(project):
            locked.set()
            sleep(0.3)
            mine = Photo.objects.get(pk=photo.pk)
            mine.caption = "Better."
            mine.save(update_fields=["caption"])

    def administration():
        locked.wait()
        with transaction.atomic():
            theirs = Photo.objects.get(pk=photo.pk)
            theirs.consent = "withdrawn"
            theirs.save(update_fields=["consent"])

    def run(act):
        try:
            act()
        except OperationalError as fault:
            faults.append(str(fault))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, [partner, administration]))
    return faults


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_photo_is_blocked_while_its_partner_saves_its_caption(bees):
    photo = make_photo(bees)

    assert caption_and_block(bees, photo) == []

    assert Photo.objects.get().consent == "withdrawn"
    assert Photo.objects.get().caption == "Better."


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_on_the_project_they_wait_for_each_other(bees, monkeypatch):
    """The control: what the test before shows is the doing of the lock."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time.")
    photo = make_photo(bees)
    real_block = Photo.block

    def block(item):
        with locked_project(item.project):
            real_block(item)

    monkeypatch.setattr(from_outreach, "locked_project", lambda project: nullcontext())
    monkeypatch.setattr(Photo, "block", block)

    assert "deadlock" in " ".join(caption_and_block(bees, photo))
