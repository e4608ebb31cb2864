"""What the pages refuse, the administration refuses too: nothing of it is lost there."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from grantreports.handover import handovers as acts
from grantreports.publishing.models import Edition
from outreach.models import OutreachEvent, PartnerQuote, Photo
from projects.models import Project, ReportingPeriod
from tests.admin_pages import url
from tests.editions import NOW, make_edition, write_report
from tests.factories import make_event, make_period
from tests.our_apps import our_models

REMOVED_ONLY = (OutreachEvent, PartnerQuote, Photo)


@pytest.fixture
def published(report, sam, alice, bees):
    """A report that donors read, with all that it shows, and a period that was submitted."""
    write_report(report)
    make_edition(report, sam)
    second = make_period(bees.budget_years.get(number=2))
    acts.submit(second, by=alice, at=NOW)
    return report


def registered():
    return [model for model in our_models() if model in admin.site._registry]


def everything(model):
    return getattr(model, "everything", model._base_manager)


def kept(record):
    """Whether it is there, removed at most."""
    return everything(type(record)).filter(pk=record.pk).exists()


def attempts(client, model, record):
    """Every way of the administration to delete it."""
    yield client.post(url(model, "delete", record.pk), {"post": "yes"})
    action = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
    yield client.post(url(model, "changelist"), action)


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.model_name)
def test_nothing_that_donors_read_is_deleted(client, root, published, model):
    client.force_login(root)
    records = [each for each in everything(model).all() if counts(each, published)]

    tries = [list(attempts(client, model, record)) for record in records]

    assert all(kept(record) for record in records), model
    print(f"{model.__name__}: {sum(map(len, tries))} ways tried, 0 got through")


def counts(record, report):
    """Whether what donors read leans on it: all but what stands for itself alone."""
    free = ("Branding", "AudienceGroup", "Invitation", "User", "Partner")
    name = type(record).__name__
    if name in free:
        return False
    return not (name == "Objective" or (name == "BudgetYear" and not has_events(record)))


def has_events(year):
    return year.project.outreach_events.in_period(year.first_day, year.last_day).exists()


def test_what_is_deleted_there_can_be_put_back(client, root, bees):
    record = make_event(bees)
    client.force_login(root)

    client.post(url(OutreachEvent, "delete", record.pk), {"post": "yes"})

    record = OutreachEvent.everything.get(pk=record.pk)
    assert record.removed_by == root
    assert record in OutreachEvent.lately_removed()


@pytest.mark.parametrize("model", [Photo, PartnerQuote])
def test_what_an_edition_shows_stays_and_says_why(client, root, published, model):
    record = model.objects.get()
    client.force_login(root)

    response = client.post(url(model, "delete", record.pk), {"post": "yes"}, follow=True)

    record.refresh_from_db()
    assert record.removed_at is None
    assert b"stays" in response.content


def test_a_period_a_report_and_an_edition_keep_their_state(client, root, published):
    client.force_login(root)
    period, edition = published.period, Edition.objects.get()
    tries = [
        (ReportingPeriod, period, {"state": "open", "first_day": "2025-02-01"}),
        (type(published), published, {"status": "drafting", "introduction": "Past the desk."}),
        (Edition, edition, {"data": "{}", "withdrawn_reason": "No."}),
    ]

    for model, record, fields in tries:
        before = model.objects.filter(pk=record.pk).values().get()
        client.post(url(model, "change", record.pk), fields)
        assert model.objects.filter(pk=record.pk).values().get() == before


@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.model_name)
def test_no_action_of_a_list_does_more_than_delete_and_export(client, root, published, model):
    client.force_login(root)
    try:
        page = client.get(reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist"))
    except NoReverseMatch:
        return
    request = page.wsgi_request
    actions = admin.site._registry[model].get_actions(request)

    known = {"delete_selected", "export_admin_action", "remove_second_factor"}
    assert set(actions) <= known


def test_objectives_that_are_added_together_follow_each_other(client, root, bees):
    bees.objectives.create(text="First.", order=1)
    client.force_login(root)
    page = client.get(url(Project, "change", bees.pk))
    formset = next(
        each.formset
        for each in page.context["inline_admin_formsets"]
        if each.formset.prefix == "objectives"
    )
    proposed = formset.empty_form.initial["order"]
    form = {"title": "Bees", "slug": "bees", "partner": bees.partner_id, "status": "active"}
    form |= {"country": "TH", "summary": "Short.", "number_of_years": 3, "currency": "USD"}
    form |= {"reports_a_year": 2, "place": ""}
    for prefix in ("budget_years", "indicators", "targets", "protected_names", "chosen_groups"):
        form |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    first = bees.objectives.get()
    form |= {"objectives-TOTAL_FORMS": 4, "objectives-INITIAL_FORMS": 1}
    form |= {"objectives-0-id": first.pk, "objectives-0-project": bees.pk}
    form |= {"objectives-0-order": 1, "objectives-0-text": "First."}
    for index in (1, 2, 3):
        form |= {f"objectives-{index}-order": proposed, f"objectives-{index}-text": f"N{index}."}

    client.post(url(Project, "change", bees.pk), form)

    texts = list(bees.objectives.order_by("order").values_list("order", "text"))
    assert texts == [(1, "First."), (2, "N1."), (3, "N2."), (4, "N3.")]
