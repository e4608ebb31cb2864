"""The last administrator stays, whoever does what; a command brings one back all the same."""

import re
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.urls import reverse

from grantreports.accounts.models import User
from tests.factories import PASSWORD, make_user
from tests.forms import sent_by


def change(client, user, **fields):
    url = reverse("admin:accounts_user_change", args=[user.pk])
    sent = sent_by(client.get(url)) | fields
    return client.post(url, {name: value for name, value in sent.items() if value is not None})


def administrators():
    return User.objects.filter(role="admin", is_active=True)


WAYS = {
    "may not log in": {"is_active": None},
    "staff": {"role": "staff"},
    "an outside reader": {"role": "reader"},
}


@pytest.mark.parametrize("way", WAYS)
def test_the_last_administrator_cannot_take_the_right_away(client, root, way):
    client.force_login(root)

    page = change(client, root, **WAYS[way])

    assert "This is the only administrator who may log in." in page.text
    assert administrators().get() == root


@pytest.mark.parametrize("way", WAYS)
def test_of_two_one_may_go(client, root, way):
    eve = make_user("admin", name="Eve")
    client.force_login(root)

    change(client, eve, **WAYS[way])

    assert administrators().get() == root


def test_an_administrator_is_not_deleted(client, root):
    client.force_login(root)

    page = client.post(reverse("admin:accounts_user_delete", args=[root.pk]), {"post": "yes"})
    action = {"action": "delete_selected", "_selected_action": [root.pk], "post": "yes"}
    client.post(reverse("admin:accounts_user_changelist"), action)

    assert page.status_code == 403
    assert administrators().get() == root


def test_code_cannot_either(root):
    root.role = User.Role.STAFF

    with pytest.raises(ValidationError):
        root.save()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_away_from_each_other_one_is_refused():
    pair = [make_user("admin", name=name) for name in ("Root", "Eve")]
    refused = []

    def resign(pk):
        try:
            with transaction.atomic():
                user = User.objects.get(pk=pk)
                user.is_active = False
                user.save()
        except ValidationError:
            refused.append(pk)
        finally:
            connection.close()

    threads = [Thread(target=resign, args=[user.pk]) for user in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert administrators().count() == 1


def recover(capsys, *args, **options):
    call_command("recover_administrator", *args, **options)
    return capsys.readouterr().out


@pytest.mark.parametrize("state", ["closed", "staff", "of a partner", "unknown"])
def test_the_command_line_brings_an_administrator_back(client, capsys, partner, state):
    if state != "unknown":
        role = "partner" if state == "of a partner" else "staff"
        more = {"partner": partner} if role == "partner" else {}
        make_user(role, email="nok@example.org", is_active=state != "closed", **more)

    told = recover(capsys, "Nok@Example.org", name="Nok")

    user = administrators().get()
    assert user.name == "Nok"
    link = re.search(r"https?://[^/]+(\S+)", told)[1]
    page = client.get(link, follow=True).request["PATH_INFO"]
    client.post(page, {"password1": "gentle river stones", "password2": "gentle river stones"})
    assert User.objects.get().check_password("gentle river stones")
    assert user.history.filter(history_change_reason="Recovered from the command line.")


def test_nobody_goes_on_with_the_old_password(capsys, root):
    recover(capsys, root.email)

    assert not User.objects.get().check_password(PASSWORD)


def test_what_is_no_address_is_refused(db):
    with pytest.raises(CommandError, match="is no e-mail address"):
        call_command("recover_administrator", "nok")
    assert not User.objects.exists()
