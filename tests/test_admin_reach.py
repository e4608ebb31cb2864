"""What reaches further than its record is told and asked about, on a form and in a file."""

import re

import pytest
from django.urls import reverse

from grantreports.reports.models import Report
from outreach.models import AudienceGroup
from projects.models import Project, Target
from tests.factories import make_event, make_group, make_partner, make_point
from tests.forms import sent_by


@pytest.fixture
def as_root(client, root):
    client.force_login(root)
    return client


def change(client, record, **fields):
    """Send its page with other values; the answer is a page again where something is asked."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    url = reverse(name, args=[record.pk])
    return client.post(url, sent_by(client.get(url)) | fields)


def box_on(page):
    box = re.search(r'<input type="checkbox" name="(reaches)" value="([0-9a-f]+)">', page.text)
    return dict([box.groups()])


@pytest.fixture
def students(report):
    group = make_group("students")
    make_event(report.project, {"students": 5})
    make_point(report, "{attendance: students} came.")
    Target.objects.create(budget_year=report.budget_year, figure="attendance: students", value=10)
    return group


WAYS = {
    "the currency": ("currency", "GBP", "become GBP"),
    "the reports of a year": ("reports_a_year", 4, "stay as they are"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_change_that_reaches_further_is_asked_about(as_root, bees, way):
    field, value, sentence = WAYS[way]
    before = getattr(bees, field)

    page = change(as_root, bees, **{field: value})

    assert sentence in page.text
    bees.refresh_from_db()
    assert getattr(bees, field) == before
    change(as_root, bees, **{field: value}, **box_on(page))
    bees.refresh_from_db()
    assert getattr(bees, field) == value


def test_another_partner_is_asked_about(as_root, bees):
    other = make_partner(name="Baan Suan")

    page = change(as_root, bees, partner=other.pk)

    assert "would be open to the people of Baan Suan" in page.text
    assert Project.objects.get().partner != other


def test_a_group_that_texts_and_targets_count_says_where(as_root, students, report):
    page = change(as_root, students, name="pupils")

    assert f"“{report}”" in page.text
    assert "the targets of Bees: Year 1" in page.text
    assert AudienceGroup.objects.filter(name="students").exists()
    change(as_root, students, name="pupils", **box_on(page))
    assert AudienceGroup.objects.filter(name="pupils").exists()


def test_who_agreed_to_one_change_did_not_agree_to_another(as_root, bees):
    agreed = box_on(change(as_root, bees, currency="GBP"))

    page = change(as_root, bees, currency="EUR", **agreed)

    assert "become EUR" in page.text
    assert Project.objects.get().currency == "USD"


def test_a_group_that_figures_count_is_not_deleted(as_root, students):
    students.attendances.all().delete()
    url = reverse("admin:outreach_audiencegroup_delete", args=[students.pk])

    assert as_root.post(url, {"post": "yes"}).status_code == 403
    assert AudienceGroup.objects.filter(pk=students.pk).exists()


def test_what_reaches_nothing_is_not_asked_about(as_root, students, bees):
    change(as_root, bees, place="Mae Sai District")
    change(as_root, make_group("monks"), name="novices")
    change(as_root, students, order=7)

    assert Project.objects.get().place == "Mae Sai District"
    assert AudienceGroup.objects.filter(name="novices").exists()
    assert AudienceGroup.objects.get(pk=students.pk).order == 7


def test_a_published_report_keeps_its_own_names(as_root, students, report):
    Target.objects.all().delete()
    Report.objects.update(status=Report.Status.PUBLISHED)

    change(as_root, students, name="pupils")

    assert AudienceGroup.objects.filter(name="pupils").exists()
