import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from grantreports.desk.checks.run import findings_of
from grantreports.desk.models import Acknowledgement
from grantreports.reports.models import Report

HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(report):
    return reverse("desk:acknowledge", args=[report.pk])


def finding_of(report, check_id, pages=None):
    report = Report.objects.with_project().get(pk=report.pk)
    return next(each for each in findings_of(report, pages=pages) if each.check_id == check_id)


def test_a_warning_is_acknowledged_by_name_and_reason(as_sam, sam, report, url):
    finding = finding_of(report, "no-quote")

    response = as_sam.post(url, {"finding": finding.key, "reason": "Nobody spoke."})

    assertRedirects(response, reverse("desk:desk", args=[report.pk]))
    kept = Acknowledgement.objects.get()
    assert (kept.by, kept.reason, kept.sentence) == (sam, "Nobody spoke.", finding.sentence)
    assert finding_of(report, "no-quote").acknowledgement == kept
    assert not finding_of(report, "no-quote").is_open


def test_with_htmx_the_answer_is_the_finding(as_sam, report, url):
    finding = finding_of(report, "no-quote")

    response = as_sam.post(url, {"finding": finding.key, "reason": "<b>No</b>"}, headers=HTMX)

    assertContains(response, "Acknowledged:")
    assertContains(response, "&lt;b&gt;No&lt;/b&gt;")
    assertContains(response, "Take back")
    assertNotContains(response, "<html")


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_no_reason_is_refused_beside_the_warning(as_sam, report, url, headers):
    finding = finding_of(report, "no-quote")

    response = as_sam.post(url, {"finding": finding.key, "reason": " "}, headers=headers)

    assertContains(response, "Say why this may stand.")
    assertContains(response, finding.sentence)
    assert not Acknowledgement.objects.exists()


def test_what_is_typed_comes_back_when_it_is_too_long(as_sam, report, url):
    finding = finding_of(report, "no-quote")

    response = as_sam.post(url, {"finding": finding.key, "reason": "x" * 301})

    assertContains(response, "x" * 301)
    assert not Acknowledgement.objects.exists()


def test_an_acknowledgement_can_be_taken_back(as_sam, report, url):
    key = finding_of(report, "no-quote").key
    as_sam.post(url, {"finding": key, "reason": "Nobody spoke."})

    response = as_sam.post(url, {"finding": key, "take_back": "1"}, headers=HTMX)

    assertContains(response, "Warning:")
    assert not Acknowledgement.objects.exists()


def test_the_length_of_the_pdf_can_be_acknowledged(as_sam, report, url):
    finding = finding_of(report, "page-budget", pages=3)

    as_sam.post(url, {"finding": finding.key, "pages": "3", "reason": "They want it all."})

    assert Acknowledgement.objects.get().check_id == "page-budget"


def test_an_error_cannot_be_acknowledged(as_sam, report, url):
    report.introduction = "{elves}"
    report.save()
    finding = finding_of(report, "figure")

    as_sam.post(url, {"finding": finding.key, "reason": "I like it."})

    assert not Acknowledgement.objects.exists()
    assert finding_of(report, "figure").is_open


@pytest.mark.parametrize("key", ["", "nonsense", "0" * 64])
def test_a_warning_that_is_gone_is_told(as_sam, report, url, key):
    response = as_sam.post(url, {"finding": key, "reason": "Fine.", "pages": "x"}, follow=True)

    assertContains(response, "This warning does not stand any more")


def test_another_text_has_to_be_acknowledged_anew(as_sam, report, url):
    key = finding_of(report, "page-budget", pages=3).key
    as_sam.post(url, {"finding": key, "pages": "3", "reason": "Long."})

    assert finding_of(report, "page-budget", pages=4).is_open


def test_two_acknowledgements_of_one_warning_are_one(as_sam, report, url):
    key = finding_of(report, "no-quote").key

    for reason in ("First.", "Second."):
        as_sam.post(url, {"finding": key, "reason": reason})

    assert Acknowledgement.objects.get().reason == "First."
