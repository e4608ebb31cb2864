"""The warning about text that had to be set small."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.desk.checks.run import findings_of
from grantreports.desk.models import Acknowledgement
from grantreports.reports.models import Report
from tests.factories import make_point

WORDS = "The children learn how recruiters talk and what to do when an offer sounds too good. "


def sizes_told(report, size):
    report = Report.objects.with_project().get(pk=report.pk)
    return [each for each in findings_of(report, size=size) if each.check_id == "small-text"]


@pytest.mark.parametrize("size", [None, 10.5, 12.0])
def test_readable_text_is_not_told(report, size):
    assert sizes_told(report, size) == []


def test_small_text_says_what_to_do(report):
    [finding] = sizes_told(report, 9.7)

    assert not finding.is_error
    assert finding.sentence == (
        "Text is set in 9.7 pt to keep to 2 pages. Shorten it, or allow 3 pages."
    )


def test_no_more_pages_are_offered_than_there_can_be(report):
    Report.objects.filter(pk=report.pk).update(page_budget=10)

    [finding] = sizes_told(report, 9.0)

    assert finding.sentence == "Text is set in 9 pt to keep to 10 pages. Shorten it."


def test_it_can_be_acknowledged(client, sam, report):
    client.force_login(sam)
    [finding] = sizes_told(report, 9.7)

    sent = {"finding": finding.key, "size": finding.detail, "reason": "They asked for one page."}
    client.post(reverse("desk:acknowledge", args=[report.pk]), sent)

    assert Acknowledgement.objects.get().check_id == "small-text"


def test_the_desk_measures_it(client, sam, report):
    client.force_login(sam)
    page = reverse("desk:pages", args=[report.pk])

    assertNotContains(client.get(page), "Text is set in")

    Report.objects.filter(pk=report.pk).update(page_budget=1)
    for _ in range(17):
        make_point(report, WORDS * 2)

    assertContains(client.get(page), "pt to keep to 1 page. Shorten it, or allow 2 pages.")
