"""What reaches further than its record is told and asked about, on a form and in a file."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grantreports.foundation.models import Branding
from grantreports.reports.models import Report
from outreach.models import AudienceGroup
from projects.models import Project, Target
from tests.editions import fetched, sign_off, write_report
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


SIGNED = {
    "the title": lambda r: (r.project, {"title": "Wasps"}),
    "the summary": lambda r: (r.project, {"summary": "Wells."}),
    "the partner's public name": lambda r: (r.project.partner, {"public_name": "Others"}),
    "the amount": lambda r: (r.budget_year, {"amount_needed": "7"}),
    "the foot": lambda r: (Branding.objects.create(foot="No. 6"), {"foot": "No. 7"}),
}


@pytest.mark.parametrize("what", SIGNED)
def test_what_is_signed_off_is_named_before_it_goes_back(as_root, report, sam, root, what):
    write_report(report)
    record, fields = SIGNED[what](fetched(report))
    sign_off(report, sam, root)

    page = change(as_root, record, **fields)

    assert f"“{report}” is signed off, and goes back to the second person." in page.text
    [(name, value)] = fields.items()
    assert str(getattr(type(record).objects.get(pk=record.pk), name)) != value
    change(as_root, record, **fields, **box_on(page))
    assert str(getattr(type(record).objects.get(pk=record.pk), name)).startswith(value)


def test_a_draft_whose_days_change_is_named(as_root, report):
    page = change(as_root, report.period, last_day="2025-06-29")

    assert f"“{report}” counts the events of other days then." in page.text


def test_a_file_changes_nothing_that_reaches_further(as_root, bees):
    file = SimpleUploadedFile("p.csv", b"slug,currency\nbees,GBP\n", "text/csv")
    url = reverse("admin:projects_project_import")

    page = as_root.post(url, {"import_file": file, "format": "1"})

    assert "Change it on its own page." in page.text
    assert Project.objects.get().currency == "USD"
