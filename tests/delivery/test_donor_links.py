"""Donor links: who makes and closes them, what they open, and that openings are counted."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.delivery.models import DonorLink, Opening
from tests.deliveries import BROWSER, make_link
from tests.editions import make_edition, make_plain_edition, write_report

TODAY = date.today()
NOW = datetime(2026, 2, 5, tzinfo=UTC)

EVERY_FORM = ["donor-page", "donor-pdf", "donor-large-print", "donor-text"]


@pytest.fixture
def edition(report, sam):
    write_report(report)
    return make_edition(report, sam)


@pytest.fixture
def link(edition, sam):
    return make_link(edition.report, sam)


def page_of(link):
    return reverse("donor-page", args=[link.token])


def links_of(report):
    return reverse("delivery:links", args=[report.pk])


def withdraw(edition):
    edition.withdrawn_at, edition.withdrawn_reason = NOW, "A mistake."
    edition.save()


# Tokens.


def test_a_token_has_256_bits_and_only_its_hash_is_kept(link):
    kept = {str(value) for value in DonorLink.objects.values().get().values()}

    assert len(bytes.fromhex(link.token)) == 32
    assert sha256(link.token.encode()).hexdigest() == link.token_sha256
    assert link.token not in kept


def test_no_two_links_have_the_same_token(edition, sam):
    assert len({make_link(edition.report, sam).token for _ in range(20)}) == 20


def test_a_link_outlives_a_change_of_the_sites_key(client, link, settings):
    page = page_of(link)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key"
    without = link.token, client.get(page).status_code
    settings.SECRET_KEY_FALLBACKS = [old]

    assert without == ("", 200)
    assert page_of(link) == page


# The page of donors.


def test_a_donor_reads_the_edition(client, link, edition):
    response = client.get(page_of(link))

    assertContains(response, "40 students came.")
    assertContains(response, f'src="{page_of(link)}media/{edition.donor_report.pictures[0].web}"')
    assertContains(response, reverse("donor-pdf", args=[link.token]))
    assertNotContains(response, "Log in")


def test_a_donor_sees_its_pictures_and_nothing_else(client, link, edition):
    shown, other = edition.donor_report.pictures[0].web, edition.pdf.name

    picture = client.get(reverse("donor-media", args=[link.token, shown]))

    assert b"".join(picture.streaming_content).startswith(b"\xff\xd8")
    for name in (other, "photos/x.jpg", "../settings.py"):
        address = f"{page_of(link)}media/{name}"
        assert client.get(address).status_code == 404


def test_a_donor_gets_the_pdf_that_was_published(client, link, edition):
    response = client.get(reverse("donor-pdf", args=[link.token]))

    assert sha256(b"".join(response.streaming_content)).hexdigest() == edition.sha256
    assert 'filename="bees-year-1-report-1.pdf"' in response["Content-Disposition"]


def test_a_correction_is_read_at_the_same_address_with_its_reason(client, link, edition, sam):
    make_edition(edition.report, sam, reason="One school was counted twice.")

    response = client.get(page_of(link))

    assertContains(response, "Edition 2")
    assertContains(response, "One school was counted twice.")


def test_after_a_withdrawal_the_edition_before_is_not_read_again(client, link, edition, sam):
    withdraw(make_edition(edition.report, sam, reason="One school was counted twice."))

    assertNotContains(client.get(page_of(link)), "Edition 1", status_code=410)


@pytest.mark.parametrize("name", EVERY_FORM)
def test_a_report_that_was_taken_back_says_so(client, link, edition, name):
    withdraw(edition)

    response = client.get(reverse(name, args=[link.token]))

    assertContains(response, "The report was taken back", status_code=410)
    assertNotContains(response, "40 students", status_code=410)
    assert not Opening.objects.exists()
    shown = edition.donor_report.pictures[0].web
    assert client.get(reverse("donor-media", args=[link.token, shown])).status_code == 404


def test_a_pdf_that_is_missing_on_the_disk_is_not_counted(client, link, edition):
    default_storage.delete(edition.pdf.name)

    assert client.get(reverse("donor-pdf", args=[link.token])).status_code == 404
    assert not Opening.objects.exists()


def test_wrong_expired_and_revoked_links_look_the_same(client, edition, sam):
    expired = make_link(edition.report, sam, expires_on=TODAY - timedelta(days=1))
    revoked = make_link(edition.report, sam)
    revoked.revoke(by=sam, at=NOW)
    picture = edition.donor_report.pictures[0].web
    tokens = [expired.token, revoked.token, "0" * 64, "x", "ก" * 300]

    answers = {
        (response.status_code, response.content, tuple(sorted(response.headers.items())))
        for token in tokens
        for name, rest in [*((name, []) for name in EVERY_FORM), ("donor-media", [picture])]
        for response in [client.get(reverse(name, args=[token, *rest]))]
    }

    assert len(answers) == 1
    status, content, _ = answers.pop()
    assert status == 404
    assert b"This link opens nothing" in content


def test_a_link_works_on_its_last_day(client, edition, sam):
    link = make_link(edition.report, sam, expires_on=timezone.localdate())

    assert client.get(page_of(link)).status_code == 200


@pytest.mark.parametrize("name", EVERY_FORM)
def test_the_address_is_told_to_nobody_and_nothing_is_kept_on_the_way(client, link, name):
    response = client.get(reverse(name, args=[link.token]))
    list(response)
    elsewhere = client.get(reverse("account_login"))

    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))
    assert elsewhere["Referrer-Policy"] == "same-origin"
    assert "X-Robots-Tag" not in elsewhere


# Openings.


def test_openings_are_counted_with_nothing_about_the_reader(client, link, edition):
    client.get(page_of(link), headers=BROWSER)
    client.get(page_of(link), headers=BROWSER)
    pdf = client.get(reverse("donor-pdf", args=[link.token]), headers=BROWSER)
    list(pdf.streaming_content)
    client.head(page_of(link))
    asked = client.head(reverse("donor-pdf", args=[link.token]))
    fields = {field.name for field in Opening._meta.get_fields()}

    counted = DonorLink.objects.with_openings().get()

    assert (counted.pages, counted.pdfs) == (2, 1)
    assert counted.last_opening
    assert fields == {"id", "link", "edition", "kind", "at"}
    asked.close()


def test_a_look_by_staff_does_not_count(as_sam, link):
    as_sam.get(page_of(link))

    assert not Opening.objects.exists()


# The page of links.


def test_staff_make_links_and_see_their_addresses(as_sam, edition, sam):
    report = edition.report
    form = {"label": "Ann & Bob", "email": "ann@example.org", "expires_on": "2399-12-31"}

    as_sam.post(links_of(report), form)
    as_sam.post(links_of(report), form)
    response = as_sam.get(links_of(report))

    link = DonorLink.objects.get()
    assert (link.created_by, link.expires_on) == (sam, date(2399, 12, 31))
    assertContains(response, f'value="http://testserver/r/{link.token}/"')
    assertContains(response, "Ann &amp; Bob")
    assertContains(response, "Never opened.")
    assertContains(response, "Works until 31 Dec 2399.")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"label": ""}, "This field is required."),
        ({"label": "x" * 201}, "at most 200 characters"),
        ({"email": "ann"}, "Enter a valid email address."),
        ({"expires_on": "2001-01-01"}, "This day is over."),
        ({"expires_on": "soon"}, "This is not a date."),
    ],
)
def test_a_wrong_link_is_refused_on_its_field(as_sam, edition, changed, sentence):
    response = as_sam.post(links_of(edition.report), {"label": "Ann"} | changed)

    assertContains(response, sentence)
    assert not DonorLink.objects.exists()


def test_there_is_no_link_to_what_is_not_published(as_sam, report):
    response = as_sam.post(links_of(report), {"label": "Ann"})

    assertContains(response, "Publish the report first.")
    assert not DonorLink.objects.exists()


def test_staff_revoke_one_link_and_leave_the_others(as_sam, client, link, edition, sam):
    other = make_link(edition.report, sam, label="Bob")

    first = as_sam.post(reverse("delivery:link-revoke", args=[link.pk]), follow=True)
    again = as_sam.post(reverse("delivery:link-revoke", args=[link.pk]), follow=True)

    link.refresh_from_db()
    assert (link.revoked_by, link.history.count()) == (sam, 2)
    assertContains(first, "The link of Ann opens nothing any more.")
    assertContains(again, "was revoked already")
    assertNotContains(again, link.token)
    assert client.get(page_of(link)).status_code == 404
    assert client.get(page_of(other)).status_code == 200


def test_the_number_of_queries_does_not_grow(as_sam, report, sam, django_assert_num_queries):
    edition = make_plain_edition(report, sam)
    for number in range(5):
        link = make_link(report, sam, label=f"Donor {number}")
        Opening.objects.create(link=link, edition=edition, at=NOW)

    with django_assert_num_queries(12):
        as_sam.get(links_of(report))


# What the reader's browser has already.


@pytest.mark.parametrize("name", [*EVERY_FORM, "donor-colours"])
def test_what_is_there_already_is_not_sent_again(client, link, name):
    address = reverse(name, args=[link.token])
    first = client.get(address)
    b"".join(first)

    second = client.get(address, headers={"if-none-match": first["ETag"]})
    other = client.get(address, headers={"if-none-match": '"other"'})

    assert (second.status_code, second.content) == (304, b"")
    assert (other.status_code, other["ETag"]) == (200, first["ETag"])
    other.close()


def test_a_page_is_the_same_each_time_down_to_its_policy(client, link):
    first, second = client.get(page_of(link)), client.get(page_of(link))

    assert first.content == second.content
    assert first["Content-Security-Policy"] == second["Content-Security-Policy"]
    assert "nonce" not in first["Content-Security-Policy"]


@pytest.mark.parametrize("name", [*EVERY_FORM, "donor-colours"])
def test_a_copy_counts_only_while_donors_may_read(client, link, edition, name):
    address = reverse(name, args=[link.token])
    first = client.get(address)
    b"".join(first)
    withdraw(edition)

    after = client.get(address, headers={"if-none-match": first["ETag"]})

    assert after.status_code in (404, 410)
    assert "ETag" not in after


def test_a_look_at_what_is_there_already_is_an_opening_too(client, link):
    first = client.get(page_of(link), headers=BROWSER)
    client.get(page_of(link), headers=BROWSER | {"if-none-match": first["ETag"]})

    assert DonorLink.objects.with_openings().get().pages == 2


def test_the_foundations_colours_come_with_the_page(client, link, edition):
    page = client.get(page_of(link))
    colours = client.get(reverse("donor-colours", args=[link.token]))

    assertContains(page, reverse("donor-colours", args=[link.token]))
    assert colours["Content-Type"].startswith("text/css")
    assert edition.donor_report.brand.primary in colours.content.decode()
