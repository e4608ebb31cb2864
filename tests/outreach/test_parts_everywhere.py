"""Parts of a group are never more than their whole, and never added to it, by whichever way."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import Workbook

from outreach.models import Attendance, ChosenGroup, OutreachEvent
from tests.admin_pages import url
from tests.factories import make_event, make_group
from tests.sheets import sent, statuses, take_in, workbook

HEADINGS = ["Date", "Venue", "Province", "Setting", "Students", "Girls", "Boys"]
WHERE = ["2025-03-14", "Ban Mai School", "Mae Hong Son", "Rural school"]


@pytest.fixture(autouse=True)
def groups(bees):
    students, girls, boys = map(make_group, ("students", "girls", "boys"))
    ChosenGroup.objects.create(project=bees, group=students)
    for group in (girls, boys):
        ChosenGroup.objects.create(project=bees, group=group, part_of=students, split="sex")
    return students, girls, boys


def attended():
    return OutreachEvent.objects.with_attendance().get().attended


def form_of(groups, *counts, **fields):
    typed = {f"count_{group.pk}": count for group, count in zip(groups, counts, strict=True)}
    where = {"first_day": "2025-03-14", "venue": "Ban Mai", "province": "TH-58"}
    return where | {"setting": "village", "count_method": "counted"} | typed | fields


@pytest.mark.parametrize(
    ("counts", "total"),
    [
        ((30, 18, 12), 30),
        ((30, 18, ""), 30),
        (("", 18, 12), 30),
        (("", 18, ""), 18),
        ((30, "", ""), 30),
    ],
)
def test_the_form_adds_up_wholes_alone(client, alice, groups, counts, total):
    client.force_login(alice)

    client.post(reverse("outreach:event-add", args=["bees"]), form_of(groups, *counts))

    assert attended() == total


def test_the_form_refuses_more_parts_than_there_are(client, alice, groups):
    client.force_login(alice)

    page = client.post(reverse("outreach:event-add", args=["bees"]), form_of(groups, 30, 20, 12))

    errors = page.context["forms"]["event"].errors
    assert errors == {
        f"count_{groups[0].pk}": ["12 boys + 20 girls are 32 together, more than 30 students."]
    }


@pytest.mark.parametrize(("counts", "status"), [((30, 18, 12), "new"), ((30, 18, 13), "error")])
def test_a_file_is_held_to_it(client, alice, bees, counts, status):
    client.force_login(alice)

    event_import = sent(client, bees, workbook([HEADINGS, [*WHERE, *counts]]))

    assert statuses(event_import) == [status]


def test_a_file_with_parts_alone(client, alice, bees):
    client.force_login(alice)
    take_in(client, bees, workbook([[*HEADINGS[:4], *HEADINGS[5:]], [*WHERE, 18, 12]]))

    assert attended() == 30


def admin_form(groups, *counts):
    rows = [(group, count) for group, count in zip(groups, counts, strict=True) if count]
    form = {
        "first_day": "2025-03-14",
        "venue": "Ban Mai",
        "province": "TH-58",
        "setting": "village",
        "count_method": "counted",
        "attendances-TOTAL_FORMS": len(rows),
        "attendances-INITIAL_FORMS": 0,
    }
    for place, (group, count) in enumerate(rows):
        form |= {f"attendances-{place}-group": group.pk, f"attendances-{place}-count": count}
    return form


@pytest.mark.parametrize(
    ("counts", "total"), [((30, 18, 12), 30), ((30, 18, 13), None), ((0, 18, 12), None)]
)
def test_the_administration_is_held_to_it(client, root, bees, groups, counts, total):
    client.force_login(root)
    form = admin_form(groups, *counts) | {"project": bees.pk}

    client.post(url(OutreachEvent, "add"), form)

    found = OutreachEvent.objects.with_attendance().first()
    assert (found.attended if found else None) == total


@pytest.mark.parametrize(("girls", "comes_in"), [(18, True), (31, False)])
def test_a_file_of_the_administration_is_held_to_it(client, sam, bees, girls, comes_in):
    event = make_event(bees, {"students": 30})
    book = Workbook()
    book.active.append(["id", "project", "students", "girls"])
    book.active.append([event.pk, "bees", 30, girls])
    file = io.BytesIO()
    book.save(file)
    file.name = "events.xlsx"
    file.seek(0)
    client.force_login(sam)

    previewed = client.post(url(OutreachEvent, "import"), {"import_file": file, "format": "0"})

    assert ("confirm_form" in previewed.context) is comes_in


def test_an_event_from_before_the_split_is_counted_once(client, alice, bees, groups):
    students, girls, _ = groups
    ChosenGroup.objects.filter(group=girls).update(part_of=None, split="")
    event = make_event(bees, first_day=date(2025, 3, 14), setting="village")
    Attendance.objects.create(event=event, group=girls, count=10)
    ChosenGroup.objects.filter(group=girls).update(part_of=students, split="sex")
    assert attended() == 10
    client.force_login(alice)

    client.post(reverse("outreach:event-edit", args=[event.pk]), form_of(groups, "", 10, ""))

    assert attended() == 10
    assert set(event.attendances.values_list("group", "count", "part_of")) == {
        (students.pk, 10, None),
        (girls.pk, 10, students.pk),
    }
