"""The exchange between partner and foundation: its steps, and that nothing of it is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from grantreports.handover import handovers as acts
from grantreports.handover.models import Handover, Note
from outreach import removal
from outreach.periods import why_locked
from outreach.removal import KEPT_FOR, clear_removed
from projects.life import Refused
from projects.models import ReportingPeriod
from tests.factories import make_event, make_photo, make_quote, set_state, state_of

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def returned(period, alice, sam, **kwargs):
    """The handover of a period that was submitted and sent back."""
    acts.submit(period, by=alice, at=NOW)
    return acts.send_back(period, by=sam, at=NOW + timedelta(hours=1), **kwargs)


def test_submitting_locks_the_events_and_returning_opens_them(period, bees, alice, sam):
    day = make_event(bees).first_day

    acts.submit(period, by=alice, at=NOW, text="All in.")
    locked = why_locked(bees, day, alice)
    acts.send_back(period, by=sam, at=NOW, text="One thing.")

    assert "locked" in locked
    assert why_locked(bees, day, alice) == ""
    assert [(step.kind, step.by, step.text) for step in period.handovers.all()] == [
        ("submitted", alice, "All in."),
        ("returned", sam, "One thing."),
    ]


def test_of_two_who_submit_at_once_one_does(period, alice):
    seen_by_two = [ReportingPeriod.objects.get(pk=period.pk) for _ in range(2)]

    handovers = [acts.submit(each, by=alice, at=NOW) for each in seen_by_two]

    assert handovers[0].kind == "submitted"
    assert handovers[1] is None
    assert period.handovers.count() == 1


@pytest.mark.parametrize("state", ["accepted", "submitted"])
def test_only_an_open_period_is_submitted(period, alice, state):
    ReportingPeriod.objects.update(state=state)

    assert acts.submit(period, by=alice, at=NOW) is None
    assert state_of(period) == state


@pytest.mark.parametrize(
    ("state", "returned"), [("open", False), ("submitted", True), ("accepted", True)]
)
def test_staff_return_what_was_submitted(period, sam, state, returned):
    ReportingPeriod.objects.update(state=state)
    period.refresh_from_db()

    handover = acts.send_back(
        period, by=sam, at=NOW, text="Please look.", notes=[Note(text="Here.")]
    )

    assert state_of(period) == "open"
    assert bool(handover) == returned
    assert Note.objects.count() == returned


@pytest.mark.parametrize("status", ["in_review", "published", "withdrawn"])
def test_what_a_second_person_or_donors_read_is_not_returned(report, sam, status):
    set_state(report, "accepted")
    type(report).objects.update(status=status)

    with pytest.raises(Refused, match="in review or published"):
        acts.send_back(report.period, by=sam, at=NOW, text="Please look.")
    assert state_of(report.period) == "accepted"
    assert not Handover.objects.exists()


def test_accepting_starts_the_draft_once(period, alice, sam):
    acts.submit(period, by=alice, at=NOW)

    first, second = acts.accept(period, by=sam, at=NOW), acts.accept(period, by=sam, at=NOW)

    assert (first.kind, second) == ("accepted", None)
    assert state_of(period) == "accepted"


def test_each_step_stands_in_the_history_of_the_period(period, alice, sam):
    returned(period, alice, sam, text="Look again.")

    steps = period.history.order_by("history_id").values_list("state", "history_user__name")
    assert list(steps) == [("open", None), ("submitted", "Alice"), ("open", "Sam")]


def test_a_step_does_not_undo_what_somebody_else_changed(period, alice):
    moved = date(2026, 3, 1)
    ReportingPeriod.objects.update(due_date=moved)

    acts.submit(period, by=alice, at=NOW)

    assert ReportingPeriod.objects.get().due_date == moved
    assert period.history.order_by("history_id").last().due_date == moved


def test_a_note_keeps_its_answers_all_of_them(period, alice, sam):
    note = returned(period, alice, sam, notes=[Note(text="How many?")]).notes.get()

    note.give_answer("Ten.", by=alice, at=NOW)
    note.give_answer("Twelve.", by=alice, at=NOW)

    assert Note.objects.get().answer == "Twelve."
    answers = note.history.order_by("history_id").values_list("answer", flat=True)
    assert list(answers) == ["", "Ten.", "Twelve."]


@pytest.mark.parametrize("make", [make_event, make_quote, make_photo])
def test_a_note_outlives_its_item(period, bees, alice, sam, make):
    item = make(bees)
    returned(period, alice, sam, notes=[Note.on(item, "Is this right?")])
    there = Note.objects.with_items().get()
    removal.remove(item, by=sam, at=timezone.now() - KEPT_FOR - timedelta(days=1))
    removed = Note.objects.with_items().get()
    clear_removed()
    gone = Note.objects.with_items().get()

    assert there.anchor.endswith(f"-{item.pk}")
    assert removed.anchor == gone.anchor == ""
    assert removed.heading == there.heading
    assert (gone.item, gone.heading) == (None, there.heading)


def test_a_note_does_not_keep_the_words_of_a_quote(period, bees, alice, sam):
    quote = make_quote(bees, words="The words of a survivor.")
    note = Note.on(quote, "Please leave this out.")

    assert note.about == note.heading == f"Quote {quote.pk}"


def test_a_note_on_no_item_is_on_the_whole():
    assert Note(text="Thank you.").heading == "The whole period"


def test_a_period_with_an_exchange_cannot_be_deleted(period, alice):
    acts.submit(period, by=alice, at=NOW)

    with pytest.raises(ProtectedError):
        period.delete()
    assert Handover.objects.exists()


def test_a_submission_answers_the_notes_of_the_return_before_it(period, alice, sam):
    returned(period, alice, sam, notes=[Note(text="First.")])
    first = acts.submit(period, by=alice, at=NOW + timedelta(hours=2))
    acts.send_back(period, by=sam, at=NOW + timedelta(hours=3), notes=[Note(text="Second.")])
    second = acts.submit(period, by=alice, at=NOW + timedelta(hours=4))

    assert [note.text for note in first.answered_notes()] == ["First."]
    assert [note.text for note in second.answered_notes()] == ["Second."]
