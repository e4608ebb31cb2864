"""Consent that ends: told before, refused on the day after, closed or kept as was chosen."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from grantreports.delivery.batches import make_batch, run
from grantreports.delivery.models import Batch, Delivery, DonorLink
from grantreports.foundation.models import Branding
from grantreports.publishing.consent_end import act_on_ends, coming_ends, keep, why_over
from grantreports.publishing.models import Edition, EndNotice, Kept
from outreach.models import PartnerQuote, Photo
from tests.editions import NOW, fetched, make_edition, write_report
from tests.factories import status_of

pytestmark = pytest.mark.django_db(transaction=True)

LAST_DAY = date(2026, 9, 1)
GIVEN = {"consent": "given", "consent_by": "the mother", "consent_on": date(2025, 3, 3)}
# 17:00 in UTC is midnight in Bangkok.
LAST_MOMENT = datetime(2026, 9, 1, 16, 59, tzinfo=UTC)
NEXT_DAY = datetime(2026, 9, 1, 17, 1, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    """Sets the clock; the publishing of the edition lies before."""

    def set_clock(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(datetime(2026, 2, 3, 9, 30, tzinfo=UTC))
    return set_clock


@pytest.fixture(params=["photo", "quote"])
def item(request, report, now):
    report.project.partner.time_zone = "Asia/Bangkok"
    report.project.partner.save()
    photo, quote = write_report(report)
    item = {"photo": photo, "quote": quote}[request.param]
    more = {"recognisable": "adults"} if request.param == "photo" else {}
    type(item).objects.update(**GIVEN, **more, consent_until=LAST_DAY)
    return type(item).objects.get()


@pytest.fixture
def edition(item, report, sam):
    return make_edition(fetched(report), sam)


@pytest.fixture
def link(edition, sam):
    return DonorLink.for_donor(edition.report, "Ann", by=sam, at=NOW, email="ann@example.org")


def ask(foundation="ask"):
    Branding.objects.update_or_create(defaults={"when_consent_ends": foundation}, id=1)


def test_donors_read_to_the_end_of_the_last_day_where_the_partner_works(
    client, link, now, edition
):
    now(LAST_MOMENT)
    act_on_ends()
    read = client.get(link.path).status_code
    now(NEXT_DAY)

    assert (read, client.get(link.path).status_code) == (200, 410)
    assert client.get(f"{link.path}report.pdf").status_code == 410
    assert Edition.objects.get().withdrawn_at is None, "nothing ran yet, and it is refused"


def test_it_is_closed_as_in_a_withdrawal(client, link, now, edition, item, report):
    files = [edition.pdf.name, *edition.donor_report.file_names]
    now(NEXT_DAY)
    act_on_ends()
    act_on_ends()

    edition.refresh_from_db()
    assert edition.withdrawn_reason == why_of(item)
    assert not [name for name in files if default_storage.exists(name)]
    assert edition.donor_report.quotes == ()
    assert status_of(report) == "drafting"
    chosen = [*report.chosenphotos.all(), *report.chosenquotes.all()]
    assert len(chosen) == 1
    assert client.get(link.path).status_code == 410
    # What people gave stays with the partner, who may ask them again.
    assert type(item).objects.get().may_be_shown


def why_of(item):
    kind = "photo" if isinstance(item, Photo) else "quote"
    return f"Consent for {kind} {item.pk} ended on 1 September 2026."


def test_nothing_new_goes_out(client, link, now, edition, sam, report):
    ask()
    client.force_login(sam)
    mail = {"addresses": "bob@example.org", "subject": "News", "text": "Dear Bob."}
    waiting = make_batch([edition], token=None, kind=Batch.Kind.SEND, by=sam, to_own_links=True)
    zipped = make_batch([edition], token=None, kind=Batch.Kind.ZIP, by=sam)
    run(zipped.pk)
    queued = Delivery.objects.create(
        link=link, to="ann@example.org", edition=edition, by=sam, at=NOW, subject="N", site="x"
    )
    now(NEXT_DAY)

    client.post(reverse("delivery:links", args=[report.pk]), {"label": "Bob"})
    client.post(reverse("delivery:send", args=[report.pk]), mail)
    client.post(reverse("delivery:batch-add"), mail | {"report": report.pk, "do": "send"})
    client.post(reverse("delivery:batch-add"), {"report": report.pk, "do": "zip"})
    run(waiting.pk)
    handed = client.get(reverse("delivery:batch-zip", args=[zipped.pk]))
    with pytest.raises(Exception, match="Consent for"):
        queued.message()

    assert DonorLink.objects.count() == 1
    assert Batch.objects.count() == 2
    assert Delivery.objects.count() == 1
    assert "Consent for" in waiting.items.get().problem
    assert handed.status_code == 302
    print("7 ways tried, 0 got through")


def test_a_foundation_that_asks_lets_it_rest_until_somebody_keeps_it(
    client, link, now, edition, item, sam
):
    ask()
    now(NEXT_DAY)
    act_on_ends()
    resting = client.get(link.path).status_code
    client.force_login(sam)
    url = reverse("publishing:edition-keep", args=[edition.report_id, edition.number])

    page = client.get(edition.get_absolute_url())
    blank = client.post(url, {"kept_reason": " "})
    client.post(url, {"kept_reason": "The parents said yes on the telephone."}, follow=True)
    act_on_ends()
    kept_page = client.get(edition.get_absolute_url())
    client.logout()

    assert resting == 410
    assert why_of(item) in page.text
    assert "Say why donors may read on." in blank.text
    assert Kept.objects.get().by == sam
    assert "The parents said yes on the telephone." in kept_page.text
    assert client.get(link.path).status_code == 200


def test_who_keeps_one_end_does_not_keep_another(now, edition, item, sam, report):
    ask()
    now(NEXT_DAY)
    assert keep(edition, reason="Yes.", by=sam, at=NOW)
    type(item).objects.update(consent_until=date(2026, 9, 3))
    now(NEXT_DAY + timedelta(days=5))

    assert "3 September" in why_over(edition)


def test_a_new_last_day_opens_it_again(client, link, now, edition, item):
    ask()
    now(NEXT_DAY)
    assert client.get(link.path).status_code == 410

    type(item).objects.update(consent_until=date(2027, 9, 1))

    assert client.get(link.path).status_code == 200
    assert not keep(edition, reason="Yes.", by=None, at=NOW)


def test_one_that_was_given_anew_meanwhile_is_not_closed(now, edition, item):
    now(NEXT_DAY)
    type(item).objects.update(consent_until=None)

    act_on_ends()

    assert not Edition.objects.get().withdrawn_at


@pytest.mark.parametrize(
    ("days_before", "steps"),
    [(61, []), (60, [60]), (30, [60]), (14, [14]), (1, [14]), (0, [14]), (-1, [-1])],
)
def test_staff_are_told_before_each_once(now, edition, sam, days_before, steps, mailoutbox):
    ask()
    now(LAST_MOMENT - timedelta(days=days_before))

    act_on_ends()
    act_on_ends()

    assert [notice.step for notice in EndNotice.objects.filter(to=sam.email)] == steps
    for notice in EndNotice.objects.all():
        message = notice.message()
        assert "They ask good questions" not in message.body + message.subject
        assert "1 September 2026" in message.subject


def test_each_step_is_told_as_its_day_comes(now, edition, sam):
    for days in (60, 59, 14, 13, 0, -1, -2):
        now(LAST_MOMENT - timedelta(days=days))
        ask()
        act_on_ends()

    assert [notice.step for notice in EndNotice.objects.filter(to=sam.email)] == [60, 14, -1]


@pytest.mark.parametrize("moment", [LAST_MOMENT - timedelta(days=20), LAST_MOMENT, NEXT_DAY])
def test_overview_and_desk_say_so_the_same_day(client, now, edition, item, sam, moment):
    ask()
    now(moment)
    client.force_login(sam)

    overview = client.get(reverse("overview")).text
    desk = client.get(reverse("desk:history", args=[edition.report_id])).text

    assert "Consent that ends" in overview
    assert ("donors do not read it" in overview) == (moment == NEXT_DAY)
    assert ("Donors do not read" in desk) == (moment == NEXT_DAY)
    assert "Consent for" in desk
    assert len(coming_ends(sam)) == 1


def test_a_draft_leaves_out_what_is_over(now, report, item):
    now(NEXT_DAY)
    model = PartnerQuote if isinstance(item, PartnerQuote) else Photo

    assert "ended on" in model.objects.get().why_not_printable(date(2026, 9, 2))


def test_an_earlier_edition_does_not_close_the_one_that_is_kept(now, edition, item, report, sam):
    """Somebody kept the last one, and then the foundation chose to close."""
    second = make_edition(fetched(report), sam, reason="A correction.")
    ask()
    now(NEXT_DAY)
    assert keep(second, reason="They said yes.", by=sam, at=NOW)
    ask("close")

    act_on_ends()

    assert not Edition.objects.exclude(withdrawn_at=None)
