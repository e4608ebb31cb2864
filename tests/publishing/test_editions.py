"""Publishing makes one edition, frozen for good."""

import json
from dataclasses import fields, replace
from hashlib import sha256

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from grantreports.foundation.models import Branding
from grantreports.publishing.models import Edition
from grantreports.publishing.publish import NotReady, publish
from grantreports.reports.compose import compose
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.frozen import from_data, to_data
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from outreach.models import Attendance, OutreachEvent
from outreach.photos import clean_logo
from outreach.storage import read_media
from projects.models import Project
from tests.editions import NOW, fetched, make_edition, sign_off, write_report
from tests.factories import make_event, picture_file, status_of
from tests.pdfs import text_of
from tests.reports.test_pdf import make_donor_report


@given(st.from_type(DonorReport))
@settings(max_examples=50, deadline=None)
def test_a_report_survives_being_kept_as_json(report):
    assert from_data(json.loads(json.dumps(to_data(report)))) == report


def test_data_from_before_a_field_was_added_can_be_read():
    data = to_data(make_donor_report())
    added_later = {field.name for field in fields(DonorReport) if field.default == ""}
    kept = {name: value for name, value in data.items() if name not in added_later}

    assert "correction" in added_later
    assert from_data(kept) == make_donor_report()


def test_publishing_freezes_what_was_signed_off(report, sam, kim):
    photo, quote = write_report(report)
    review = sign_off(report, sam, kim)

    edition = publish(fetched(report), by=sam, at=NOW)

    edition.refresh_from_db()
    assert (edition.number, edition.review, edition.published_by) == (1, review, sam)
    assert edition.donor_report.edition == "Edition 1"
    assert edition.donor_report.groups[0].points == ("40 students came.",)
    assert edition.kept_draft["points"][0]["text"] == "{attendance: students} students came."
    assert [each["counts"][0]["count"] for each in edition.kept_events] == [40]
    assert (list(edition.photos.all()), list(edition.quotes.all())) == ([photo], [quote])
    assert status_of(report) == "published"
    pdf = read_media(edition.pdf.name)
    assert sha256(pdf).hexdigest() == edition.sha256
    assert "Edition 1" in text_of(pdf)
    last = report.history.latest("history_id")
    assert (last.status, last.history_user) == ("published", sam)


def test_an_edition_gives_the_same_bytes_whatever_changes_afterwards(report, sam, settings):
    branding = Branding.objects.create(foundation_name="Entrust")
    logo = clean_logo(picture_file((60, 20), "PNG"))
    branding.logo.save(logo.name, logo)
    photo, quote = write_report(report)
    edition = make_edition(report, sam)

    change_everything(report, photo, quote, branding)
    later = Edition.objects.get(pk=edition.pk)

    assert compose(fetched(report)).title != later.donor_report.title
    assert render_pdf(later.donor_report) == read_media(edition.pdf.name)


def change_everything(report, photo, quote, branding):
    Attendance.objects.update(count=999)
    OutreachEvent.objects.update(province="TH-50", setting="village")
    make_event(report.project, {"students": 5})
    for file in (photo.web_image, photo.print_image, branding.logo):
        default_storage.delete(file.name)
    photo.caption = photo.alternative_text = "Another."
    photo.save()
    quote.words = "Other words."
    quote.save()
    branding.foundation_name, branding.primary_colour, branding.logo = "New", "#000000", ""
    branding.save()
    report.introduction = "Another."
    report.save()
    report.progresspoints.update(text="Another.")
    project = report.project
    project.title, project.summary = "Another", "Another."
    project.save()


def test_a_later_edition_says_why(report, sam):
    write_report(report)
    make_edition(report, sam)

    second = make_edition(report, sam, reason="It corrects the number of students.")

    assert second.number == 2
    assert "It corrects the number of students." in text_of(read_media(second.pdf.name))
    assert report.latest_edition() == second


def test_a_later_edition_without_a_reason_is_refused(report, sam):
    write_report(report)
    make_edition(report, sam)

    with pytest.raises(NotReady, match="Say why"):
        make_edition(report, sam)
    assert report.editions.count() == 1


def test_what_an_edition_had_corrected_is_not_read_again_when_it_is_withdrawn(report, sam):
    write_report(report)
    make_edition(report, sam)
    second = make_edition(report, sam, reason="A correction.")
    second.withdrawn_at, second.withdrawn_reason = NOW, "A mistake."
    second.save()

    assert report.latest_edition() is None


@pytest.mark.parametrize("status", ["drafting", "published", "withdrawn", "collecting"])
def test_only_a_report_in_review_is_published(report, sam, status):
    write_report(report)
    sign_off(report, sam, sam)
    Report.objects.update(status=status)

    assert publish(fetched(report), by=sam, at=NOW) is None
    assert not Edition.objects.exists()


def test_what_nobody_signed_off_is_not_published(report, sam):
    write_report(report)
    Report.objects.update(status="in_review")

    with pytest.raises(NotReady, match="Nobody has signed"):
        publish(fetched(report), by=sam, at=NOW)


def test_what_changed_since_it_was_signed_off_is_not_published(report, sam):
    write_report(report)
    sign_off(report, sam, sam)
    make_event(report.project, {"students": 1})

    with pytest.raises(NotReady, match="has changed since"):
        publish(fetched(report), by=sam, at=NOW)
    assert status_of(report) == "in_review"


