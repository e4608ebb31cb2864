"""Records go out as spreadsheets and come in again, through the administration."""

import io
from datetime import date

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from pytest_django.asserts import assertContains

from grantreports.reports.models import Report
from outreach import removal
from outreach.models import Attendance, AudienceGroup, OutreachEvent, PartnerQuote
from projects.models import BudgetYear, Partner, Project, ReportingPeriod
from tests.admin_pages import url
from tests.factories import make_event, make_events, make_group, make_quote, set_state

XLSX, CSV = "0", "1"


def export(client, model, file_format):
    """The exported file; all fields are chosen."""
    page = client.get(url(model, "export"))
    form = page.context["form"]
    chosen = {name: "on" for name in form.fields if "resource_" in name}
    return client.post(url(model, "export"), chosen | {"format": file_format, "resource": "0"})


def sheet(header, *rows):
    book = Workbook()
    for row in (header, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.name = "events.xlsx"
    file.seek(0)
    return file


def preview(client, model, file, file_format=XLSX):
    return client.post(url(model, "import"), {"import_file": file, "format": file_format})


def confirm(client, model, previewed):
    form = previewed.context["confirm_form"]
    return client.post(url(model, "process_import"), form.initial)


def row_errors(previewed):
    result = previewed.context["result"]
    found = [str(error.error) for row in result.rows for error in row.errors]
    for row in result.invalid_rows:
        found += [str(sentence) for field in row.error_dict.values() for sentence in field]
    return found


EVENT_HEADER = ["project", "first_day", "venue", "province", "setting", "count_method", "students"]


def test_events_go_out_with_a_column_for_each_group(client, sam, bees):
    make_event(bees, {"students": 30}, venue="=1+1")
    make_group("teachers")
    client.force_login(sam)

    response = export(client, OutreachEvent, XLSX)

    header, row = load_workbook(io.BytesIO(response.content)).active.values
    cells = dict(zip(header, row, strict=True))
    assert cells["students"] == 30
    assert cells["teachers"] is None
    assert cells["project"] == "bees"
    assert cells["venue"] == "'=1+1"


def test_queries_of_an_export_do_not_grow(client, sam, bees, django_assert_max_num_queries):
    make_events(bees, 60)
    client.force_login(sam)

    with django_assert_max_num_queries(25):
        export(client, OutreachEvent, XLSX)


@pytest.mark.parametrize("file_format", [XLSX, CSV])
def test_more_events_than_fit_are_referred_to_the_project(
    client, sam, bees, monkeypatch, file_format
):
    monkeypatch.setattr("outreach.admin.AT_ONCE", 2)
    make_events(bees, 3)
    client.force_login(sam)

    refused = export(client, OutreachEvent, file_format)

    assertContains(refused, "These are 3 events, and at most 2 go out here.")
    OutreachEvent.objects.first().delete()
    assert "Content-Disposition" in export(client, OutreachEvent, file_format).headers


def test_events_come_in_with_their_attendance(client, sam, bees):
    make_group("students")
    client.force_login(sam)
    file = sheet(EVENT_HEADER, ["bees", "2025-03-14", "School", "TH-58", "village", "counted", 30])

    previewed = preview(client, OutreachEvent, file)
    before = OutreachEvent.objects.count()
    confirm(client, OutreachEvent, previewed)

    assert before == 0
    assert row_errors(previewed) == []
    assert OutreachEvent.objects.get().attendances.get().count == 30


@pytest.mark.parametrize("file_format", [XLSX, CSV])
def test_an_exported_file_comes_back_without_a_change(client, sam, bees, file_format):
    make_event(bees, {"students": 30, "teachers": 2}, venue="=1+1", activities="- Games")
    client.force_login(sam)
    file = io.BytesIO(export(client, OutreachEvent, file_format).content)
    file.name = "events"

    previewed = preview(client, OutreachEvent, file, file_format)

    assert row_errors(previewed) == []
    assert previewed.context["result"].totals["skip"] == 1


def test_a_changed_count_comes_in_and_an_emptied_one_goes(client, sam, bees):
    event = make_event(bees, {"students": 30, "teachers": 2})
    client.force_login(sam)
    fields = [event.pk, "bees", "2025-03-14", "School", "TH-58", "village", "counted"]
    file = sheet(["id", *EVENT_HEADER, "teachers"], [*fields, 31, None])

    confirm(client, OutreachEvent, preview(client, OutreachEvent, file))

    assert list(Attendance.objects.values_list("group__name", "count")) == [("students", 31)]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first_day": "2031-01-01"}, "This day is in none of the project's budget years"),
        ({"province": "TH-99"}, "“TH-99” is not a province of Thailand."),
        ({"students": "-3"}, "“-3” is less than nobody: a number of people is 0 or more."),
        ({"students": "many"}, "“many” is not a number of people"),
        ({"setting": "moon"}, "“moon” is no setting. Write one of: Rural school"),
        ({"project": "wasps"}, "There is no project “wasps”."),
    ],
)
def test_a_wrong_row_is_refused_and_nothing_comes_in(client, sam, bees, changed, sentence):
    make_group("students")
    client.force_login(sam)
    right = ["bees", "2025-03-14", "School", "TH-58", "village", "counted", 30]
    wrong = dict(zip(EVENT_HEADER, right, strict=True)) | changed

    previewed = preview(client, OutreachEvent, sheet(EVENT_HEADER, right, list(wrong.values())))

    assert any(sentence in error for error in row_errors(previewed)), row_errors(previewed)
    assert "confirm_form" not in previewed.context
    assert not OutreachEvent.objects.exists()


