"""What was withdrawn, or could identify a survivor, stays out of sight whatever comes late."""

import csv
import io
import uuid
from datetime import date

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django.asserts import assertContains, assertNotContains

from outreach import removal
from outreach.form_recovery import seal
from outreach.models import PartnerQuote, Photo
from tests.admin_pages import url
from tests.entries import quote_fields
from tests.factories import (
    make_event,
    make_period,
    make_photo,
    make_project,
    make_quote,
)
from tests.factories import picture_file as picture


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice)
    return client


def upload(client, project, **fields):
    sent = {"form_token": str(uuid.uuid4()), "picture": picture()} | fields
    return client.post(reverse("outreach:photo-upload", args=[project.slug]), sent)


def description(**fields):
    return {
        "form_token": str(uuid.uuid4()),
        "caption": "A morning.",
        "alternative_text": "Pupils.",
        "recognisable": "adults",
        "words": "They ask good questions.",
        "speaker": "A teacher",
        "consent": "given",
        "consent_by": "her",
        "consent_on": "2025-03-14",
    } | fields


def test_an_upload_of_a_survivor_is_refused_and_not_kept(as_alice, bees):
    before = (
        set(default_storage.listdir("photos")[1]) if default_storage.exists("photos") else set()
    )

    response = upload(as_alice, bees, recognisable="survivor", consent="given")

    assert response.status_code == 422
    assert not Photo.everything.exists()
    after = (
        set(default_storage.listdir("photos")[1]) if default_storage.exists("photos") else set()
    )
    assert after == before


def test_a_withdrawal_is_kept_where_the_rest_is_wrong(as_alice, bees):
    upload(as_alice, bees, consent="withdrawn", consent_on="nonsense")

    assert not Photo.objects.get().may_be_shown


def test_a_photo_that_arrived_is_marked_although_the_rest_is_wrong(as_alice, bees):
    token = str(uuid.uuid4())
    upload(as_alice, bees, form_token=token)

    upload(as_alice, bees, form_token=token, recognisable="survivor", consent="given")

    photo = Photo.objects.get()
    assert (photo.recognisable, photo.may_be_shown) == ("survivor", False)


@pytest.mark.parametrize("late", [{"consent": "withdrawn"}, {"recognisable": "survivor"}])
def test_a_late_repetition_of_an_upload_does_not_unblock(as_alice, bees, late):
    sent = description()
    upload(as_alice, bees, **sent)
    Photo.objects.update(**late)

    upload(as_alice, bees, **sent)

    assert not Photo.objects.get().may_be_shown


@pytest.mark.parametrize(("make", "kind"), [(make_photo, "photo"), (make_quote, "quote")])
def test_a_page_from_before_does_not_unblock(as_alice, bees, make, kind):
    record = make(bees)
    url = reverse(f"outreach:{kind}", args=[record.pk])
    as_alice.post(reverse("outreach:withdraw", args=[f"{kind}s", record.pk]))

    stale = as_alice.post(url, description())
    record.refresh_from_db()
    still_blocked = not record.may_be_shown

    assertContains(stale, "Meanwhile this was blocked")
    assert still_blocked


def test_a_quote_can_be_given_anew_and_a_photo_whose_picture_is_gone_cannot(as_alice, bees):
    records = {"quote": make_quote(bees), "photo": make_photo(bees)}
    answers = {}
    for kind, record in records.items():
        as_alice.post(reverse("outreach:withdraw", args=[f"{kind}s", record.pk]))
        url = reverse(f"outreach:{kind}", args=[record.pk])
        answers[kind] = as_alice.post(url, description(knows_it_is_blocked="True"))

    assert answers["quote"].status_code == 302
    assert PartnerQuote.objects.get().consent == "given"
    assertContains(answers["photo"], "The picture was deleted when it was blocked.")
    assert Photo.objects.get().consent == "withdrawn"


