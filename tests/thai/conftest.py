"""The cast of the Thai tests: everything they enter is in Thai, so English must be the site's."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from grantreports.foundation.models import Branding
from projects.models import Objective, Target
from tests.factories import (
    PASSWORD,
    make_event,
    make_partner,
    make_photo,
    make_project,
    make_quote,
    make_user,
    make_year,
)


@pytest.fixture(autouse=True)
def _foundation(db):
    Branding.objects.create(foundation_name="มูลนิธิเปี่ยมรัก", contact="โทร 0 2555 0100")


@pytest.fixture
def partner(db):
    return make_partner(name="บ้านใหม่")


@pytest.fixture
def bees(partner):
    """A project with two years, an objective and a target."""
    fields = {"title": "ผึ้ง", "place": "จังหวัดแม่ฮ่องสอน", "summary": "ดูแลเด็กให้ปลอดภัย"}
    project = make_project(partner=partner, slug="bees", **fields)
    Objective.objects.create(project=project, text="เด็กรู้เท่าทันภัย")
    year = make_year(project, 1)
    make_year(project, 2)
    Target.objects.create(budget_year=year, figure="events", value=9)
    return project


@pytest.fixture
def alice(partner):
    who = {"email": "alisa.baanmai@example.org", "name": "อลิสา"}
    return make_user("partner", partner=partner, language="th", **who)


@pytest.fixture
def sam(db):
    return make_user("staff", name="สมชาย", language="th")


@pytest.fixture
def event(bees):
    return make_event(
        bees,
        {"students": 120, "teachers": 8, "ผู้สูงอายุ": 5},
        venue="โรงเรียนบ้านใหม่",
        activities="เล่นละครและพูดคุย",
        outcome="ครูขอให้มาอีก",
        co_hosts="เทศบาล",
        count_method="estimated",
    )


@pytest.fixture
def photo(bees, event):
    return make_photo(bees, event=event, caption="เช้าที่โรงเรียน", alternative_text="เด็กบนสนามหญ้า")


@pytest.fixture
def quote(bees, event):
    return make_quote(
        bees,
        event=event,
        words="เด็กถามเก่ง",
        speaker="ครู",
        original_words="เด็กถามเก่งมาก",
        original_language="th",
        name_changed=True,
    )


@pytest.fixture
def as_alice(client, alice):
    """Alice, who has just given her password once more."""
    client.force_login(alice)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


@pytest.fixture
def visitor(client, db):
    """Somebody whose browser asks for Thai."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "th"
    return client


@pytest.fixture
def in_thai():
    with override("th"):
        yield
