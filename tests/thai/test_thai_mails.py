"""Mails in Thai hold no English but addresses and links."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.thai.english import english_words


def assert_thai_mail():
    message = mail.outbox[-1]
    assert english_words(message.subject) == []
    assert english_words(message.body) == []


@pytest.mark.parametrize("name", ["นารีรัตน์", ""])
def test_an_invitation(as_sam, partner, name):
    form = {"email": "nee@example.org", "role": "partner", "partner": partner.pk}

    as_sam.post(reverse("invitation-add"), form | {"name": name, "language": "th"})

    assert_thai_mail()


def test_a_new_password(client, alice):
    client.post(reverse("account_reset_password"), {"email": alice.email})

    assert_thai_mail()
