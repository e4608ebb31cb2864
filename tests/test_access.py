"""Who may open which page. A new address without a row here fails the last test."""

from datetime import date

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from grantreports.reports.models import Report
from outreach import removal
from tests.deliveries import make_link, make_sending
from tests.editions import make_plain_edition
from tests.factories import (
    make_event,
    make_export,
    make_import,
    make_invitation,
    make_partner,
    make_period,
    make_photo,
    make_project,
    make_quote,
    make_report,
    make_user,
    make_year,
)
from tests.states import make_state, make_value

OPEN, LOG_IN, HOME, ADMIN, HIDDEN, REFUSED = 200, "account_login", "home", "admin:index", 404, 403
MOVED, REFUSED_FILE, UNREADABLE, TOO_LATE = 302, 422, 400, 409
GONE, CONFIRM, ACCOUNT, WELCOME = 410, "account_reauthenticate", "account", "invitation"

# The page, the record in its address, and what each finds there: somebody not logged in, a
# stranger (partner staff of another partner), the partner's own staff, foundation staff, an
# administrator.
PAGES = [
    ("home", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("admin-log-in", None, LOG_IN, REFUSED, REFUSED, ADMIN, ADMIN),
    ("account_login", None, OPEN, HOME, HOME, HOME, HOME),
    ("account_inactive", None, OPEN, OPEN, OPEN, OPEN, OPEN),
    ("account_reset_password", None, OPEN, OPEN, OPEN, OPEN, OPEN),
    ("account_reset_password_done", None, OPEN, OPEN, OPEN, OPEN, OPEN),
    ("account_reset_password_from_key", "reset", OPEN, OPEN, OPEN, OPEN, OPEN),
    ("account_change_password", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("account_set_password", None, LOG_IN, *["account_change_password"] * 4),
    ("account_reauthenticate", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("account", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("mfa_index", None, LOG_IN, ACCOUNT, ACCOUNT, ACCOUNT, ACCOUNT),
    ("mfa_authenticate", None, LOG_IN, HOME, HOME, HOME, HOME),
    ("mfa_login_webauthn", None, LOG_IN, HOME, HOME, HOME, HOME),
    ("mfa_reauthenticate", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_reauthenticate_webauthn", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_activate_totp", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_deactivate_totp", None, LOG_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    ("mfa_list_webauthn", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("mfa_add_webauthn", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_edit_webauthn", "number", LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_remove_webauthn", "number", LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_view_recovery_codes", None, LOG_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    ("mfa_download_recovery_codes", None, LOG_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    ("mfa_generate_recovery_codes", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("people", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("invitation-add", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("invitation-open", "token", WELCOME, WELCOME, WELCOME, WELCOME, WELCOME),
    ("invitation", None, GONE, GONE, GONE, GONE, GONE),
    ("health", None, OPEN, OPEN, OPEN, OPEN, OPEN),
    ("media", "photo", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("reports:preview", "report", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("reports:pdf", "report", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("reports:large-print", "report", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("reports:text", "report", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("desk:desk", "draft", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:token", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:pages", "draft", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:figure", "draft", LOG_IN, REFUSED, REFUSED, UNREADABLE, UNREADABLE),
    ("desk:history", "draft", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:compare", "report", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:names", "project", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:protected-name", "protected-name", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("handover:period", "period", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("donor-page", "donor", OPEN, OPEN, OPEN, OPEN, OPEN),
    ("donor-pdf", "donor", OPEN, OPEN, OPEN, OPEN, OPEN),
    ("donor-colours", "donor", OPEN, OPEN, OPEN, OPEN, OPEN),
    ("donor-large-print", "donor", OPEN, OPEN, OPEN, OPEN, OPEN),
    ("donor-text", "donor", OPEN, OPEN, OPEN, OPEN, OPEN),
    ("donor-media", "donor-picture", HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    ("delivery:links", "report", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:send", "report", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:batches", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:batch", "batch", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:batch-zip", "batch", LOG_IN, REFUSED, REFUSED, HIDDEN, HIDDEN),
    ("delivery:batch-add", None, LOG_IN, REFUSED, REFUSED, "overview", "overview"),
    ("mailing:returned", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("overview", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("handover:add", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("handover:schedule", "period", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition-word", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition-figures", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition-json", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:word", "report", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:figures", "report", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition-pdf", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition-large-print", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition-text", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:review", "draft", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:withdrawals", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("project-list", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("project", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("project-story", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:event-list", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:event-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:event-export", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:event-export-csv", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:quote-list", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:quote-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:photo-list", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:photo-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-list", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-propose", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-upload", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-template", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:removed", "removed", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:import", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:import-template", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:export-xlsx", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:export-csv", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    # An export belongs to the one who asked for it, and an import to the one who sent it.
    ("outreach:export-progress", "export", LOG_IN, HIDDEN, OPEN, HIDDEN, HIDDEN),
    ("outreach:export-file", "export", LOG_IN, HIDDEN, OPEN, HIDDEN, HIDDEN),
    ("outreach:import-preview", "import", LOG_IN, HIDDEN, OPEN, HIDDEN, HIDDEN),
    ("outreach:import-progress", "import", LOG_IN, HIDDEN, OPEN, HIDDEN, HIDDEN),
    ("outreach:event", "event", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:event-edit", "event", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("handover:report-error", "handed-over", LOG_IN, HIDDEN, OPEN, REFUSED, REFUSED),
    ("desk:translations", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("outreach:quote", "quote", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:photo", "photo-record", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:history", "event-of-kind", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:withdraw", "photo-of-kind", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
]
# The same for what is sent, with nothing filled in: a form comes back with its errors, a button
# leads on. Where an address is not in this list, nothing can be sent to it.
SENDS = [
    ("admin-log-in", None, LOG_IN, REFUSED, REFUSED, ADMIN, ADMIN),
    ("language", None, HOME, HOME, HOME, HOME, HOME),
    ("account_login", None, OPEN, HOME, HOME, HOME, HOME),
    ("account_logout", None, LOG_IN, LOG_IN, LOG_IN, LOG_IN, LOG_IN),
    ("account_reset_password", None, OPEN, OPEN, OPEN, OPEN, OPEN),
    ("account_reset_password_from_key", "reset", OPEN, OPEN, OPEN, OPEN, OPEN),
    ("account_change_password", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("account_set_password", None, LOG_IN, *["account_change_password"] * 4),
    ("account_reauthenticate", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("account", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("mfa_index", None, LOG_IN, ACCOUNT, ACCOUNT, ACCOUNT, ACCOUNT),
    ("mfa_authenticate", None, LOG_IN, HOME, HOME, HOME, HOME),
    ("mfa_login_webauthn", None, LOG_IN, HOME, HOME, HOME, HOME),
    ("mfa_reauthenticate", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_reauthenticate_webauthn", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_activate_totp", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_deactivate_totp", None, LOG_IN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    ("mfa_add_webauthn", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_edit_webauthn", "number", LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_remove_webauthn", "number", LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("mfa_generate_recovery_codes", None, LOG_IN, CONFIRM, CONFIRM, CONFIRM, CONFIRM),
    ("invitation-add", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("invitation-send", "invitation", LOG_IN, REFUSED, REFUSED, "people", "people"),
    ("invitation-withdraw", "invitation", LOG_IN, REFUSED, REFUSED, "people", "people"),
    ("invitation-open", "token", WELCOME, WELCOME, WELCOME, WELCOME, WELCOME),
    ("invitation", None, GONE, GONE, GONE, GONE, GONE),
    ("desk:save", "draft", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:merge", "draft", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:undo", "draft", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("desk:redo", "draft", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("desk:go-back", "draft-version", LOG_IN, REFUSED, REFUSED, HIDDEN, HIDDEN),
    ("delivery:links", "report", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:link-revoke", "link", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("delivery:send", "report", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:send-again", "delivery", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("delivery:batch-add", None, LOG_IN, REFUSED, REFUSED, "overview", "overview"),
    ("delivery:batch-again", "batch", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("handover:add", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("handover:schedule", "period", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("handover:skip", "period", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("handover:take-over", "period", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("handover:unskip", "period", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("handover:delete", "period", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("handover:submit", "period", LOG_IN, HIDDEN, OPEN, REFUSED, REFUSED),
    ("handover:answer", "period", LOG_IN, HIDDEN, MOVED, REFUSED, REFUSED),
    ("handover:return", "submitted", LOG_IN, HIDDEN, REFUSED, OPEN, OPEN),
    ("handover:accept", "submitted", LOG_IN, HIDDEN, REFUSED, MOVED, MOVED),
    ("handover:report-error", "handed-over", LOG_IN, HIDDEN, OPEN, REFUSED, REFUSED),
    ("handover:settle", "error", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("desk:translations", None, LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:names", "project", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:protected-name", "protected-name", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("desk:acknowledge", "report", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("publishing:edition-keep", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:edition-withdraw", "edition", LOG_IN, REFUSED, REFUSED, OPEN, OPEN),
    ("publishing:hand-over", "draft", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("publishing:sign-off", "draft", LOG_IN, REFUSED, REFUSED, TOO_LATE, TOO_LATE),
    ("publishing:give-back", "draft", LOG_IN, REFUSED, REFUSED, TOO_LATE, TOO_LATE),
    ("publishing:publish", "draft", LOG_IN, REFUSED, REFUSED, TOO_LATE, TOO_LATE),
    ("publishing:correct", "draft", LOG_IN, REFUSED, REFUSED, TOO_LATE, TOO_LATE),
    ("proposal-confirm", "proposal", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("proposal-rename", "proposal", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("proposal-merge", "proposal", LOG_IN, REFUSED, REFUSED, MOVED, MOVED),
    ("outreach:event-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:quote-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:photo-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-add", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-propose", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:state-upload", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:photo-upload", "project", LOG_IN, HIDDEN, REFUSED_FILE, REFUSED_FILE, REFUSED_FILE),
    (
        "outreach:photo-take-out",
        "project",
        LOG_IN,
        HIDDEN,
        REFUSED_FILE,
        REFUSED_FILE,
        REFUSED_FILE,
    ),
    ("outreach:import", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:import-preview", "import", LOG_IN, HIDDEN, MOVED, HIDDEN, HIDDEN),
    ("outreach:export-xlsx", "project", LOG_IN, HIDDEN, MOVED, MOVED, MOVED),
    ("outreach:export-csv", "project", LOG_IN, HIDDEN, MOVED, MOVED, MOVED),
    ("outreach:export-discard", "export", LOG_IN, HIDDEN, MOVED, HIDDEN, HIDDEN),
    ("outreach:import-confirm", "import", LOG_IN, HIDDEN, MOVED, HIDDEN, HIDDEN),
    ("outreach:import-discard", "import", LOG_IN, HIDDEN, MOVED, HIDDEN, HIDDEN),
    ("outreach:event-edit", "event", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:quote", "quote", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:photo", "photo-record", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:remove", "event-of-kind", LOG_IN, HIDDEN, MOVED, MOVED, MOVED),
    ("outreach:put-back", "gone", LOG_IN, HIDDEN, MOVED, MOVED, MOVED),
    ("outreach:withdraw", "photo-of-kind", LOG_IN, HIDDEN, MOVED, MOVED, MOVED),
]
# Addresses that only take a POST.
BUTTONS = {name for name, *_ in SENDS} - {name for name, *_ in PAGES}
APRIL = {"first_day": date(2026, 4, 1), "last_day": date(2026, 4, 30)}
MAY = {"first_day": date(2026, 5, 1), "last_day": date(2026, 5, 31)}
JUNE = {"first_day": date(2026, 6, 1), "last_day": date(2026, 6, 30)}
VISITORS = [None, "mallory", "alice", "sam", "root"]


def cases(table):
    return [
        pytest.param(name, record, dict(zip(VISITORS, finds, strict=True)), id=name)
        for name, record, *finds in table
    ]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """People and records, made once; what a test changes is as it was for the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        partner = make_partner(name="Hive")
        people = {
            "mallory": make_user("partner", name="Mallory"),
            "alice": make_user("partner", partner=partner, name="Alice"),
            "sam": make_user("staff", name="Sam"),
            "root": make_user("admin", name="Root"),
        }
        project = make_project(partner=partner, title="Bees", slug="bees")
        period = make_period(make_year(project, 1))
        make_year(project, 2)
        report = Report.objects.create(period=period)
        yield people, make_records(project, report, people)
        transaction.set_rollback(True)


@pytest.fixture
def people(world, db):
    return world[0]


@pytest.fixture
def records(world, db):
    """What stands in addresses, by the name of the record."""
    return world[1]


def make_records(bees, report, people):
    event, photo, gone = make_event(bees), make_photo(bees), make_event(bees)
    removal.remove(gone, by=None, at=timezone.now())
    submitted = make_period(bees.budget_years.get(number=2), state="submitted", **APRIL)
    waiting = make_waiting(bees, people["sam"])
    make_value(make_state(bees, "households with clean water"), 40)
    draft = make_report(make_year(bees, 3), status="drafting")
    edition = make_plain_edition(report, people["sam"])
    return delivery_records(edition, people["sam"]) | {
        "edition": [report.pk, 1],
        "photo": [photo.web_image.name],
        "photo-record": [photo.pk],
        "photo-of-kind": ["photos", photo.pk],
        "quote": [make_quote(bees).pk],
        "report": [report.pk],
        "period": [make_period(bees.budget_years.get(number=2), number=2, state="open", **MAY).pk],
        "waiting": [waiting.pk],
        "submitted": [submitted.pk],
        "draft": [draft.pk],
        "draft-version": [draft.pk, 7],
        "project": [bees.slug],
        "proposal": [bees.slug, "indicator", make_proposal(bees).pk],
        "protected-name": [bees.slug, bees.protected_names.create(name="Mali").pk],
        "removed": [bees.slug, "events"],
        "event": [event.pk],
        "event-of-kind": ["events", event.pk],
        "gone": ["events", gone.pk],
        "handed-over": [make_event(bees, first_day=APRIL["first_day"]).pk],
        "error": [make_error(event, submitted, people["alice"]).pk],
        "export": [bees.slug, make_ready_export(bees, people["alice"]).pk],
        "import": [bees.slug, make_import(bees, people["alice"]).pk],
        "invitation": [make_invitation(people["sam"])[0].pk],
        "number": [1],
        "reset": ["1", "a-wrong-key"],
        "token": ["a-wrong-token"],
        None: [],
    }


def make_ready_export(project, user):
    file = default_storage.save("exports/test.xlsx", ContentFile(b"PK"))
    return make_export(project, user, status="done", told_at=timezone.now(), file=file)


def make_proposal(project):
    return project.indicators.create(name="wells", is_proposed=True)


def make_error(event, period, by):
    """A note of a partner on what it has handed over."""
    handover = period.handovers.create(kind="error", by=by, at=timezone.now())
    return handover.notes.create(event=event, text="62, not 26.")


def make_waiting(bees, by):
    """A report that waits for a second person."""
    year = bees.budget_years.get(number=2)
    report = make_report(year, number=3, status="in_review", **JUNE)
    report.reviews.create(handed_by=by, handed_at=timezone.now())
    return report


def delivery_records(edition, by):
    link = make_link(edition.report, by, email="ann@example.org")
    batch = make_sending([edition], by)
    item = batch.items.get()
    act = {"by": by, "at": timezone.now(), "subject": "News"}
    delivery = item.deliveries.create(link=link, edition=edition, to=link.email, **act)
    return {
        "donor": [link.token],
        "donor-picture": [link.token, "photos/another.jpg"],
        "link": [link.pk],
        "batch": [batch.pk],
        "delivery": [delivery.pk],
    }


def found_by_each(people, visit):
    """What each visitor finds; whatever one of them changes is as it was for the next."""
    found = {}
    for who in VISITORS:
        with transaction.atomic():
            client = Client()
            if who:
                client.force_login(people[who])
            response = visit(client)
            # Read to the end, a file is closed.
            response.getvalue()
            transaction.set_rollback(True)
        found[who] = response.get("Location") or response.status_code
    return found


def is_as_told(found, told):
    """Whether that was found: a status, or a page that one is sent on to."""
    if isinstance(told, str):
        return isinstance(found, str) and found.startswith(reverse(told))
    if told == MOVED:
        return isinstance(found, str) and not found.startswith(reverse(LOG_IN))
    return found == told


def check(found, told):
    wrong = {who: found[who] for who in VISITORS if not is_as_told(found[who], told[who])}
    assert not wrong, f"told: {told}"


@pytest.mark.parametrize(("name", "record", "told"), cases(PAGES))
def test_page_opens_for_those_it_is_for(people, records, name, record, told):
    address = reverse(name, args=records[record])

    check(found_by_each(people, lambda client: client.get(address)), told)


@pytest.mark.parametrize(("name", "record", "told"), cases(SENDS))
def test_only_those_it_is_for_may_send(people, records, name, record, told):
    address = reverse(name, args=records[record])

    check(found_by_each(people, lambda client: client.post(address)), told)


def read_only():
    sent_to = {name for name, *_ in SENDS}
    return [(name, record) for name, record, *_ in PAGES if name not in sent_to]


@pytest.mark.parametrize(("name", "record"), read_only())
def test_nothing_can_be_sent_to_a_page_without_a_form(client, people, records, name, record):
    client.force_login(people["alice"])

    assert client.post(reverse(name, args=records[record])).status_code in (405, HIDDEN, REFUSED)


@pytest.mark.parametrize(("name", "record"), [row[:2] for row in SENDS if row[0] in BUTTONS])
def test_a_button_cannot_be_opened_as_a_page(client, people, records, name, record):
    client.force_login(people["alice"])

    assert client.get(reverse(name, args=records[record])).status_code in (405, REFUSED, MOVED)


def admin_pages():
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]


@pytest.mark.parametrize("visitor", [None, "mallory", "alice"])
def test_administration_is_closed_to_partner_staff(client, request, db, visitor):
    if visitor:
        client.force_login(request.getfixturevalue(visitor))

    pages = [reverse("admin:index"), *admin_pages()]
    responses = [client.get(url) for url in pages]

    assert all(response.status_code == 302 for response in responses)
    # Somebody logged in is told no; somebody else may log in first.
    landing = client.get(responses[0]["Location"], follow=True)
    assert landing.status_code == (403 if visitor else 200)


def test_staff_manage_all_but_people_house_style_and_audience_groups(client, sam, root):
    client.force_login(sam)
    closed_to_staff = {url for url in admin_pages() if client.get(url).status_code == 403}
    client.force_login(root)
    closed_to_admins = {url for url in admin_pages() if client.get(url).status_code == 403}

    assert not closed_to_admins
    assert all("/accounts/" in url or "/django_q/" in url for url in closed_to_staff)
    assert reverse("admin:accounts_user_changelist") in closed_to_staff
    assert sam.has_perm("outreach.change_outreachevent")
    assert not sam.has_perm("outreach.change_audiencegroup")
    assert not sam.has_perm("foundation.change_branding")


def test_staff_who_left_may_do_nothing(sam):
    sam.is_active = False

    assert not sam.has_perm("projects.view_project")
    assert not sam.has_module_perms("projects")


def test_table_is_complete():
    known = {name for name, *_ in PAGES + SENDS}

    assert {name for name in site_names() if not name.startswith("admin:")} == known


def site_names(patterns=None, namespace=""):
    """The names of all addresses of the site, admin apart."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from site_names(pattern.url_patterns, namespace + inner)


# What an outside reader finds where a stranger finds something else.
READERS = {
    "publishing:review": OPEN,
    "reports:preview": OPEN,
    "reports:pdf": OPEN,
    "reports:large-print": OPEN,
    "reports:text": OPEN,
}


@pytest.mark.parametrize(("name", "record", "told"), cases(PAGES))
def test_an_outside_reader_opens_no_page_of_others(people, records, rita, name, record, told):
    client = Client()
    client.force_login(rita)

    response = client.get(reverse(name, args=records[record]))

    response.getvalue()
    found = response.get("Location") or response.status_code
    assert is_as_told(found, told["mallory"]) or found in (HIDDEN, REFUSED)


@pytest.mark.parametrize(("name", "record", "told"), cases(SENDS))
def test_an_outside_reader_sends_nothing_of_others(people, records, rita, name, record, told):
    client = Client()
    client.force_login(rita)

    response = client.post(reverse(name, args=records[record]))

    found = response.get("Location") or response.status_code
    assert is_as_told(found, told["mallory"]) or found in (HIDDEN, REFUSED)


@pytest.mark.parametrize(("name", "found"), READERS.items())
def test_an_outside_reader_opens_what_waits(people, records, rita, name, found):
    client = Client()
    client.force_login(rita)

    response = client.get(reverse(name, args=records["waiting"]))

    response.getvalue()
    assert response.status_code == found