def test_cells_may_hold_what_people_read(client, sam, bees):
    make_group("students")
    client.force_login(sam)
    header = ["Project", "First_day", "VENUE", "province", "setting", "count_method", "students"]
    row = ["bees", "04/05/2025", "School", "mae hong son", "Urban School", "Estimated", "1,200"]

    confirm(client, OutreachEvent, preview(client, OutreachEvent, sheet(header, row)))

    event = OutreachEvent.objects.get()
    assert event.first_day == date(2025, 5, 4)
    assert (event.province, event.setting) == ("TH-58", "urban_school")
    assert event.count_method == "estimated"
    assert event.attendances.get().count == 1200


def test_a_file_with_semicolons_is_read(client, sam, bees):
    make_group("students")
    client.force_login(sam)
    lines = [";".join(EVENT_HEADER), "bees;2025-03-14;School, hall;TH-58;village;counted;30"]
    file = io.BytesIO("\ufeff".encode() + "\n".join(lines).encode())
    file.name = "events.csv"

    confirm(client, OutreachEvent, preview(client, OutreachEvent, file, CSV))

    assert OutreachEvent.objects.get().venue == "School, hall"


def test_a_column_that_means_nothing_is_refused(client, sam, bees):
    make_group("students")
    client.force_login(sam)
    header = [*EVENT_HEADER[:-1], "studens"]
    row = ["bees", "2025-03-14", "School", "TH-58", "village", "counted", 30]

    previewed = preview(client, OutreachEvent, sheet(header, row))

    errors = [str(error.error) for error in previewed.context["result"].base_errors]
    assert "No column is called “studens”. Did you mean “students”?" in errors[0]
    assert "confirm_form" not in previewed.context


def test_the_preview_shows_what_changes_without_inline_styles(client, sam, bees):
    event = make_event(bees, {"students": 30}, venue="Old <b>school</b>")
    client.force_login(sam)
    file = sheet(["id", "project", "venue"], [event.pk, "bees", "New school"])

    page = preview(client, OutreachEvent, file).content.decode()

    assert "<del>Old &lt;b&gt;school&lt;/b&gt;</del> <ins>New school</ins>" in page
    assert "style=" not in page


@pytest.mark.parametrize("model", [Project, BudgetYear, ReportingPeriod])
def test_projects_years_and_periods_make_the_round_trip(client, root, period, model):
    client.force_login(root)
    file = io.BytesIO(export(client, model, XLSX).content)
    file.name = "export.xlsx"

    previewed = preview(client, model, file)

    assert row_errors(previewed) == []
    result = previewed.context["result"]
    assert result.totals["skip"] == result.total_rows > 0


