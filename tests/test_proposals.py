"""What a partner proposes to count: confirmed, renamed, or merged into what there is."""

import pytest
from django.urls import reverse

from grantreports.reports.models import Report
from outreach.models import Attendance, AudienceGroup, ChosenGroup, IndicatorValue
from projects.models import Indicator, Target
from tests.desks import save
from tests.factories import make_event, make_group, make_point, make_year, set_state


@pytest.fixture
def report(report, bees):
    """A draft that can be saved on the desk."""
    make_year(bees, 3)
    set_state(report, "accepted")
    return report


@pytest.fixture
def pupils(bees):
    """Proposed, beside students; both are counted."""
    group = AudienceGroup.objects.create(name="pupils", is_proposed=True, partner=bees.partner)
    for order, each in enumerate((make_group("students"), group), 1):
        ChosenGroup.objects.create(project=bees, group=each, order=order)
    return group


@pytest.fixture
def holes(bees):
    """Proposed, beside wells."""
    Indicator.objects.create(project=bees, name="wells", every_event=False)
    return Indicator.objects.create(
        project=bees, name="holes", is_proposed=True, every_event=False
    )


def answer(client, act, record, **fields):
    kind = "group" if isinstance(record, AudienceGroup) else "indicator"
    address = reverse(f"proposal-{act}", args=["bees", kind, record.pk])
    return client.post(address, fields, follow=True)


def test_staff_see_what_is_proposed_and_the_partner_that_it_waits(client, sam, alice, pupils):
    page = reverse("project", args=["bees"])
    client.force_login(sam)
    of_staff = client.get(page).text
    client.force_login(alice)
    of_partner = client.get(page).text

    assert "Proposed by the partner" in of_staff
    assert f'value="{pupils.name}"' in of_staff
    assert "Proposed by the partner" not in of_partner
    assert "waits for the foundation" in of_partner


def test_it_is_confirmed(as_sam, pupils, holes, sam):
    for each in (pupils, holes):
        page = answer(as_sam, "confirm", each)
        assert "is confirmed" in page.text
        each.refresh_from_db()
        assert not each.is_proposed
        assert each.history.first().history_user == sam
    assert "Proposed by the partner" not in page.text
    assert "Somebody has answered this already." in answer(as_sam, "confirm", holes).text


def test_it_is_renamed_with_the_drafts(as_sam, pupils, report):
    make_point(report, "{attendance: pupils}")

    answer(as_sam, "rename", pupils, name="  scholars ")

    assert report.progresspoints.get().text == "{attendance: scholars}"
    assert AudienceGroup.objects.get(pk=pupils.pk).name == "scholars"


@pytest.mark.parametrize("name", ["", "STUDENTS", "a {b}", "x" * 61, "\0"])
def test_a_name_that_cannot_be_is_refused(as_sam, pupils, name):
    page = answer(as_sam, "rename", pupils, name=name)

    assert page.status_code == 200
    assert AudienceGroup.objects.get(pk=pupils.pk).name == "pupils"


def test_groups_are_merged_with_their_counts_and_figures(as_sam, pupils, report, bees):
    Report.objects.update(introduction="{attendance: pupils, students} {attendance: Pupils}")
    event = make_event(bees, {"pupils": 7})
    Target.objects.create(budget_year=report.budget_year, figure="attendance: pupils", value=9)
    students = AudienceGroup.objects.get(name="students")

    page = answer(as_sam, "merge", pupils, same=students.pk)

    assert "“pupils” is counted as “students” now." in page.text
    assert [(each.group, each.count) for each in event.attendances.all()] == [(students, 7)]
    text = Report.objects.get().introduction
    assert text == "{attendance: students, students} {attendance: students}"
    assert Target.objects.get().figure == "attendance: students"
    assert not AudienceGroup.objects.filter(name="pupils").exists()
    assert [str(each) for each in bees.chosen_groups.all()] == ["students"]


def test_undo_after_a_merge_reads_the_group_that_is_left(as_sam, pupils, report):
    save(as_sam, report, introduction="{attendance: pupils}")
    save(as_sam, Report.objects.get(), introduction="Later.")
    students = AudienceGroup.objects.get(name="students")
    answer(as_sam, "merge", pupils, same=students.pk)
    answer_name = AudienceGroup.objects.get()
    answer_name.name = "learners"
    answer_name.save()

    as_sam.post(reverse("desk:undo", args=[report.pk]))

    assert Report.objects.get().introduction == "{attendance: learners}"


def test_indicators_are_merged_with_their_values_and_figures(as_sam, holes, report, bees):
    event = make_event(bees)
    IndicatorValue.objects.create(indicator=holes, event=event, value=3)
    Target.objects.create(budget_year=report.budget_year, indicator=holes, value=9)
    save(as_sam, report, introduction="{holes in Chiang Rai}")
    save(as_sam, Report.objects.get(), introduction="{holes}")
    wells = Indicator.objects.get(name="wells")

    answer(as_sam, "merge", holes, same=wells.pk)

    assert event.indicator_values.get().indicator == wells
    assert Target.objects.get().indicator == wells
    assert Report.objects.get().introduction == "{wells}"
    as_sam.post(reverse("desk:undo", args=[report.pk]))
    assert Report.objects.get().introduction == "{wells in Chiang Rai}"
    assert not Indicator.objects.filter(name="holes").exists()


def test_two_numbers_for_one_event_are_refused(as_sam, pupils, holes, bees):
    event = make_event(bees, {"pupils": 7, "students": 2})
    wells = Indicator.objects.get(name="wells")
    for each in (holes, wells):
        IndicatorValue.objects.create(indicator=each, event=event, value=3)
    students = AudienceGroup.objects.get(name="students")

    pages = [
        answer(as_sam, "merge", pupils, same=students.pk),
        answer(as_sam, "merge", holes, same=wells.pk),
    ]

    assert all("both have a number for the event" in page.text for page in pages)
    assert Attendance.objects.count() == IndicatorValue.objects.count() == 2


def test_a_figure_of_both_that_could_not_be_read_is_named(as_sam, holes, report):
    Report.objects.update(introduction="{share: holes of wells}")
    wells = Indicator.objects.get(name="wells")

    page = answer(as_sam, "merge", holes, same=wells.pk)

    assert "{share: holes of wells} in “" in page.text
    assert Indicator.objects.filter(pk=holes.pk).exists()


@pytest.mark.parametrize("same", ["", "x", "9" * 30, "events", "itself"])
def test_it_is_the_same_as_nothing_else(as_sam, holes, bees, same):
    known = {"events": bees.indicators.get(source="events").pk, "itself": holes.pk}

    page = answer(as_sam, "merge", holes, same=known.get(same, same))

    assert "Choose what it is the same as." in page.text


def test_the_page_shows_what_is_counted_with_baseline_target_and_now(as_sam, bees, pupils):
    year = bees.budget_years.get(number=1)
    wells = Indicator.objects.create(
        project=bees, name="wells", baseline=4, baseline_on="2024-12-31", many="wells dug"
    )
    Target.objects.create(budget_year=year, indicator=wells, value=1200)
    IndicatorValue.objects.create(indicator=wells, event=make_event(bees), value=17)
    bees.budget_years.exclude(pk=year.pk).delete()

    text = " ".join(as_sam.get(reverse("project", args=["bees"])).text.split())

    assert "Wells" in text
    assert all(f"<dd>{number}</dd>" in text for number in ("4", "1,200", "17"))
