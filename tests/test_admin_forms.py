"""What is entered in the administration is kept; what is wrong is told on its field."""

import io
from datetime import UTC, date, datetime

import pytest
from django.contrib import admin

from grantreports.foundation.models import Branding
from grantreports.reports.models import Report
from outreach.models import OutreachEvent, Photo
from outreach.removal import clear_removed
from projects.models import BudgetYear, Project, ReportingPeriod, Target
from projects.records_admin import RecordAdmin
from tests.admin_pages import url
from tests.factories import (
    make_event,
    make_group,
    make_photo,
    make_point,
    make_quote,
    picture_file,
    set_state,
)
from tests.forms import sent_by


def inlines(prefix, *forms, initial=0):
    """The POST fields of an inline's formset."""
    fields = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": initial}
    for index, form in enumerate(forms):
        fields |= {f"{prefix}-{index}-{name}": value for name, value in form.items()}
    return fields


def event_form(project, *attendances, **kwargs):
    fields = {
        "project": project.pk,
        "first_day": "2025-03-14",
        "venue": "Ban Mai School",
        "province": "TH-58",
        "setting": "village",
        "count_method": "counted",
    }
    return fields | inlines("attendances", *attendances) | kwargs


def errors(response):
    """All sentences of the page's forms."""
    found = [response.context["adminform"].form.errors]
    for formset in response.context["inline_admin_formsets"]:
        found += [*formset.formset.errors, {"": formset.formset.non_form_errors()}]
    return [str(sentence) for each in found for field in each.values() for sentence in field]


def test_an_event_is_entered_with_its_attendance(client, sam, bees):
    students, teachers = make_group("students"), make_group("teachers")
    client.force_login(sam)
    counts = [{"group": students.pk, "count": "30"}, {"group": teachers.pk, "count": "0"}]

    client.post(url(OutreachEvent, "add"), event_form(bees, *counts))

    event = OutreachEvent.objects.get()
    assert {each.group.name: each.count for each in event.attendances.all()} == {
        "students": 30,
        "teachers": 0,
    }
    assert event.entered_by == sam
    assert event.history.get().history_user == sam


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first_day": "2024-12-31"}, "This day is in none of the project's budget years (1 Jan"),
        ({"province": "KE-43"}, "Select a valid choice"),
        ({"last_day": "2025-03-13"}, "The last day cannot be before the first day."),
        ({"setting": ""}, "Say in what kind of place it was."),
    ],
)
def test_a_wrong_event_is_refused_with_a_sentence(client, sam, bees, changed, sentence):
    client.force_login(sam)

    response = client.post(url(OutreachEvent, "add"), event_form(bees, **changed))

    assert any(error.startswith(sentence) for error in errors(response))
    assert not OutreachEvent.objects.exists()


def test_less_than_nobody_cannot_come(client, sam, bees):
    client.force_login(sam)
    below_zero = {"group": make_group("students").pk, "count": "-1"}

    response = client.post(url(OutreachEvent, "add"), event_form(bees, below_zero))

    assert errors(response) == ["Ensure this value is greater than or equal to 0."]
    assert not OutreachEvent.objects.exists()


def project_form(project, *years, **kwargs):
    fields = {
        "title": project.title,
        "slug": project.slug,
        "partner": project.partner_id,
        "status": "active",
        "country": "TH",
        "summary": "Short.",
        "number_of_years": 4,
        "currency": "USD",
        "reports_a_year": 2,
    }
    existing = list(project.budget_years.order_by("number"))
    kept = [
        {"id": year.pk, "project": project.pk, **year_form(year.number, year.first_day.year)}
        for year in existing
    ]
    return (
        fields
        | inlines("objectives")
        | inlines("budget_years", *kept, *years, initial=len(kept))
        | inlines("targets")
        | inlines("protected_names")
        | inlines("indicators")
        | inlines("chosen_groups")
        | kwargs
    )


def year_form(number, calendar_year, **kwargs):
    fields = {"number": number, "label": str(calendar_year)}
    days = {"first_day": f"{calendar_year}-01-01", "last_day": f"{calendar_year}-12-31"}
    return fields | days | {"amount_needed": "10000", "amount_received": "0"} | kwargs


def test_a_project_is_edited_with_its_years_objectives_and_targets(client, sam, bees):
    client.force_login(sam)
    year = bees.budget_years.get(number=1)
    form = project_form(
        bees,
        year_form(3, 2027),
        **inlines("objectives", {"order": 1, "text": "More honey"}),
        **inlines("targets", {"budget_year": year.pk, "figure": "events", "value": "12"}),
    )

    response = client.post(url(Project, "change", bees.pk), form)

    assert response.status_code == 302, errors(response)
    assert bees.budget_years.count() == 3
    assert bees.objectives.get().text == "More honey"
    assert year.targets.get().value == 12


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        (
            [year_form(3, 2026)],
            "The days overlap with Year 2 (1 January 2026 to 31 Dec",
        ),
        (
            [year_form(3, 2027), year_form(4, 2027)],
            "The days overlap with Year 3 (1 January 2027 to 31 December 2027).",
        ),
        ([year_form(2, 2027)], "Two years have the same number."),
        ([year_form(5, 2027)], "The project has only 4 years."),
        ([year_form(3, 2027, amount_needed="-1")], "An amount cannot be less than 0."),
        ([year_form(3, 2027, last_day="2026-01-01")], "The last day cannot be before the first"),
    ],
)
def test_a_wrong_year_is_refused_with_a_sentence(client, sam, bees, years, sentence):
    client.force_login(sam)

    response = client.post(url(Project, "change", bees.pk), project_form(bees, *years))

    assert any(error.startswith(sentence) for error in errors(response)), errors(response)
    assert bees.budget_years.count() == 2