def test_errors_are_not_published_even_signed_off(report, sam):
    _photo, quote = write_report(report)
    quote.consent = "not_recorded"
    quote.save()
    sign_off(report, sam, sam)

    with pytest.raises(NotReady, match="consent is not recorded"):
        publish(fetched(report), by=sam, at=NOW)


def files_of_editions():
    """By their whole names: the same picture has the same name in every folder."""
    folders = default_storage.listdir("editions")[0] if default_storage.exists("editions") else []
    paths = [f"editions/{name}" for name in folders]
    return {f"{path}/{file}" for path in paths for file in default_storage.listdir(path)[1]}


def test_of_a_publication_that_fails_no_file_stays(report, sam, monkeypatch):
    write_report(report)
    sign_off(report, sam, sam)
    before = files_of_editions()

    def fail(*args, **kwargs):
        raise OSError("The disk is full.")

    monkeypatch.setattr(Edition, "save", fail)
    with pytest.raises(OSError, match="full"):
        publish(fetched(report), by=sam, at=NOW)

    assert files_of_editions() == before
    assert status_of(report) == "in_review"


def test_a_missing_picture_is_not_published(report, sam):
    photo, _quote = write_report(report)
    default_storage.delete(photo.print_image.name)
    sign_off(report, sam, sam)

    with pytest.raises(NotReady, match="missing"):
        publish(fetched(report), by=sam, at=NOW)


def test_staff_read_an_edition_with_its_pictures(client, sam, report):
    write_report(report)
    edition = make_edition(report, sam)
    client.force_login(sam)

    page = client.get(edition.get_absolute_url())
    pdf = client.get(reverse("publishing:edition-pdf", args=[report.pk, 1]))
    picture = client.get(f"/media/{edition.donor_report.lead_picture.web}")

    assert "40 students came." in page.text
    assert edition.donor_report.lead_picture.web in page.text
    assert pdf.getvalue() == read_media(edition.pdf.name)
    assert picture.getvalue().startswith(b"\xff\xd8")


def test_partner_staff_cannot_see_the_copies_of_an_edition(client, alice, sam, report):
    write_report(report)
    edition = make_edition(report, sam)
    client.force_login(alice)

    assert client.get(f"/media/{edition.donor_report.lead_picture.web}").status_code == 404
    assert client.get(f"/media/{edition.pdf.name}").status_code == 404


def test_the_page_of_an_edition_runs_as_many_queries_for_many_editions(
    client, sam, report, django_assert_max_num_queries
):
    write_report(report)
    edition = make_edition(report, sam)
    client.force_login(sam)
    client.get(edition.get_absolute_url())
    with django_assert_max_num_queries(12) as first:
        client.get(edition.get_absolute_url())
    for number in range(3):
        make_edition(report, sam, reason=f"Correction {number}.")

    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(edition.get_absolute_url())


def test_a_picture_is_copied_once(report, sam):
    write_report(report)

    edition = make_edition(report, sam)

    shown = edition.donor_report
    assert all(name.startswith("editions/") for name in shown.print_names + shown.web_names)
    assert replace(shown.lead_picture, web="", print="") == replace(
        compose(fetched(report)).lead_picture, web="", print=""
    )


def test_the_edition_of_a_report_whose_number_no_database_holds_is_not_found(client, sam):
    client.force_login(sam)

    response = client.get(reverse("publishing:edition", args=[10**23, 1]))

    assert response.status_code == 404


def while_it_is_laid_out(monkeypatch, act):
    def render(report):
        act()
        return render_pdf(report)

    monkeypatch.setattr("grantreports.publishing.publish.render_pdf", render)


@pytest.mark.django_db(transaction=True)
def test_others_go_on_working_while_the_pdf_is_laid_out(report, sam, monkeypatch):
    write_report(report)
    locked = []
    while_it_is_laid_out(monkeypatch, lambda: locked.append(connection.in_atomic_block))

    make_edition(report, sam)

    assert locked == [False]


MEANWHILE = {
    "an event comes in": lambda report, photo, quote: make_event(report.project, {"students": 1}),
    "a consent is withdrawn": lambda report, photo, quote: quote.withdraw_consent(),
    "a survivor is found": lambda report, photo, quote: photo.change(
        {}, by=None, recognisable="survivor", consent="not_recorded"
    ),
    "words change": lambda report, photo, quote: quote.change({}, by=None, words="Others."),
    "a picture is described": lambda report, photo, quote: photo.change({}, by=None, caption="A."),
    "the foundation moves": lambda report, photo, quote: Branding.objects.update_or_create(
        defaults={"foundation_name": "Another"}
    ),
    "the title changes": lambda report, photo, quote: Project.objects.update(title="Wasps"),
}


@pytest.mark.parametrize("act", MEANWHILE.values(), ids=MEANWHILE)
def test_what_changes_while_the_pdf_is_laid_out_is_not_published(report, sam, monkeypatch, act):
    photo, quote = write_report(report)
    sign_off(report, sam, sam)
    before = files_of_editions()
    while_it_is_laid_out(monkeypatch, lambda: act(report, photo, quote))

    with pytest.raises(NotReady):
        publish(fetched(report), by=sam, at=NOW)

    assert not Edition.objects.exists()
    assert files_of_editions() == before


def test_who_takes_it_back_while_the_pdf_is_laid_out_is_heard(report, sam, monkeypatch):
    write_report(report)
    sign_off(report, sam, sam)
    before = files_of_editions()
    while_it_is_laid_out(monkeypatch, lambda: Report.objects.update(status="drafting"))

    assert publish(fetched(report), by=sam, at=NOW) is None

    assert not Edition.objects.exists()
    assert files_of_editions() == before