def test_saving_does_not_bring_back_what_was_removed_meanwhile(as_alice, alice, bees, monkeypatch):
    photo = make_photo(bees)
    url = reverse("outreach:photo", args=[photo.pk])

    def remove_meanwhile(form, user):
        Photo.objects.filter(pk=photo.pk).update(removed_at="2026-01-01T00:00Z")
        return True

    monkeypatch.setattr("outreach.views.items.is_open", remove_meanwhile)
    as_alice.post(url, description(recognisable="nobody", consent="not_needed"))

    photo.refresh_from_db()
    assert photo.removed_at


def test_blocked_words_are_shown_nowhere(as_alice, alice, bees, report):
    event = make_event(bees)
    make_quote(bees, event=event, words="Secret words.", consent="withdrawn")
    make_quote(bees, event=event, words="Secret as well.", identifies_survivor=True)
    pages = [
        reverse("outreach:quote-list", args=[bees.slug]),
        reverse("outreach:event", args=[event.pk]),
        reverse("handover:period", args=[report.period_id]),
    ]

    for page in pages:
        response = as_alice.get(page)
        assertNotContains(response, "Secret")
        assertContains(response, "Blocked:", count=2)


def test_photos_of_a_locked_period_are_not_changed_by_another_way(as_alice, bees):
    locked, other = make_event(bees), make_event(bees, first_day="2026-02-01")
    token = uuid.uuid4()
    photo = make_photo(bees, event=locked, form_token=token)
    make_period(bees.budget_years.get(number=1), state="submitted")
    said = {f"sent-{token}-{name}": value for name, value in description().items()}
    form = {
        "form_token": str(uuid.uuid4()),
        "first_day": "2026-03-01",
        "venue": "Wat Pa",
        "province": "TH-58",
        "setting": "village",
        "count_method": "counted",
    }

    upload(as_alice, bees, form_token=str(token), caption="Changed.")
    upload(as_alice, bees, form_token=str(token), event=other.pk)
    as_alice.post(
        reverse("outreach:photo-add", args=[bees.slug]), {"sent_photo": str(token)} | said
    )
    as_alice.post(
        reverse("outreach:event-add", args=[bees.slug]), form | {"sent_photo": str(token)} | said
    )

    photo.refresh_from_db()
    assert (photo.event, photo.caption) == (locked, "A morning at school.")


def test_a_token_of_another_project_changes_nothing(as_alice, bees, partner):
    other = make_project(partner=partner)
    token = uuid.uuid4()
    photo = make_photo(bees, form_token=token)

    upload(as_alice, other, form_token=str(token), event=make_event(other).pk)

    photo.refresh_from_db()
    assert (photo.project, photo.event) == (bees, None)


def test_a_picture_of_a_survivor_does_not_wait_for_a_log_in(client, alice, bees):
    form = description(recognisable="survivor", form_owner=seal(alice, "/"), picture=picture())

    client.post(reverse("outreach:photo-add", args=[bees.slug]), form)

    assert "receipt" not in client.session["kept_form"]["data"]


