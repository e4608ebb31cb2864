"""Undo goes back step by step; the history says who changed which words, and leads back."""

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains

from grantreports.desk.models import Revision
from grantreports.reports.models import Report
from projects.models import Objective
from tests.desks import save
from tests.factories import make_point, make_quote, make_user
from tests.queries import queries_of


def write(client, report, **changes):
    report.refresh_from_db()
    save(client, report, **changes)
    report.refresh_from_db()


def undo(client, report):
    response = client.post(reverse("desk:undo", args=[report.pk]))
    report.refresh_from_db()
    return response


def test_undo_goes_back_to_the_very_beginning(as_sam, draft):
    draft.introduction = "Before the desk."
    draft.save()
    for text in ("One.", "Two."):
        write(as_sam, draft, introduction=text)

    found = []
    for _ in range(3):
        undo(as_sam, draft)
        found.append(draft.introduction)

    assert found == ["One.", "Before the desk.", "Before the desk."]


def test_undo_brings_back_a_point_that_was_taken_out(as_sam, draft):
    point = make_point(draft, "First.")
    write(as_sam, draft, points=[])

    undo(as_sam, draft)

    assert draft.progresspoints.get().token == point.token


def test_after_an_undo_writing_goes_on(as_sam, draft):
    for text in ("One.", "Two."):
        write(as_sam, draft, introduction=text)
    undo(as_sam, draft)
    write(as_sam, draft, introduction="Three.")

    undo(as_sam, draft)

    assert draft.introduction == "One."


def test_undo_leaves_out_what_is_gone_by_now(as_sam, draft, bees):
    quote = make_quote(bees)
    objective = Objective.objects.create(project=bees, text="Safe.")
    make_point(draft, "First.", objective=objective)
    draft.chosenquotes.create(quote=quote)
    write(as_sam, draft, introduction="One.", quotes=[], points=[])
    quote.delete()
    objective.delete()

    undo(as_sam, draft)

    assert draft.progresspoints.get().objective is None
    assert not draft.chosenquotes.exists()


def redo(client, report):
    response = client.post(reverse("desk:redo", args=[report.pk]))
    report.refresh_from_db()
    return response


def test_redo_goes_forward_to_the_last_text(as_sam, draft):
    for text in ("One.", "Two.", "Three."):
        write(as_sam, draft, introduction=text)
    undo(as_sam, draft)
    undo(as_sam, draft)

    found = []
    for _ in range(3):
        redo(as_sam, draft)
        found.append(draft.introduction)

    assert found == ["Two.", "Three.", "Three."]


def test_undo_and_redo_can_take_turns(as_sam, draft):
    for text in ("One.", "Two."):
        write(as_sam, draft, introduction=text)
    undo(as_sam, draft)
    write(as_sam, draft, introduction="Three.")

    found = []
    for go in (undo, redo, undo, undo, redo, redo, redo):
        go(as_sam, draft)
        found.append(draft.introduction)

    assert found == ["One.", "Three.", "One.", "", "One.", "Three.", "Three."]


def test_after_writing_there_is_nothing_to_redo(as_sam, draft):
    for text in ("One.", "Two."):
        write(as_sam, draft, introduction=text)
    undo(as_sam, draft)
    write(as_sam, draft, introduction="Three.")

    page = as_sam.get(redo(as_sam, draft)["Location"])

    assertContains(page, "There is nothing to redo.")
    assert draft.introduction == "Three."


@pytest.mark.parametrize("name", ["undo", "redo"])
def test_a_report_that_is_no_draft_any_more_is_shown_as_it_is(as_sam, draft, name):
    write(as_sam, draft, introduction="One.")
    Report.objects.update(status=Report.Status.IN_REVIEW)

    response = as_sam.post(
        reverse(f"desk:{name}", args=[draft.pk]), headers={"HX-Request": "true"}
    )

    assert response["HX-Refresh"] == "true"
    draft.refresh_from_db()
    assert draft.introduction == "One."


def test_undo_of_nothing_says_so(as_sam, draft):
    page = as_sam.get(undo(as_sam, draft)["Location"])

    assertContains(page, "There is nothing to undo.")


def test_the_history_shows_words_that_went_and_came(as_sam, draft):
    write(as_sam, draft, introduction="The bees are well.")
    later(draft)

    write(as_sam, draft, introduction="The bees are <b>very</b> well.")

    page = as_sam.get(reverse("desk:history", args=[draft.pk]))
    assertContains(page, "added: </span>&lt;b&gt;very&lt;/b&gt;")
    assertContains(page, "<strong>Sam</strong>", count=2)


def later(report):
    """What was saved so far was saved an hour ago."""
    an_hour_ago = timezone.now() - timezone.timedelta(hours=1)
    Revision.objects.filter(report=report).update(at=an_hour_ago)


def test_what_one_person_saves_in_a_row_is_one_step(as_sam, draft):
    for text in ("T", "Th", "The bees."):
        write(as_sam, draft, introduction=text)

    page = as_sam.get(reverse("desk:history", args=[draft.pk]))

    assertContains(page, "added: </span>The bees.</ins>")
    assertContains(page, "<strong>Sam</strong>", count=1)


def test_the_history_leads_back(as_sam, draft, client):
    write(as_sam, draft, introduction="The bees are well.")
    client.force_login(make_user("staff", name="Tom"))
    write(client, draft, introduction="The bees are ill.")

    client.post(reverse("desk:go-back", args=[draft.pk, 1]))

    draft.refresh_from_db()
    assert draft.introduction == "The bees are well."
    assert draft.version == 3


def test_the_history_runs_a_constant_number_of_queries(as_sam, draft):
    address = reverse("desk:history", args=[draft.pk])
    write(as_sam, draft, introduction="Text.")
    as_sam.get(address)
    few = queries_of(as_sam, address)
    for number in range(6):
        write(as_sam, draft, introduction=f"Text {number}.")
        later(draft)

    assert queries_of(as_sam, address) == few
