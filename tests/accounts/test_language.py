import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language
from pytest_django.asserts import assertContains

HOME, LOG_IN = reverse("home"), reverse("account_login")
THAI = '<html lang="th">'
ENGLISH = '<html lang="en-gb">'


def choose(client, code):
    return client.post(reverse("language"), {"language": code}, headers={"Referer": LOG_IN})


@pytest.mark.parametrize(("asked", "page"), [("th-TH,th;q=0.9", THAI), ("fr, en;q=0.5", ENGLISH)])
def test_a_visitor_reads_the_language_of_the_browser(client, db, asked, page):
    assertContains(client.get(LOG_IN, headers={"Accept-Language": asked}), page)


def test_a_chosen_language_wins_over_the_browser(client, db):
    choose(client, "th")

    assertContains(client.get(LOG_IN, headers={"Accept-Language": "en-GB"}), THAI)


def test_a_user_finds_the_choice_in_another_browser(client, alice):
    client.force_login(alice)
    choose(client, "th")
    other = Client()
    other.force_login(alice)

    assertContains(other.get(HOME, headers={"Accept-Language": "en-GB"}), THAI)
    alice.refresh_from_db()
    assert alice.language == "th"


def test_one_comes_back_to_the_same_page(client, db):
    assert choose(client, "th")["Location"] == LOG_IN


def test_an_unknown_language_changes_nothing(client, alice):
    client.force_login(alice)

    choose(client, "xx")

    alice.refresh_from_db()
    assert alice.language == ""
    assertContains(client.get(HOME), ENGLISH)


def test_every_page_names_the_languages_in_themselves(client, db):
    page = client.get(LOG_IN)

    assertContains(page, 'value="th" lang="th"')
    assertContains(page, 'value="en-gb" lang="en-gb" aria-current="true"')


def test_the_reset_mail_speaks_the_language_of_the_user(client, alice, monkeypatch):
    spoken = []
    monkeypatch.setattr(
        DefaultAccountAdapter, "send_mail", lambda *args: spoken.append(get_language())
    )
    alice.language = "th"
    alice.save()

    client.post(reverse("account_reset_password"), {"email": alice.email})

    assert spoken == ["th"]


def test_a_page_after_a_thai_one_is_english_again(client, db, alice):
    alice.language = "th"
    alice.save()
    client.force_login(alice)
    client.get(HOME)
    client.logout()

    assertContains(client.get(LOG_IN), ENGLISH)