def test_overlapping_years_are_refused_by_the_import(client, sam, bees):
    client.force_login(sam)
    header = ["project", "number", "label", "first_day", "last_day", "amount_needed"]
    file = sheet(header, ["bees", 3, "2026b", "2026-06-01", "2027-05-31", 100])

    previewed = preview(client, BudgetYear, file)

    assert any("The days overlap with Year 2" in error for error in row_errors(previewed))


def test_the_same_period_twice_in_a_file_is_refused(client, sam, period):
    client.force_login(sam)
    header = ["budget_year", "number", "first_day", "last_day", "due_date"]
    row = ["bees/2", 1, "2026-01-01", "2026-06-30", "2026-07-31"]

    previewed = preview(client, ReportingPeriod, sheet(header, row, row))

    assert "The file has bees/2 / 1 twice." in " ".join(row_errors(previewed))


def test_a_file_does_not_move_what_donors_read(client, sam, report):
    set_state(report, "accepted")
    Report.objects.update(status="published")
    client.force_login(sam)
    header = ["budget_year", "number", "first_day", "last_day", "due_date"]
    row = ["bees/1", 1, "2025-01-01", "2025-06-30", "2026-07-31"]

    previewed = preview(client, ReportingPeriod, sheet(header, row))

    assert "Its period stays as it is" in " ".join(row_errors(previewed))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first_day": "soon"}, "“soon” is not a date: write 2025-03-14 or 14/03/2025."),
        ({"amount_needed": "much"}, "“much” is not an amount: write 1234.50."),
        ({"number": "third"}, "“third” is not a whole number."),
        ({"project": "wasps"}, "There is no project “wasps”."),
    ],
)
def test_cells_that_cannot_be_read_are_told_in_a_sentence(client, sam, bees, changed, sentence):
    client.force_login(sam)
    row = {"project": "bees", "number": 3, "label": "2027", "amount_needed": "1,234.50"}
    row |= {"amount_received": 0}
    row |= {"first_day": "2027-01-01", "last_day": "31/12/2027"}

    right = preview(client, BudgetYear, sheet(list(row), list(row.values())))
    wrong = preview(client, BudgetYear, sheet(list(row), list((row | changed).values())))

    assert row_errors(right) == []
    assert sentence in row_errors(wrong)


def test_an_imported_event_says_who_brought_it(client, sam, bees):
    make_group("students")
    client.force_login(sam)
    file = sheet(EVENT_HEADER, ["bees", "2025-03-14", "School", "TH-58", "village", "counted", 30])

    confirm(client, OutreachEvent, preview(client, OutreachEvent, file))

    assert OutreachEvent.objects.get().entered_by == sam


@pytest.mark.parametrize("begin", "=+-@＝＋－＠\t")
def test_no_text_runs_as_a_formula(client, sam, bees, begin):
    make_event(bees, activities=f"{begin}1+1")
    client.force_login(sam)

    file = export(client, OutreachEvent, CSV).content.decode()

    assert f"'{begin}1+1" in file
    assert f",{begin}1+1" not in file


def test_staff_may_not_import_audience_groups(client, sam):
    client.force_login(sam)

    assert client.get(url(AudienceGroup, "import")).status_code == 403


def test_a_file_does_not_bring_back_what_was_removed(client, sam, bees):
    quote = make_quote(bees, words="They ask good questions.")
    removal.remove(quote, by=sam, at=timezone.now())
    client.force_login(sam)

    previewed = preview(client, PartnerQuote, sheet(["id", "words"], [quote.pk, "Back."]))

    assert f"Record {quote.pk} was removed. Put it back first." in " ".join(row_errors(previewed))


@pytest.mark.parametrize("model", [OutreachEvent, Partner, Project, BudgetYear])
def test_a_csv_begins_with_the_mark_by_which_excel_knows_thai(client, root, model):
    client.force_login(root)

    content = export(client, model, CSV).content

    assert content.startswith(b"\xef\xbb\xbf")
    assert not content[3:].startswith(b"\xef\xbb\xbf")