def test_a_target_needs_a_known_figure(client, sam, bees):
    client.force_login(sam)
    year = bees.budget_years.get(number=1)
    target = {"budget_year": year.pk, "figure": "evnts", "value": "12"}

    response = client.post(
        url(Project, "change", bees.pk), project_form(bees, **inlines("targets", target))
    )

    assert any("“evnts” is no figure. Did you mean “events”?" in each for each in errors(response))


def test_a_year_is_deleted_only_while_nothing_lies_in_it(client, sam, bees):
    make_event(bees, first_day=date(2025, 12, 30))
    year, empty_year = bees.budget_years.order_by("number")
    client.force_login(sam)

    refused = client.post(url(BudgetYear, "delete", year.pk), {"post": "yes"})
    deleted = client.post(url(BudgetYear, "delete", empty_year.pk), {"post": "yes"})

    assert (refused.status_code, deleted.status_code) == (403, 302)
    assert list(bees.budget_years.all()) == [year]


@pytest.mark.parametrize("model", [Report, OutreachEvent, Project])
def test_pages_of_a_record_run_a_constant_number_of_queries(
    client, root, report, bees, django_assert_max_num_queries, model
):
    record = {Report: report, OutreachEvent: make_event(bees), Project: bees}[model]
    client.force_login(root)

    def fill(size):
        year = bees.budget_years.first()
        for index in range(size):
            name = f"group {model.objects.count()}{index}{size}"
            OutreachEvent.objects.first().attendances.create(group=make_group(name), count=1)
            make_point(report, "{events} events.")
            report.chosenquotes.create(quote=make_quote(bees))
            report.chosenphotos.create(photo=make_photo(bees))
            bees.objectives.create(text=f"Objective {index}")
            indicator = bees.indicators.create(name=f"number {name}")
            Target.objects.create(budget_year=year, indicator=indicator, value=1)
            bees.chosen_groups.create(group=make_group(name), order=index)

    fill(1)
    with django_assert_max_num_queries(60) as few:
        client.get(url(model, "change", record.pk))
    fill(4)
    with django_assert_max_num_queries(len(few)):
        client.get(url(model, "change", record.pk))


def period_form(period, **kwargs):
    fields = {
        "budget_year": period.budget_year_id,
        "number": 1,
        "first_day": "2025-01-01",
        "last_day": "2025-12-31",
        "due_date": "2026-01-31",
    }
    return fields | kwargs


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"last_day": "2026-01-31"}, "The period must lie within Year 1"),
        ({"number": "0"}, "Reports count from 1."),
    ],
)
def test_a_wrong_period_is_refused_with_a_sentence(client, sam, period, changed, sentence):
    client.force_login(sam)

    response = client.post(
        url(ReportingPeriod, "change", period.pk), period_form(period, **changed)
    )

    assert any(error.startswith(sentence) for error in errors(response)), errors(response)


def test_neither_status_nor_texts_are_changed_past_the_desk(client, sam, report):
    client.force_login(sam)
    form = {"status": "published", "introduction": "Past the desk.", "period": report.period_id}

    client.post(url(Report, "change", report.pk), form)

    report.refresh_from_db()
    assert (report.status, report.introduction) == ("drafting", "")


def test_the_state_of_a_period_is_not_changed_past_its_page(client, sam, period):
    client.force_login(sam)

    client.post(url(ReportingPeriod, "change", period.pk), period_form(period, state="accepted"))

    period.refresh_from_db()
    assert period.state == "open"
    assert period.due_date.isoformat() == "2026-01-31"


def test_the_days_of_what_donors_read_stay(client, root, report):
    set_state(report, "accepted")
    Report.objects.update(status="published")
    client.force_login(root)
    address = url(ReportingPeriod, "change", report.period_id)

    assert client.post(address, period_form(report.period)).status_code == 403


def test_a_new_project_is_opened_again_for_its_targets(client, sam, bees):
    client.force_login(sam)
    form = project_form(bees, slug="wasps") | inlines("budget_years") | {"title": "Wasps"}

    response = client.post(url(Project, "add"), form)

    project = Project.objects.get(slug="wasps")
    assert response["Location"] == url(Project, "change", project.pk)


