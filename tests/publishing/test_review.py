"""A draft before a second person: four eyes, step by step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from grantreports.desk.models import Revision
from grantreports.publishing.forms import POINTS
from grantreports.publishing.models import Edition, Review
from grantreports.publishing.review_steps import give_back, hand_over, sign_off
from grantreports.reports.models import Report
from projects.models import ProtectedName
from tests.editions import NOW, fetched, make_edition, write_report
from tests.editions import sign_off as signed_off_report
from tests.factories import make_event, make_point, make_user, set_state, status_of


@pytest.fixture
def as_sam(client, sam, report):
    write_report(report)
    client.force_login(sam)
    return client


@pytest.fixture
def handed_over(client, report, sam, kim):
    """The client in which Kim is logged in, to whom Sam handed the draft."""
    write_report(report)
    hand_over(fetched(report), by=sam, at=NOW, message="Look at the second point.")
    client.force_login(kim)
    return client


def url(name, report):
    return reverse(f"publishing:{name}", args=[report.pk])


def ticked(client, report, **kwargs):
    """The form of a signature, filled in on the page as it stands."""
    content = client.get(url("review", report)).context["page"].content
    points = {f"point_{number}": "on" for number in range(1, len(POINTS) + 1)}
    return points | {"content": content} | kwargs


def test_an_editor_hands_the_draft_over_with_a_message(as_sam, report, sam):
    response = as_sam.post(url("hand-over", report), {"message": "Please read the story."})

    assertRedirects(response, url("review", report))
    assert status_of(report) == "in_review"
    review = Review.objects.get()
    assert (review.handed_by, review.message) == (sam, "Please read the story.")
    assert report.history.latest("history_id").history_user == sam


def test_a_draft_with_errors_is_not_handed_over(as_sam, report):
    report.introduction = "We met {evnts}."
    report.save()

    page = as_sam.get(url("review", report))
    response = as_sam.post(url("hand-over", report))

    assertContains(page, "1 error must be corrected first")
    assertContains(response, "Correct what is marked as an error first.")
    assert status_of(report) == "drafting"


def test_the_second_person_signs_off_point_by_point(handed_over, report, kim):
    page = handed_over.get(url("review", report))
    response = handed_over.post(url("sign-off", report), ticked(handed_over, report))

    assertContains(page, "Look at the second point.")
    assertContains(page, "40 students came.")
    for sentence in POINTS:
        assertContains(page, sentence)
    assertRedirects(response, url("review", report))
    review = Review.objects.get()
    assert (review.outcome, review.decided_by) == ("signed_off", kim)
    assert review.points == list(POINTS)
    assert len(review.content_sha256) == 64
    assert review.history.latest("history_id").history_user == kim


@pytest.mark.parametrize("left_out", [1, 4, len(POINTS)])
def test_a_signature_needs_every_point(handed_over, report, left_out):
    form = ticked(handed_over, report)
    del form[f"point_{left_out}"]

    response = handed_over.post(url("sign-off", report), form)

    assertContains(response, "Tick this, or return the report with a note.")
    assert response.text.count("checked") == len(POINTS) - 1
    assert Review.objects.get().outcome == "waiting"


def test_what_changed_while_it_was_read_is_read_again(handed_over, report):
    form = ticked(handed_over, report, text="A note.")
    make_event(report.project, {"students": 2})

    response = handed_over.post(url("sign-off", report), form)

    assertContains(response, "The report changed while you read it")
    assertContains(response, "A note.")
    assertNotContains(response, "checked")
    assert Review.objects.get().outcome == "waiting"


def test_who_handed_it_over_cannot_sign_it_off(handed_over, report, sam):
    handed_over.force_login(sam)

    page = handed_over.get(url("review", report))
    response = handed_over.post(url("sign-off", report), ticked(handed_over, report))

    assertContains(page, "Waits for a second person")
    assertNotContains(page, "Sign it off")
    assert response.status_code == 409
    assert Review.objects.get().outcome == "waiting"


def test_who_has_written_a_part_cannot_sign_it_off(handed_over, report, kim):
    Revision.objects.create(report=report, version=1, draft={}, by=kim, at=NOW)

    response = handed_over.post(url("sign-off", report), ticked(handed_over, report))

    assert response.status_code == 409
    assertContains(response, "you have written a part of it", status_code=409)
    assert Review.objects.get().outcome == "waiting"


def test_the_only_person_of_a_foundation_is_told_to_invite_another(client, sam, report):
    write_report(report)
    client.force_login(sam)

    before = client.get(url("review", report))
    client.post(url("hand-over", report))
    waiting = client.get(url("review", report))
    make_user("admin")
    no_longer = client.get(url("review", report))

    for page in (before, waiting):
        assertContains(page, "a second person is needed")
    assertNotContains(no_longer, "a second person is needed")


def test_the_second_person_returns_it_with_a_note(handed_over, report, kim):
    empty = handed_over.post(url("give-back", report))
    response = handed_over.post(url("give-back", report), {"text": "Name the province."})

    assertContains(empty, "Say what has to change.")
    assertRedirects(response, url("review", report))
    assert status_of(report) == "drafting"
    review = Review.objects.get()
    assert (review.outcome, review.decided_by, review.text) == (
        "returned",
        kim,
        "Name the province.",
    )
    assertContains(handed_over.get(url("review", report)), "Name the province.")


@pytest.mark.parametrize("is_signed", [True, False])
def test_anybody_of_staff_takes_a_draft_back(handed_over, report, sam, is_signed):
    if is_signed:
        handed_over.post(url("sign-off", report), ticked(handed_over, report))
    handed_over.force_login(sam)

    handed_over.post(url("give-back", report))

    assert status_of(report) == "drafting"
    assert Review.objects.get().outcome == ("signed_off" if is_signed else "returned")


def test_what_was_taken_back_is_handed_over_anew(handed_over, report, sam):
    handed_over.post(url("sign-off", report), ticked(handed_over, report))
    handed_over.post(url("give-back", report))
    handed_over.post(url("hand-over", report))

    response = handed_over.post(url("publish", report))

    assert response.status_code == 409
    assert [review.outcome for review in Review.objects.all()] == ["signed_off", "waiting"]
    assert not Edition.objects.exists()


def test_a_status_set_past_a_review_is_no_dead_end(as_sam, report):
    Report.objects.filter(pk=report.pk).update(status="in_review")

    page = as_sam.get(url("review", report))
    as_sam.post(url("give-back", report))

    assertContains(page, "Nobody is reading it")
    assert status_of(report) == "drafting"


def test_of_two_who_decide_at_once_one_does(report, sam, kim):
    write_report(report)
    hand_over(fetched(report), by=sam, at=NOW)
    first, second = fetched(report), fetched(report)

    returned = give_back(first, by=kim, at=NOW, text="No.")
    signed = sign_off(second, by=kim, at=NOW, points=[], content_sha256="0" * 64)

    assert (returned, signed) == (True, False)
    assert Review.objects.get().outcome == "returned"


def test_of_two_who_hand_over_at_once_one_does(report, sam, kim):
    write_report(report)
    first, second = fetched(report), fetched(report)

    reviews = [hand_over(first, by=sam, at=NOW), hand_over(second, by=kim, at=NOW)]

    assert reviews[1] is None
    assert Review.objects.get() == reviews[0]


def test_what_is_signed_off_is_published(handed_over, report, kim):
    handed_over.post(url("sign-off", report), ticked(handed_over, report))

    response = handed_over.post(url("publish", report), follow=True)

    edition = Edition.objects.get()
    assertContains(response, "Edition 1 is published.")
    assertContains(response, "40 students came.")
    assert (edition.published_by, edition.reason) == (kim, "")


def test_what_changed_after_the_signature_is_not_published(handed_over, report):
    handed_over.post(url("sign-off", report), ticked(handed_over, report))
    make_event(report.project, {"students": 2})

    page = handed_over.get(url("review", report))
    response = handed_over.post(url("publish", report))

    assertContains(page, "has changed since")
    assertContains(response, "It is with the second person again")
    assert not Edition.objects.exists()


def test_who_publishes_second_is_told_who_did(handed_over, report, sam):
    signed_off_report(report, sam, sam)
    handed_over.post(url("publish", report))

    response = handed_over.post(url("publish", report), {"reason": "Mine."})

    assertContains(response, "Kim has published edition 1.", status_code=409)
    assertContains(response, "Mine.", status_code=409)
    assert Edition.objects.count() == 1


def test_a_correction_begins_as_the_edition_and_donors_go_on_reading_it(as_sam, report, sam):
    edition = make_edition(report, sam)
    report.progresspoints.update(text="Changed past the desk.")

    response = as_sam.post(url("correct", report), follow=True)

    assert status_of(report) == "drafting"
    assert [point.text for point in report.progresspoints.all()] == [
        "{attendance: students} students came."
    ]
    assert report.latest_edition() == edition
    assertContains(response, "Donors read what is published until you publish it.")


def test_a_correction_leaves_out_what_may_not_be_shown_any_more(as_sam, report, sam):
    photo, quote = write_report_again(report)
    make_edition(report, sam)
    photo.consent, photo.recognisable = "not_recorded", "adults"
    photo.save()

    response = as_sam.post(url("correct", report), follow=True)

    assertContains(response, f"Photo {photo.pk} is left out: consent is not recorded.")
    assert not report.chosenphotos.exists()
    assert report.chosenquotes.get().quote == quote


def write_report_again(report):
    return report.chosenphotos.get().photo, report.chosenquotes.get().quote


def test_the_review_of_a_correction_shows_what_differs(as_sam, report, sam):
    make_edition(report, sam)
    as_sam.post(url("correct", report))
    unchanged = as_sam.get(url("review", report))
    report.progresspoints.update(text="{attendance: students} pupils came.")

    changed = as_sam.get(url("review", report))

    assertContains(unchanged, "It says the same.")
    assertContains(changed, '<del><span class="visually-hidden">removed: </span>students</del>')
    assertContains(changed, '<ins><span class="visually-hidden">added: </span>pupils</ins>')


def test_a_correction_is_published_with_a_reason(as_sam, report, sam, kim):
    make_edition(report, sam)
    as_sam.post(url("correct", report))
    signed_off_report(report, sam, kim)

    without = as_sam.post(url("publish", report))
    response = as_sam.post(url("publish", report), {"reason": "It corrects the students."})

    assertContains(without, "Say why there is a new edition: donors read it.")
    edition = report.latest_edition()
    assertRedirects(response, edition.get_absolute_url())
    assert (edition.number, edition.donor_report.correction) == (2, "It corrects the students.")


def test_the_reason_names_nobody_who_is_protected(as_sam, report, sam, kim):
    make_edition(report, sam)
    ProtectedName.objects.create(project=report.project, name="Malee", also="มาลี")
    signed_off_report(report, sam, kim)

    responses = [
        as_sam.post(url("publish", report), {"reason": reason})
        for reason in ("It corrects what malee said.", "แก้คำพูดของมาลี")
    ]

    for response in responses:
        assertContains(response, "“Malee” must not be told, and stands in this reason.")
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("name", ["hand-over", "sign-off", "give-back", "publish", "correct"])
@pytest.mark.parametrize("state", ["open", "submitted"])
def test_nothing_happens_while_the_partner_enters_again(client, sam, report, name, state):
    set_state(report, state)
    client.force_login(sam)

    response = client.post(url(name, report))

    assert response.status_code == 409
    assert status_of(report) == "drafting"


def test_the_page_runs_as_many_queries_for_a_long_past(
    handed_over, report, sam, kim, django_assert_max_num_queries
):
    handed_over.get(url("review", report))
    with django_assert_max_num_queries(60) as first:
        handed_over.get(url("review", report))
    for days in range(1, 5):
        past = {"handed_by": sam, "handed_at": NOW - timedelta(days=days)}
        decided = {"outcome": "returned", "decided_by": kim, "decided_at": NOW, "text": "No."}
        Review.objects.create(report=report, **past | decided)
    for number in range(3):
        make_event(report.project, {"students": number})

    with django_assert_max_num_queries(len(first.captured_queries)):
        handed_over.get(url("review", report))


@pytest.mark.parametrize("how", ["beside each", "for all"])
def test_a_warning_without_an_answer_keeps_it_from_donors(handed_over, report, sam, how):
    """Also one that only the page knows of, such as the number of pages."""
    Report.objects.update(page_budget=1)
    make_point(report, "It was a long year. " * 300)
    signed_off_report(report, sam, sam)

    page = handed_over.get(url("review", report))
    refused = handed_over.post(url("publish", report))
    keys = " ".join(finding.key for finding in page.context["page"].unanswered)
    unseen = {"standing": "It is so.", "warnings": "0" * 64}
    refused_too = handed_over.post(url("publish", report), unseen)
    assert status_of(report) == "in_review"
    if how == "beside each":
        for finding in page.context["page"].unanswered:
            sent = {"finding": finding.key, "reason": "It is so.", "pages": finding.detail}
            handed_over.post(reverse("desk:acknowledge", args=[report.pk]), sent)
        handed_over.post(url("publish", report))
    else:
        handed_over.post(url("publish", report), {"standing": "It is so.", "warnings": keys})

    assertContains(page, "for an answer before donors read the report")
    assertContains(refused, "Say why they may stand")
    assertContains(refused_too, "for an answer. Mend")
    assert status_of(report) == "published"
    assert {each.reason for each in report.acknowledgements.all()} == {"It is so."}
