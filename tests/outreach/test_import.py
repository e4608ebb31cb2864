"""Partner staff send a spreadsheet, look at its rows and confirm them."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from outreach.models import Attendance, EventImport, OutreachEvent
from outreach.sheets import checking
from outreach.sheets.models import KEPT_FOR, clear_unconfirmed
from tests.factories import make_event, make_group, make_period, make_user
from tests.sheets import (
    HEADINGS,
    ROW,
    address,
    confirm,
    errors,
    send,
    sent,
    statuses,
    take_in,
    text,
    workbook,
)


@pytest.fixture
def students(db):
    return make_group("students")


@pytest.fixture
def page(client, alice, students):
    """Alice's browser."""
    client.force_login(alice)
    return client


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_rows_are_shown_first_and_come_in_when_confirmed(page, alice, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    preview = page.get(address("import-preview", event_import))
    before = OutreachEvent.objects.count()
    response = confirm(page, event_import)

    assertContains(preview, "14 Mar 2025")
    assertContains(preview, "1 new")
    assert before == 0
    event = OutreachEvent.objects.get()
    assert (event.venue, event.province, event.setting) == (ROW[1], "TH-58", "rural_school")
    assert event.attendances.get().count == 30
    assert event.entered_by == alice
    assert event.history.get().history_user == alice
    assert event.attendances.get().history.get().history_user == alice
    assert response.redirect_chain == [(reverse("outreach:event-list", args=["bees"]), 302)]
    assert "1 outreach event added." in told(response)


@pytest.mark.parametrize(
    "rows", [[HEADINGS, ROW], [HEADINGS, ROW, [*ROW[:1], "Wat Pa", *ROW[2:]]]]
)
def test_the_same_file_twice_adds_nothing(page, bees, rows):
    take_in(page, bees, workbook(rows))
    history = OutreachEvent.history.count(), Attendance.history.count()

    event_import = sent(page, bees, workbook(rows))
    response = confirm(page, event_import)

    assert set(statuses(event_import)) == {"unchanged"}
    assertContains(response, "there is nothing to add")
    assert OutreachEvent.objects.count() == Attendance.objects.count() == len(rows) - 1
    assert (OutreachEvent.history.count(), Attendance.history.count()) == history


def test_confirming_twice_adds_once(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    form = {"version": event_import.version}

    first = page.post(address("import-confirm", event_import), form, follow=True)
    second = page.post(address("import-confirm", event_import), form, follow=True)

    assert OutreachEvent.objects.count() == 1
    assert "1 outreach event added." in told(first)
    assert "has been added already" in told(second)


def test_two_presses_at_the_same_moment_add_once(page, alice, bees):
    """Both requests have read the import before one of them confirms it."""
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    late = EventImport.objects.get(pk=event_import.pk)
    event_import.refresh_from_db()

    assert checking.confirm(event_import, event_import.version, alice)["new"] == 1
    assert checking.confirm(late, late.version, alice) is None
    assert OutreachEvent.objects.count() == 1


def test_a_changed_row_changes_the_event_and_an_emptied_count_goes(page, alice, bees):
    event = make_event(bees, {"students": 30, "teachers": 2}, activities="Games")
    headings = [*HEADINGS, "Teachers"]

    event_import = sent(page, bees, workbook([headings, [*ROW[:4], 31, None]]))
    preview = page.get(address("import-preview", event_import))
    response = confirm(page, event_import)

    assertContains(preview, "<del>30</del> <ins>31</ins>", html=True)
    assertContains(preview, "<del>2</del> <ins>not counted</ins>", html=True)
    assert list(Attendance.objects.values_list("group__name", "count")) == [("students", 31)]
    assert OutreachEvent.objects.get().activities == "Games"
    assert event.attendances.get().history.latest().history_user == alice
    assert "1 outreach event changed." in told(response)


def test_an_error_is_told_on_its_cell_and_nothing_comes_in(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW, ["soon", "Wat Pa", *ROW[2:]]]))
    preview = page.get(address("import-preview", event_import))
    response = confirm(page, event_import)

    assertContains(preview, "This is not a date.")
    assertContains(preview, 'name="cell-1-first_day" value="soon"')
    assertNotContains(preview, address("import-confirm", event_import))
    assertContains(response, "With errors")
    assert not OutreachEvent.objects.exists()


