"""The ZIP of photos of KoboToolbox and ODK comes in with the rows."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pytest_django.asserts import assertContains

from outreach.models import EventImport, OutreachEvent, Photo
from tests.factories import make_group, picture_file
from tests.sheets import address, confirm, text

UUIDS = ["0b4f6e0e-8b6d-4c6c-9b57-0a9d6e1f3c11", "9a1d2c3b-1111-4222-8333-444455556666"]
HEADINGS = [
    "_uuid",
    "start",
    "g/date",
    "g/venue",
    "g/province",
    "g/setting",
    "g/students",
    "g/photo",
]
ROWS = [
    [UUIDS[0], "2025-03-15T09:00:00Z", "2025-03-14", "Ban Mai", "Chiang Mai", "Village", 30, ""],
    [UUIDS[1], "2025-03-16T09:00:00Z", "2025-03-15", "Wat Pa", "Lamphun", "Village", 3, "two.jpg"],
]


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def picture():
    return picture_file().getvalue()


def kobo(**more):
    return zipped(
        **{
            f"alice/attachments/form/{UUIDS[0]}/1710400000.jpg": picture(),
            f"alice/attachments/form/{UUIDS[0]}/1710400001.jpg": picture(),
            "media/two.jpg": picture(),
        }
        | more
    )


@pytest.fixture
def page(client, alice):
    make_group("students")
    client.force_login(alice)
    return client


def send_both(client, project, photos):
    files = {
        "file": SimpleUploadedFile("events.csv", text(HEADINGS, *ROWS)),
        "photos": SimpleUploadedFile("photos.zip", photos),
    }
    return client.post(reverse("outreach:import", args=[project.slug]), files)


def sent_both(client, project, photos):
    assert send_both(client, project, photos).status_code == 302
    return EventImport.objects.latest("pk")


def photos_by_venue():
    events = OutreachEvent.objects.order_by("first_day")
    return {event.venue: event.photos.count() for event in events}


def test_each_photo_comes_to_the_event_of_its_form(page, bees):
    event_import = sent_both(page, bees, kobo())
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)

    assertContains(preview, "3 photos come with the new events.")
    assert photos_by_venue() == {"Ban Mai": 2, "Wat Pa": 1}
    photo = Photo.objects.first()
    assert (photo.consent, photo.recognisable) == ("not_recorded", "")
    assert photo.day == photo.event.first_day


def test_sent_again_they_do_not_come_twice(page, bees):
    for _ in range(2):
        confirm(page, sent_both(page, bees, kobo()))

    assert photos_by_venue() == {"Ban Mai": 2, "Wat Pa": 1}


@pytest.mark.parametrize(
    ("more", "sentence", "key"),
    [
        ({"other.jpg": b""}, "1 photo of the ZIP belongs to no row.", "photos-without-row"),
        ({f"{UUIDS[0]}/x.jpg": b"no"}, "x.jpg: This file is not a picture", "photos-not-read"),
    ],
)
def test_a_photo_that_cannot_come_is_told_first(page, bees, more, sentence, key):
    event_import = sent_both(page, bees, kobo(**more))
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)
    before = OutreachEvent.objects.exists()
    page.post(address("import-preview", event_import), {f"know-{key}": "seen"})
    confirm(page, event_import)

    assertContains(preview, sentence)
    assert not before
    assert photos_by_venue() == {"Ban Mai": 2, "Wat Pa": 1}


@pytest.mark.parametrize("photos", [b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_zip_is_refused_on_its_field(page, bees, photos):
    form = send_both(page, bees, photos).context["form"]

    assert form.errors == {"photos": ["This is not a ZIP of photos."]}
    assert not EventImport.objects.exists()


def test_too_many_photos_are_refused(page, bees):
    many = zipped(**{f"{number}.jpg": b"x" for number in range(101)})

    assert (
        "more than 100 photos" in send_both(page, bees, many).context["form"].errors["photos"][0]
    )


def test_photos_that_were_kept_too_long_ago_are_told(page, bees, monkeypatch):
    event_import = sent_both(page, bees, kobo())
    monkeypatch.setattr("outreach.sheets.media.kept", lambda receipt: None)

    response = confirm(page, event_import)

    assertContains(response, "3 photos were kept for a day only")
    assert OutreachEvent.objects.count() == 2
