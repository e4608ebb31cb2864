"""Who has an edition that was corrected is told, or somebody decides not to."""

import pytest
from django.urls import reverse
from django.utils import timezone

from grantreports.delivery.corrections import readers_before
from grantreports.delivery.models import Batch, Delivery, DonorLink
from grantreports.publishing.correct import correct
from tests.deliveries import BROWSER, make_link
from tests.editions import NOW, answer_warnings, fetched, make_edition, sign_off, write_report
from tests.factories import make_event, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected(client, report, sam):
    """Of six donors, two have edition 1: Ann got it by mail, Bob opened his link."""
    write_report(report)
    first = make_edition(report, sam)
    people = {
        name: make_link(report, sam, label=name, email=f"{name.lower()}@example.org")
        for name in ("Ann", "Bob", "Cid", "Dot", "Eve")
    }
    people["Bob"].email = ""
    people["Bob"].save()
    for name in ("Ann", "Dot"):
        sent = {"link": people[name], "to": people[name].email, "sent_at": NOW}
        Delivery.objects.create(edition=first, by=sam, at=NOW, subject="N", site="x", **sent)
    client.get(people["Bob"].path, headers=BROWSER)
    client.get(people["Cid"].path, headers={"User-Agent": "curl/8"})
    people["Dot"].revoke(by=sam, at=timezone.now())
    correct(fetched(report), by=sam, at=NOW)
    make_event(report.project, {"students": 2})
    return report


def publish(client, report, sam):
    kim = make_user("staff", name="Kim")
    sign_off(report, sam, kim)
    answer_warnings(fetched(report), by=sam, at=NOW)
    client.force_login(sam)
    sent = {"reason": "It corrects the number of students."}
    return client.post(reverse("publishing:publish", args=[report.pk]), sent, follow=True)


def test_who_publishes_a_correction_is_asked_whether_to_tell_them(client, corrected, sam):
    page = publish(client, corrected, sam).text

    assert "Tell those who have an earlier edition?" in page
    assert "Ann, Bob (no address)." in page
    form = client.get(reverse("delivery:send", args=[corrected.pk]), {"correction": "1"})
    assert form.context["form"]["addresses"].value() == "ann@example.org"
    assert "It corrects the number of students." in form.context["form"]["text"].value()


def test_who_was_told_is_not_asked_about_again(client, corrected, sam):
    publish(client, corrected, sam)
    edition = corrected.editions.first()
    form = client.get(reverse("delivery:send", args=[corrected.pk]), {"correction": "1"})
    sent = {name: form.context["form"][name].value() for name in ("addresses", "subject", "text")}
    client.post(reverse("delivery:send", args=[corrected.pk]), sent)
    ann = DonorLink.objects.get(label="Ann")
    assert Batch.objects.get().addresses == ["ann@example.org"]

    Delivery.objects.create(
        edition=edition, by=sam, at=NOW, subject="N", site="x", link=ann, to=ann.email
    )

    assert [link.label for link in readers_before(edition)] == ["Bob"]


def test_a_first_edition_asks_nothing(client, report, sam):
    write_report(report)

    page = client.get(make_edition(report, sam).get_absolute_url())

    assert "Tell those" not in page.content.decode()