def test_a_corrected_cell_is_checked_again(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ["soon", *ROW[1:]]]))

    page.post(address("import-preview", event_import), {"cell-0-first_day": "15/03/2568"})
    confirm(page, event_import)

    assert OutreachEvent.objects.get().first_day.isoformat() == "2025-03-15"


def test_a_wrong_correction_keeps_what_was_typed(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ["soon", *ROW[1:]]]))

    form = {"cell-0-first_day": "later <b>"}
    preview = page.post(address("import-preview", event_import), form, follow=True)

    assertContains(preview, 'value="later &lt;b&gt;"')


def test_a_row_can_be_left_out_and_taken_back(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW, ["soon", "Wat Pa", *ROW[2:]]]))

    page.post(address("import-preview", event_import), {"leave-1": "on"})
    left_out = statuses(event_import)
    page.post(address("import-preview", event_import), {"take-1": "on"})
    taken_back = statuses(event_import)
    page.post(address("import-preview", event_import), {"leave-1": "on"})
    confirm(page, event_import)

    assert left_out == ["new", "left-out"]
    assert taken_back == ["new", "error"]
    assert OutreachEvent.objects.count() == 1


def test_an_unknown_heading_is_asked_about(page, bees):
    content = workbook([["Date", "Where it was", *HEADINGS[2:]], ROW])
    event_import = sent(page, bees, content)
    preview = page.get(address("import-preview", event_import))
    refused = confirm(page, event_import)
    page.post(address("import-preview", event_import), {"column-1": "venue"})
    confirm(page, event_import)

    assertContains(preview, "Choose what this column is, or leave it out.")
    assertContains(refused, "Say below what each column is.")
    assert OutreachEvent.objects.get().venue == "Ban Mai School"


def test_an_unknown_heading_may_be_left_out(page, bees):
    event_import = sent(page, bees, workbook([[*HEADINGS, "Weather"], [*ROW, "Rain"]]))

    page.post(address("import-preview", event_import), {"column-5": "left-out"})
    confirm(page, event_import)

    assert OutreachEvent.objects.count() == 1


def test_two_columns_of_one_name_have_to_be_told_apart(page, bees):
    event_import = sent(page, bees, workbook([[*HEADINGS, "School"], [*ROW, "Another"]]))
    preview = page.get(address("import-preview", event_import))
    confirm(page, event_import)

    assertContains(preview, "Two columns are “Venue”. Leave one of them out.")
    assert not OutreachEvent.objects.exists()


def test_a_missing_column_can_be_filled_in_on_the_page(page, bees):
    content = workbook([["Date", "Venue", "Setting"], [ROW[0], ROW[1], ROW[3]]])
    event_import = sent(page, bees, content)
    preview = page.get(address("import-preview", event_import))
    page.post(address("import-preview", event_import), {"cell-0-province": "TH-50"})
    confirm(page, event_import)

    assertContains(preview, "The file has no column “Province”")
    assert OutreachEvent.objects.get().province == "TH-50"


def test_the_project_changed_between_preview_and_confirmation(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    bees.budget_years.all().delete()

    response = confirm(page, event_import)

    assertContains(response, "The project has no budget year yet.")
    assert "Nothing was added" in told(response)
    assert not OutreachEvent.objects.exists()


def test_nobody_confirms_rows_they_have_not_seen(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    seen = event_import.version
    page.post(address("import-preview", event_import), {"cell-0-venue": "Elsewhere"})

    response = page.post(address("import-confirm", event_import), {"version": seen}, follow=True)

    assertContains(response, "The rows have changed since.")
    assert not OutreachEvent.objects.exists()


def test_a_submitted_period_is_closed_to_partner_staff(page, client, bees, sam):
    make_period(bees.budget_years.get(number=1), state="submitted")
    make_event(bees, {"students": 30}, venue="Old School")
    rows = [HEADINGS, ROW, [ROW[0], "Old School", *ROW[2:]]]

    event_import = sent(page, bees, workbook(rows))
    client.force_login(sam)
    by_staff = sent(client, bees, workbook(rows))

    assert statuses(event_import) == ["error", "unchanged"]
    assert "its outreach is locked" in errors(event_import)["first_day"]
    assert statuses(by_staff) == ["new", "unchanged"]


def test_many_rows_are_checked_in_the_background(page, bees, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 0)
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))

    waiting = page.get(address("import-preview", event_import))
    progress = page.get(address("import-progress", event_import)).json()
    checking.check(event_import.pk, event_import.version)
    checking.check(event_import.pk, event_import.version)
    done = page.get(address("import-progress", event_import)).json()

    assertContains(waiting, "<progress")
    assert progress == {"done": 0, "is_over": False}
    assert done["is_over"]
    assertContains(page.get(address("import-preview", event_import)), "1 new")


