"""The exchange between partner and foundation: its steps, and that nothing of it is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from grantreports.handover.models import Handover, Note
from grantreports.reports.models import Report
from outreach.periods import why_locked
from outreach.removal import KEPT_FOR, clear
from tests.factories import make_event, make_photo, make_quote, status_of

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def returned(report, alice, sam, **kwargs):
    """The handover of a report that was submitted and sent back."""
    report.submit(by=alice, at=NOW)
    return report.send_back(by=sam, at=NOW + timedelta(hours=1), **kwargs)


def test_submitting_locks_the_events_and_returning_opens_them(report, bees, alice, sam):
    day = make_event(bees).first_day

    report.submit(by=alice, at=NOW, text="All in.")
    locked = why_locked(bees, day, alice)
    report.send_back(by=sam, at=NOW, text="One thing.")

    assert "locked" in locked
    assert why_locked(bees, day, alice) == ""
    assert [(step.kind, step.by, step.text) for step in report.handovers.all()] == [
        ("submitted", alice, "All in."),
        ("returned", sam, "One thing."),
    ]


def test_of_two_who_submit_at_once_one_does(report, alice):
    seen_by_two = [Report.objects.get(pk=report.pk) for _ in range(2)]

    handovers = [each.submit(by=alice, at=NOW) for each in seen_by_two]

    assert handovers[0].kind == "submitted"
    assert handovers[1] is None
    assert report.handovers.count() == 1


@pytest.mark.parametrize("status", ["drafting", "in_review", "published", "withdrawn"])
def test_only_an_open_period_is_submitted(report, alice, status):
    Report.objects.update(status=status)

    assert report.submit(by=alice, at=NOW) is None
    assert status_of(report) == status


@pytest.mark.parametrize(
    ("status", "after"),
    [
        ("collecting", "collecting"),
        ("submitted", "collecting"),
        ("drafting", "collecting"),
        ("in_review", "in_review"),
        ("published", "published"),
        ("withdrawn", "withdrawn"),
    ],
)
def test_staff_return_what_no_second_person_has_read(report, sam, status, after):
    Report.objects.update(status=status)

    handover = report.send_back(by=sam, at=NOW, text="Please look.", notes=[Note(text="Here.")])

    assert status_of(report) == after
    assert bool(handover) == (status in ("submitted", "drafting"))
    assert Note.objects.count() == bool(handover)


def test_accepting_starts_the_draft_once(report, alice, sam):
    report.submit(by=alice, at=NOW)

    first, second = report.accept(by=sam, at=NOW), report.accept(by=sam, at=NOW)

    assert (first.kind, second) == ("accepted", None)
    assert status_of(report) == "drafting"


def test_each_step_stands_in_the_history_of_the_report(report, alice, sam):
    returned(report, alice, sam, text="Look again.")

    steps = report.history.order_by("history_id").values_list("status", "history_user__name")
    assert list(steps) == [("collecting", None), ("submitted", "Alice"), ("collecting", "Sam")]


def test_a_step_does_not_undo_what_somebody_else_changed(report, alice):
    Report.objects.update(introduction="Written meanwhile.")

    report.submit(by=alice, at=NOW)

    assert Report.objects.get().introduction == "Written meanwhile."
    assert report.history.order_by("history_id").last().introduction == "Written meanwhile."


def test_a_note_keeps_its_answers_all_of_them(report, alice, sam):
    note = returned(report, alice, sam, notes=[Note(text="How many?")]).notes.get()

    note.give_answer("Ten.", by=alice, at=NOW)
    note.give_answer("Twelve.", by=alice, at=NOW)

    assert Note.objects.get().answer == "Twelve."
    answers = note.history.order_by("history_id").values_list("answer", flat=True)
    assert list(answers) == ["", "Ten.", "Twelve."]


@pytest.mark.parametrize("make", [make_event, make_quote, make_photo])
def test_a_note_outlives_its_item(report, bees, alice, sam, make):
    item = make(bees)
    returned(report, alice, sam, notes=[Note.on(item, "Is this right?")])
    there = Note.objects.with_items().get()
    item.remove(by=alice, at=timezone.now() - KEPT_FOR - timedelta(days=1))
    removed = Note.objects.with_items().get()
    clear()
    gone = Note.objects.with_items().get()

    assert there.anchor.endswith(f"-{item.pk}")
    assert removed.anchor == gone.anchor == ""
    assert removed.heading == there.heading
    assert (gone.item, gone.heading) == (None, there.heading)


def test_a_note_does_not_keep_the_words_of_a_quote(report, bees, alice, sam):
    quote = make_quote(bees, words="The words of a survivor.")
    note = Note.on(quote, "Please leave this out.")

    assert note.about == note.heading == f"Quote {quote.pk}"


def test_a_note_on_no_item_is_on_the_whole():
    assert Note(text="Thank you.").heading == "The whole period"


def test_a_report_with_an_exchange_cannot_be_deleted(report, alice):
    report.submit(by=alice, at=NOW)

    with pytest.raises(ProtectedError):
        report.delete()
    assert Handover.objects.exists()


def test_a_submission_answers_the_notes_of_the_return_before_it(report, alice, sam):
    returned(report, alice, sam, notes=[Note(text="First.")])
    first = report.submit(by=alice, at=NOW + timedelta(hours=2))
    report.send_back(by=sam, at=NOW + timedelta(hours=3), notes=[Note(text="Second.")])
    second = report.submit(by=alice, at=NOW + timedelta(hours=4))

    assert [note.text for note in first.answered_notes()] == ["First."]
    assert [note.text for note in second.answered_notes()] == ["Second."]
