"""What changes between a signature and publishing goes back to the second person."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from grantreports.foundation.models import Branding
from grantreports.publishing.forms import POINTS
from grantreports.publishing.models import Edition, Review
from grantreports.publishing.publish import Changed, publish
from grantreports.reports.models import ChosenPhoto, ProgressPoint, Report
from outreach.models import Attendance, PartnerQuote, Photo
from projects.models import BudgetYear, Partner, Project, ProtectedName
from tests.editions import NOW, fetched, sign_off, write_report
from tests.factories import make_event, make_user
from tests.forms import sent_by

GIVEN = {"consent": "given", "consent_by": "the mother", "consent_on": date(2025, 3, 3)}


def new_file(name, content=b"another picture"):
    default_storage.delete(name)
    default_storage.save(name, ContentFile(content))


def replace_picture(size):
    return lambda report: new_file(getattr(Photo.objects.get(), f"{size}_image").name)


def update(model, **fields):
    return lambda report: model._base_manager.update(**fields)


# Each with words that the second person reads of it.
WAYS = {
    "an event is added": (lambda r: make_event(r.project, {"students": 2}), "42"),
    "a count is another": (update(Attendance, count=9), "students came."),
    "a point": (update(ProgressPoint, text="Nobody came."), "Nobody"),
    "the introduction": (update(Report, introduction="It rained."), "rained."),
    "the thank-you": (update(Report, thank_you="Thanks!"), "Thanks!"),
    "the project's summary": (update(Project, summary="Wells."), "Wells."),
    "the project's title": (update(Project, title="Wasps"), "Wasps"),
    "the partner's name": (update(Partner, public_name="Others"), "Others"),
    "the amount": (update(BudgetYear, amount_needed=7), "$7"),
    "the words of a quote": (update(PartnerQuote, words="We know why."), "why."),
    "who speaks": (update(PartnerQuote, speaker="A nun"), "nun"),
    "consent to a quote": (update(PartnerQuote, **GIVEN), "mother"),
    "the end of a consent": (
        update(PartnerQuote, **GIVEN, consent_until=date(2090, 1, 1)),
        "2090-01-01",
    ),
    "a caption": (update(Photo, caption="A dog."), "dog."),
    "an alternative text": (update(Photo, alternative_text="A cat."), "cat."),
    "who is recognisable": (update(Photo, recognisable="adults", **GIVEN), "Adults"),
    "children after all": (update(Photo, recognisable="children", **GIVEN), "Children"),
    "consent to a photo": (update(Photo, **GIVEN), "mother"),
    "how a photo is cut": (update(ChosenPhoto, shape="square"), "square"),
    "the picture for the page": (replace_picture("web"), "files"),
    "the picture for print": (replace_picture("print"), "files"),
    "a name to protect": (
        lambda r: ProtectedName.objects.create(project=r.project, name="Malee", also="มาลี"),
        "Malee",
    ),
    "the foundation's name": (lambda r: Branding.objects.create(foundation_name="Ex"), "Ex"),
    "the foot": (lambda r: Branding.objects.create(foot="No. 7"), "No. 7"),
}


@pytest.fixture
def signed(report, sam, kim):
    write_report(report)
    sign_off(report, sam, kim)
    return report


@pytest.mark.parametrize("way", WAYS)
def test_what_changes_after_the_signature_is_read_again(client, signed, sam, kim, way):
    change, words = WAYS[way]
    change(signed)
    client.force_login(sam)

    answer = client.post(reverse("publishing:publish", args=[signed.pk]))

    assert "It is with the second person again" in answer.text
    assert not Edition.objects.exists()
    assert [each.outcome for each in Review.objects.all()] == ["signed_off", "waiting"]
    client.force_login(kim)
    page = client.get(reverse("publishing:review", args=[signed.pk])).text
    changed = page[page.index("What changed since Kim signed it off") :]
    assert words in changed[: changed.index("</section>")]


def test_signed_again_it_is_published(client, signed, sam, kim):
    make_event(signed.project, {"students": 2}, venue="Wat Pa")
    with pytest.raises(Changed):
        publish(fetched(signed), by=sam, at=NOW)
    client.force_login(kim)
    page = client.get(reverse("publishing:review", args=[signed.pk]))
    ticks = {f"point_{number}": "on" for number in range(1, len(POINTS) + 1)}

    client.post(reverse("publishing:sign-off", args=[signed.pk]), sent_by(page) | ticks)

    assert publish(fetched(signed), by=sam, at=NOW).number == 1


def test_who_signed_before_is_asked_again_by_mail(client, signed, sam, kim, mailoutbox):
    make_user("reader", email="board@example.org")
    make_event(signed.project, {"students": 2})
    with pytest.raises(Changed):
        publish(fetched(signed), by=kim, at=NOW)

    review = Review.objects.last()
    assert review.handed_by == sam
    assert {request.to for request in review.requests.all()} == {kim.email, "board@example.org"}


def test_of_two_who_publish_what_changed_one_review_waits(signed, sam):
    make_event(signed.project, {"students": 2})
    for _ in range(2):
        with pytest.raises(Exception, match=r"second person|signed this off"):
            publish(fetched(signed), by=sam, at=NOW)

    assert Review.objects.filter(outcome="waiting").count() == 1


def test_what_was_signed_of_a_quote_is_forgotten_with_its_consent(client, signed, sam, kim):
    make_event(signed.project, {"students": 2})
    with pytest.raises(Changed):
        publish(fetched(signed), by=sam, at=NOW)

    PartnerQuote.objects.get().withdraw_consent()

    assert not Review.objects.exclude(signed={})
    assert not Review.history.exclude(signed={})
    client.force_login(kim)
    page = client.get(reverse("publishing:review", args=[signed.pk])).text
    assert "They ask good questions" not in page


def test_nothing_changed_nothing_goes_back(signed, sam):
    assert publish(fetched(signed), by=sam, at=NOW)
    assert Review.objects.count() == 1


def leave_unsaid(report):
    Photo.objects.update(recognisable="", **GIVEN)


def remove_event(report):
    event = make_event(report.project)
    Photo.objects.update(event=event)
    type(event).objects.filter(pk=event.pk).update(removed_at=NOW)


def remove_event_of_quote(report):
    event = make_event(report.project)
    PartnerQuote.objects.update(event=event)
    type(event).objects.filter(pk=event.pk).update(removed_at=NOW)


@pytest.mark.parametrize("how", [leave_unsaid, remove_event, remove_event_of_quote])
@pytest.mark.parametrize("when", ["before the signature", "after it"])
def test_what_nobody_said_or_somebody_removed_goes_to_no_donor(report, sam, kim, how, when):
    write_report(report)
    if when == "after it":
        sign_off(report, sam, kim)
    how(report)
    if when != "after it":
        sign_off(report, sam, kim)

    with pytest.raises(Exception, match=r"who is recognisable|was removed"):
        publish(fetched(report), by=sam, at=NOW)

    assert not Edition.objects.exists()
