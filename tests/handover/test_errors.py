"""A partner reports an error in what it has handed over."""

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from grantreports.handover.models import Handover, Note
from tests.factories import make_event, make_user, set_state


@pytest.fixture
def event(report):
    event = make_event(report.project, {"students": 26})
    set_state(report, "accepted")
    return event


def address(event):
    return reverse("handover:report-error", args=[event.pk])


def report_it(client, event, text="62 students came, not 26."):
    return client.post(address(event), {"text": text})


def test_the_page_of_a_locked_event_leads_to_it(as_alice, event):
    page = as_alice.get(reverse("outreach:event", args=[event.pk]))

    assertContains(page, address(event))
    assertContains(as_alice.get(address(event)), "What is wrong, and what would be right")


def test_staff_are_told_and_see_it_beside_what_changed(
    as_alice, client, sam, event, report, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = report_it(as_alice, event)
    client.force_login(sam)
    desk = client.get(reverse("desk:desk", args=[report.pk]))

    assertRedirects(response, reverse("outreach:event", args=[event.pk]))
    assert Note.objects.get().event == event
    assert [mailing.to for mailing in Handover.objects.get().mailings.all()] == [sam.email]
    assertContains(desk, "Errors that the partner reported")
    assertContains(desk, "62 students came, not 26.")
    assert all("62 students" not in letter.subject for letter in mail.outbox)


def test_an_answer_settles_it_and_the_partner_reads_it(
    as_alice, client, alice, sam, event, report
):
    report_it(as_alice, event)
    note = Note.objects.get()
    client.force_login(sam)
    client.post(reverse("handover:settle", args=[note.pk]), {"answer": "Corrected to 62."})
    desk = client.get(reverse("desk:desk", args=[report.pk]))
    client.force_login(alice)

    period = client.get(reverse("handover:period", args=[report.period_id]))

    assertNotContains(desk, "Errors that the partner reported")
    assertContains(period, "Corrected to 62.")


def test_the_same_text_twice_is_one_note(as_alice, event):
    report_it(as_alice, event)
    report_it(as_alice, event)

    assert Note.objects.count() == 1


def test_without_a_text_nobody_is_told(as_alice, event):
    page = report_it(as_alice, event, text=" ")

    assertContains(page, "This field is required.")
    assert not Note.objects.exists()


def test_it_keeps_the_state_of_its_period(as_alice, client, sam, event, report):
    """It is no step: the page still says when the period was accepted, and nothing waits."""
    report_it(as_alice, event)
    client.force_login(sam)
    returned = reverse("handover:return", args=[report.period_id])

    client.post(returned, {"text": "Please correct it."})

    report.period.refresh_from_db()
    assert report.period.state == "open"
    assert not Note.objects.unanswered().exists()


def test_what_is_open_is_corrected_on_its_own_form(as_alice, report):
    event = make_event(report.project)

    assertRedirects(as_alice.get(address(event)), reverse("outreach:event-edit", args=[event.pk]))


@pytest.mark.parametrize("who", ["staff", "another partner"])
def test_others_report_no_error(client, event, who):
    user = make_user("staff" if who == "staff" else "partner")
    client.force_login(user)

    assert report_it(client, event).status_code == (403 if who == "staff" else 404)
    assert not Note.objects.exists()


def test_staff_answer_it_on_the_page_that_the_mail_leads_to(as_alice, client, sam, event, report):
    report_it(as_alice, event)
    note = Note.objects.get()
    client.force_login(sam)

    page = client.get(reverse("handover:period", args=[report.period_id]))

    assertContains(page, reverse("handover:settle", args=[note.pk]))


def test_a_later_answer_does_not_replace_an_earlier_one(as_alice, client, sam, event):
    report_it(as_alice, event)
    note = Note.objects.get()
    client.force_login(sam)
    for answer in ("The first one.", "The second one."):
        client.post(reverse("handover:settle", args=[note.pk]), {"answer": answer})

    note.refresh_from_db()
    assert note.answer == "The first one."
    assert note.answered_by == sam
