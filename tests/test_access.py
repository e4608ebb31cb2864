"""Who may open which page. A new address without a row here fails the last test."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, get_resolver, reverse

from tests.factories import make_event, make_photo

OPEN, LOG_IN, HOME, ADMIN, HIDDEN, REFUSED = 200, "account_login", "home", "admin:index", 404, 403
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
    ("reports:period", "report", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("project-list", None, LOG_IN, OPEN, OPEN, OPEN, OPEN),
    ("project", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:event-list", "project", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
    ("outreach:event", "event", LOG_IN, HIDDEN, OPEN, OPEN, OPEN),
]
# Addresses that only take a POST; each is tested with the page that has its button.
BUTTONS = {
    "account_logout",
    "language",
    "invitation-send",
    "invitation-withdraw",
    "reports:submit",
    "reports:answer",
    "reports:return",
    "reports:accept",
}
VISITORS = [None, "mallory", "alice", "sam", "root"]
CASES = [
    pytest.param(name, record, visitor, found, id=f"{name}-{visitor or 'nobody'}")
    for name, record, *finds in PAGES
    for visitor, found in zip(VISITORS, finds, strict=True)
]


@pytest.fixture
def records(bees, report):
    return {
        "photo": [make_photo(bees).web_image.name],
        "report": [report.pk],
        "project": [bees.slug],
        "event": [make_event(bees).pk],
        "number": [1],
        "reset": ["1", "a-wrong-key"],
        "token": ["a-wrong-token"],
        None: [],
    }


@pytest.mark.parametrize(("name", "record", "visitor", "found"), CASES)
def test_page_opens_for_those_it_is_for(client, request, records, name, record, visitor, found):
    url = reverse(name, args=records[record])
    people = {who: request.getfixturevalue(who) for who in VISITORS if who}
    if visitor:
        client.force_login(people[visitor])

    response = client.get(url)
    response.close()

    if isinstance(found, str):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse(found))
    else:
        assert response.status_code == found


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
    assert not sam.has_perm("reports.change_branding")


def test_staff_who_left_may_do_nothing(sam):
    sam.is_active = False

    assert not sam.has_perm("projects.view_project")
    assert not sam.has_module_perms("projects")


def test_table_is_complete():
    known = {name for name, *_ in PAGES} | BUTTONS

    assert {name for name in site_names() if not name.startswith("admin:")} == known


def site_names(patterns=None, namespace=""):
    """The names of all addresses of the site, admin apart."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"
        elif pattern.namespace != "admin":
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from site_names(pattern.url_patterns, namespace + inner)
