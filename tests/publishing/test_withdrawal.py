"""Withdrawn consent: what it closes, what it deletes, what it prepares."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.delivery.models import DonorLink, Opening
from grantreports.desk.saving import undo
from grantreports.publishing.correct import correct
from grantreports.publishing.folder import clear_orphans
from grantreports.publishing.models import WithdrawalNotice
from grantreports.publishing.publish import NotReady, publish
from grantreports.publishing.withdrawal import withdraw_by_hand
from grantreports.reports.models import ChosenPhoto, Report
from outreach import removal
from outreach.models import Photo
from tests.editions import NOW, fetched, make_edition, sign_off, write_report
from tests.factories import make_photo, make_user, status_of

# Files go when the transaction is over.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published(report, sam):
    """A published report, with its photo and its quote."""
    report.photo, report.quote = write_report(report)
    report.edition = make_edition(report, sam)
    return report


def block(item, how):
    if how == "survivor" and isinstance(item, Photo):
        item.recognisable, item.consent = "survivor", "not_recorded"
    elif how == "survivor":
        item.identifies_survivor = True
    else:
        item.consent = "withdrawn"
    item.save()


@pytest.mark.parametrize("how", ["withdrawn", "survivor"])
@pytest.mark.parametrize("kind", ["photo", "quote"])
def test_it_withdraws_the_edition_and_prepares_a_draft_without_it(published, kind, how):
    item = getattr(published, kind)
    other = "photos" if kind == "quote" else "quotes"
    kept = getattr(published, f"chosen{other}").get()

    block(item, how)

    published.edition.refresh_from_db()
    assert published.edition.withdrawn_at
    reason = {
        "withdrawn": f"Consent was withdrawn for {kind} {item.pk}.",
        "survivor": f"A survivor could be identified by {kind} {item.pk}.",
    }
    assert published.edition.withdrawn_reason == reason[how]
    assert published.latest_edition() is None
    assert status_of(published) == "drafting"
    assert not getattr(published, f"chosen{kind}s").exists()
    assert getattr(published, f"chosen{other}").get() == kept
    assert published.progresspoints.get().text == "{attendance: students} students came."


def test_the_picture_its_copies_and_the_pdf_are_deleted_for_good(published):
    photo = published.photo
    names = [photo.web_image.name, photo.print_image.name, published.edition.pdf.name]
    names += published.edition.donor_report.file_names
    assert all(default_storage.exists(name) for name in names)

    photo.withdraw_consent()

    photo.refresh_from_db()
    published.edition.refresh_from_db()
    assert not any(default_storage.exists(name) for name in names)
    assert (photo.web_image.name, photo.print_image.name) == ("", "")
    assert published.edition.is_closed


def test_nothing_happens_twice(published):
    published.photo.withdraw_consent()
    before = fetched(published)
    published.edition.refresh_from_db()

    Photo.objects.get().save()

    after = fetched(published)
    assert (after.version, after.status) == (before.version, before.status)
    assert type(published.edition).objects.get().withdrawn_at == published.edition.withdrawn_at


def test_a_blocked_photo_cannot_be_brought_back(client, published, alice, root):
    published.photo.withdraw_consent()
    photo = Photo.objects.get()
    photo.consent = "given"

    with pytest.raises(ValidationError, match="The picture was deleted"):
        photo.clean()

    client.force_login(root)
    form = {
        "project": photo.project_id,
        "caption": "A morning.",
        "alternative_text": "Pupils.",
        "recognisable": "nobody",
        "consent": "not_needed",
        "knows_it_is_blocked": "True",
    }
    for url in (
        reverse("outreach:photo", args=[photo.pk]),
        reverse("admin:outreach_photo_change", args=[photo.pk]),
    ):
        assertContains(client.post(url, form), "The picture was deleted when it was blocked.")
    assert not Photo.objects.get().may_be_shown


def test_pages_cope_with_a_photo_without_its_picture(client, published, root):
    published.photo.withdraw_consent()
    photo = published.photo
    ChosenPhoto.objects.create(report=published, photo=photo)
    client.force_login(root)

    for url in (
        reverse("outreach:photo", args=[photo.pk]),
        reverse("outreach:photo-list", args=[photo.project.slug]),
        reverse("outreach:history", args=["photos", photo.pk]),
        reverse("admin:outreach_photo_change", args=[photo.pk]),
        reverse("admin:outreach_photo_changelist"),
        reverse("admin:reports_report_change", args=[published.pk]),
        reverse("handover:period", args=[published.period_id]),
        reverse("reports:preview", args=[published.pk]),
        reverse("desk:desk", args=[published.pk]),
        reverse("publishing:review", args=[published.pk]),
        published.edition.get_absolute_url(),
    ):
        assert client.get(url).status_code == 200, url


def test_a_closed_edition_says_so_and_shows_nothing(client, published, sam):
    published.quote.withdraw_consent()
    client.force_login(sam)

    page = client.get(published.edition.get_absolute_url())
    pdf = client.get(reverse("publishing:edition-pdf", args=[published.pk, 1]))
    review = client.get(reverse("publishing:review", args=[published.pk]))

    assertContains(page, "Nobody can read this edition any more")
    for response in (page, review):
        assertNotContains(response, "They ask good questions")
    assert pdf.status_code == 404


def test_only_editions_that_show_it_are_withdrawn(published, sam):
    correct(fetched(published), by=sam, at=NOW)
    published.chosenphotos.all().delete()
    other = make_photo(published.project)
    ChosenPhoto.objects.create(report=published, photo=other)
    second = make_edition(published, sam, reason="Another photo.")

    published.photo.withdraw_consent()

    assert published.latest_edition() == second
    assert status_of(published) == "published"
    assert [each.is_closed for each in published.editions.order_by("number")] == [True, False]


def test_a_draft_under_way_loses_the_item_and_its_editor_stays(published, sam):
    correct(fetched(published), by=sam, at=NOW)
    kim = make_user("staff")
    Report.objects.filter(pk=published.pk).update(last_edited_by=kim)
    version = fetched(published).version

    published.photo.withdraw_consent()

    after = fetched(published)
    assert not after.chosenphotos.exists()
    assert (after.last_edited_by, after.version) == (kim, version + 1)


def test_a_signature_does_not_hold_for_what_lost_a_photo(report, sam):
    photo, _quote = write_report(report)
    sign_off(report, sam, sam)

    photo.withdraw_consent()

    assert status_of(report) == "in_review"
    with pytest.raises(NotReady, match="changed since"):
        publish(fetched(report), by=sam, at=NOW)


def test_undo_does_not_print_what_was_withdrawn(client, published, alice, sam):
    client.force_login(alice)
    client.post(reverse("outreach:withdraw", args=["photos", published.photo.pk]))
    report = fetched(published)

    undo(report, by=sam, at=NOW)
    client.force_login(sam)

    page = client.get(reverse("publishing:review", args=[report.pk]))
    assertContains(page, "consent was withdrawn")
    assertNotContains(page, "Hand it over")


def test_partner_staff_withdraw_and_the_version_is_theirs(client, published, alice):
    client.force_login(alice)

    client.post(reverse("outreach:withdraw", args=["photos", published.photo.pk]))

    assert published.revisions.first().by == alice
    assert published.history.latest("history_id").status == "drafting"
    assert fetched(published).last_edited_by is None


def test_staff_are_told_beforehand_what_goes_with_it(client, published, alice, sam):
    url = reverse("outreach:withdraw", args=["photos", published.photo.pk])
    sentence = "Edition 1 of “Bees: First report, Year 1” will be withdrawn"

    client.force_login(sam)
    for_staff = client.get(url)
    client.force_login(alice)
    for_partner = client.get(url)

    assertContains(for_staff, sentence)
    assertNotContains(for_partner, sentence)
    assertContains(for_partner, "The picture is deleted for good.")


def test_staff_get_one_mail_that_repeats_none_of_the_words(published, sam, alice):
    kim = make_user("staff")
    published.quote.withdraw_consent()
    published.photo.withdraw_consent()

    notices = list(WithdrawalNotice.objects.all())
    message = notices[0].message()

    assert {notice.to for notice in notices} == {sam.email, kim.email}
    assert len(notices) == 2
    assert message.subject == "Bees: edition 1 is withdrawn"
    assert f"Consent was withdrawn for quote {published.quote.pk}." in message.body
    assert reverse("delivery:withdrawals") in message.body
    assert published.quote.words not in message.body


def open_link(edition, label, by, times=1):
    link = DonorLink.objects.create(
        report=edition.report,
        label=label,
        nonce=label,
        token_sha256=label.ljust(64, "0"),
        created_by=by,
        created_at=NOW,
    )
    for hours in range(times):
        Opening.objects.create(link=link, edition=edition, at=NOW + timedelta(hours=hours))


def test_staff_see_who_had_opened_what_was_withdrawn(client, published, sam):
    open_link(published.edition, "Ann Miller", sam, times=3)
    published.photo.withdraw_consent()
    client.force_login(sam)

    page = client.get(reverse("delivery:withdrawals"))

    assertContains(page, f"Consent was withdrawn for photo {published.photo.pk}.")
    assertContains(page, "Ann Miller")
    assertContains(page, "3 times, last 3 Feb 2026, 11:30")
    assertContains(page, "To the corrected draft")


def test_the_list_of_withdrawals_runs_as_many_queries_for_many(
    client, published, sam, django_assert_max_num_queries
):
    withdraw_by_hand(published.edition, reason="A mistake.", by=sam, at=NOW)
    client.force_login(sam)
    url = reverse("delivery:withdrawals")
    client.get(url)
    with django_assert_max_num_queries(12) as first:
        client.get(url)
    for number in range(3):
        edition = make_edition(published, sam, reason="New.")
        open_link(edition, f"Donor {number}", sam, times=2)
        withdraw_by_hand(edition, reason="A mistake.", by=sam, at=NOW)

    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(url)


def test_an_edition_withdrawn_by_hand_stays_readable_to_staff(client, published, sam):
    client.force_login(sam)
    url = reverse("publishing:edition-withdraw", args=[published.pk, 1])

    without = client.post(url)
    response = client.post(url, {"reason": "A wrong budget year."}, follow=True)
    again = client.post(url, {"reason": "Again."}, follow=True)

    assertContains(without, "Say why it is withdrawn.")
    assertContains(response, "A wrong budget year.")
    assertContains(response, "Edition 1 is withdrawn. Donors read it no more.")
    assertContains(response, "40 students came.")
    assertContains(again, "Somebody withdrew this edition already.")
    assert status_of(published) == "withdrawn"
    assert published.latest_edition() is None


def test_with_the_last_edition_the_report_is_withdrawn(published, sam):
    second = make_edition(published, sam, reason="New.")

    withdraw_by_hand(second, reason="A mistake.", by=sam, at=NOW)

    assert published.latest_edition() is None
    assert status_of(published) == "withdrawn"


def test_with_an_earlier_edition_the_last_one_stays(published, sam):
    second = make_edition(published, sam, reason="New.")

    withdraw_by_hand(published.edition, reason="A mistake.", by=sam, at=NOW)

    assert published.latest_edition() == second
    assert status_of(published) == "published"


def test_what_donors_read_is_not_removed(published, sam):
    published.chosenphotos.all().delete()

    with pytest.raises(ValidationError, match="A published report shows this"):
        removal.remove(published.photo, by=sam, at=NOW)


def test_files_that_a_crash_left_go_after_a_day(published, monkeypatch):
    kept = published.edition.pdf.name
    left = default_storage.save("editions/0123/picture.jpg", ContentFile(b"left"))
    clear_orphans()
    young = default_storage.exists(left)
    monkeypatch.setattr("outreach.uploads.ONE_DAY", timedelta(0))

    clear_orphans()

    assert young
    assert not default_storage.exists(left)
    assert default_storage.exists(kept)


def holders_of(text):
    """The tables that hold a text anywhere."""
    return {
        model._meta.label
        for model in apps.get_models()
        if any(text in str(values) for values in model._base_manager.values_list())
    }


@pytest.mark.parametrize("how", ["withdrawn", "survivor"])
@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("quote", "words", "I waited at the river."),
        ("quote", "speaker", "The girl of the ferry"),
        ("photo", "caption", "A boat at the river."),
        ("photo", "alternative_text", "A girl in a boat."),
    ],
)
def test_what_was_withdrawn_stays_in_its_own_record_alone(report, sam, kind, field, words, how):
    item = dict(zip(("photo", "quote"), write_report(report), strict=True))[kind]
    setattr(item, field, words)
    item.save()
    make_edition(report, sam)
    if kind == "quote":
        correct(fetched(report), by=sam, at=NOW)
        make_edition(report, sam, reason="A correction.")
    before = holders_of(words)

    block(type(item).objects.get(), how)

    own = {type(item)._meta.label, type(item).history.model._meta.label}
    assert {"publishing.Edition", "publishing.HistoricalEdition"} <= before
    assert holders_of(words) <= own


def test_the_words_of_who_did_not_withdraw_are_forgotten_with_the_edition(published, client, sam):
    """Nobody reads a closed edition, so it keeps nobody's words."""
    published.photo.withdraw_consent()

    published.edition.refresh_from_db()
    kept = published.edition.donor_report
    assert (kept.quotes, kept.stories, kept.pictures) == ((), (), [])
    assert kept.groups[0].points == ("40 students came.",)
    client.force_login(sam)
    for name in ("review", "compare"):
        address = reverse(f"publishing:{name}", args=[published.pk])
        assert client.get(address).status_code == 200
