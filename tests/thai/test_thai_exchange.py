"""The exchange of a period in Thai: its page in every state, its messages and its mails."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from grantreports.handover import handovers as acts
from grantreports.handover.models import Note
from grantreports.handover.models import letters as mails
from grantreports.mailing import outbox
from outreach import removal
from projects.models import Target
from tests.factories import (
    make_group,
    make_period,
    make_photo,
    make_project,
    make_quote,
    make_year,
    set_state,
)
from tests.thai.english import assert_thai, english_words

NOW = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
COMPLETE = {"complete": "on", "text": "ครบแล้ว"}


def url(name, period):
    return reverse(f"handover:{name}", args=[period.pk])


@pytest.fixture
def submitted(period, alice):
    return acts.submit(period, by=alice, at=NOW, text="ครบแล้ว")


@pytest.fixture
def returned(period, submitted, event, photo, quote, sam):
    items = [event, photo, quote]
    notes = [*(Note.on(item, "มากี่คน") for item in items), Note(text="ดีมาก")]
    return acts.send_back(period, by=sam, at=NOW, text="สองข้อ", notes=notes)


@pytest.mark.parametrize("due", [-40, -1, 0, 1, 2, 40])
def test_a_period_that_is_due(as_alice, bees, period, due):
    period.due_date = timezone.localdate() + timedelta(days=due)
    period.save()

    for page in (url("period", period), reverse("home"), reverse("project-list")):
        assert_thai(as_alice.get(page))


@pytest.mark.parametrize(
    "status", ["submitted", "drafting", "in_review", "published", "withdrawn"]
)
def test_a_period_that_is_closed(as_alice, bees, report, event, photo, status):
    set_state(report, "submitted" if status == "submitted" else "accepted")
    if status != "submitted":
        type(report).objects.update(status=status)

    preview = reverse("reports:preview", args=[report.pk])
    pages = [url("period", report.period), preview, reverse("home")]
    for page in [*pages, reverse("project", args=[bees.slug])]:
        assert_thai(as_alice.get(page))


def test_a_period_with_everything_missing(as_alice, bees, period, event):
    event.attendances.all().delete()
    event.activities = ""
    event.save()
    nothing = {
        "caption": "",
        "alternative_text": "",
        "recognisable": "",
        "consent": "not_recorded",
    }
    for _ in range(7):
        make_photo(bees, event=event, **nothing)
    make_photo(bees, **nothing | {"consent": "withdrawn"})
    make_quote(bees, words="ดี", speaker="ครู", consent="not_recorded")

    assert_thai(as_alice.get(url("period", period)))
    assert_thai(as_alice.get(reverse("home")))


def test_a_period_that_came_back(as_alice, period, returned):
    assert_thai(as_alice.get(url("period", period)))
    assert_thai(as_alice.get(reverse("home")))
    assert_thai(as_alice.post(url("submit", period), {}))
    assert_thai(as_alice.post(url("submit", period), COMPLETE))


def test_what_a_note_is_about_is_gone(as_alice, period, returned, event, photo, alice):
    removal.remove(event, by=alice, at=NOW)
    photo.delete()

    assert_thai(as_alice.get(url("period", period)))


def test_notes_are_answered(as_alice, period, returned):
    form = {f"note-{note.pk}": "ห้าคน" for note in returned.notes.all()}

    assert_thai(as_alice.post(url("answer", period), form | {"text": ""}, follow=True))
    assert_thai(as_alice.post(url("submit", period), form | COMPLETE, follow=True))
    assert_thai(as_alice.post(url("submit", period), {"text": "มาช้าไป"}), status=409)


@pytest.mark.parametrize("form", [{}, {"text": "ก" * 5001}])
def test_an_empty_period(as_alice, period, form):
    assert_thai(as_alice.post(url("submit", period), form))


def test_somebody_else_was_faster(as_alice, period, sam, submitted):
    form = {"text": "อีกข้อความหนึ่ง"}
    assert_thai(as_alice.post(url("submit", period), form), status=409)
    acts.accept(period, by=sam, at=NOW)

    assert_thai(as_alice.post(url("submit", period), form), status=409)


def sent(handover):
    for mailing in mails.announce(handover, "https://periods.example.org/periods/1/period/"):
        outbox.send("handover.mailing", mailing.pk)
    return mail.outbox[-1]


@pytest.mark.parametrize("handover", ["submitted", "returned"])
def test_a_mail(request, period, sam, alice, handover):
    message = sent(request.getfixturevalue(handover))

    assert english_words(message.subject) == []
    assert english_words(message.body) == []


def test_a_mail_about_answers(period, returned, alice):
    for note in returned.notes.all():
        note.give_answer("ห้าคน", by=alice, at=NOW)

    message = sent(acts.submit(period, by=alice, at=NOW + timedelta(hours=1)))

    assert english_words(message.body) == []


def test_projects_of_every_kind(as_alice, partner, bees, event):
    make_group("parents")
    year = bees.budget_years.get(number=1)
    figures = [
        "attendance",
        "provinces",
        "attendance: students, parents at rural schools in Chiang Mai",
    ]
    for figure in figures:
        Target.objects.create(budget_year=year, figure=figure, value=5)
    for status in ("planned", "completed", "cancelled"):
        fields = {"title": "มด", "place": "", "summary": "ดูแลเด็ก", "country": "KE"}
        project = make_project(partner=partner, status=status, **fields)
        assert_thai(as_alice.get(reverse("project", args=[project.slug])))
        make_period(make_year(project, first_day=date(2026, 1, 1), last_day=date(2026, 12, 31)))

    for page in (reverse("home"), reverse("project-list"), reverse("project", args=["bees"])):
        assert_thai(as_alice.get(page))


def test_somebody_without_a_project(as_alice):
    assert_thai(as_alice.get(reverse("home")))
    assert_thai(as_alice.get(reverse("project-list")))
