"""The administration as a whole: every page opens, whatever there is to show."""

from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch

from grantreports.foundation.models import Branding
from grantreports.handover import handovers as acts
from grantreports.handover.models import Handover, Note
from grantreports.reports.models import Report
from outreach.models import OutreachEvent, Photo
from projects.models import BudgetYear, Indicator, Project, ReportingPeriod, Target
from tests.admin_pages import url
from tests.factories import (
    make_event,
    make_photo,
    make_point,
    make_quote,
    make_report,
    make_user,
)

NOW = datetime(2026, 1, 5, tzinfo=UTC)
KEPT = [Branding, BudgetYear, Handover, Note, Report, ReportingPeriod]
OURS = [model for model in admin.site._registry if model._meta.app_label != "django_q"]


@pytest.fixture
def everything(report, bees, alice, root):
    # Of whom no history tells: such a person may be deleted.
    make_user("staff", name="Aaron")
    make_event(bees, {"students": 1200})
    make_point(report, "{events} events.")
    photo, quote = make_photo(bees), make_quote(bees)
    report.chosenphotos.create(photo=photo)
    report.chosenquotes.create(quote=quote)
    Target.objects.create(budget_year=report.budget_year, figure="events", value=3)
    Branding.objects.create(foundation_name="Entrust")
    acts.submit(report.period, by=alice, at=NOW)
    acts.send_back(report.period, by=root, at=NOW, notes=[Note.on(photo, "Who is this?")])


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("page", ["changelist", "add", "export", "import"])
def test_pages_open(client, root, everything, model, page):
    client.force_login(root)
    try:
        address = url(model, page)
    except NoReverseMatch:
        pytest.skip("has no such page")

    response = client.get(address)

    closed = {("branding", "add"), ("edition", "add"), ("photo", "import")}
    closed |= {("handover", "add"), ("note", "add"), ("report", "add"), ("report", "import")}
    closed |= {("branding", "import"), ("branding", "export")}
    expected = 403 if (model._meta.model_name, page) in closed else 200
    assert response.status_code == expected


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_pages_of_a_record_open(client, root, everything, model, page):
    # Of indicators one that every project has; others are there to choose from.
    of_project = {"project__isnull": False} if model is Indicator else {}
    record = model._default_manager.filter(**of_project).first()
    if record is None:
        pytest.skip("editions are made by publishing")
    client.force_login(root)

    response = client.get(url(model, page, record.pk))

    kept = page == "delete" and model in (*KEPT, Indicator)
    assert response.status_code == (403 if kept else 200)


@pytest.mark.parametrize("model", [OutreachEvent, Project, Report, Photo, BudgetYear])
def test_lists_run_a_constant_number_of_queries(
    client, root, everything, bees, django_assert_max_num_queries, model
):
    client.force_login(root)
    with django_assert_max_num_queries(40) as few:
        client.get(url(model, "changelist"))
    year = bees.budget_years.get(number=2)
    for index in range(5):
        make_event(bees, {"students": 20, "teachers": 2})
        make_photo(bees)
        make_report(year, number=index + 1)
        Project.objects.create(partner=bees.partner, title="x", slug=f"x{index}", country="TH")

    with django_assert_max_num_queries(len(few)):
        client.get(url(model, "changelist"))


def test_event_list_shows_how_many_attended(client, root, bees):
    make_event(bees, {"students": 1200, "teachers": 13})
    make_event(bees)
    client.force_login(root)

    page = client.get(url(OutreachEvent, "changelist")).content.decode()

    assert "1,213" in page
    assert "not counted" in page
