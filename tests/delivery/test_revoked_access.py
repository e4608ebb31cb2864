"""Who lost the access, or never was meant, gets no link by being typed again."""

from datetime import timedelta
from time import process_time

import pytest
from django.urls import reverse
from django.utils import timezone

from grantreports.delivery.batches import run
from grantreports.delivery.forms import addresses_in
from grantreports.delivery.models import Batch, Delivery, DonorLink
from grantreports.delivery.sending import send_to
from tests.deliveries import make_link, make_sending
from tests.editions import make_plain_edition
from tests.factories import make_report

ANN = "ann@example.org"
TYPED = [ANN, "ANN@Example.ORG", f"Ann Donor <{ANN}>", f'"Donor, Ann" <{ANN.upper()}>', f" {ANN} "]


@pytest.fixture
def plain(report, sam):
    return make_plain_edition(report, sam)


@pytest.fixture
def revoked(plain, sam):
    link = make_link(plain.report, sam, email=ANN)
    link.revoke(by=sam, at=timezone.now())
    return link


def ways(client, report, typed, **more):
    """Every form that makes a link of an address."""
    mail = {"addresses": typed, "subject": "News", "text": "Dear friend."} | more
    yield client.post(reverse("delivery:send", args=[report.pk]), mail)
    several = mail | {"report": report.pk, "do": "send", "to_own_links": "on"}
    yield client.post(reverse("delivery:batch-add"), several)
    link = {"label": "Ann", "email": typed} | more
    yield client.post(reverse("delivery:links", args=[report.pk]), link)


@pytest.mark.parametrize("typed", TYPED)
def test_who_was_revoked_gets_no_link_by_being_typed_again(client, sam, plain, revoked, typed):
    client.force_login(sam)

    answers = list(ways(client, plain.report, typed))

    assert [answer.status_code for answer in answers] == [200] * 3
    for answer in answers:
        assert "Access was revoked: ann@example.org (by Sam on" in answer.text
        assert "Give access again" in answer.text
    assert DonorLink.objects.get() == revoked
    assert not Batch.objects.exists()
    print(f"{len(answers)} ways tried, 0 got through")


def test_nor_one_of_another_report(client, sam, plain, revoked, bees):
    other = make_plain_edition(make_report(bees.budget_years.get(number=2)), sam)
    client.force_login(sam)

    for answer in ways(client, other.report, ANN):
        assert "Access was revoked" in answer.text

    assert DonorLink.objects.count() == 1


def test_access_is_given_again_by_name(client, sam, plain, revoked):
    client.force_login(sam)

    list(ways(client, plain.report, ANN, again="on"))
    for batch in Batch.objects.all():
        run(batch.pk)

    assert [link.is_open for link in DonorLink.objects.order_by("pk")] == [False, True]
    assert Delivery.objects.count() == 2
    # From now on nobody asks any more.
    assert "Access was revoked" not in next(ways(client, plain.report, ANN)).text


@pytest.mark.parametrize("again", [False, True])
def test_who_is_revoked_while_the_mails_wait_gets_none(sam, plain, again):
    link = make_link(plain.report, sam, email=ANN)
    batch = make_sending([plain], sam, ANN, "bob@example.org", again=again)
    link.revoke(by=sam, at=timezone.now() + timedelta(minutes=1))

    run(batch.pk)

    assert [delivery.to for delivery in Delivery.objects.all()] == ["bob@example.org"]
    assert not DonorLink.objects.filter(email=ANN, revoked_at=None).exists()


def test_a_wrong_address_keeps_no_living_link(client, sam, plain):
    """It is corrected: whoever has the wrong one reads nothing, and is not typed again."""
    batch = make_sending([plain], sam, "anne@example.org")
    run(batch.pk)
    delivery = Delivery.objects.get()
    Delivery.objects.update(bounced_at=timezone.now())
    delivery.refresh_from_db()

    assert send_to(delivery, ANN, by=sam)

    assert not DonorLink.objects.get(email="anne@example.org").is_open
    assert DonorLink.objects.get(email=ANN).is_open
    client.force_login(sam)
    for answer in ways(client, plain.report, "Anne <ANNE@example.org>"):
        assert "Access was revoked" in answer.text
    Delivery.objects.update(bounced_at=timezone.now())
    again = client.post(
        reverse("delivery:send-again", args=[delivery.pk]), {"to": "anne@example.org"}
    )
    assert "Access was revoked by Sam" in again.text


def test_one_that_was_revoked_alone_does_not_close_another(client, sam, plain):
    """Of two links of one address the later one counts."""
    make_link(plain.report, sam, email=ANN).revoke(by=sam, at=timezone.now())
    later = make_link(plain.report, sam, email=ANN.upper())
    DonorLink.objects.filter(pk=later.pk).update(created_at=timezone.now())
    client.force_login(sam)

    answer = next(ways(client, plain.report, ANN))

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a@b.org, c@d.org", ["a@b.org", "c@d.org"]),
        ("Ann <a@b.org>; c@d.org", ["a@b.org", "c@d.org"]),
        ("Ann <a@b.org>\nBob B. <c@d.org>", ["a@b.org", "c@d.org"]),
        ("Ann Donor", ["Ann", "Donor"]),
        ("Ann <a@b.org> c@d.org", ["a@b.org", "c@d.org"]),
        ("c@d.org Ann <a@b.org>", ["a@b.org", "c@d.org"]),
        ("Ann <a@b.org> Bob <c@d.org>", ["a@b.org", "c@d.org"]),
        ('"a@b.org"', ['"a@b.org"']),
    ],
)
def test_addresses_stand_with_or_without_names(text, addresses):
    assert [each for each in addresses_in(text) if each.strip()] == addresses


@pytest.mark.parametrize("text", ["a" * 100_000, "<" * 100_000, '"' * 100_000, "< " * 50_000])
def test_no_list_of_addresses_takes_long(text):
    begin = process_time()

    addresses_in(text)

    assert process_time() - begin < 2


@pytest.mark.parametrize("typed", ["Ann <ann@", "Ann <>", "<"])
def test_half_an_address_is_told_and_not_passed_over(client, sam, plain, typed):
    client.force_login(sam)
    url = reverse("delivery:links", args=[plain.report_id])

    answer = client.post(url, {"label": "Ann", "email": typed})

    assert "Enter a valid email address." in answer.text
    assert not DonorLink.objects.exists()
