"""Of a withdrawn quote or photo pages say that it is, by whom and when, and no word of it."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from grantreports.desk.models import Revision
from grantreports.publishing.correct import correct
from grantreports.publishing.models import Edition, Review
from grantreports.reports.models import ChosenQuote, Report
from outreach.models import PartnerQuote, Photo
from tests.editions import NOW, answer_warnings, fetched, make_edition, sign_off, write_report
from tests.our_apps import our_models

WORDS = {
    "photo": {"caption": "A boat at the river.", "alternative_text": "A girl in a boat."},
    "quote": {
        "words": "I waited at the river.",
        "original_words": "Ich wartete am Fluss.",
        "original_language": "de",
        "speaker": "The girl of the ferry",
    },
}
HEADING = "Waiting at the ferry"
WITHDRAWN_AT = datetime(2027, 5, 4, 10, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["photo", "quote"])
def item(request, report, sam, kim, alice, monkeypatch):
    """Published twice, corrected, signed, and its warnings answered."""
    photo, quote = write_report(report)
    item = {"photo": photo, "quote": quote}[request.param]
    for field, words in WORDS[request.param].items():
        setattr(item, field, words)
    item.save()
    ChosenQuote.objects.update(place="story", heading=HEADING)
    make_edition(report, sam)
    correct(fetched(report), by=sam, at=NOW)
    make_edition(report, sam, reason="A correction.")
    correct(fetched(report), by=sam, at=NOW)
    sign_off(report, sam, kim)
    answer_warnings(fetched(report), by=sam, at=NOW)
    monkeypatch.setattr(timezone, "now", lambda: WITHDRAWN_AT)
    item.refresh_from_db()
    return item


def pages(item, report):
    """Every address that shows something of the project, for whom it is."""
    project, kind = item.project, type(item).__name__
    kinds = "photos" if kind == "Photo" else "quotes"
    for name in ("event-list", "quote-list", "photo-list"):
        yield reverse(f"outreach:{name}", args=[project.slug])
    for each in ("events", "quotes", "photos"):
        yield reverse("outreach:removed", args=[project.slug, each])
    yield reverse("outreach:history", args=[kinds, item.pk])
    yield reverse(f"outreach:{kinds[:-1]}", args=[item.pk])
    yield reverse("project", args=[project.slug])
    yield reverse("home")
    for name in ("desk:desk", "desk:history", "publishing:review", "publishing:compare"):
        yield reverse(name, args=[report.pk])
    for number in (1, 2):
        yield reverse("publishing:edition", args=[report.pk, number])
        for name in (*COPIES, "edition-word", "edition-json", "edition-figures"):
            yield reverse(f"publishing:{name}", args=[report.pk, number])
        yield reverse("publishing:compare", args=[report.pk]) + f"?edition={number}"
    for name in ("reports:preview", "publishing:figures", "delivery:links"):
        yield reverse(name, args=[report.pk])
    yield reverse("handover:period", args=[report.period_id])
    yield reverse("delivery:withdrawals")
    yield reverse("overview")
    yield from admin_pages()


COPIES = ("edition-pdf", "edition-large-print", "edition-text")


def admin_pages():
    for model in our_models():
        if model not in admin.site._registry:
            continue
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        for pk in getattr(model, "everything", model._base_manager).values_list("pk", flat=True):
            for page in ("change", "history", "delete"):
                try:
                    yield reverse(f"{name}_{page}", args=[pk])
                except NoReverseMatch:
                    continue
    yield reverse("admin:index")


def content_of(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="ignore")


def test_no_page_tells_a_word_of_it(client, item, report, alice, sam, root):
    client.force_login(alice)
    kinds = "photos" if isinstance(item, Photo) else "quotes"
    client.post(reverse("outreach:withdraw", args=[kinds, item.pk]))
    told = set(WORDS[type(item).__name__.lower().removeprefix("partner")].values()) - {"de"}
    told |= {HEADING} if isinstance(item, PartnerQuote) else set()
    looked, leaks = 0, []

    for user in (alice, sam, root):
        client.force_login(user)
        for address in pages(item, report):
            text = content_of(client.get(address))
            looked += 1
            leaks += [(user.name, address, words) for words in told if words in text]

    assert leaks == [], leaks
    assert looked > 150
    print(f"{looked} pages looked at, 0 tell a word")


def test_lists_say_who_withdrew_it_and_when(client, item, report, alice, sam):
    client.force_login(alice)
    kinds = "photos" if isinstance(item, Photo) else "quotes"
    client.post(reverse("outreach:withdraw", args=[kinds, item.pk]))
    client.force_login(sam)
    Report.objects.update(status=Report.Status.DRAFTING)

    for address in (
        reverse(f"outreach:{kinds[:-1]}-list", args=[item.project.slug]),
        reverse("handover:period", args=[report.period_id]),
        reverse("desk:desk", args=[report.pk]),
    ):
        text = client.get(address).text
        assert "Blocked: consent was withdrawn." in text, address
        blocked = text[text.index("Blocked: consent was withdrawn.") :][:200]
        assert "Alice" in blocked, address
        assert "4 May 2027" in blocked, address


def test_no_table_but_its_own_keeps_a_word(item, report, sam):
    item.withdraw_consent()

    kept = json.dumps(
        [
            *Edition.objects.values_list("data", "draft"),
            *Edition.history.values_list("data", "draft"),
            *Review.objects.values_list("signed", flat=True),
            *Review.history.values_list("signed", flat=True),
            *Revision.objects.values_list("draft", flat=True),
        ],
        default=str,
    )
    told = set(WORDS[type(item).__name__.lower().removeprefix("partner")].values()) - {"de"}
    told |= {HEADING} if isinstance(item, PartnerQuote) else set()
    assert [words for words in told if words in kept] == []


def test_given_again_it_is_blocked_no_more(item, report):
    if isinstance(item, Photo):
        pytest.skip("its picture is gone for good")
    item.withdraw_consent()
    item.refresh_from_db()
    assert item.blocked_at == WITHDRAWN_AT
    item.consent = "not_needed"
    item.save()

    item.refresh_from_db()
    assert (item.blocked_at, item.blocked_by) == (None, None)
