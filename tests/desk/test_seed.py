"""The report that started the project, composed on the desk alone from what the partner sent."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from grantreports.demo.fill import fill
from grantreports.desk.draft import FIELDS, draft_of, write_draft
from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from grantreports.reports.sections import LISTS
from tests.desks import save
from tests.factories import set_state


@pytest.fixture
def seed(db):
    fill(date(2026, 11, 1))
    reports = Report.objects.with_project().filter(period__budget_year__label="2019")
    return reports.get(period__number=2)


def empty(report):
    """As it is when the partner has submitted the period."""
    fresh = Report()
    plain = {name: getattr(fresh, Report._meta.get_field(name).attname) for name in FIELDS}
    write_draft(report, plain | {name: [] for name in LISTS})
    set_state(report, "submitted")


def test_the_seed_is_composed_on_the_desk_alone(as_sam, seed):
    wanted, draft = compose(seed), draft_of(seed)
    empty(seed)
    as_sam.post(reverse("handover:accept", args=[seed.period_id]))

    for name, key in (("quotes", "quote"), ("photos", "photo")):
        for part in draft[name]:
            save(as_sam, Report.objects.get(pk=seed.pk), act=f"{name}:add:{part[key]}")
    written = {name: [anew(part) for part in draft[name]] for name in ("strip", "points")}
    save(as_sam, Report.objects.get(pk=seed.pk), **draft | written)

    assert compose(Report.objects.with_project().get(pk=seed.pk)) == wanted
    assert as_sam.get(reverse("desk:desk", args=[seed.pk])).context["page"].errors == []


def anew(part):
    return part | {"token": str(uuid4())}
