"""Lists of the administration that are longer than what is counted, and pages of long lists."""

from datetime import date

import pytest
from django.contrib import admin
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.handover.models import Handover
from grantreports.publishing.models import Edition
from grantreports.reports.models import Report
from outreach.models import AudienceGroup, OutreachEvent, PartnerQuote, Photo
from outreach.pages import LongPaginator
from projects import long_lists
from projects.models import BudgetYear, Indicator, Partner, Project, ReportingPeriod
from tests.admin_pages import url
from tests.factories import (
    make_event,
    make_group,
    make_partner,
    make_photo,
    make_project,
    make_quote,
    make_report,
    make_user,
    make_year,
)
from tests.queries import queries_of

EVENTS = "admin:outreach_outreachevent_changelist"
LISTS = [
    *(OutreachEvent, PartnerQuote, Photo, Report, ReportingPeriod, Handover, Edition),
    *(Project, BudgetYear, Indicator, Partner, AudienceGroup),
]


@pytest.fixture
def as_root(client, root):
    client.force_login(root)
    return client


@pytest.fixture
def counted_to_5(monkeypatch):
    """Lists of more than five rows are long."""
    monkeypatch.setattr(long_lists, "MOST_COUNTED", 5)


def make_all(number):
    """So many records more of each kind, each project with a partner of its own."""
    for index in range(number):
        project = make_project(partner=make_partner())
        make_report(make_year(project, 1))
        make_event(project, {"students": 3, f"group {make_partner().pk}": 1})
        make_quote(project)
        make_photo(project)
        make_user("partner", partner=project.partner, email=f"{index}-{project.pk}@example.org")


def rows(client, model=OutreachEvent, **query):
    response = client.get(url(model, "changelist"), query)
    assert response.status_code == 200, response.get("location")
    return list(response.context["cl"].result_list)


def shown(client, model=OutreachEvent, **query):
    return client.get(url(model, "changelist"), query)


@pytest.mark.parametrize("model", LISTS, ids=lambda model: model._meta.model_name)
@pytest.mark.parametrize("query", ["", "?q=a", "?q=nowhere"])
def test_as_many_queries_with_3_rows_as_with_60(as_root, bees, model, query):
    make_all(3)
    address = url(model, "changelist") + query
    few = queries_of(as_root, address)
    make_all(57)

    assert queries_of(as_root, address) <= few


def test_no_list_offers_all_projects_partners_or_groups(as_root, bees):
    make_all(2)
    partner = make_partner(name="Deep in the hills")
    project = make_project(partner=partner, title="Wells of the north")
    make_group("people from the hills")
    for model in LISTS:
        page = shown(as_root, model, q="nowhere")
        for name in (partner.name, project.title, "people from the hills"):
            assertNotContains(page, name)


def test_a_short_list_is_counted_and_sorted_by_any_column(as_root, bees):
    for venue, count in {"A": 3, "B": 1, "C": 2}.items():
        make_event(bees, {"students": count}, venue=venue)

    page = shown(as_root)
    assertContains(page, "3 outreach events")
    assert [each.venue for each in rows(as_root, o="-6")] == ["A", "C", "B"]
    assert [each.attended for each in rows(as_root, o="6")] == [1, 2, 3]


def test_a_long_list_says_that_there_are_more_and_sorts_by_its_day(as_root, bees, counted_to_5):
    for day in range(1, 8):
        make_event(bees, {"students": day}, first_day=date(2025, 3, day), venue=f"{9 - day}")

    page = shown(as_root)

    assertContains(page, "more than 5 outreach events")
    newest_first = ["2", "3", "4", "5", "6"]
    assert [each.venue for each in rows(as_root)][:5] == newest_first
    assert [each.venue for each in rows(as_root, o="2")][:5] == newest_first
    assert rows(as_root, o="1")[0].venue == "8"
    assert [each.attended for each in rows(as_root)][:2] == [7, 6]


def test_a_long_list_shortened_by_a_filter_is_sorted_again(as_root, bees, counted_to_5):
    for day in range(1, 8):
        make_event(bees, first_day=date(2025, 3, day), venue=f"{day}")
    wasps = make_project(partner=make_partner())
    for venue in "BAC":
        make_event(wasps, venue=venue)

    found = rows(as_root, o="2", project__id__exact=wasps.pk)

    assert [each.venue for each in found] == ["A", "B", "C"]


@pytest.mark.parametrize("limit", [2, 10_000])
def test_every_page_of_a_list_shows_its_rows(as_root, bees, monkeypatch, limit):
    """A filter that matches everything hides nothing, on whatever page."""
    monkeypatch.setattr(long_lists, "MOST_COUNTED", limit * 60)
    for _ in range(120):
        make_event(bees, setting="village")

    for query in ({}, {"setting__exact": "village"}, {"q": "Bees"}):
        pages = [rows(as_root, p=number, **query) for number in (1, 2, 3)]
        keys = [each.pk for page in pages for each in page]
        assert len(set(keys)) == len(keys) == 120
        assert keys == sorted(keys, reverse=True)


def test_a_page_beyond_the_last_leads_back_to_the_list(as_root, bees):
    make_event(bees)

    page = as_root.get(url(OutreachEvent, "changelist"), {"p": 99, "all": ""}, follow=True)

    assert page.status_code == 200


