"""Two administrators at one record: nobody's change is lost, on any page of the administration."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from grantreports.accounts.models import User
from grantreports.foundation.models import Branding
from outreach.models import Attendance, AudienceGroup, OutreachEvent, PartnerQuote, Photo
from projects.meanwhile import MeanwhileMixin
from projects.models import (
    BudgetYear,
    Objective,
    Partner,
    Project,
    ProtectedName,
    ReportingPeriod,
    Target,
)
from tests.admin_pages import url
from tests.factories import make_event, make_photo, make_quote, make_user
from tests.forms import sent_by

# A model, and two of its fields with the values that two people give them.
FORMS = [
    (Partner, "public_name", "Bees Thailand", "contact_email", "bees@example.org"),
    (Project, "place", "The north", "summary", "What we do."),
    (BudgetYear, "label", "2025 to 2026", "amount_needed", "1234.50"),
    (ReportingPeriod, "due_date", "03/02/2026", "last_day", "30/12/2025"),
    (Branding, "contact", "hello@example.org", "foot", "No. 1"),
    (AudienceGroup, "name", "pupils", "order", "7"),
    (OutreachEvent, "activities", "A play.", "outcome", "Questions."),
    (PartnerQuote, "words", "Others.", "speaker", "A head"),
    (Photo, "caption", "A morning.", "alternative_text", "Pupils."),
    (User, "name", "Bob", "language", "th"),
]
IDS = [model.__name__ for model, *_ in FORMS]
# The same for rows of the pages of other records.
ROWS = [
    (Project, Objective, "objectives-0", "text", "All are safe.", "order", "9"),
    (Project, ProtectedName, "protected_names-0", "name", "Mali", "name", "Mali"),
    (Project, Target, "targets-0", "figure", "events", "value", "40"),
    (BudgetYear, Target, "targets-0", "figure", "events", "value", "40"),
    (OutreachEvent, Attendance, "attendances-0", "count", "33", "count", "33"),
]


@pytest.fixture
def records(db, bees, period):
    year = bees.budget_years.get(number=1)
    event = make_event(bees, {"students": 3})
    Objective.objects.create(project=bees, text="Safe.", order=1)
    ProtectedName.objects.create(project=bees, name="Nok")
    Target.objects.create(budget_year=year, figure="attendance", value=5)
    made = [bees.partner, bees, year, period, Branding.current(), event, make_photo(bees)]
    made += [make_quote(bees), AudienceGroup.objects.get(), make_user("staff", name="Kim")]
    Branding.current().save()
    return {type(each): each for each in made}


@pytest.fixture
def people(root):
    """Two administrators in a browser each."""
    clients = Client(), Client()
    clients[0].force_login(root)
    clients[1].force_login(make_user("admin", name="Eve"))
    return clients


def opened(client, model, record):
    return sent_by(client.get(url(model, "change", record.pk))) | {"_save": "Save"}


@pytest.mark.parametrize(("model", "one", "hers", "other", "his"), FORMS, ids=IDS)
def test_changes_of_two_fields_are_both_kept(people, records, model, one, hers, other, his):
    record = records[model]
    first, second = (opened(client, model, record) for client in people)

    for client, form in zip(people, (first | {one: hers}, second | {other: his}), strict=True):
        response = client.post(url(model, "change", record.pk), form)
        assert response.status_code == 302, response.context["errors"]

    now = opened(people[0], model, record)
    assert (now[one], now[other]) == (hers, his)


@pytest.mark.parametrize(("model", "one", "hers", "other", "his"), FORMS, ids=IDS)
def test_without_the_guard_the_first_change_vanishes(
    people, records, monkeypatch, model, one, hers, other, his
):
    """The control: what the test before shows is the doing of the merge."""
    monkeypatch.setattr(MeanwhileMixin, "_merge", lambda form: None)
    record = records[model]
    before = opened(people[0], model, record)
    first, second = (opened(client, model, record) for client in people)

    for client, form in zip(people, (first | {one: hers}, second | {other: his}), strict=True):
        client.post(url(model, "change", record.pk), form)

    now = opened(people[0], model, record)
    assert (now[one], now[other]) == (before[one], his)


@pytest.mark.parametrize(("model", "one", "hers", "other", "his"), FORMS, ids=IDS)
def test_who_changes_the_same_field_is_told(people, records, model, one, hers, other, his):
    """Saved again, the form as it came back keeps what its person wrote."""
    record, mine = records[model], {"email": "kim@example.org"} if model is User else {}
    first, second = (opened(client, model, record) | mine for client in people)
    was = second[one]
    third = {"due_date": "03/03/2026", "language": "th"}.get(one, "Another")
    people[1].post(url(model, "change", record.pk), second | {one: third})

    asked = people[0].post(url(model, "change", record.pk), first | {one: hers})

    assertContains(asked, "Eve changed this meanwhile to")
    assert opened(people[0], model, record)[one] == third != was
    people[0].post(url(model, "change", record.pk), sent_by(asked) | {"_save": "Save"})
    assert opened(people[0], model, record)[one] == hers


@pytest.mark.parametrize(("model", "row_model", "row", "one", "hers", "other", "his"), ROWS)
def test_rows_of_a_page_are_merged_too(
    people, records, model, row_model, row, one, hers, other, his
):
    record = records[model]
    first, second = (opened(client, model, record) for client in people)

    people[0].post(url(model, "change", record.pk), first | {f"{row}-{one}": hers})
    people[1].post(url(model, "change", record.pk), second | {f"{row}-{other}": his})

    now = opened(people[0], model, record)
    assert (now[f"{row}-{one}"], now[f"{row}-{other}"]) == (hers, his)
    third = "34" if row_model is Attendance else "Another" if one != "figure" else "provinces"
    people[1].post(url(model, "change", record.pk), now | {f"{row}-{one}": third})
    again = {"text": "Ours.", "name": "Ours", "count": "35"}.get(one, "events in this year")
    asked = people[0].post(url(model, "change", record.pk), now | {f"{row}-{one}": again})
    assertContains(asked, "Eve changed this meanwhile to")
