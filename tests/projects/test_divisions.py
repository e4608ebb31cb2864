"""A project of earlier years has the provinces of its time."""

import pycountry
import pytest
from django.core.exceptions import ValidationError

from outreach.event_form import province_choices
from outreach.models import OutreachEvent
from outreach.reading.choices import places
from projects.divisions import DIVISIONS, older_divisions
from projects.models import Project
from projects.places import known_provinces, provinces
from tests.admin_pages import url
from tests.entries import event_fields
from tests.factories import make_event, make_project, make_year
from tests.sheets import read_back, take_in
from tests.sheets import text as csv
from tests.test_admin_forms import errors, project_form


@pytest.fixture
def vietnam(partner):
    project = make_project(partner=partner, country="VN", slug="vietnam")
    make_year(project)
    return project


def offered_in(form_choices):
    """The codes of choices, those in groups too."""
    flat = []
    for value, label in form_choices:
        flat += [code for code, _ in label] if isinstance(label, list) else [value]
    return {code for code in flat if code}


def test_vietnam_has_34_provinces_now_and_had_63():
    assert len(provinces("VN")) == 34
    assert len(provinces("VN", "vn63")) == 63
    # Eleven stayed as they were, 52 became 23 (resolution 202/2025/QH15).
    assert len(provinces("VN").keys() & provinces("VN", "vn63").keys()) == 33
    assert provinces("VN")["VN-HUE"] == "Hue"


def test_kenya_has_47_counties_now_and_had_8_provinces():
    assert len(provinces("KE")) == 47
    assert len(provinces("KE", "ke8")) == 8
    assert not provinces("KE").keys() & provinces("KE", "ke8").keys()


def test_our_own_codes_are_none_of_iso():
    listed = {each.code for each in pycountry.subdivisions}

    for country in DIVISIONS:
        own = known_provinces(country).keys() - listed
        assert own
        assert all(code.startswith(f"{country}-") for code in own)


@pytest.mark.parametrize("value", [value for value, _ in older_divisions()])
def test_another_country_has_no_such_division(bees, value):
    bees.division = value

    with pytest.raises(ValidationError) as refused:
        bees.full_clean()

    message = "This is no division of Thailand: leave it empty."
    assert refused.value.message_dict == {"division": [message]}


def test_the_form_of_an_event_offers_the_division_of_its_project(vietnam):
    assert "VN-47" not in offered_in(province_choices(vietnam))

    vietnam.division = "vn63"

    assert offered_in(province_choices(vietnam)) == provinces("VN", "vn63").keys()


def test_an_event_keeps_a_place_that_is_no_longer_offered(as_alice, vietnam):
    event = make_event(vietnam, province="VN-47")

    page = as_alice.get(f"/events/{event.pk}/edit/")
    choices = page.context["form"].fields["province"].choices
    sent = event_fields(province="VN-47", venue="Another school")
    answer = as_alice.post(f"/events/{event.pk}/edit/", sent)

    assert "VN-47" in offered_in(choices)
    assert answer.status_code == 302, answer.context["form"].errors
    event.refresh_from_db()
    assert (event.venue, event.province) == ("Another school", "VN-47")


def test_a_new_event_may_not_have_it(as_alice, vietnam):
    answer = as_alice.post("/projects/vietnam/events/add/", event_fields(province="VN-47"))

    assert "province" in answer.context["form"].errors
    assert not OutreachEvent.objects.exists()


def test_what_was_exported_comes_back_as_it_was(as_alice, partner):
    """Also where a county and an older province have one name."""
    kenya = make_project(partner=partner, country="KE", slug="kenya")
    make_year(kenya)
    county, province = (make_event(kenya, province=code) for code in ("KE-30", "KE-110"))

    sheet = as_alice.get("/projects/kenya/events.xlsx").getvalue()
    rows = read_back(sheet)
    take_in(as_alice, kenya, sheet)

    assert "Nairobi (KE-110)" in str(rows)
    county.refresh_from_db()
    province.refresh_from_db()
    assert (county.province, province.province) == ("KE-30", "KE-110")


def test_a_file_is_read_in_the_division_of_its_project(as_alice, partner):
    kenya = make_project(partner=partner, country="KE", slug="kenya", division="ke8")
    make_year(kenya)
    assert places("KE").read("Nairobi") == "KE-30"
    assert places("KE", "ke8").read("Nairobi") == "KE-110"
    rows = csv(
        ["Date", "Venue", "Province", "Setting"],
        ["14/03/2025", "City School", "Nairobi", "Urban school"],
    )

    take_in(as_alice, kenya, rows)

    assert OutreachEvent.objects.get().province == "KE-110"


def test_the_division_is_asked_for_where_there_are_several(client, sam, bees, vietnam):
    client.force_login(sam)

    thai = client.get(url(Project, "change", bees.pk))
    vietnamese = client.get(url(Project, "change", vietnam.pk))
    new = client.get(url(Project, "add"))

    assert 'name="division"' not in thai.content.decode() + new.content.decode()
    assert "34 provinces, since July 2025" in vietnamese.content.decode()
    assert "63 provinces, until June 2025" in vietnamese.content.decode()
    assert "8 provinces, until 2013" not in vietnamese.content.decode()


def test_the_division_is_chosen(client, sam, vietnam):
    client.force_login(sam)
    page = url(Project, "change", vietnam.pk)
    form = project_form(vietnam, country="VN", place="", builds_on="")

    chosen = client.post(page, form | {"division": "vn63"})
    unknown = client.post(page, form | {"division": "ke8"})

    assert chosen.status_code == 302, errors(chosen)
    assert unknown.status_code == 200
    vietnam.refresh_from_db()
    assert vietnam.division == "vn63"


def test_a_project_that_moves_to_another_country_leaves_its_division(client, sam, vietnam):
    client.force_login(sam)
    vietnam.division = "vn63"
    vietnam.save()
    page = url(Project, "change", vietnam.pk)
    form = project_form(vietnam, country="TH", place="", builds_on="")

    kept = client.post(page, form | {"division": "vn63"})
    left = client.post(page, form | {"division": ""})

    assert errors(kept) == ["This is no division of Thailand: leave it empty."]
    assert left.status_code == 302


def test_the_administration_keeps_a_place_that_is_no_longer_offered(client, sam, vietnam):
    client.force_login(sam)
    event = make_event(vietnam, province="VN-47")

    page = client.get(url(OutreachEvent, "change", event.pk)).content.decode()
    new = client.get(url(OutreachEvent, "add")).content.decode()

    assert '<option value="VN-47" selected>Kien Giang</option>' in page
    assert "Kien Giang" not in new
    event.full_clean()
