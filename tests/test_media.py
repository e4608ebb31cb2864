import pytest
from django.urls import reverse

from grantreports.foundation.models import Branding
from outreach.photos import clean_logo
from tests.factories import make_photo, picture_file


def status(client, name):
    response = client.get(reverse("media", args=[name]))
    # Read to its end, a file is closed.
    response.getvalue()
    return response.status_code


@pytest.mark.parametrize("rendition", ["web_image", "print_image"])
def test_both_sizes_of_a_photo_are_served(client, alice, bees, rendition):
    photo = make_photo(bees)
    client.force_login(alice)

    response = client.get(reverse("media", args=[getattr(photo, rendition).name]))

    assert response["Content-Type"] == "image/jpeg"
    assert "private" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.getvalue().startswith(b"\xff\xd8")


def test_a_browser_asks_again_before_it_shows_its_copy(client, alice, bees):
    photo = make_photo(bees)
    url = reverse("media", args=[photo.web_image.name])
    client.force_login(alice)
    first = client.get(url)
    first.getvalue()

    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    photo.consent = "withdrawn"
    photo.save()
    withdrawn = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert "no-cache" in first["Cache-Control"]
    assert again.status_code == 304
    assert withdrawn.status_code == 404


def test_a_withdrawn_photo_is_served_to_nobody(client, root, bees):
    photo = make_photo(bees)
    name = photo.web_image.name
    photo.withdraw_consent()
    client.force_login(root)

    assert status(client, name) == 404


def test_the_logo_is_served_to_all_who_log_in(client, mallory):
    branding = Branding(foundation_name="Entrust")
    logo = clean_logo(picture_file((60, 20), "PNG"))
    branding.logo.save(logo.name, logo)

    assert status(client, branding.logo.name) == 302
    client.force_login(mallory)
    assert status(client, branding.logo.name) == 200


@pytest.mark.parametrize(
    "name", ["", "../demo.key", "photos/nothing.jpg", "a%00b", "tests.sqlite3"]
)
def test_nothing_else_is_served(client, root, name):
    Branding.objects.create(foundation_name="Entrust")
    client.force_login(root)

    assert client.get(f"/media/{name}").status_code == 404


def test_a_photo_whose_file_is_missing_is_not_found(client, root, bees):
    photo = make_photo(bees)
    photo.web_image.storage.delete(photo.web_image.name)
    client.force_login(root)

    assert status(client, photo.web_image.name) == 404