def test_dates_are_those_that_there_are(as_root, bees):
    make_event(bees, first_day=date(2025, 3, 1))
    make_event(bees, first_day=date(2026, 3, 1))

    assertContains(shown(as_root), "?first_day__year=2025")
    page = shown(as_root, first_day__year=2025)
    assertContains(page, "March 2025")
    assert [each.first_day.year for each in rows(as_root, first_day__year=2025)] == [2025]


def test_dates_of_a_long_list_are_all_from_its_first_to_its_last(as_root, bees, counted_to_5):
    for _ in range(4):
        make_event(bees, first_day=date(2024, 1, 30))
        make_event(bees, first_day=date(2026, 4, 2))

    for year in (2024, 2025, 2026):
        assertContains(shown(as_root), f"?first_day__year={year}")
    make_all(0)
    for _ in range(6):
        make_event(bees, first_day=date(2025, 2, 3))
        make_event(bees, first_day=date(2025, 4, 3))
    page = shown(as_root, first_day__year=2025)
    for month in ("February 2025", "March 2025", "April 2025"):
        assertContains(page, month)
    assertNotContains(page, "May 2025")


def test_a_filter_is_searched_and_keeps_what_else_is_asked(as_root, bees):
    make_event(bees, setting="village")
    make_event(make_project(), setting="village")

    page = shown(as_root, setting__exact="village", project__id__exact=bees.pk)

    assertContains(page, '<input type="hidden" name="setting__exact" value="village">', html=True)
    assertContains(page, f'<option value="{bees.pk}" selected>Bees</option>', html=True)
    assert len(page.context["cl"].result_list) == 1
    # Sent with nothing chosen, it filters nothing.
    assert len(rows(as_root, setting__exact="village", project__id__exact="")) == 2


@pytest.mark.parametrize("value", ["x", "9" * 30, "1,2", "0"])
@pytest.mark.parametrize("name", ["project__id__exact", "attendances__group__id__exact"])
def test_a_filter_by_what_is_no_record_is_no_error(as_root, bees, name, value):
    make_event(bees, {"students": 1})

    page = as_root.get(url(OutreachEvent, "changelist"), {name: value}, follow=True)

    assert page.status_code == 200


def test_an_event_to_which_several_came_is_shown_once(as_root, bees):
    make_event(bees, {"students": 1, "teachers": 2})
    make_event(bees, {"teachers": 2})

    found = rows(as_root, attendances__group__id__exact=make_group("teachers").pk)
    students = rows(as_root, attendances__group__id__exact=make_group("students").pk)

    assert (len(found), len(students)) == (2, 1)


def test_a_search_finds_all_words_in_own_texts_or_those_of_its_project(as_root, bees):
    make_event(bees, venue="Wat Doi Kham")
    make_event(make_project(title="Wasps of Doi"), venue="Elsewhere")

    assert len(rows(as_root, q="doi")) == 2
    assert [each.venue for each in rows(as_root, q="bees kham")] == ["Wat Doi Kham"]
    assert [each.venue for each in rows(as_root, q='"wasps of"')] == ["Elsewhere"]
    assert rows(as_root, q="wasps kham") == []


def test_a_project_with_very_many_events_says_why_it_stays(as_root, bees, monkeypatch):
    monkeypatch.setattr(long_lists, "MOST_LISTED", 2)
    for _ in range(3):
        make_event(bees)
    address = url(Project, "delete", bees.pk)

    assertContains(as_root.get(address), "More than 2 outreach events of Bees")
    as_root.post(address, {"post": "yes"})
    assert Project.objects.filter(pk=bees.pk).exists()


def test_the_page_of_an_event_offers_groups_of_its_partner_alone(as_root, bees):
    other = make_partner()
    mine = AudienceGroup.objects.create(name="our own", partner=bees.partner)
    theirs = AudienceGroup.objects.create(name="their own", partner=other)
    counted = AudienceGroup.objects.create(name="once counted", partner=other)
    event = make_event(bees, {"students": 3})
    event.attendances.create(group=counted, count=2)

    page = as_root.get(url(OutreachEvent, "change", event.pk))

    assertContains(page, mine.name)
    assertContains(page, counted.name)
    assertNotContains(page, theirs.name)


def test_every_list_of_records_is_a_long_one():
    """The queue and tables of other packages aside."""
    for model, its_admin in admin.site._registry.items():
        if model._meta.app_label not in ("django_q",):
            assert isinstance(its_admin, long_lists.LongListAdmin), model


# Pages of partner lists.


@pytest.mark.parametrize("found", [None, 7])
def test_pages_from_either_end_hold_every_record_once(bees, found):
    made = [make_event(bees).pk for _ in range(7)]
    pages = LongPaginator(OutreachEvent.objects.order_by("-pk"), 2, found)

    keys = [[each.pk for each in pages.page(number)] for number in pages.page_range]

    assert keys == [made[:4:-1], made[4:2:-1], made[2:0:-1], made[:1]]
    assert pages.get_page(99).number == 4


def test_pages_of_nothing(db):
    page = LongPaginator(OutreachEvent.objects.order_by("-pk"), 2).get_page(3)

    assert (page.number, list(page)) == (1, [])
