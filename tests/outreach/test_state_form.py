"""How things stand, entered for a day and a place: what is saved, and what is refused and kept."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from outreach.models import IndicatorValue
from outreach.rules import check_country, check_deletion, check_year
from projects.days import today_of
from tests.factories import make_event, make_period, make_project, make_user
from tests.forms import sent_by
from tests.states import make_state, make_value

URL = reverse("outreach:state-add", args=["bees"])
LIST = reverse("outreach:state-list", args=["bees"])
DAY = date(2025, 6, 30)
CHIANG_MAI, MAE_HONG_SON = "TH-50", "TH-58"


@pytest.fixture
def water(bees, period):
    """Counted in whole numbers, per period."""
    return make_state(bees, "households with clean water")


@pytest.fixture
def rain(bees, period):
    return make_state(bees, "rain", unit="litres", decimals=1)


@pytest.fixture
def as_bob(partner):
    client = Client()
    client.force_login(make_user("partner", partner=partner, name="Bob"))
    return client


def fields(numbers, day="2025-06-30", province=""):
    """What a browser sends of the empty form."""
    return {"day": day, "province": province} | {
        f"value_{indicator.pk}": number for indicator, number in numbers.items()
    }


def row(day=DAY, province=""):
    """The address of what is entered of a day and a place."""
    return f"{URL}?day={day.isoformat()}&province={province}"


def opened(client, address=URL):
    return sent_by(client.get(address))


def stored():
    return {
        (each.indicator.name, each.day, each.province): each.value
        for each in IndicatorValue.objects.all()
    }


def error(response, name):
    return " ".join(response.context["form"].errors.get(name, []))


def test_numbers_are_saved_for_a_day_and_a_place(as_alice, alice, water, rain):
    sent = fields({water: "1,250", rain: "12.5 litres"}, province=CHIANG_MAI)

    response = as_alice.post(URL, sent, follow=True)

    assertContains(response, "The numbers are saved.")
    assert stored() == {
        (water.name, DAY, CHIANG_MAI): 1250,
        (rain.name, DAY, CHIANG_MAI): Decimal("12.5"),
    }
    assert {each.entered_by for each in IndicatorValue.objects.all()} == {alice}
    assert IndicatorValue.history.first().history_user == alice


def test_what_is_empty_was_not_counted(as_alice, water, rain):
    as_alice.post(URL, fields({water: "", rain: "0"}))

    assert stored() == {(rain.name, DAY, ""): 0}


def test_save_and_enter_another_place_keeps_the_day(as_alice, water):
    response = as_alice.post(URL, fields({water: "3"}, province=CHIANG_MAI) | {"another": ""})

    assert response.url == f"{URL}?day=2025-06-30"
    assert as_alice.get(response.url).context["form"].spot == (DAY, "")


def test_the_day_that_is_offered_lies_in_the_latest_open_period(as_alice, water, period):
    assert as_alice.get(URL).context["form"].initial["day"] == date(2025, 12, 31)

    make_period(water.project.budget_years.get(number=2))

    today = today_of(water.project.partner)
    offered = as_alice.get(URL).context["form"].initial["day"]
    assert offered == min(today, date(2026, 12, 31))


def test_the_whole_project_comes_first_then_the_places_used_last(as_alice, water):
    make_value(water, 3, date(2025, 2, 1), MAE_HONG_SON)

    choices = as_alice.get(URL).context["form"].fields["province"].choices

    assert choices[0] == ("", "The whole project")
    assert choices[1] == ("Used last", [(MAE_HONG_SON, "Mae Hong Son")])


def test_before_a_number_has_a_place_those_of_events_come_first(as_alice, bees, water):
    make_event(bees, province=CHIANG_MAI)

    choices = as_alice.get(URL).context["form"].fields["province"].choices

    assert choices[1] == ("Used last", [(CHIANG_MAI, "Chiang Mai")])


def test_places_are_in_the_language_of_the_page(as_alice, water):
    response = as_alice.get(URL, headers={"accept-language": "th"})

    assertContains(response, "เชียงใหม่")


def test_each_field_says_its_unit_and_what_was_entered_last(as_alice, water, rain):
    make_value(water, 38, date(2025, 1, 1))
    make_value(water, 40, date(2025, 3, 31))
    make_value(rain, "12.5", date(2025, 3, 31), CHIANG_MAI)

    response = as_alice.get(URL)

    assertContains(response, "Rain (litres)")
    assertContains(response, "31 Mar 2025: 40")
    assertContains(response, "31 Mar 2025, Chiang Mai: 12.5")
    assert f'value="40" id="id_value_{water.pk}"' not in response.text


def test_of_a_place_the_last_number_of_that_place_is_told(as_alice, water):
    make_value(water, 38, date(2025, 1, 1), CHIANG_MAI)
    make_value(water, 7, date(2025, 3, 31), MAE_HONG_SON)

    response = as_alice.get(row(province=CHIANG_MAI))

    assertContains(response, "1 Jan 2025, Chiang Mai: 38")


def test_what_was_never_entered_says_so(as_alice, water):
    assertContains(as_alice.get(URL), "Not entered yet.")


def test_numbers_of_events_and_shares_are_not_asked_here(as_alice, bees, water):
    bees.indicators.create(name="boreholes")

    assert as_alice.get(URL).context["form"].indicators == [water]


def test_a_project_without_such_numbers_says_so(as_alice, bees):
    assertContains(as_alice.get(URL), "This project has no number for its periods yet.")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-3", "“-3” is below 0: write 0 or more."),
        ("many", "“many” is not a number."),
        ("2.5", "“2.5” has decimals, and this is counted in whole numbers."),
        ("40 km", "“km” does not fit: write the number alone."),
        ("2000000000000", "A value is at most a trillion."),
    ],
)
def test_a_wrong_number_is_told_on_its_field_and_all_is_kept(
    as_alice, water, rain, typed, sentence
):
    sent = fields({water: typed, rain: "7.5"}, province=CHIANG_MAI)

    response = as_alice.post(URL, sent)

    assert sentence in error(response, f"value_{water.pk}")
    assert not stored()
    assert sent.items() <= sent_by(response).items()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("30 km", "“km” does not fit: this is counted in litres."),
        ("1.25", "“1.25” has more than 1 decimals."),
    ],
)
def test_unit_and_decimals_of_a_number_are_those_of_its_indicator(as_alice, rain, typed, sentence):
    response = as_alice.post(URL, fields({rain: typed}))

    assert sentence in error(response, f"value_{rain.pk}")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2024-12-31", "This day is in none of the project's budget years"),
        ("", "This field is required."),
        ("soon", "This is not a date."),
    ],
)
def test_a_wrong_day_is_told_on_its_field_and_all_is_kept(as_alice, water, day, sentence):
    sent = fields({water: "40"}, day=day, province=CHIANG_MAI)

    response = as_alice.post(URL, sent)

    assert sentence in error(response, "day")
    assert not stored()
    assert sent.items() <= sent_by(response).items()


def test_a_day_to_come_is_refused(as_alice, bees, water):
    tomorrow = timezone.localdate() + timezone.timedelta(days=2)
    bees.budget_years.filter(number=2).update(last_day=date(2040, 12, 31))

    response = as_alice.post(URL, fields({water: "40"}, day=tomorrow.isoformat()))

    assert "still to come" in error(response, "day")


def test_a_place_elsewhere_is_refused(as_alice, water):
    for place in ("KE-01", "nowhere"):
        response = as_alice.post(URL, fields({water: "40"}, province=place))

        assert place in error(response, "province")
    assert not stored()


def test_at_least_one_number_is_needed(as_alice, water, rain):
    response = as_alice.post(URL, fields({water: "", rain: ""}))

    assert error(response, f"value_{water.pk}") == "Write at least one number."


@pytest.mark.parametrize(
    ("there", "typed", "sentence"),
    [
        ("", CHIANG_MAI, "is entered for the whole project on this day."),
        (CHIANG_MAI, "", "is entered by place on this day (Chiang Mai)."),
    ],
)
def test_a_day_has_the_whole_project_or_its_places(as_alice, water, rain, there, typed, sentence):
    make_value(water, 40, DAY, there)

    response = as_alice.post(URL, fields({water: "7"}, province=typed))

    assert sentence in error(response, "province")
    assert len(stored()) == 1
    # Another number is not concerned, and another day neither.
    as_alice.post(URL, fields({rain: "7"}, province=typed))
    as_alice.post(URL, fields({water: "7"}, day="2025-07-01", province=typed))
    assert len(stored()) == 3


def test_a_row_is_opened_with_its_numbers_and_changed(as_alice, alice, water, rain):
    make_value(water, 40, DAY, CHIANG_MAI)
    make_value(rain, 7, DAY, CHIANG_MAI)
    sent = opened(as_alice, row(province=CHIANG_MAI))
    assert (sent[f"value_{water.pk}"], sent["province"]) == ("40", CHIANG_MAI)

    as_alice.post(URL, sent | {f"value_{water.pk}": "45", f"value_{rain.pk}": ""})

    assert stored() == {(water.name, DAY, CHIANG_MAI): 45}
    assert IndicatorValue.history.filter(indicator=rain).first().history_type == "-"


def test_a_row_that_is_emptied_is_deleted(as_alice, water):
    make_value(water, 40)

    as_alice.post(URL, opened(as_alice, row()) | {f"value_{water.pk}": ""})

    assert not stored()


def test_a_row_moves_to_the_day_that_was_meant(as_alice, water, rain):
    kept = make_value(water, 40, DAY, CHIANG_MAI)
    make_value(rain, 7, DAY, CHIANG_MAI)
    sent = opened(as_alice, row(province=CHIANG_MAI))

    as_alice.post(URL, sent | {"day": "2025-07-31", f"value_{rain.pk}": ""})

    assert stored() == {(water.name, date(2025, 7, 31), CHIANG_MAI): 40}
    assert IndicatorValue.objects.get() == kept


def test_a_row_moves_from_the_whole_project_to_a_place(as_alice, water):
    make_value(water, 40)

    as_alice.post(URL, opened(as_alice, row()) | {"province": CHIANG_MAI})

    assert stored() == {(water.name, DAY, CHIANG_MAI): 40}


def test_what_somebody_changed_meanwhile_does_not_move_unseen(as_alice, as_bob, water):
    make_value(water, 40)
    hers = opened(as_alice, row())
    as_bob.post(URL, opened(as_bob, row()) | {f"value_{water.pk}": "55"})

    response = as_alice.post(URL, hers | {"day": "2025-07-31"})

    assert "Somebody changed the numbers of 30 Jun 2025 meanwhile" in error(response, "day")
    assert stored() == {(water.name, DAY, ""): 55}


def test_an_older_form_does_not_undo_a_newer_number(as_alice, as_bob, water):
    make_value(water, 40)
    hers = opened(as_alice, row())
    as_bob.post(URL, opened(as_bob, row()) | {f"value_{water.pk}": "55"})

    response = as_alice.post(URL, hers | {f"value_{water.pk}": "50"})

    assert "it is “55” by now (Bob)" in error(response, f"value_{water.pk}")
    assert stored() == {(water.name, DAY, ""): 55}
    # Whoever has seen it may keep the own number.
    again = sent_by(response)
    assert again[f"value_{water.pk}"] == "50"
    as_alice.post(URL, again)
    assert stored() == {(water.name, DAY, ""): 50}


def test_changes_of_two_people_in_two_numbers_are_both_kept(as_alice, as_bob, water, rain):
    make_value(water, 40)
    make_value(rain, 7)
    hers = opened(as_alice, row())
    as_bob.post(URL, opened(as_bob, row()) | {f"value_{water.pk}": "55"})

    response = as_alice.post(URL, hers | {f"value_{rain.pk}": "8"}, follow=True)

    assert stored() == {(water.name, DAY, ""): 55, (rain.name, DAY, ""): 8}
    assertContains(response, "Somebody changed this meanwhile too")


def test_a_form_that_showed_nothing_does_not_replace_what_is_there(as_alice, water, rain):
    make_value(water, 40)
    make_value(rain, 7)
    sent = opened(as_alice) | {"day": "30/06/2025", f"value_{water.pk}": "50"}

    response = as_alice.post(URL, sent)

    assert "it is “40” by now" in error(response, f"value_{water.pk}")
    response = as_alice.post(URL, sent_by(response), follow=True)
    assert stored() == {(water.name, DAY, ""): 50, (rain.name, DAY, ""): 7}
    assertNotContains(response, "Somebody changed this meanwhile too")


def test_a_form_that_is_sent_twice_changes_nothing_more(as_alice, water):
    sent = opened(as_alice) | {f"value_{water.pk}": "50"}

    as_alice.post(URL, sent)
    response = as_alice.post(URL, sent)

    assert response.url == LIST
    assert IndicatorValue.history.count() == 1


@pytest.mark.parametrize("broken", ["", "{", "[]", "7", '{"day": 7}', '{"day": "x"}'])
def test_hidden_fields_that_cannot_be_read_do_no_harm(as_alice, water, broken):
    as_alice.post(URL, fields({water: "40"}) | {"seen": broken, "moved_from": broken})

    assert stored() == {(water.name, DAY, ""): 40}


def test_numbers_of_another_project_cannot_be_moved(as_alice, water):
    there = make_state(make_project(), "wells")
    other = make_value(there, 9)
    told = json.dumps({"day": "2025-06-30", "province": "", f"value_{there.pk}": "9"})

    as_alice.post(URL, fields({water: "40"}, day="2025-07-01") | {"moved_from": told})

    other.refresh_from_db()
    assert (other.day, other.value) == (DAY, 9)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_a_locked_period_is_closed_to_the_partner_and_all_is_kept(as_alice, water, period, state):
    type(period).objects.update(state=state)
    sent = fields({water: "40"}, province=CHIANG_MAI)

    response = as_alice.post(URL, sent)

    assert "so its outreach is locked" in error(response, "day")
    assert not stored()
    assert sent.items() <= sent_by(response).items()
    assertContains(as_alice.get(row()), "so its outreach is locked")


def test_numbers_cannot_leave_a_locked_period(as_alice, water, period, bees):
    make_value(water, 40)
    sent = opened(as_alice, row())
    type(period).objects.update(state="submitted")

    response = as_alice.post(URL, sent | {"day": "2026-02-01"})

    assert "so its outreach is locked" in error(response, "day")
    assert stored() == {(water.name, DAY, ""): 40}


def test_staff_may_change_a_locked_period(as_sam, water, period):
    type(period).objects.update(state="accepted")

    as_sam.post(URL, fields({water: "40"}))

    assert stored() == {(water.name, DAY, ""): 40}


def test_a_skipped_period_locks_nothing(as_alice, water, period):
    type(period).objects.update(state="skipped", skipped_reason="Too early.")

    as_alice.post(URL, fields({water: "40"}))

    assert len(stored()) == 1


def test_what_was_typed_comes_back_after_the_log_in_ran_out(water, alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    sent = opened(client) | {f"value_{water.pk}": "many", "province": CHIANG_MAI}

    client.post(URL, sent)

    again = opened(client)
    assert (again[f"value_{water.pk}"], again["province"]) == ("many", CHIANG_MAI)
    assert not stored()


def test_a_year_keeps_the_days_that_have_numbers(water, bees):
    make_value(water, 40)
    year = bees.budget_years.get(number=1)
    year.first_day = date(2025, 7, 1)

    with pytest.raises(ValidationError, match="There is a number on 30 June 2025"):
        check_year(year)
    with pytest.raises(ValidationError, match="Numbers are entered for days of this year"):
        check_deletion(type(year), bees.budget_years.get(number=1))


def test_a_project_with_numbers_of_places_stays_in_its_country(water, bees):
    make_value(water, 40, DAY, CHIANG_MAI)
    bees.country = "KE"

    with pytest.raises(ValidationError, match="numbers of places in Thailand"):
        check_country(bees)


@pytest.mark.parametrize("name", ["state-list", "state-add", "state-propose", "state-upload"])
def test_a_project_of_another_partner_is_hidden(client, mallory, water, name):
    client.force_login(mallory)
    url = reverse(f"outreach:{name}", args=["bees"])

    assert client.get(url).status_code == 404
    assert client.post(url, fields({water: "40"})).status_code in (404, 405)
    assert not stored()


def test_the_number_of_queries_does_not_grow(as_alice, bees, water, django_assert_num_queries):
    make_event(bees)
    sent = fields({water: "40"})
    as_alice.get(URL)
    with django_assert_num_queries(9):
        as_alice.get(URL)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(indicator=water, day=date.fromordinal(DAY.toordinal() - at), value=at)
        for at in range(1, 150)
    )

    with django_assert_num_queries(9):
        as_alice.get(URL)
    assert as_alice.post(URL, sent).status_code == 302
