import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.reports.compose import compose
from grantreports.reports.models import ChosenPhoto
from outreach import removal
from outreach.models import Attendance, OutreachEvent, PartnerQuote, Photo
from outreach.removal import clear_removed
from tests.editions import make_edition, write_report
from tests.factories import make_event, make_period, make_photo, make_quote, make_report

MAKERS = {"events": make_event, "quotes": make_quote, "photos": make_photo}
MODELS = {"events": OutreachEvent, "quotes": PartnerQuote, "photos": Photo}


@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_removed_can_be_put_back(as_alice, alice, bees, kind):
    record = MAKERS[kind](bees)

    removed = as_alice.post(reverse("outreach:remove", args=[kind, record.pk]), follow=True)
    gone = not MODELS[kind].objects.exists()
    listed = as_alice.get(reverse("outreach:removed", args=[bees.slug, kind]))
    as_alice.post(reverse("outreach:put-back", args=[kind, record.pk]))

    assertContains(removed, "Undo")
    assert gone
    assertContains(listed, "Alice")
    assert MODELS[kind].objects.get() == record


def test_a_removed_event_counts_nowhere(as_alice, bees, report):
    make_event(bees, {"students": 40})
    event = make_event(bees, {"students": 7})

    as_alice.post(reverse("outreach:remove", args=["events", event.pk]))

    page = as_alice.get(reverse("outreach:event-list", args=[bees.slug]))
    assert page.context["totals"].attended == 40
    numbers = [item.number for item in compose(report).strip]
    assert numbers[:2] == ["1", "40"]
    assert as_alice.get(reverse("outreach:event", args=[event.pk])).status_code == 404


def test_a_removed_photo_is_not_served(as_alice, bees):
    photo = make_photo(bees)
    removal.remove(photo, by=None, at=timezone.now())

    assert as_alice.get(photo.web_image.url).status_code == 404


def test_a_photo_that_a_report_shows_stays(as_alice, bees, report):
    photo = make_photo(bees)
    ChosenPhoto.objects.create(report=report, photo=photo)

    response = as_alice.post(reverse("outreach:remove", args=["photos", photo.pk]), follow=True)

    assertContains(response, "A report shows this.")
    assert Photo.objects.get() == photo


def test_nothing_is_removed_from_a_locked_period(as_alice, bees):
    event, gone = make_event(bees), make_event(bees)
    removal.remove(gone, by=None, at=timezone.now())
    make_period(bees.budget_years.get(number=1), state="submitted")

    as_alice.post(reverse("outreach:remove", args=["events", event.pk]))
    as_alice.post(reverse("outreach:put-back", args=["events", gone.pk]))

    assert OutreachEvent.objects.get() == event


def test_after_thirty_days_it_is_gone_for_good(bees):
    old, new, chosen = make_event(bees, {"students": 3}), make_event(bees), make_photo(bees)
    month_ago = timezone.now() - timedelta(days=31)
    removal.remove(old, by=None, at=month_ago)
    removal.remove(new, by=None, at=timezone.now())
    removal.remove(chosen, by=None, at=month_ago)
    report = make_report(bees.budget_years.get(number=1))
    ChosenPhoto.objects.create(report=report, photo=chosen)

    clear_removed()
    clear_removed()

    assert list(OutreachEvent.everything.all()) == [new]
    assert list(Photo.everything.all()) == [chosen]
    assert not Attendance.objects.exists()


def test_the_history_tells_who_changed_what(as_alice, bees):
    event = make_event(bees, {"students": 40})
    form = {
        "form_token": str(uuid.uuid4()),
        "first_day": "2025-03-20",
        "venue": "Wat Doi Kham",
        "province": "TH-50",
        "setting": "village",
        "count_method": "counted",
        f"count_{event.attendances.get().group_id}": "41",
    }
    as_alice.post(reverse("outreach:event-edit", args=[event.pk]), form)
    as_alice.post(reverse("outreach:remove", args=["events", event.pk]))

    response = as_alice.get(reverse("outreach:history", args=["events", event.pk]))

    changes = response.context["changes"]
    details = changes[1].details
    told = {detail.label: (detail.old, detail.new) for detail in details}
    assert told["venue"] == ("Ban Mai School", "Wat Doi Kham")
    assert told["province"] == ("Mae Hong Son", "Chiang Mai")
    assert told["setting"] == ("Rural school", "Village")
    assert told["students"] == ("40", "41")
    assert [change.what for change in changes] == ["Removed", "Changed", "Entered"]
    assert changes[1].by == "Alice"


def test_the_history_survives_a_group_that_is_gone(as_alice, bees):
    event = make_event(bees, {"monks": 4})
    attendance = event.attendances.get()
    attendance.delete()
    attendance.group.delete()

    response = as_alice.get(reverse("outreach:history", args=["events", event.pk]))

    assert response.status_code == 200


def test_what_happened_at_different_times_is_told_apart(as_alice, bees):
    quote = make_quote(bees)
    history = quote.history
    history.update(history_date=timezone.now() - timedelta(hours=3))
    quote.speaker = "A nurse"
    quote.save()
    history.filter(speaker="A nurse").update(history_date=timezone.now() - timedelta(hours=2))
    removal.remove(quote, by=None, at=timezone.now())

    response = as_alice.get(reverse("outreach:history", args=["quotes", quote.pk]))

    assert [change.what for change in response.context["changes"]] == [
        "Removed",
        "Changed",
        "Entered",
    ]
    assertNotContains(response, "removed_at")


def test_what_donors_have_read_is_removed_with_a_reason_only(client, sam, report):
    write_report(report)
    make_edition(report, sam)
    event = OutreachEvent.objects.get()
    client.force_login(sam)
    url = reverse("outreach:remove", args=["events", event.pk])

    asked = client.post(url)
    blank = client.post(url, {"reason": " "})
    there = OutreachEvent.objects.exists()
    client.post(url, {"reason": "It was entered twice."})

    assertContains(asked, "Donors have read of this.")
    assertContains(blank, "This field is required.")
    assert there
    assert not OutreachEvent.objects.exists()
    listed = client.get(reverse("outreach:removed", args=[event.project.slug, "events"]))
    assertContains(listed, "It was entered twice.")


def test_what_donors_have_read_is_never_deleted_for_good(root, client, sam, report):
    write_report(report)
    make_edition(report, sam)
    event = OutreachEvent.objects.get()
    client.force_login(root)

    client.post(reverse("admin:outreach_outreachevent_delete", args=[event.pk]), {"post": "yes"})
    stayed = OutreachEvent.objects.exists()
    long_ago = timezone.now() - timedelta(days=400)
    removal.remove(event, by=sam, at=long_ago, reason="It was entered twice.")
    clear_removed()

    assert stayed
    assert OutreachEvent.everything.get().attendances.count() == 2
