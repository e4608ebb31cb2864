"""Who edits a report in the administration or by a spreadsheet is its last editor as well."""

from grantreports.reports.models import Report
from tests.admin_pages import url
from tests.editions import fetched
from tests.factories import make_point
from tests.test_admin_forms import inlines, report_form
from tests.test_spreadsheets import confirm, preview, sheet


def change_in_administration(client, report, *points, initial=0, **kwargs):
    parts = inlines("progresspoints", *points, initial=initial)
    response = client.post(url(Report, "change", report.pk), report_form(report, **kwargs) | parts)
    assert response.status_code == 302


def test_a_text_changed_in_the_administration_counts_as_an_edit(client, sam, report):
    client.force_login(sam)

    change_in_administration(client, report, introduction="Written here.", method_note="on")

    after = fetched(report)
    assert (after.last_edited_by, after.version) == (sam, 1)
    drafts = {revision.version: revision.draft for revision in report.revisions.all()}
    assert {version: draft["introduction"] for version, draft in drafts.items()} == {
        0: "",
        1: "Written here.",
    }


def test_a_point_changed_in_the_administration_counts_as_an_edit(client, sam, report):
    point = make_point(report, "First.")
    client.force_login(sam)
    row = {"id": point.pk, "report": report.pk, "order": 1, "text": "Now."}

    change_in_administration(client, report, row, initial=1, method_note="on")

    assert fetched(report).last_edited_by == sam


def test_another_due_date_is_no_edit(client, sam, report):
    client.force_login(sam)

    change_in_administration(client, report, due_date="2026-03-31", method_note="on")

    after = fetched(report)
    assert (after.last_edited_by, after.version) == (None, 0)


def test_imported_texts_count_as_an_edit(client, sam, report):
    client.force_login(sam)
    file = sheet(["budget_year", "number", "introduction"], ["bees/1", 1, "Imported."])

    confirm(client, Report, preview(client, Report, file))

    after = fetched(report)
    assert after.introduction == "Imported."
    assert (after.last_edited_by, after.version) == (sam, 1)
