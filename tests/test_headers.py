from django.urls import reverse

from tests.factories import make_photo


def test_pages_run_no_foreign_script_and_no_inline_one(client, sam):
    client.force_login(sam)

    policy = client.get(reverse("home"))["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_pdf_is_kept_by_no_cache_and_named_after_its_report(client, sam, report):
    client.force_login(sam)

    response = client.get(reverse("reports:pdf", args=[report.pk]))

    assert "no-store" in response["Cache-Control"]
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="bees-year-1-report-1.pdf"'


def test_pages_are_compressed_and_pictures_are_not(client, alice, bees):
    photo = make_photo(bees, size=(900, 600))
    client.force_login(alice)
    accepts = {"accept-encoding": "gzip"}

    page = client.get(reverse("home"), headers=accepts)
    picture = client.get(photo.web_image.url, headers=accepts)

    assert page["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in picture
    assert int(picture["Content-Length"]) == len(picture.getvalue())