def test_filters_offer_the_countries_in_use(client, sam, bees):
    Project.objects.create(partner=bees.partner, title="Wasps", slug="wasps", country="KE")
    client.force_login(sam)

    page = client.get(url(Project, "changelist")).content.decode()

    assert "?country__exact=KE" in page
    assert "?country__exact=VN" not in page


def test_a_second_report_with_the_same_number_is_refused(client, sam, period):
    client.force_login(sam)

    response = client.post(url(ReportingPeriod, "add"), period_form(period))

    assert "This budget year has a report with that number already." in errors(response)


def photo_form(project, upload, **kwargs):
    fields = {"project": project.pk, "recognisable": "nobody", "consent": "not_needed"}
    return fields | {"picture": upload} | kwargs


def test_a_photo_is_cleaned_when_it_is_uploaded(client, sam, bees):
    client.force_login(sam)

    client.post(url(Photo, "add"), photo_form(bees, picture_file((3000, 2000))))

    photo = Photo.objects.get()
    assert (photo.print_width, photo.print_height) == (1181, 787)
    assert "picture" not in photo.print_image.name


def test_an_unreadable_picture_is_an_error_on_its_field(client, sam, bees):
    client.force_login(sam)
    letter = io.BytesIO(b"Dear Sir or Madam")
    letter.name = "photo.jpg"

    response = client.post(url(Photo, "add"), photo_form(bees, letter, caption="Kept."))

    form = response.context["adminform"].form
    assert form.errors["picture"] == [
        "This file is not a picture we can read. Send a JPEG, PNG or WebP."
    ]
    assert "Kept." in response.content.decode()


def test_the_files_of_a_deleted_photo_go_when_nobody_put_it_back(
    client, sam, bees, django_capture_on_commit_callbacks
):
    photo = make_photo(bees)
    storage, name = photo.web_image.storage, photo.web_image.name
    client.force_login(sam)

    client.post(url(Photo, "delete", photo.pk), {"post": "yes"})
    there = storage.exists(name)
    Photo.everything.update(removed_at=datetime(2025, 1, 1, tzinfo=UTC))
    with django_capture_on_commit_callbacks(execute=True):
        clear_removed()

    assert there
    assert not Photo.everything.exists()
    assert not storage.exists(name)


def test_a_logo_is_kept_and_can_be_removed(client, root, db):
    branding = Branding.objects.create(foundation_name="Entrust")
    client.force_login(root)
    fields = {
        "foundation_name": "Entrust",
        "thank_you": "Thanks.",
        "primary_colour": "#102030",
        "accent_colour": "#d8843f",
    }

    client.post(url(Branding, "change", 1), fields | {"new_logo": picture_file((50, 20), "PNG")})
    branding.refresh_from_db()
    with_logo = branding.logo.name
    client.post(url(Branding, "change", 1), fields | {"no_logo": "on"})
    branding.refresh_from_db()

    assert with_logo.endswith(".png")
    assert branding.logo == ""


def test_a_masthead_too_light_for_white_text_is_refused(client, root, db):
    Branding.objects.create(foundation_name="Entrust")
    client.force_login(root)
    fields = {"foundation_name": "E", "thank_you": "T", "accent_colour": "#d8843f"}

    response = client.post(url(Branding, "change", 1), fields | {"primary_colour": "#ffee00"})

    assert "White text on this colour is hard to read. Choose a darker one." in errors(response)


def test_a_form_changes_nothing_that_it_did_not_change(client, root, bees, monkeypatch):
    """What somebody changes between the reading of the record and its saving stays."""
    photo = make_photo(bees, caption="Old.", alternative_text="Pupils.")
    client.force_login(root)
    fields = {"caption": "Old.", "alternative_text": "Pupils on the grass."}
    form = {"project": bees.pk, "recognisable": "nobody", "consent": "not_needed"} | fields
    real = RecordAdmin.save_model

    def save_model(*args):
        Photo.objects.update(caption="By a colleague.")
        return real(*args)

    monkeypatch.setattr(RecordAdmin, "save_model", save_model)
    client.post(url(Photo, "change", photo.pk), form)

    photo.refresh_from_db()
    assert (photo.caption, photo.alternative_text) == ("By a colleague.", "Pupils on the grass.")


NO_KEYS = ["x'1", "9" * 30, "-1", "1 OR 1=1", "๓"]


def searched_fields():
    """Every field of the administration that is filled by a search."""
    for model, record_admin in admin.site._registry.items():
        for field in record_admin.autocomplete_fields:
            yield pytest.param(model, field, id=f"{model._meta.model_name}-{field}")


@pytest.mark.parametrize(("model", "field"), list(searched_fields()))
def test_a_key_that_is_none_is_an_error_of_the_form(client, root, model, field):
    client.force_login(root)
    address = url(model, "add")
    sent = sent_by(client.get(address))

    answers = [client.post(address, sent | {field: key}) for key in NO_KEYS]
    answers += [client.get(address, {field: key}) for key in NO_KEYS]

    assert {answer.status_code for answer in answers} == {200}