def test_without_a_worker_the_page_says_so_and_checks_itself(page, bees, monkeypatch):
    monkeypatch.setattr(checking, "AT_ONCE", 0)
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    EventImport.objects.update(changed_at=timezone.now() - timezone.timedelta(minutes=1))

    waiting = page.get(address("import-preview", event_import))
    page.post(address("import-preview", event_import), {"check-now": "1"})

    assertContains(waiting, "Waiting for the background worker.")
    assert statuses(event_import) == ["new"]


def test_progress_is_told_while_rows_are_checked(page, bees, monkeypatch):
    monkeypatch.setattr(checking, "STEP", 2)
    rows = [[ROW[0], f"School {number}", *ROW[2:]] for number in range(5)]

    event_import = sent(page, bees, workbook([HEADINGS, *rows]))

    event_import.refresh_from_db()
    assert event_import.rows_done == 4


def test_a_check_of_an_older_version_is_not_kept(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    event_import.check_again()

    checking.check(event_import.pk, event_import.version - 1)

    event_import.refresh_from_db()
    assert event_import.status == EventImport.Status.CHECKING


def test_an_import_belongs_to_who_sent_it(page, client, bees, partner, sam):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    colleague = make_user("partner", partner=partner)

    for other in (colleague, sam):
        client.force_login(other)
        assert client.get(address("import-preview", event_import)).status_code == 404
        assert client.post(address("import-confirm", event_import)).status_code == 404
        assert client.post(address("import-discard", event_import)).status_code == 404
    assert not OutreachEvent.objects.exists()


def test_an_unfinished_import_is_listed_until_it_is_discarded(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))
    start = reverse("outreach:import", args=["bees"])
    listed = page.get(start)

    page.post(address("import-discard", event_import))

    assertContains(listed, address("import-preview", event_import))
    assertNotContains(page.get(start), address("import-preview", event_import))
    assert not EventImport.objects.exists()


def test_old_imports_are_deleted(page, bees):
    old, new = (sent(page, bees, workbook([HEADINGS, ROW])) for _ in range(2))
    EventImport.objects.filter(pk=old.pk).update(changed_at=timezone.now() - KEPT_FOR)

    clear_unconfirmed()
    clear_unconfirmed()

    assert list(EventImport.objects.all()) == [new]


def test_what_was_confirmed_keeps_no_rows(page, bees):
    event_import = sent(page, bees, workbook([HEADINGS, ROW]))

    confirm(page, event_import)

    event_import.refresh_from_db()
    assert (event_import.table, event_import.outcome) == ({"rows": []}, [])


def test_a_file_that_is_too_big_is_refused(page, bees, monkeypatch):
    monkeypatch.setattr("outreach.sheets.forms.MOST_BYTES", 100)

    response = send(page, bees, workbook([HEADINGS, ROW]))

    assert "at most 100\xa0bytes can be read" in str(response.context["form"].errors)


@pytest.mark.parametrize("columns", [3, 60])
def test_queries_of_check_and_preview_do_not_grow(
    page, bees, columns, django_assert_max_num_queries
):
    def rows(many):
        return [[ROW[0], f"School {number}", *ROW[2:]] for number in range(many)]

    few, many = (sent(page, bees, workbook([HEADINGS, *rows(number)])) for number in (2, columns))
    for event_import in (few, many):
        event_import.check_again()
        with django_assert_max_num_queries(12):
            checking.check(event_import.pk, event_import.version)
        with django_assert_max_num_queries(12):
            page.get(address("import-preview", event_import))


def test_a_long_sheet_comes_in_pages_that_keep_what_is_typed(page, bees):
    rows = [["soon", f"School {number}", *ROW[2:]] for number in range(90)]
    event_import = sent(page, bees, workbook([HEADINGS, *rows]))
    form = {"cell-0-first_day": ROW[0], "showing": "error", "page": "2"}

    second = page.post(address("import-preview", event_import), form, follow=True)

    assertContains(second, "Page 2 of 3")
    assert statuses(event_import).count("error") == 89


def test_a_text_file_is_read_too(page, bees):
    response = send(page, bees, text(HEADINGS, ROW, delimiter=";"), "events.csv")

    assert response.status_code == 302
    assert statuses(EventImport.objects.get()) == ["new"]
