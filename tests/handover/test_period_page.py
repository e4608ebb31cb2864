"""The page of a period: what each side sees, and its buttons."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from django_q.models import OrmQ
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.handover import handovers as acts
from grantreports.handover.models import Handover, Note
from grantreports.handover.periods import due_sentence, is_overdue, period_url
from grantreports.mailing import outbox
from grantreports.reports.models import Report
from outreach import removal
from outreach.models import OutreachEvent
from projects.models import ReportingPeriod
from tests.factories import (
    make_event,
    make_photo,
    make_quote,
    make_user,
    state_of,
)

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
COMPLETE = {"complete": "on", "text": ""}
BUTTONS = ["submit", "answer", "return", "accept"]


def url(name, period):
    return reverse(f"handover:{name}", args=[period.pk])


@pytest.fixture
def event(bees):
    return make_event(bees, {"students": 1200, "teachers": 13}, activities="A talk.")


@pytest.fixture
def submitted(period, event, alice):
    acts.submit(period, by=alice, at=NOW, text="All in.")
    return period


@pytest.fixture
def returned(submitted, event, sam):
    """A period that came back with a note on an event and one on the whole."""
    notes = [Note.on(event, "How many came?"), Note(text="Any quote?")]
    acts.send_back(submitted, by=sam, at=NOW + timedelta(hours=1), text="Two things.", notes=notes)
    return submitted


def answers(period, *texts):
    """The fields of a form in which these answers were typed."""
    notes = period.handovers.last().notes.all()
    return {f"note-{note.pk}": text for note, text in zip(notes, texts, strict=True)}


# Who may press what.


@pytest.mark.parametrize("button", BUTTONS)
def test_strangers_find_no_button(client, submitted, mallory, button):
    client.force_login(mallory)

    assert client.post(url(button, submitted), COMPLETE).status_code == 404
    assert state_of(submitted) == "submitted"


@pytest.mark.parametrize("button", BUTTONS)
def test_who_opens_the_address_of_a_button_finds_its_page(client, submitted, alice, button):
    client.force_login(alice)

    assert client.get(url(button, submitted))["Location"] == period_url(submitted)


@pytest.mark.parametrize("button", BUTTONS)
def test_nobody_presses_a_button_without_logging_in(client, submitted, button):
    response = client.post(url(button, submitted), COMPLETE)

    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("button", ["return", "accept"])
def test_partner_staff_neither_return_nor_accept(client, submitted, alice, button):
    client.force_login(alice)

    assert client.post(url(button, submitted), {"text": "x"}).status_code == 403
    assert state_of(submitted) == "submitted"


@pytest.mark.parametrize("button", ["submit", "answer"])
@pytest.mark.parametrize("who", ["sam", "root"])
def test_the_foundation_does_not_speak_for_a_partner(client, request, period, button, who):
    client.force_login(request.getfixturevalue(who))

    assert client.post(url(button, period), COMPLETE).status_code == 403
    assert state_of(period) == "open"


# The partner submits.


def test_the_partner_submits_and_staff_are_told(
    client, period, event, alice, sam, django_capture_on_commit_callbacks
):
    client.force_login(alice)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("submit", period), COMPLETE | {"text": "All in."}, follow=True)
    outbox.send(*OrmQ.objects.get().task["args"])

    handover = period.handovers.get()
    assertContains(response, "Submitted by Alice on")
    assertContains(response, "The foundation can return it to you.")
    assertNotContains(response, "What is missing")
    assert (handover.kind, handover.by, handover.text) == ("submitted", alice, "All in.")
    assert mail.outbox[0].to == [sam.email]
    assert f"http://testserver{url('period', period)}" in mail.outbox[0].body


def test_the_box_must_be_ticked_and_nothing_typed_is_lost(client, period, event, alice):
    client.force_login(alice)

    response = client.post(url("submit", period), {"text": "All <in>."})

    assertContains(response, "Tick this when the period is complete.", count=2)
    assertContains(response, "All &lt;in&gt;.</textarea>")
    assert state_of(period) == "open"


def test_a_period_without_outreach_needs_a_reason(client, period, alice):
    client.force_login(alice)

    silent = client.post(url("submit", period), COMPLETE)
    told = client.post(url("submit", period), COMPLETE | {"text": "Schools were closed."})

    assertContains(silent, "If nothing happened in this period, say why.")
    assert told.status_code == 302
    assert period.handovers.get().text == "Schools were closed."


def test_what_is_missing_is_listed_and_does_not_stop_the_partner(client, period, bees, alice):
    make_event(bees)
    client.force_login(alice)

    page = client.get(url("period", period))
    client.post(url("submit", period), COMPLETE)

    assertContains(page, "1 outreach event has no number of people.")
    assert state_of(period) == "submitted"


def test_the_second_of_two_is_told_and_gets_the_text_back(client, submitted, alice):
    bob = make_user("partner", partner=alice.partner, name="Bob")
    client.force_login(bob)

    response = client.post(url("submit", submitted), COMPLETE | {"text": "From Bob."})

    assertContains(response, "Alice submitted this period already.", status_code=409)
    assertContains(response, "From Bob.", status_code=409)
    assert submitted.handovers.count() == 1


def test_the_slower_of_two_at_the_same_moment_is_told(client, period, event, alice, monkeypatch):
    """Both forms are read while the period is open."""
    bob = make_user("partner", partner=alice.partner, name="Bob")
    submit = acts.submit

    def submit_after_alice(period, **act):
        submit(ReportingPeriod.objects.get(pk=period.pk), by=alice, at=NOW)
        return submit(period, **act)

    monkeypatch.setattr(acts, "submit", submit_after_alice)
    client.force_login(bob)

    response = client.post(url("submit", period), COMPLETE | {"text": "From Bob."})

    assertContains(response, "Alice submitted this period already.", status_code=409)
    assert period.handovers.get().by == alice
    assert not OrmQ.objects.exists()


def test_a_form_sent_twice_is_submitted_once(client, period, event, alice):
    client.force_login(alice)

    for _ in range(2):
        response = client.post(url("submit", period), COMPLETE | {"text": "All in."})

    assert response["Location"] == url("period", period)
    assert period.handovers.count() == 1


# Staff return.


def test_staff_return_with_a_message_and_notes(client, submitted, bees, event, alice, sam):
    quote, photo = make_quote(bees, event=event), make_photo(bees)
    client.force_login(sam)
    notes = {
        f"event-{event.pk}": "How many?",
        f"quote-{quote.pk}": "Who said it?",
        f"photo-{photo.pk}": "Who is it?",
    }

    response = client.post(url("return", submitted), notes | {"text": "Nearly."}, follow=True)

    handover = submitted.handovers.last()
    assertContains(response, "Returned. The partner is told by e-mail.")
    assert (handover.kind, handover.text) == ("returned", "Nearly.")
    assert [(note.item, note.text) for note in handover.notes.all()] == [
        (event, "How many?"),
        (quote, "Who said it?"),
        (photo, "Who is it?"),
    ]
    assert [mailing.to for mailing in handover.mailings.all()] == [alice.email]


def test_a_return_says_something(client, submitted, sam):
    client.force_login(sam)

    response = client.post(url("return", submitted), {"text": "  "})

    assertContains(response, "Write a message or a note")
    assert state_of(submitted) == "submitted"


def test_nothing_staff_typed_is_lost_on_an_error(client, submitted, event, sam):
    client.force_login(sam)
    typed = {"text": "x" * 5001, f"event-{event.pk}": "How many <came>?"}

    response = client.post(url("return", submitted), typed)

    assertContains(response, "How many &lt;came&gt;?</textarea>")
    assertContains(response, "x" * 5001)
    assertContains(response, '<details class="note-field" open>', count=1)


def test_a_note_on_what_was_removed_meanwhile_is_shown_again(client, submitted, bees, sam):
    photo = make_photo(bees)
    client.force_login(sam)
    removal.remove(photo, by=sam, at=timezone.now())

    response = client.post(url("return", submitted), {f"photo-{photo.pk}": "Who is it?"})

    assertContains(response, "Who is it?")
    assert state_of(submitted) == "submitted"


def test_staff_know_when_nobody_at_the_partner_can_be_told(client, period, sam):
    ReportingPeriod.objects.update(state="submitted")
    client.force_login(sam)

    response = client.post(url("return", period), {"text": "Hello?"}, follow=True)

    assertContains(response, "the partner has no user and no e-mail address")


def test_what_was_returned_already_is_not_returned_again(client, returned, sam, root):
    client.force_login(root)

    response = client.post(url("return", returned), {"text": "From Root."})

    assertContains(response, "Sam returned this period already.", status_code=409)
    assertContains(response, "From Root.", status_code=409)
    assert Handover.objects.filter(kind="returned").count() == 1


def test_a_large_period_is_returned_in_one_form(client, submitted, bees, sam):
    days = {"first_day": date(2025, 5, 2), "province": "TH-58", "setting": "village"}
    OutreachEvent.objects.bulk_create(
        OutreachEvent(project=bees, venue="School", **days) for _ in range(1_200)
    )
    client.force_login(sam)
    form = {f"event-{event.pk}": "" for event in bees.outreach_events.all()}

    client.post(url("return", submitted), form | {"text": "Please look again."})

    assert state_of(submitted) == "open"


# The partner answers.


def test_the_partner_reads_the_notes_and_answers_them(client, returned, event, alice):
    client.force_login(alice)
    page = client.get(url("period", returned))
    typed = answers(returned, "Twelve.", "Not yet.")

    client.post(url("submit", returned), COMPLETE | typed)

    assertContains(page, "Returned with notes by Sam")
    assertContains(page, "How many came?")
    assertContains(page, f'href="#event-{event.pk}"')
    assert state_of(returned) == "submitted"
    given = Note.objects.values_list("answer", "answered_by__name")
    assert list(given) == [("Twelve.", "Alice"), ("Not yet.", "Alice")]


def test_an_unanswered_note_keeps_the_period_open(client, returned, alice):
    client.force_login(alice)

    response = client.post(url("submit", returned), COMPLETE | answers(returned, "Twelve.", " "))

    assertContains(response, "Answer this note before you submit.")
    assertContains(response, "Twelve.</textarea>")
    assert state_of(returned) == "open"
    assert not Note.objects.exclude(answer="").exists()


def test_answers_are_saved_alone_and_a_message_stays(client, returned, alice):
    client.force_login(alice)
    typed = answers(returned, "Twelve.", "")

    alone = client.post(url("answer", returned), typed)
    with_message = client.post(url("answer", returned), typed | {"text": "Soon more."})

    assert alone["Location"] == f"{url('period', returned)}#exchange"
    assertContains(with_message, "Soon more.</textarea>")
    assertNotContains(with_message, "Tick this")
    assert state_of(returned) == "open"
    assert [note.answer for note in Note.objects.all()] == ["Twelve.", ""]


def test_an_old_form_does_not_undo_a_colleagues_answer(client, returned, alice):
    bob = make_user("partner", partner=alice.partner, name="Bob")
    first, second = returned.handovers.last().notes.all()
    first.give_answer("Twelve.", by=bob, at=NOW)
    client.force_login(alice)
    untouched = {f"initial-note-{first.pk}": "", f"note-{first.pk}": ""}

    client.post(url("answer", returned), untouched | {f"note-{second.pk}": "Not yet."})

    assert [note.answer for note in Note.objects.all()] == ["Twelve.", "Not yet."]


def test_no_answer_changes_after_submission(client, returned, alice):
    client.force_login(alice)
    client.post(url("submit", returned), COMPLETE | answers(returned, "Twelve.", "Not yet."))
    typed = {f"note-{note.pk}": "Changed." for note in Note.objects.all()}

    response = client.post(url("answer", returned), typed)

    assertContains(response, "Changed.", status_code=409)
    assert not Note.objects.filter(answer="Changed.").exists()


# Staff accept.


def test_staff_accept_and_can_still_return(client, submitted, sam):
    client.force_login(sam)

    desk = client.post(url("accept", submitted), follow=True)

    assertContains(desk, "Accepted. The report is now a draft.")
    page = client.get(period_url(submitted))
    assertContains(page, "Return to the partner")
    assertContains(page, reverse("desk:desk", args=[submitted.reports.get().pk]))
    assertNotContains(page, "Start the report")
    assert state_of(submitted) == "accepted"


def test_what_is_accepted_twice_is_accepted_once(client, submitted, sam, root):
    acts.accept(submitted, by=sam, at=NOW)
    client.force_login(root)

    page = client.post(url("accept", submitted), follow=True)

    assertContains(page, "Sam accepted this period already.")
    assert Handover.objects.filter(kind="accepted").count() == 1


# What the page shows.


def test_the_page_adds_up_what_was_entered(client, period, event, bees, alice):
    make_quote(bees, words="A “wise” word.", event=event)
    make_photo(bees, consent="withdrawn", caption="A secret.")
    shown = make_photo(bees, event=event)
    client.force_login(alice)

    page = client.get(url("period", period))

    for text in ("1,213 attended", "1,200", "A “wise” word.", shown.web_image.url):
        assertContains(page, text)
    assertContains(page, "Blocked: consent was withdrawn.")
    assertContains(page, "<img", count=1)


def test_both_sides_read_the_whole_exchange(client, returned, alice, sam):
    for who in (alice, sam):
        client.force_login(who)
        page = client.get(url("period", returned)).content.decode()
        places = [page.index(text) for text in ("All in.", "Two things.", "Any quote?")]
        assert places == sorted(places)


@pytest.mark.parametrize(
    "status",
    ["open", "submitted", "skipped", "drafting", "in_review", "published", "withdrawn"],
)
@pytest.mark.parametrize("who", ["alice", "sam"])
def test_the_page_opens_in_every_state(client, request, period, who, status):
    reason = "Floods." if status == "skipped" else ""
    if status in ReportingPeriod.State.values:
        ReportingPeriod.objects.update(state=status, skipped_reason=reason)
    else:
        ReportingPeriod.objects.update(state="accepted")
        Report.objects.create(period=period, status=status)
    client.force_login(request.getfixturevalue(who))

    page = client.get(url("period", period))

    assertContains(page, "<h1>", count=1)
    may_write = status == "open" if who == "alice" else status in ("submitted", "drafting")
    assert (page.context["form"] is not None) == may_write


def test_the_page_runs_a_constant_number_of_queries(
    client, returned, bees, sam, alice, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(alice)
    make_photo(bees, event=make_event(bees))
    make_quote(bees)
    with django_assert_max_num_queries(29) as few:
        client.get(url("period", returned))
    for _ in range(5):
        event = make_event(bees, {"students": 3})
        make_photo(bees, event=event)
        make_quote(bees)
    for _ in range(3):
        acts.submit(returned, by=alice, at=timezone.now())
        acts.send_back(returned, by=sam, at=timezone.now(), notes=[Note.on(event, "Why?")])

    with django_assert_num_queries(len(few)):
        client.get(url("period", returned))


@pytest.mark.parametrize(
    ("days", "sentence", "overdue"),
    [
        (-1000, "1,000 days overdue: it was due on", True),
        (-1, "1 day overdue: it was due on", True),
        (0, "Due today.", False),
        (1, "Due tomorrow.", False),
        (12, ", in 12 days.", False),
    ],
)
def test_when_it_is_due_in_words(period, days, sentence, overdue, monkeypatch):
    today = "grantreports.handover.periods.today_of"
    monkeypatch.setattr(today, lambda partner: date(2026, 1, 31))
    period.added_on = date(2020, 1, 1)
    period.due_date = date(2026, 1, 31) + timedelta(days=days)

    assert sentence in due_sentence(period)
    assert is_overdue(period) == overdue


def test_what_is_submitted_is_not_overdue(submitted):
    submitted.due_date = date(2025, 6, 30)

    assert due_sentence(submitted) == "Due on 30 Jun 2025."
    assert not is_overdue(submitted)


def test_names_for_donors_do_not_change_with_the_language_of_the_page(report):
    with translation.override("th"):
        assert report.name == "First report, Year 1"
        assert str(report) == "Bees: First report, Year 1"
