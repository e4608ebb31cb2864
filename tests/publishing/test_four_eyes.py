"""Nobody signs what they have written a part of; who may is told, shown and asked by e-mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.desk.draft import draft_of
from grantreports.desk.saving import redo, save, undo
from grantreports.mailing import outbox
from grantreports.publishing.forms import POINTS
from grantreports.publishing.life import LIFE, may_sign_off, signers_of, writers_of
from grantreports.publishing.models import Review, SignOffRequest
from grantreports.publishing.review_steps import hand_over, sign_off
from grantreports.reports.models import Report
from projects.life import Refused
from tests.editions import NOW, fetched, make_edition, write_report
from tests.factories import status_of

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def written(report):
    write_report(report)
    return fetched(report)


def write_line(report, by, text, at=LATER):
    now = fetched(report)
    save(now, draft_of(now) | {"comes_next": text}, by=by, at=at, base=now.version)


def review_url(report, name="review"):
    return reverse(f"publishing:{name}", args=[report.pk])


def ticked(report, client):
    """The form of the second person, with every point ticked."""
    page = client.get(review_url(report)).context["page"]
    return {"content": page.content, "text": ""} | {
        f"point_{number}": "on" for number in range(1, len(POINTS) + 1)
    }


def test_of_two_who_wrote_neither_signs(written, sam, kim, root):
    """One writes the report, the other changes a line and hands it over."""
    write_line(written, sam, "A whole report.")
    write_line(written, kim, "A whole report!")
    hand_over(fetched(written), by=kim, at=LATER)

    for person in (sam, kim):
        with pytest.raises(Refused):
            sign_off(fetched(written), by=person, at=LATER)
    assert Review.objects.get().outcome == "waiting"
    assert signers_of(fetched(written)) == [root]


@pytest.mark.parametrize("way", ["undo", "redo", "save_back"])
def test_every_way_to_save_counts_as_writing(written, sam, kim, way):
    write_line(written, sam, "One.")
    if way == "save_back":
        write_line(written, kim, "")
    else:
        undo(fetched(written), by=kim if way == "undo" else sam, at=LATER)
    if way == "redo":
        redo(fetched(written), by=kim, at=LATER)

    assert kim.pk in writers_of(fetched(written))


def test_who_wrote_only_before_the_last_edition_may_sign(written, sam, kim, root):
    write_line(written, kim, "Before.", at=NOW - timedelta(days=1))
    make_edition(written, sam)
    LIFE.move(fetched(written), "correct", by=sam, at=LATER)
    write_line(written, sam, "After.")

    assert may_sign_off(kim, fetched(written))
    assert not may_sign_off(sam, fetched(written))


def test_the_page_says_who_may_and_asks_them(
    client, written, sam, kim, rita, django_capture_on_commit_callbacks
):
    write_line(written, sam, "By Sam.")
    client.force_login(sam)
    before = client.get(review_url(written))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(review_url(written, "hand-over"), {"message": "Is the quote safe?"})
    for request in SignOffRequest.objects.all():
        outbox.send("publishing.signoffrequest", request.pk)

    for page in (before, client.get(review_url(written))):
        assertContains(page, "<strong>Kim</strong>")
        assertContains(page, "<strong>Rita</strong>")
        assertNotContains(page, "<strong>Sam</strong>")
    assert {message.to[0] for message in mail.outbox} == {kim.email, rita.email}
    assert "Is the quote safe?" in mail.outbox[0].body
    assert review_url(written) in mail.outbox[0].body


def test_a_request_is_not_sent_when_somebody_has_signed(written, sam, kim, root):
    hand_over(written, by=sam, at=NOW)
    sign_off(fetched(written), by=kim, at=NOW)

    outbox.send("publishing.signoffrequest", SignOffRequest.objects.first().pk)

    assert mail.outbox == []
    assert "decided" in SignOffRequest.objects.first().problem


def test_a_foundation_of_one_person_asks_an_outside_reader(client, written, sam, rita):
    hand_over(written, by=sam, at=NOW)
    client.force_login(rita)
    home = client.get(reverse("home"))

    response = client.post(review_url(written, "sign-off"), ticked(written, client), follow=True)

    assertContains(home, review_url(written))
    assertContains(response, "Nothing is left for you to do.")
    assert Review.objects.get().decided_by == rita
    assertContains(client.get(reverse("home")), "Nothing waits for your signature now.")


def test_an_outside_reader_returns_a_report_with_a_note(client, written, sam, rita):
    hand_over(written, by=sam, at=NOW)
    client.force_login(rita)

    client.post(review_url(written, "give-back"), {"text": "Who is this child?"})

    assert status_of(written) == "drafting"
    assert Review.objects.get().text == "Who is this child?"
    assert client.get(review_url(written)).status_code == 404


@pytest.mark.parametrize("name", ["hand-over", "publish", "correct"])
def test_an_outside_reader_takes_no_other_step(client, written, sam, rita, name):
    hand_over(written, by=sam, at=NOW)
    client.force_login(rita)

    assert client.post(review_url(written, name)).status_code == 403
    assert status_of(written) == "in_review"


def test_an_outside_reader_sees_no_draft(client, written, rita):
    client.force_login(rita)

    for name in ("reports:preview", "reports:pdf", "publishing:review"):
        assert client.get(reverse(name, args=[written.pk])).status_code == 404


def test_only_administrators_invite_outside_readers(client, sam, root):
    roles = {}
    for person in (sam, root):
        client.force_login(person)
        form = client.get(reverse("invitation-add")).context["form"]
        roles[person.name] = [value for value, _ in form.fields["role"].choices]

    assert "reader" not in roles["Sam"]
    assert "reader" in roles["Root"]


def test_no_step_is_taken_that_the_table_does_not_know(written, sam):
    with pytest.raises(Refused, match="not known"):
        LIFE.move(written, "eat", by=sam, at=NOW)
    assert Report.objects.get().status == "drafting"


@pytest.mark.parametrize("move", LIFE.moves, ids=lambda move: move.name)
def test_each_step_begins_only_where_the_table_says(written, sam, kim, move):
    for status in Report.Status.values:
        Report.objects.update(status=status)
        report = fetched(written)
        if status not in move.before:
            assert not LIFE.move(report, move.name, by=kim, at=NOW)
            assert status_of(report) == status
