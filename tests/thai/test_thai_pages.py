"""Every page of partner staff in Thai, with Thai data: an English word on it is a mistake."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from tests.factories import make_event, make_period
from tests.sheets import sent, text
from tests.test_access import BUTTONS, PAGES, REFUSED, site_names
from tests.thai.english import assert_thai
from tests.thai.test_thai_sheets import HEADINGS, ROW

# Pages of people who are not logged in.
OF_VISITORS = {
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "invitation",
    "mfa_authenticate",
}
# What shows no page of words to partner staff: it leads on, it is a file, or it is for donors.
NO_PAGES = {
    "account_set_password",
    "donor-colours",
    "donor-large-print",
    "donor-media",
    "donor-page",
    "donor-pdf",
    "donor-text",
    "health",
    "invitation-open",
    "media",
    "mfa_download_recovery_codes",
    "mfa_index",
    "mfa_login_webauthn",
    "mfa_reauthenticate_webauthn",
    "outreach:event-export",
    "outreach:event-export-csv",
    "outreach:export-file",
    "outreach:export-progress",
    "outreach:import-progress",
    "outreach:import-template",
    "reports:large-print",
    "outreach:state-template",
    "reports:pdf",
    "reports:text",
}
# Pages that show how to set up what is not there yet.
TO_SET_UP = {"mfa_activate_totp", "mfa_add_webauthn"}
OF_STAFF = {name for name, _, _, _, own, *_ in PAGES if own == REFUSED}
RECORD = {name: record for name, record, *_ in PAGES}
OF_PARTNERS = sorted(RECORD.keys() - OF_VISITORS - NO_PAGES - OF_STAFF)


@pytest.fixture
def second_factor(alice):
    """An app, recovery codes and a passkey; returns the passkey's key."""
    TOTP.activate(alice, generate_totp_secret())
    RecoveryCodes.activate(alice)
    data = {"name": "โทรศัพท์", "credential": {}}
    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=alice, type=kind, data=data).pk


@pytest.fixture
def records(as_alice, bees, report, event, photo, quote):
    """What stands in the addresses."""
    event_import = sent(as_alice, bees, text(HEADINGS, ROW))
    next_year = make_period(bees.budget_years.get(number=2), state="submitted")
    handed_over = make_event(bees, first_day=next_year.first_day, venue="วัดป่า")
    return {
        None: [],
        "project": [bees.slug],
        "removed": [bees.slug, "events"],
        "import": [bees.slug, event_import.pk],
        "report": [report.pk],
        "period": [report.period_id],
        "event": [event.pk],
        "handed-over": [handed_over.pk],
        "event-of-kind": ["events", event.pk],
        "photo-record": [photo.pk],
        "photo-of-kind": ["photos", photo.pk],
        "quote": [quote.pk],
    }


def test_every_address_is_looked_at():
    names = {name for name in site_names() if not name.startswith("admin:")}

    assert names == OF_VISITORS | NO_PAGES | OF_STAFF | set(OF_PARTNERS) | BUTTONS


@pytest.mark.parametrize("name", OF_PARTNERS)
def test_page_of_partner_staff(as_alice, records, second_factor, name):
    if name in TO_SET_UP:
        Authenticator.objects.all().delete()
    args = [second_factor] if RECORD[name] == "number" else records[RECORD[name]]

    assert_thai(as_alice.get(reverse(name, args=args)))
