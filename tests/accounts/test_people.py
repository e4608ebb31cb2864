from smtplib import SMTPException
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.accounts.models import Invitation, User
from tests.entries import event_fields
from tests.factories import make_event, make_invitation, make_user
from tests.queries import queries_of

PEOPLE, ADD = reverse("people"), reverse("invitation-add")
FORM = {"email": "Nee@Example.org", "name": "Nee", "role": "staff", "language": "en-gb"}


def test_people_and_open_invitations_are_listed(client, sam, alice):
    make_invitation(sam, email="open@example.org")
    make_invitation(sam, email="gone@example.org")[0].withdraw()
    client.force_login(sam)

    page = client.get(PEOPLE)

    assertContains(page, alice.email)
    assertContains(page, "Baan Mai")
    assertContains(page, "open@example.org")
    assertNotContains(page, "gone@example.org")


def test_people_stand_on_pages_of_50_and_are_found_by_a_text(client, sam, alice, partner):
    for number in range(60):
        make_user("partner", name=f"Nok {number:02}", email=f"n{number}@x.org", partner=partner)
    client.force_login(sam)

    pages = [list(client.get(PEOPLE, {"page": page}).context["page"]) for page in (1, 2, 99)]

    assert [len(page) for page in pages] == [50, 12, 12]
    assert len({person.pk for page in pages for person in page}) == 62
    assertContains(client.get(PEOPLE), "Page 1 of 2")
    for text in ("NOK 07", "n7@x"):
        assert [each.name for each in client.get(PEOPLE, {"text": text}).context["page"]] == [
            "Nok 07"
        ]
    assert (
        len(client.get(PEOPLE, {"text": "baan mai"}).context["page"].paginator.object_list) == 61
    )
    assertContains(client.get(PEOPLE, {"text": "zzz"}), "Nobody has this")


def test_people_cost_as_many_queries_with_3_as_with_60(client, sam, partner):
    client.force_login(sam)
    for number in range(3):
        make_user("partner", email=f"a{number}@x.org", partner=partner)
    few = queries_of(client, PEOPLE)
    for number in range(57):
        make_user("partner", email=f"b{number}@x.org", partner=partner)

    assert queries_of(client, PEOPLE) == few


def test_the_navigation_leads_there_for_staff_only(client, sam, alice):
    client.force_login(sam)
    assertContains(client.get(reverse("home")), f'href="{PEOPLE}"')

    client.force_login(alice)
    assertNotContains(client.get(reverse("home")), f'href="{PEOPLE}"')


def test_inviting_sends_the_link(client, sam, partner):
    client.force_login(sam)

    response = client.post(ADD, FORM | {"role": "partner", "partner": partner.pk}, follow=True)

    assertContains(response, "The invitation was sent to nee@example.org.")
    assert mail.outbox[0].subject == "Sam invites you to Grant reports"
    assert Invitation.objects.get().invited_by == sam


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"role": "partner"}, "partner", "Partner staff need a partner;"),
        ({"email": "root@EXAMPLE.org"}, "email", "A user with this e-mail address exists"),
        ({"role": "admin"}, "role", "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_told_on_its_field(client, sam, root, change, field, sentence):
    root.email = "root@example.org"
    root.save()
    client.force_login(sam)

    form = client.post(ADD, FORM | change).context["form"]

    assert form.errors[field][0].startswith(sentence)
    assert not mail.outbox


def test_administrators_invite_administrators(client, root):
    client.force_login(root)

    client.post(ADD, FORM | {"role": "admin"})

    assert Invitation.objects.get().role == "admin"


def test_a_second_invitation_replaces_the_first(client, sam):
    first = make_invitation(sam, email="nee@example.org")[0]
    client.force_login(sam)

    client.post(ADD, FORM)

    first.refresh_from_db()
    assert first.withdrawn_at
    assert Invitation.objects.open().count() == 1


def test_a_mail_that_cannot_be_sent_loses_nothing(client, sam):
    client.force_login(sam)

    with patch.object(EmailMessage, "send", side_effect=SMTPException):
        response = client.post(ADD, FORM, follow=True)

    assertContains(response, "The invitation is saved, but the mail to nee@example.org could not")
    assertContains(response, "Send again")
    assert Invitation.objects.get().name == "Nee"


def test_sending_again_gives_a_new_link(client, sam):
    invitation, token = make_invitation(sam)
    client.force_login(sam)

    client.post(reverse("invitation-send", args=[invitation.pk]))

    assert mail.outbox[0].to == [invitation.email]
    assert token not in mail.outbox[0].body
    assert not Invitation.objects.with_token(token).exists()


def test_withdrawing_ends_the_invitation(client, sam):
    invitation = make_invitation(sam)[0]
    client.force_login(sam)

    response = client.post(reverse("invitation-withdraw", args=[invitation.pk]), follow=True)

    assertContains(response, f"The invitation to {invitation.email} was withdrawn.")
    assert not Invitation.objects.open().exists()


BUTTONS = ["invitation-send", "invitation-withdraw"]


@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize(
    ("visitor", "role", "answer"), [("alice", "staff", 403), ("sam", "admin", 404)]
)
def test_buttons_are_closed(client, request, root, button, visitor, role, answer):
    invitation = make_invitation(root, role=role)[0]
    client.force_login(request.getfixturevalue(visitor))

    response = client.post(reverse(button, args=[invitation.pk]))

    assert response.status_code == answer
    assert Invitation.objects.open().exists()
    assert not mail.outbox


def test_partner_staff_invite_nobody(client, alice):
    client.force_login(alice)

    assert client.post(ADD, FORM).status_code == 403
    assert not Invitation.objects.exists()


def test_whoever_stands_in_a_history_is_not_deleted(client, root, alice, bees):
    event = make_event(bees, {"students": 5})
    client.force_login(alice)
    client.post(reverse("outreach:event-edit", args=[event.pk]), event_fields(venue="Other"))
    client.force_login(root)
    url = reverse("admin:accounts_user_delete", args=[alice.pk])

    refused = client.post(url, {"post": "yes"})
    history = client.get(f"/events/{event.pk}/history/")

    assert refused.status_code == 403
    assert User.objects.filter(pk=alice.pk).exists()
    assertContains(history, "Alice")


def test_whoever_did_nothing_yet_is_deleted(client, root, alice):
    client.force_login(root)

    client.post(reverse("admin:accounts_user_delete", args=[alice.pk]), {"post": "yes"})

    assert not User.objects.filter(pk=alice.pk).exists()
