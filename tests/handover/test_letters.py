"""E-mails about a handover: who gets them, what they say, and that nobody gets one twice."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import transaction
from django_q.models import OrmQ

from grantreports.handover import handovers as acts
from grantreports.handover.models import Mailing, Note
from grantreports.handover.models import letters as mails
from grantreports.mailing import outbox
from tests.factories import (
    make_event,
    make_partner,
    make_period,
    make_project,
    make_user,
    make_year,
)

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
LATER = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
PAGE = "https://periods.example.org/periods/1/period/"


@pytest.fixture
def submitted(period, alice):
    return acts.submit(period, by=alice, at=NOW, text="Pai comes later & <soon>.")


@pytest.fixture
def returned(period, bees, sam, submitted):
    notes = [Note.on(make_event(bees), "How many came?"), Note(text="Well done.")]
    return acts.send_back(period, by=sam, at=NOW, text="Two things.", notes=notes)


def sent(handover):
    """The messages about a handover, by address."""
    for mailing in mails.announce(handover, PAGE):
        outbox.send("handover.mailing", mailing.pk)
    return {message.to[0]: message for message in mail.outbox}


def test_all_staff_are_told_of_a_submission(submitted, sam, root):
    tom = make_user("staff")
    make_user("staff", is_active=False)

    assert set(sent(submitted)) == {sam.email, tom.email}


def test_administrators_are_told_where_there_is_no_staff(submitted, root):
    assert set(sent(submitted)) == {root.email}


def test_a_submission_says_who_and_what(submitted, sam):
    message = sent(submitted)[sam.email]

    assert message.subject == "Bees: Report 1, Year 1 is complete"
    assert message.content_subtype == "plain"
    assert "Alice (Baan Mai) says" in message.body
    assert "Pai comes later & <soon>." in message.body
    assert PAGE in message.body


def test_a_return_goes_to_the_partners_people(returned, alice, mallory):
    make_user("partner", partner=alice.partner, is_active=False)

    message = sent(returned)[alice.email]

    assert len(mail.outbox) == 1
    assert message.subject == "Bees: Report 1, Year 1 is returned to you"
    for words in ("Sam has looked", "Two things.", "Ban Mai School", "How many came?"):
        assert words in message.body
    assert "The whole period\nNote: Well done." in message.body
    assert f"{PAGE}#note-" in message.body


def test_a_partner_without_users_is_told_at_its_contact_address(sam, root):
    partner = make_partner(contact_email="hello@partner.example")
    period = make_period(make_year(make_project(partner=partner)), state="submitted")
    silent = make_period(make_year(make_project()), state="submitted")

    told = sent(acts.send_back(period, by=sam, at=NOW, text="Please look."))

    assert set(told) == {"hello@partner.example"}
    assert mails.announce(acts.send_back(silent, by=sam, at=NOW, text="Hello?"), PAGE) == []


def test_a_new_submission_brings_the_answers(period, returned, alice, sam):
    for note in returned.notes.all():
        note.give_answer(f"Answer to: {note.text}", by=alice, at=NOW)

    message = sent(acts.submit(period, by=alice, at=LATER))[sam.email]

    assert "Note: How many came?\nAnswer: Answer to: How many came? (Alice)" in message.body
    assert "The whole period" in message.body


def test_everybody_is_written_to_in_their_own_language(submitted, sam, monkeypatch):
    languages = []
    sam.language = "th"
    monkeypatch.setattr(mails.translation, "override", spy(mails.translation.override, languages))
    mailing = mails.announce(submitted, PAGE)[0]
    mailing.user = sam
    nobody = Mailing(handover=submitted, to="hello@example.org", page=PAGE)

    mailing.message()
    nobody.message()

    assert languages == ["th", "en-gb"]


def spy(function, seen):
    def spying(argument):
        seen.append(argument)
        return function(argument)

    return spying


def test_a_title_with_line_breaks_makes_one_subject(period, alice, sam):
    period.project.title = "Bees\r\nBcc: everybody@example.org"
    period.project.save()

    message = sent(acts.submit(period, by=alice, at=NOW))[sam.email]

    assert message.subject.startswith("Bees Bcc: everybody@example.org: Report 1")
    assert message.message()["Bcc"] is None


def test_mails_are_queued_when_the_step_is_certain(
    submitted, sam, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        mailing = mails.announce(submitted, PAGE)[0]
        before = OrmQ.objects.count()

    task = OrmQ.objects.get().task
    assert before == 0
    assert task["func"] == "grantreports.mailing.outbox.send"
    assert task["args"] == ("handover.mailing", mailing.pk)


def test_a_step_that_is_undone_writes_to_nobody(
    period, alice, sam, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        mails.announce(acts.submit(period, by=alice, at=NOW), PAGE)
        transaction.set_rollback(True)

    period.refresh_from_db()
    assert period.is_open
    assert not Mailing.objects.exists()
    assert not OrmQ.objects.exists()
