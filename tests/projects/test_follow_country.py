"""What is left empty follows the country: a partner's time zone, a project's currency."""

import zoneinfo

import pycountry
import pytest

from projects.models import Partner, Project
from projects.places import main_currency, main_time_zone
from tests.admin_pages import url
from tests.factories import make_partner, make_project
from tests.projects.for_each import for_each
from tests.test_admin_forms import errors, inlines

COUNTRIES = [country.alpha_2 for country in pycountry.countries]


@for_each(COUNTRIES)
def test_every_country_has_a_zone_and_a_currency_to_choose(country):
    zones = {value for value, _ in Partner._meta.get_field("time_zone").choices}
    currencies = {value for value, _ in Project._meta.get_field("currency").choices}

    assert main_time_zone(country) in zones
    assert main_time_zone(country) in zoneinfo.available_timezones()
    assert main_currency(country) in currencies


@pytest.mark.parametrize(
    ("country", "zone", "currency"),
    [
        ("BR", "America/Sao_Paulo", "BRL"),
        ("BT", "Asia/Thimphu", "BTN"),
        ("CD", "Africa/Kinshasa", "CDF"),
        ("ID", "Asia/Jakarta", "IDR"),
        ("KE", "Africa/Nairobi", "KES"),
        ("LS", "Africa/Maseru", "LSL"),
        ("MW", "Africa/Blantyre", "MWK"),
        ("RU", "Europe/Moscow", "RUB"),
        ("TH", "Asia/Bangkok", "THB"),
        ("US", "America/New_York", "USD"),
        ("VN", "Asia/Ho_Chi_Minh", "VND"),
        ("HM", "Etc/UTC", "AUD"),
        ("AQ", "Antarctica/McMurdo", "USD"),
    ],
)
def test_the_zone_and_the_currency_of_most_people(country, zone, currency):
    assert (main_time_zone(country), main_currency(country)) == (zone, currency)


def test_a_record_that_has_none_follows_its_country(db):
    partner = make_partner(country="KE")
    project = make_project(country="KE", currency="")

    assert Partner.objects.get(pk=partner.pk).time_zone == "Africa/Nairobi"
    assert Project.objects.get(pk=project.pk).currency == "KES"


def test_what_was_chosen_stays(db):
    partner = make_partner(country="ID", time_zone="Asia/Jayapura")
    project = make_project(country="ID", currency="USD")

    partner.country = project.country = "KE"
    partner.save()
    project.save()

    assert (partner.time_zone, project.currency) == ("Asia/Jayapura", "USD")


def test_the_administration_may_leave_them_empty(client, sam):
    client.force_login(sam)
    names = {"name": "Maji Safi", "public_name": "our partner", "contact_email": ""}

    added = client.post(url(Partner, "add"), names | {"country": "KE", "time_zone": ""})
    partner = Partner.objects.get(name="Maji Safi")
    form = {
        "title": "Water",
        "slug": "water",
        "partner": partner.pk,
        "status": "active",
        "country": "KE",
        "place": "",
        "summary": "Short.",
        "builds_on": "",
        "number_of_years": 1,
        "currency": "",
        "reports_a_year": 2,
    }
    project_added = client.post(
        url(Project, "add"), form | inlines("objectives") | inlines("budget_years")
    )

    assert added.status_code == 302, errors(added)
    assert project_added.status_code == 302, errors(project_added)
    assert partner.time_zone == "Africa/Nairobi"
    assert Project.objects.get(slug="water").currency == "KES"


def test_the_form_of_a_new_partner_proposes_no_zone_of_another_country(client, sam):
    client.force_login(sam)

    page = client.get(url(Partner, "add")).content.decode()

    assert '<option value="Asia/Bangkok" selected>' not in page


def test_what_is_emptied_follows_the_country_again(client, sam):
    client.force_login(sam)
    partner = make_partner(country="KE", time_zone="Asia/Bangkok")
    form = {"name": partner.name, "public_name": "our partner", "contact_email": ""}

    answer = client.post(
        url(Partner, "change", partner.pk), form | {"country": "KE", "time_zone": ""}
    )

    assert answer.status_code == 302, errors(answer)
    partner.refresh_from_db()
    assert partner.time_zone == "Africa/Nairobi"


def test_a_country_that_is_missing_is_asked_for(client, sam):
    client.force_login(sam)
    form = {"name": "Nowhere", "public_name": "our partner", "contact_email": "", "time_zone": ""}

    answer = client.post(url(Partner, "add"), form | {"country": ""})

    assert errors(answer) == ["This field is required."]
