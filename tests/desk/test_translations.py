"""Quotes come in Thai alone; staff translate them."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.reports.models import ChosenQuote
from outreach.models import PartnerQuote
from tests.entries import quote_fields
from tests.factories import make_quote

URL = "/reports/translations/"
THAI = "ตอนนี้นักเรียนของฉันอ่านข้อเสนองานสองรอบ"


@pytest.fixture
def quote(bees):
    return make_quote(bees, words="", original_words=THAI, original_language="th")


def test_a_partner_enters_it_in_thai_alone(as_alice, bees):
    page = as_alice.get(reverse("outreach:quote-add", args=["bees"]))
    fields = quote_fields(words="", original_words=THAI, original_language="th")

    as_alice.post(reverse("outreach:quote-add", args=["bees"]), fields)

    assertContains(page, '<option value="th" selected>')
    quote = PartnerQuote.objects.get()
    assert (quote.words, quote.original_words) == ("", THAI)
    assert quote.lacks == ["not translated yet"]


@pytest.mark.parametrize("words", [THAI, f"{THAI} OK", "Здравствуйте"])
def test_thai_in_the_english_field_is_asked_about(as_alice, bees, words):
    page = as_alice.post(reverse("outreach:quote-add", args=["bees"]), quote_fields(words=words))

    assertContains(page, "This is not in English.")
    assert not PartnerQuote.objects.exists()


def test_a_thai_word_in_an_english_text_is_right(as_alice, bees):
    fields = quote_fields(words="They say สวัสดี to every visitor of the school.")

    as_alice.post(reverse("outreach:quote-add", args=["bees"]), fields)

    assert PartnerQuote.objects.exists()


def test_the_speaker_is_nobody_until_somebody_says_who(as_alice, bees):
    page = as_alice.get(reverse("outreach:quote-add", args=["bees"]))

    assert page.context["form"]["speaker"].value() in (None, "")


def test_staff_find_what_waits_and_translate_it(as_sam, quote):
    overview = as_sam.get("/reports/")
    page = as_sam.get(URL)

    sent = {"quote": quote.pk, f"quote-{quote.pk}-words": "My students read each offer twice."}
    as_sam.post(URL, sent)

    assertContains(overview, URL)
    assertContains(page, THAI)
    quote.refresh_from_db()
    assert quote.words == "My students read each offer twice."
    assert quote.history.first().history_user.name == "Sam"
    assertNotContains(as_sam.get(URL), THAI)
    assertContains(as_sam.get(URL), "No quote waits for its translation.")


def test_a_later_translation_does_not_replace_an_earlier_one(as_sam, quote):
    PartnerQuote.objects.update(words="The first one.")

    as_sam.post(URL, {"quote": quote.pk, f"quote-{quote.pk}-words": "The second one."})

    quote.refresh_from_db()
    assert quote.words == "The first one."


def test_what_was_typed_is_kept_where_it_is_no_english(as_sam, quote):
    page = as_sam.post(URL, {"quote": quote.pk, f"quote-{quote.pk}-words": THAI + "!"})

    assertContains(page, f"{THAI}!")
    assertContains(page, "This is not in English.")


def test_partners_and_blocked_quotes_have_no_place_there(as_alice, client, sam, quote):
    refused = as_alice.get(URL)
    quote.consent = "withdrawn"
    quote.save()
    client.force_login(sam)

    assert refused.status_code == 403
    assertNotContains(client.get(URL), THAI)


def test_an_untranslated_quote_is_not_printed(report, quote):
    ChosenQuote.objects.create(report=report, quote=quote)

    assert quote.why_not_printable(date(2025, 6, 1)) == "it is not translated yet"
