"""Large print and plain text of what was published: frozen with it, and taken back with it."""

from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django.asserts import assertContains

from grantreports.delivery.models import Opening
from grantreports.publishing.withdrawal import withdraw_by_hand
from grantreports.reports.compose import compose
from grantreports.reports.lenses import LARGE_PRINT, LENSES, PLAIN_TEXT
from outreach.storage import read_media
from tests.deliveries import BROWSER, make_link
from tests.editions import NOW, fetched, make_edition, make_plain_edition, write_report

# Files go when the transaction is over.
pytestmark = pytest.mark.django_db(transaction=True)
FOR_DONORS = {"large_print": "donor-large-print", "plain_text": "donor-text"}
FOR_STAFF = {
    "large_print": "publishing:edition-large-print",
    "plain_text": "publishing:edition-text",
}
OF_DRAFTS = {"large_print": "reports:large-print", "plain_text": "reports:text"}

each_lens = pytest.mark.parametrize("lens", LENSES, ids=[lens.key for lens in LENSES])


@pytest.fixture
def written(report):
    report.photo, report.quote = write_report(report)
    return report


@pytest.fixture
def edition(written, sam):
    return make_edition(written, sam)


@pytest.fixture
def older(written, sam):
    """An edition from before there were lenses."""
    written.status = "published"
    written.save()
    return make_plain_edition(written, sam)


@pytest.fixture
def link(written, sam):
    return make_link(written, sam)


def opened_by_donor(client, link, lens):
    return client.get(reverse(FOR_DONORS[lens.key], args=[link.token]), headers=BROWSER)


def opened_by_staff(client, sam, edition, lens):
    client.force_login(sam)
    return client.get(reverse(FOR_STAFF[lens.key], args=[edition.report_id, edition.number]))


@each_lens
def test_publishing_freezes_it_beside_the_pdf(edition, lens):
    file = getattr(edition, lens.key)
    content = read_media(file.name)

    assert file.name.rsplit("/", 1)[0] == edition.pdf.name.rsplit("/", 1)[0]
    assert getattr(edition, f"{lens.key}_sha256") == sha256(content).hexdigest()
    assert content == lens.render(edition.donor_report)


@each_lens
def test_donors_and_staff_read_what_was_frozen(client, sam, link, edition, lens):
    frozen = read_media(getattr(edition, lens.key).name)
    type(edition).objects.update(data=edition.data | {"title": "Another"})

    for response in (
        opened_by_donor(client, link, lens),
        opened_by_staff(client, sam, edition, lens),
    ):
        assert response.content == frozen
        assert response["Content-Type"] == lens.content_type
        assert response["Content-Disposition"].endswith(f'{lens.ending}"')


@each_lens
def test_of_an_earlier_edition_it_is_made_from_its_data(client, sam, link, older, lens):
    assert not getattr(older, lens.key)

    for response in (
        opened_by_donor(client, link, lens),
        opened_by_staff(client, sam, older, lens),
    ):
        assert response.content == lens.render(older.donor_report)


@each_lens
def test_withdrawn_by_hand_donors_do_not_read_it_and_staff_do(client, sam, link, edition, lens):
    withdraw_by_hand(edition, reason="A mistake.", by=sam, at=NOW)

    assertContains(opened_by_donor(client, link, lens), "taken back", status_code=410)
    assert opened_by_staff(client, sam, edition, lens).status_code == 200


@each_lens
@pytest.mark.parametrize("item", ["photo", "quote"])
def test_a_withdrawn_consent_deletes_it(client, sam, link, written, edition, lens, item):
    file = getattr(edition, lens.key).name
    person = getattr(written, item)
    person.consent = "withdrawn"
    person.save()

    edition.refresh_from_db()
    assert not getattr(edition, lens.key)
    assert not default_storage.exists(file)
    assert opened_by_donor(client, link, lens).status_code == 410
    assert opened_by_staff(client, sam, edition, lens).status_code == 404


@each_lens
def test_a_withdrawn_consent_closes_that_of_an_earlier_edition(
    client, sam, link, written, older, lens
):
    older.photos.add(written.photo)
    written.photo.consent = "withdrawn"
    written.photo.save()

    assert opened_by_donor(client, link, lens).status_code == 410
    assert opened_by_staff(client, sam, older, lens).status_code == 404


@each_lens
def test_a_file_that_is_missing_is_not_made_anew(client, sam, link, edition, lens):
    default_storage.delete(getattr(edition, lens.key).name)

    assert opened_by_donor(client, link, lens).status_code == 404
    assert opened_by_staff(client, sam, edition, lens).status_code == 404
    assert not Opening.objects.exists()


@each_lens
def test_an_opening_counts_as_one_of_the_pdf(client, link, edition, lens):
    opened_by_donor(client, link, lens)

    assert [each.kind for each in Opening.objects.all()] == ["pdf"]


@each_lens
def test_a_draft_can_be_read_so_before(client, sam, written, lens):
    client.force_login(sam)

    response = client.get(reverse(OF_DRAFTS[lens.key], args=[written.pk]))

    assert response.content == lens.render(compose(fetched(written)))


def test_both_are_offered_beside_the_pdf(client, sam, link, edition):
    page = client.get(link.path)
    client.force_login(sam)
    of_staff = client.get(edition.get_absolute_url())
    preview = client.get(reverse("reports:preview", args=[edition.report_id]))

    for lens in (LARGE_PRINT, PLAIN_TEXT):
        assertContains(page, reverse(FOR_DONORS[lens.key], args=[link.token]))
        assertContains(
            of_staff, reverse(FOR_STAFF[lens.key], args=[edition.report_id, edition.number])
        )
        assertContains(of_staff, getattr(edition, f"{lens.key}_sha256"))
        assertContains(preview, reverse(OF_DRAFTS[lens.key], args=[edition.report_id]))
