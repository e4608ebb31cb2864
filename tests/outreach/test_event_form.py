"""Partner staff enter an event, with its counts, a photo and a quote, on one page."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from outreach import removal
from outreach.models import Attendance, AudienceGroup, OutreachEvent, PartnerQuote, Photo
from outreach.views.events import all_valid
from projects.days import today_of
from tests.entries import event_fields, photo_fields, quote_fields
from tests.factories import (
    make_event,
    make_group,
    make_period,
    make_project,
    make_report,
    make_year,
    set_state,
)


@pytest.fixture
def students(db):
    return make_group("students")


def add_url(project):
    return reverse("outreach:event-add", args=[project.slug])


def test_an_event_is_entered_with_its_counts(as_alice, alice, bees, students):
    teachers = make_group("teachers")
    counts = {f"count_{students.pk}": "1,240", f"count_{teachers.pk}": ""}

    response = as_alice.post(add_url(bees), event_fields(**counts, co_hosts="City hall"))

    event = OutreachEvent.objects.get()
    assertRedirects(response, reverse("outreach:event", args=[event.pk]))
    assert (event.project, event.entered_by, event.co_hosts) == (bees, alice, "City hall")
    assert [str(each) for each in event.attendances.all()] == ["1240 students"]


def test_a_photo_and_a_quote_come_with_it(as_alice, bees):
    as_alice.post(add_url(bees), event_fields(**quote_fields("quote-"), **photo_fields("photo-")))

    event = OutreachEvent.objects.get()
    assert Photo.objects.get().event == event
    assert PartnerQuote.objects.get().event == event


def test_the_same_form_sent_twice_makes_one_event(as_alice, bees):
    form = event_fields()

    first = as_alice.post(add_url(bees), form)
    second = as_alice.post(add_url(bees), form)

    assert OutreachEvent.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_the_token_of_another_partners_event_changes_nothing(as_alice, bees, client, mallory):
    form = event_fields()
    as_alice.post(add_url(bees), form)
    own = make_project(partner=mallory.partner)
    make_year(own)
    client.force_login(mallory)

    client.post(add_url(own), form | {"venue": "Elsewhere"})

    assert OutreachEvent.objects.get(project=bees).venue == "Ban Mai School"
    assert OutreachEvent.objects.get(project=own).venue == "Elsewhere"


def test_a_wrong_field_keeps_all_the_rest(as_alice, bees, students):
    form = event_fields(
        venue="",
        **{f"count_{students.pk}": "many"},
        **quote_fields("quote-"),
        **photo_fields("photo-"),
    )

    response = as_alice.post(add_url(bees), form)

    assertContains(response, "This field is required.")
    assertContains(response, "“many” is not a number of people")
    assertContains(response, "They ask good questions.")
    assertContains(response, "Your picture is kept.")
    assert not OutreachEvent.objects.exists()
    assert not Photo.objects.exists()


def test_the_kept_picture_need_not_be_chosen_again(as_alice, bees):
    response = as_alice.post(add_url(bees), event_fields(venue="", **photo_fields("photo-")))
    receipt = response.context["forms"]["photo"]["receipt"].value()
    again = photo_fields("photo-", receipt=receipt)
    del again["photo-picture"]

    as_alice.post(add_url(bees), event_fields(**again))

    assert Photo.objects.get().event == OutreachEvent.objects.get()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first_day": "2030-01-01"}, "in none of the project"),
        ({"first_day": "2019-12-31"}, "in none of the project"),
        ({"first_day": "31/02/2025"}, "This is not a date."),
        ({"first_day": ""}, "This field is required."),
        ({"last_day": "2025-03-13"}, "The last day cannot be before the first day."),
        ({"province": "KE-43"}, "Select a valid choice."),
        ({"province": ""}, "This field is required."),
        ({"setting": "moon"}, "Select a valid choice."),
        ({"new_count": "3"}, "Say which group this number counts."),
        ({"new_group": "monks"}, "Say how many of this group came."),
        ({"new_group": "4 monks", "new_count": "4"}, "A name begins with a letter."),
        ({"new_group": "people: town", "new_count": "4"}, "Figures cannot read a name with"),
        ({"new_group": "venue", "new_count": "4"}, "Spreadsheets have a column"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field(as_alice, bees, fields, sentence):
    response = as_alice.post(add_url(bees), event_fields(**fields))

    assertContains(response, sentence)
    assert not OutreachEvent.objects.exists()


def test_a_day_still_to_come_is_asked_back(as_alice, bees, partner):
    year = bees.budget_years.get(number=2)
    year.last_day = date(today_of(partner).year + 2, 12, 31)
    year.save()
    form = event_fields(first_day=date(today_of(partner).year + 1, 1, 1).isoformat())

    response = as_alice.post(add_url(bees), form)

    assertContains(response, "This day is still to come.")


@pytest.mark.parametrize("written", ["14/03/2568", "2568-03-14", "14 มีนาคม 2568", "๑๔/๓/๒๕๖๘"])
def test_a_buddhist_year_is_understood(as_alice, bees, written):
    as_alice.post(add_url(bees), event_fields(first_day=written))

    assert OutreachEvent.objects.get().first_day == date(2025, 3, 14)


@pytest.mark.parametrize("count", ["-1", "1.5", "1000001", "12 000 000", "abc", "99999999999999"])
def test_a_count_is_a_number_of_people(as_alice, bees, students, count):
    response = as_alice.post(add_url(bees), event_fields(**{f"count_{students.pk}": count}))

    assert response.context["forms"]["event"].errors
    assert not OutreachEvent.objects.exists()


def test_zero_is_counted_and_empty_is_not(as_alice, bees, students):
    teachers = make_group("teachers")
    counts = {f"count_{students.pk}": "0", f"count_{teachers.pk}": " "}

    as_alice.post(add_url(bees), event_fields(**counts))

    assert list(Attendance.objects.values_list("group__name", "count")) == [("students", 0)]


def test_a_group_is_added_in_place(as_alice, bees, students):
    as_alice.post(add_url(bees), event_fields(new_group="Village  Elders", new_count="7"))
    again = event_fields(venue="Wat Pa", new_group="village elders", new_count="8")
    as_alice.post(add_url(bees), again)

    group = AudienceGroup.objects.get(name="village elders")
    assert group.order > students.order
    assert sorted(group.attendances.values_list("count", flat=True)) == [7, 8]


def test_a_group_that_is_counted_above_is_not_counted_again(as_alice, bees, students):
    counts = {f"count_{students.pk}": "5", "new_group": "Students", "new_count": "5"}

    response = as_alice.post(add_url(bees), event_fields(**counts))

    assertContains(response, "This group is counted above already.")


def test_save_and_add_another_keeps_province_and_setting(as_alice, bees):
    response = as_alice.post(add_url(bees), event_fields(another=""), follow=True)

    form = response.context["forms"]["event"]
    assert form["province"].value() == "TH-58"
    assert form["setting"].value() == "rural_school"
    assert not form["venue"].value()


def test_the_provinces_used_last_come_first(as_alice, bees):
    make_event(bees, province="TH-57")
    make_event(bees, province="TH-50")

    response = as_alice.get(add_url(bees))

    choices = response.context["forms"]["event"].fields["province"].choices
    assert [code for code, _ in choices[1][1]] == ["TH-50", "TH-57"]


def test_today_is_offered(as_alice, bees, partner):
    response = as_alice.get(add_url(bees))

    assert response.context["forms"]["event"]["first_day"].value() == today_of(partner)


def test_an_event_is_changed_and_its_counts_too(as_alice, bees, students):
    event = make_event(bees, {"students": 40, "teachers": 3})
    teachers = make_group("teachers")
    counts = {f"count_{students.pk}": "41", f"count_{teachers.pk}": ""}

    as_alice.post(
        reverse("outreach:event-edit", args=[event.pk]),
        event_fields(venue="Wat Phra Singh", **counts),
    )

    event.refresh_from_db()
    assert event.venue == "Wat Phra Singh"
    assert [str(each) for each in event.attendances.all()] == ["41 students"]


def test_a_copy_leaves_the_event_as_it_is(as_alice, bees, students):
    event = make_event(bees, {"students": 40})
    form = event_fields(first_day="2025-04-01", copy="", **{f"count_{students.pk}": "52"})
    url = reverse("outreach:event-edit", args=[event.pk])

    as_alice.post(url, form)
    as_alice.post(url, form)

    first, copy = OutreachEvent.objects.order_by("pk")
    assert (first.first_day, copy.first_day) == (date(2025, 3, 14), date(2025, 4, 1))
    assert [str(each) for each in copy.attendances.all()] == ["52 students"]


def test_a_submitted_period_is_locked_for_its_partner(as_alice, bees):
    event = make_event(bees)
    make_period(bees.budget_years.get(number=1), state="submitted")

    add = as_alice.post(add_url(bees), event_fields())
    edit = as_alice.post(
        reverse("outreach:event-edit", args=[event.pk]), event_fields(first_day="2026-02-01")
    )
    shown = as_alice.get(reverse("outreach:event-edit", args=[event.pk]), follow=True)

    assertContains(add, "has been submitted, so its outreach is locked")
    assertContains(edit, "has been submitted, so its outreach is locked")
    assertContains(shown, "has been submitted, so its outreach is locked")
    assertNotContains(shown, "Remove")
    assert OutreachEvent.objects.get().first_day == date(2025, 3, 14)


def test_staff_may_correct_a_submitted_period(client, sam, bees):
    event = make_event(bees)
    make_period(bees.budget_years.get(number=1), state="submitted")
    client.force_login(sam)

    client.post(
        reverse("outreach:event-edit", args=[event.pk]), event_fields(venue="Wat Doi Kham")
    )

    assert OutreachEvent.objects.get().venue == "Wat Doi Kham"


def test_hostile_text_is_escaped(as_alice, bees):
    script = "<script>alert(1)</script>"
    form = event_fields(venue=script, activities=script, new_group="monks", new_count="1")

    response = as_alice.post(add_url(bees), form, follow=True)

    assertNotContains(response, script)
    assertContains(response, "&lt;script&gt;")


def test_sent_again_with_a_correction_the_form_changes_its_event(as_alice, bees, students):
    form = event_fields(**{f"count_{students.pk}": "40"}, **quote_fields("quote-"))
    as_alice.post(add_url(bees), form)

    as_alice.post(add_url(bees), form | {"venue": "Wat Pa", f"count_{students.pk}": "41"})

    event = OutreachEvent.objects.get()
    assert (event.venue, event.attendances.get().count) == ("Wat Pa", 41)
    assert PartnerQuote.objects.count() == 1


def test_sent_again_after_it_was_removed_the_form_asks_and_makes_a_new_event(
    as_alice, alice, bees
):
    form = event_fields()
    as_alice.post(add_url(bees), form)
    event = OutreachEvent.objects.get()
    removal.remove(event, by=alice, at=timezone.now())

    asked = as_alice.post(add_url(bees), form)
    as_alice.post(add_url(bees), form | {"sure": f"twin-{event.pk}"})

    assertContains(asked, "It was removed: put it back")
    assert OutreachEvent.objects.count() == 1
    assert OutreachEvent.everything.count() == 2


def test_a_period_submitted_at_the_last_moment_is_locked_all_the_same(as_alice, bees, monkeypatch):
    report = make_report(bees.budget_years.get(number=1))

    def submit_first(forms):
        valid = all_valid(forms)
        set_state(report, "submitted")
        return valid

    monkeypatch.setattr("outreach.views.events.all_valid", submit_first)
    response = as_alice.post(add_url(bees), event_fields())

    assertContains(response, "has been submitted")
    assert not OutreachEvent.objects.exists()


def test_two_presses_at_the_same_moment_make_one_event(as_alice, bees, monkeypatch):
    form = event_fields()

    def press_again_first(forms):
        valid = all_valid(forms)
        make_event(bees, form_token=form["form_token"])
        return valid

    monkeypatch.setattr("outreach.views.events.all_valid", press_again_first)
    response = as_alice.post(add_url(bees), form)

    assertRedirects(response, reverse("outreach:event", args=[OutreachEvent.objects.get().pk]))


def test_a_group_added_by_somebody_else_at_the_same_moment_is_taken(as_alice, bees, monkeypatch):
    def add_first(forms):
        valid = all_valid(forms)
        make_group("monks")
        return valid

    monkeypatch.setattr("outreach.views.events.all_valid", add_first)
    as_alice.post(add_url(bees), event_fields(new_group="monks", new_count="4"))

    assert AudienceGroup.objects.get().attendances.get().count == 4


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "x", "٣"])
def test_numbers_in_addresses_may_be_anything(as_alice, bees, number):
    pages = [
        (reverse("outreach:event-list", args=[bees.slug]), {"removed": number, "page": number}),
        (reverse("outreach:quote-add", args=[bees.slug]), {"event": number}),
        (reverse("outreach:event-list", args=[bees.slug]), {"group": number, "period": number}),
    ]

    assert all(as_alice.get(page, query).status_code == 200 for page, query in pages)


@pytest.mark.parametrize("token", ["", "broken"])
def test_a_form_without_its_token_is_saved_all_the_same(as_alice, bees, token):
    as_alice.post(add_url(bees), event_fields(form_token=token))

    assert OutreachEvent.objects.get().form_token


def test_a_group_is_offered_to_the_partner_that_added_it(client, as_alice, alice, bees, mallory):
    theirs = make_project(partner=mallory.partner)
    make_year(theirs)
    as_alice.post(add_url(bees), event_fields(new_group="monks", new_count="4"))
    own = as_alice.get(add_url(bees))
    client.force_login(mallory)
    hidden = client.get(add_url(theirs))
    hidden_in_list = client.get(reverse("outreach:event-list", args=[theirs.slug]))
    client.post(add_url(theirs), event_fields(new_group="Monks", new_count="5"))
    shared = client.get(add_url(theirs))

    assertContains(own, "Monks")
    assertNotContains(hidden, "Monks")
    assertNotContains(hidden_in_list, "monks")
    assertContains(shared, "Monks")
    assert AudienceGroup.objects.get().attendances.count() == 2


@pytest.mark.parametrize("written", ["1.000", "30-40", "30+5"])
def test_a_count_with_more_than_one_meaning_is_asked_about(as_alice, bees, written):
    students = make_group("students")
    form = event_fields(**{f"count_{students.pk}": written})

    page = as_alice.post(reverse("outreach:event-add", args=[bees.slug]), form)

    assertContains(page, f"“{written}”")
    assertContains(page, f'value="{written}"')
    assert not Attendance.objects.exists()


def test_about_thirty_is_an_estimate_or_no_number(as_alice, bees):
    students = make_group("students")
    form = event_fields(**{f"count_{students.pk}": "about 30"})

    asked = as_alice.post(add_url(bees), form)
    as_alice.post(add_url(bees), form | {"count_method": "estimated"})

    assertContains(asked, "You wrote “about 30”")
    assert OutreachEvent.objects.get().count_method == "estimated"
    assert Attendance.objects.get().count == 30
