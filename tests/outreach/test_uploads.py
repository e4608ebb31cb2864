"""A picture that could be read is not lost when the rest of its form comes back."""

import os
import time

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from outreach.models import Photo
from outreach.photos import clean_photo
from outreach.uploads import FOLDER, clear_kept_pictures, keep, kept
from tests.factories import make_photo, picture_file

URL = "admin:outreach_photo_add"


def form(project, **kwargs):
    fields = {"project": project.pk, "recognisable": "nobody", "consent": "not_needed"}
    return fields | kwargs


def send(client, fields):
    return client.post(reverse(URL), fields)


def test_the_second_try_needs_no_file(client, sam, bees):
    client.force_login(sam)
    wrong = form(bees, picture=picture_file((300, 200)), recognisable="adults")

    returned = send(client, wrong).context["adminform"].form
    receipt = returned["receipt"].value()
    again = send(client, form(bees, receipt=receipt, consent="given")).context["adminform"].form
    send(client, form(bees, receipt=receipt))

    assert returned.errors == {"consent": ["Consent is needed when somebody is recognisable."]}
    assert returned["picture"].help_text.startswith("Your picture is kept.")
    assert again["receipt"].value() == receipt
    photo = Photo.objects.get()
    assert (photo.print_width, photo.print_height) == (300, 200)
    assert default_storage.exists(photo.web_image.name)


def test_another_file_takes_the_place_of_the_kept_one(client, sam, bees):
    client.force_login(sam)
    receipt = keep(clean_photo(picture_file((300, 200))))

    send(client, form(bees, receipt=receipt, picture=picture_file((50, 40))))

    assert Photo.objects.get().print_width == 50


@pytest.mark.parametrize("receipt", ["", "forged", "../../demo"])
def test_without_a_file_or_a_receipt_one_is_asked_for(client, sam, bees, receipt):
    client.force_login(sam)

    returned = send(client, form(bees, receipt=receipt)).context["adminform"].form

    assert returned.errors == {"picture": ["Choose a picture."]}
    assert not Photo.objects.exists()


def test_kept_pictures_are_served_to_nobody(client, root):
    picture = clean_photo(picture_file())
    keep(picture)
    client.force_login(root)

    response = client.get(f"/media/{FOLDER}/{picture.name_of('web')}")

    assert response.status_code == 404


def test_files_of_no_photo_go_after_a_day(bees):
    photo = make_photo(bees)
    picture = clean_photo(picture_file())
    refused = [
        default_storage.save(f"photos/{picture.name_of(rendition)}", picture.web)
        for rendition in ("web", "print")
    ]
    age([*refused, photo.web_image.name, photo.print_image.name])

    clear_kept_pictures()

    assert not any(default_storage.exists(name) for name in refused)
    assert default_storage.exists(photo.web_image.name)


def age(names):
    yesterday = time.time() - 25 * 3600
    for name in names:
        os.utime(default_storage.path(name), (yesterday, yesterday))


def test_what_nobody_came_back_for_goes_after_a_day(db):
    old, new = (clean_photo(picture_file()) for _ in range(2))
    receipts = [keep(old), keep(new)]
    age([f"{FOLDER}/{old.name_of(rendition)}" for rendition in ("web", "print")])

    clear_kept_pictures()
    clear_kept_pictures()

    assert kept(receipts[0]) is None
    assert kept(receipts[1]).print_size == new.print_size