def test_a_withdrawn_quote_may_be_sent_twice(as_alice, bees):
    form = quote_fields(consent="withdrawn")
    url = reverse("outreach:quote-add", args=[bees.slug])

    answers = [as_alice.post(url, form).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert PartnerQuote.objects.get().consent == "withdrawn"


SIZES = {"print_width": 3, "print_height": 2}


def rows_of(content, file_format):
    if file_format == "1":
        return list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    headings, *rows = load_workbook(io.BytesIO(content)).active.values
    return [dict(zip(headings, map(str, row), strict=True)) for row in rows]


SAID = [
    (make_quote, {"words": "I am Mali of Ban Nai Soi."}),
    (make_quote, {"original_words": "Mali", "original_language": "th"}),
    (make_quote, {"speaker": "Mali of the ferry"}),
    (make_photo, {"caption": "Mali at the river."}),
    (make_photo, {"alternative_text": "Mali in a boat."}),
    (make_photo, {"consent_by": "Mother of Mali"}),
]


@pytest.fixture(params=SAID, ids=lambda said: next(iter(said[1])))
def said(request, bees, root):
    """Mali was named, and is named no more, once in the administration; then it was blocked."""
    make, words = request.param
    item = make(bees)
    for texts in (words, dict.fromkeys(words, "tha")):
        for name, text in texts.items():
            setattr(item, name, text)
        item.save()
        LogEntry.objects.log_actions(root.pk, [item], CHANGE)
    item.consent = "withdrawn"
    item.save()
    return item


@pytest.mark.parametrize("is_removed", [False, True])
def test_no_earlier_version_of_what_was_blocked_is_shown(client, alice, root, said, is_removed):
    model, slug = type(said), said.project.slug
    kind = "quotes" if model is PartnerQuote else "photos"
    if is_removed:
        removal.remove(said, by=root, at=timezone.now())
    pages = [
        reverse("outreach:history", args=[kind, said.pk]),
        reverse("outreach:removed", args=[slug, kind]),
        reverse(f"outreach:{kind[:-1]}-list", args=[slug]),
        reverse("admin:index"),
        url(model, "changelist"),
        url(model, "history", said.pk),
        *(url(model, "simple_history", said.pk, each.pk) for each in said.history.all()),
    ]

    for user in (alice, root):
        client.force_login(user)
        for page in pages:
            response = client.get(page, follow=True)
            assert "Mali" not in response.text, page
    assert "withdrawn" in client.get(pages[0]).text.lower()


@pytest.mark.parametrize("file_format", ["0", "1"])
def test_what_was_blocked_does_not_leave_in_a_file(client, root, said, file_format):
    client.force_login(root)
    model = type(said)
    other = model.objects.create(
        project=said.project, **({"words": "Others."} if model is PartnerQuote else SIZES)
    )
    page = client.get(url(model, "export"))
    chosen = {name: "on" for name in page.context["form"].fields if "resource_" in name}

    file = client.post(url(model, "export"), chosen | {"format": file_format, "resource": "0"})

    rows = rows_of(file.content, file_format)
    assert [row["id"] for row in rows] == [str(other.pk)]


def test_an_import_neither_shows_nor_changes_what_was_blocked(client, root, bees):
    quote = make_quote(bees, words="I am Mali.", consent="withdrawn")
    client.force_login(root)
    file = SimpleUploadedFile("q.csv", f"id,project,words\n{quote.pk},bees,Others.\n".encode())

    page = client.post(url(PartnerQuote, "import"), {"import_file": file, "format": "1"})

    assertContains(page, f"Record {quote.pk} is blocked.")
    assertNotContains(page, "Mali")
    assert "confirm_form" not in page.context


REASONS = {
    "a survivor": ({"recognisable": "survivor"}, "a survivor could be identified"),
    "withdrawn": ({"consent": "withdrawn", "recognisable": "nobody"}, "consent was withdrawn"),
    "not recorded": ({"consent": "not_recorded"}, "consent is not recorded"),
    "unsaid": ({"recognisable": ""}, "nobody has said who is recognisable"),
    "not yet": ({"consent_on": date(2025, 5, 2)}, "consent begins on 2 May 2025"),
    "over": ({"consent_until": date(2025, 4, 30)}, "consent ended on 30 April 2025"),
    "a last day": ({"consent_until": date(2025, 5, 1)}, ""),
    "a first day": ({"consent_on": date(2025, 5, 1)}, ""),
    "given": ({}, ""),
}


@pytest.mark.parametrize("why", REASONS)
def test_each_reason_against_printing_is_its_own(why):
    fields, reason = REASONS[why]
    given = {"consent": "given", "consent_on": date(2025, 1, 1), "recognisable": "adults"}

    assert Photo(**given | fields).why_not_printable(date(2025, 5, 1)) == reason
