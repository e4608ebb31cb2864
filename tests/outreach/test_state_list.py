"""The page of how things stand: by period, who may change it and who did, other numbers."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from outreach.models import IndicatorValue
from tests.factories import make_event, make_period, make_user
from tests.forms import sent_by
from tests.states import make_state, make_value

URL = reverse("outreach:state-list", args=["bees"])
ADD = reverse("outreach:state-add", args=["bees"])
PROPOSE = reverse("outreach:state-propose", args=["bees"])
DAY = date(2025, 6, 30)


@pytest.fixture
def water(bees, period):
    return make_state(bees, "households with clean water")


def groups(response):
    return response.context["groups"]


def test_values_stand_in_their_period_by_place(as_alice, water, bees):
    rain = make_state(bees, "rain", unit="litres", decimals=1, order=6)
    make_value(water, 1250, DAY, "TH-50")
    make_value(rain, "12.5", DAY, "TH-50")
    make_value(rain, 7, date(2025, 7, 31))

    response = as_alice.get(URL)

    (group,) = groups(response)
    assert [(row.spot.place, [text for _, text in row.cells]) for row in group.rows] == [
        ("The whole project", ["", "7"]),
        ("Chiang Mai", ["1,250", "12.5"]),
    ]
    assertContains(response, "Rain (litres)")
    assertContains(response, f'href="{ADD}?day=2025-06-30&amp;province=TH-50"')


def test_each_row_says_who_entered_it_and_when(as_alice, water, alice):
    as_alice.post(ADD, {"day": DAY, "province": "", f"value_{water.pk}": "40"})
    day = date(2025, 7, 3)
    IndicatorValue.history.update(history_date=f"{day}T10:00:00Z")

    assertContains(as_alice.get(URL), "Alice, 3 Jul 2025")


def test_each_row_says_who_changed_it_last(as_alice, water, sam):
    value = make_value(water, 40)
    value.value, value._history_user = 41, sam
    value.save()

    (group,) = groups(as_alice.get(URL))

    assert group.rows[0].by == "Sam"


def test_open_periods_come_first_and_the_latest_of_each(as_alice, bees, water, period):
    type(period).objects.update(state="submitted")
    second = bees.budget_years.get(number=2)
    later = [
        make_period(second, number=1, last_day=date(2026, 3, 31), state="accepted"),
        make_period(second, number=2, first_day=date(2026, 4, 1), last_day=date(2026, 6, 30)),
    ]

    found = groups(as_alice.get(URL))

    assert [group.period for group in found] == [later[1], later[0], period]
    assert [bool(group.locked) for group in found] == [False, True, True]


def test_a_period_to_come_is_not_there_yet(as_alice, bees, water, period):
    type(period).objects.update(first_day=date(2050, 1, 1), last_day=date(2050, 12, 31))

    assertContains(as_alice.get(URL), "No reporting period has begun yet.")


def test_an_open_period_says_who_may_change_it_and_leads_to_the_form(as_alice, water):
    response = as_alice.get(URL)

    assertContains(response, "Everybody at Baan Mai can change this until")
    assertContains(response, f'href="{ADD}?day=2025-12-31"')
    assertContains(response, "Write here how things stood in this period")


def test_a_locked_period_is_read_and_not_changed(as_alice, water, period):
    make_value(water, 40)
    type(period).objects.update(state="submitted")

    response = as_alice.get(URL)

    assertContains(response, "so its outreach is locked")
    assertContains(response, "The whole project")
    assertNotContains(response, f"{ADD}?day=")


def test_staff_read_that_only_they_may_change_it(as_sam, water, period):
    make_value(water, 40)
    type(period).objects.update(state="submitted")

    response = as_sam.get(URL)

    assertContains(response, "only the foundation can change this")
    assertContains(response, f"{ADD}?day=2025-06-30&amp;province=")


def test_days_in_no_period_are_shown_too(as_alice, water):
    make_value(water, 40, date(2026, 2, 1))

    response = as_alice.get(URL)

    assertContains(response, "These days lie in no reporting period.")
    assertContains(response, "1 Feb 2026")


def test_the_page_is_linked_only_where_something_is_entered_so(as_alice, bees, period):
    pages = [
        reverse("outreach:event-list", args=["bees"]),
        reverse("project", args=["bees"]),
        reverse("home"),
    ]
    for page in pages:
        assertNotContains(as_alice.get(page), URL)

    make_state(bees, "households with clean water")

    for page in pages:
        assertContains(as_alice.get(page), URL)


def test_a_project_without_such_numbers_says_what_belongs_here(as_alice, bees):
    response = as_alice.get(URL)

    assertContains(response, "such as households with clean water")
    assertNotContains(response, f'href="{ADD}"')


@pytest.mark.parametrize("count", [10, 1000])
def test_the_page_runs_as_many_queries_for_10_values_as_for_1000(
    as_alice, alice, bees, period, count, django_assert_num_queries
):
    for letter in "ab":
        indicator = make_state(bees, f"wells {letter}")
        values = [
            IndicatorValue(
                indicator=indicator,
                day=date.fromordinal(date(2025, 1, 1).toordinal() + at // 5),
                province=f"TH-{50 + at % 5}",
                value=at,
            )
            for at in range(count // 2)
        ]
        IndicatorValue.objects.bulk_create(values)
    as_alice.get(URL)

    with django_assert_num_queries(9):
        response = as_alice.get(URL)

    assert sum(len(group.rows) for group in groups(response)) == count // 2


# Another number.


def proposal(**fields):
    return {"name": "wells repaired", "unit": "", "adds_up": "latest"} | fields


def test_another_number_is_asked_at_once_and_marked(as_alice, bees, alice, water):
    response = as_alice.post(
        PROPOSE, proposal(name="  water  stored ", unit="litres"), follow=True
    )

    assertContains(response, "“water stored” is asked from now on.")
    added = bees.indicators.get(name="water stored")
    assert (added.is_proposed, added.is_state, added.unit) == (True, True, "litres")
    assert added.order > water.order
    assert added.history.get().history_user == alice
    assertContains(as_alice.get(URL), "Water stored (litres), proposed")
    assertContains(as_alice.get(ADD), "Water stored (litres), proposed")


def test_a_number_that_adds_up_is_asked_with_each_event(as_alice, bees, water):
    as_alice.post(PROPOSE, proposal(adds_up="sum", counts_people="on"))

    added = bees.indicators.get(name="wells repaired")
    assert (added.entered_with, added.adds_up, added.counts_people) == ("event", "sum", True)
    form = as_alice.get(reverse("outreach:event-add", args=["bees"]))
    assertContains(form, "Wells repaired, proposed")


def test_staff_see_what_is_proposed(as_sam, bees, water):
    make_state(bees, "wells repaired", is_proposed=True)

    assertContains(as_sam.get(URL), "Wells repaired, proposed")


@pytest.mark.parametrize(
    ("fields", "name", "sentence"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"name": "3 wells"}, "name", "A name begins with a letter."),
        ({"name": "wells: repaired"}, "name", "Figures cannot read a name with"),
        ({"name": "Households with clean Water"}, "name", "cannot tell this name from"),
        ({"name": "events"}, "name", "cannot tell this name from"),
        ({"adds_up": ""}, "adds_up", "This field is required."),
        ({"adds_up": "share"}, "adds_up", "Select a valid choice."),
        ({"unit": "%", "adds_up": "sum"}, "unit", "Per cents cannot be added up"),
        ({"unit": "km", "counts_people": "on"}, "unit", "People are counted without a unit."),
    ],
)
def test_a_number_that_cannot_be_is_told_on_its_field(
    as_alice, bees, water, fields, name, sentence
):
    before = bees.indicators.count()
    sent = proposal(**fields)

    response = as_alice.post(PROPOSE, sent)

    assert sentence in " ".join(response.context["form"].errors[name])
    assert bees.indicators.count() == before
    assert sent["name"] == sent_by(response)["name"]


def test_another_project_may_be_named_in_vain(as_alice, bees, water):
    other = make_event(make_period_of_another()).project

    as_alice.post(PROPOSE, proposal(project=other.pk))

    assert bees.indicators.filter(name="wells repaired").exists()
    assert not other.indicators.filter(name="wells repaired").exists()


def make_period_of_another():
    from_another = make_user("partner").partner
    return from_another.projects.create(
        title="Other", slug="other", country="TH", summary="x", currency="USD"
    )


def test_a_proposal_comes_back_after_the_log_in_ran_out(water, alice):
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice)
    sent = client.get(PROPOSE)
    owner = {"form_owner": sent.text.split('name="form_owner" value="')[1].split('"')[0]}

    client.post(PROPOSE, proposal() | owner)

    response = client.get(PROPOSE)
    assertContains(response, "wells repaired")
    assertContains(response, "This is what you typed.")
