"""Documents of every schema there was are read, shown, undone to, merged with and rendered.

Those of schema 1 were written by the code of that time; they must never be changed.
"""

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from grantreports.desk.draft import write_draft
from grantreports.desk.models import Revision
from grantreports.publishing.models import Edition
from grantreports.reports.documents import SCHEMA, STEPS, newest, read, write
from grantreports.reports.frozen import from_data
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from outreach.models import PartnerQuote
from tests.deliveries import make_link
from tests.desks import save
from tests.editions import NOW
from tests.factories import make_photo, make_quote, set_state

FOLDER = Path(__file__).parent.parent / "documents" / "schema-1"
FIRST_TEXT = "A first text."


def document(name):
    return json.loads((FOLDER / f"{name}.json").read_text())


KEYS = document("keys")


@pytest.fixture
def pictures(db):
    """The copies that the edition kept of its pictures, where its data says they are."""
    for file in (FOLDER / "media").iterdir():
        name = f"{KEYS['folder']}/{file.name}"
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(file.read_bytes()))


@pytest.fixture
def keys(bees):
    """The records that the drafts name, by the keys that they had."""
    objective = bees.objectives.create(text="Children are safe.")
    years = bees.budget_years.order_by("number").values_list("pk", flat=True)
    return {
        "quote": dict(zip(KEYS["quotes"], [make_quote(bees).pk for _ in range(2)], strict=True)),
        "photo": dict(zip(KEYS["photos"], [make_photo(bees).pk for _ in range(3)], strict=True)),
        "objective": {KEYS["objective"]: objective.pk, None: None},
        "asks_for": dict(zip(KEYS["years"], years, strict=True)),
    }


def with_keys(draft, keys):
    """The document as it was, with today's keys in the place of those of then."""
    changed = draft | {"asks_for": keys["asks_for"][draft["asks_for"]]}
    for name, field in (("quotes", "quote"), ("photos", "photo"), ("points", "objective")):
        parts = [part | {field: keys[field][part[field]]} for part in draft[name]]
        changed[name] = parts
    return changed


@pytest.fixture
def edition(report, sam, pictures, keys):
    set_state(report, "accepted")
    Report.objects.filter(pk=report.pk).update(status="published")
    return Edition.objects.create(
        report=report,
        number=1,
        data=document("edition-data"),
        draft=with_keys(document("edition-draft"), keys),
        events=document("edition-events"),
        pdf=f"{KEYS['folder']}/report.pdf",
        sha256=KEYS["pdf_sha256"],
        published_by=sam,
        published_at=NOW,
    )


@pytest.fixture
def draft(report, sam, keys):
    """A report in drafting after two saves of then."""
    for version in range(3):
        stored = with_keys(document(f"revision-{version}"), keys)
        at = NOW + timedelta(hours=version)
        Revision.objects.create(report=report, version=version, draft=stored, by=sam, at=at)
    write_draft(report, read("draft", stored))
    Report.objects.filter(pk=report.pk).update(version=2)
    set_state(report, "accepted")
    return Report.objects.with_project().get(pk=report.pk)


def test_a_report_of_then_is_rendered_to_the_same_bytes(pictures):
    pdf = render_pdf(from_data(document("edition-data")))

    assert sha256(pdf).hexdigest() == KEYS["pdf_sha256"]


def test_an_edition_of_then_is_shown_compared_and_copied(as_sam, edition, report):
    link = make_link(report, edition.published_by)
    pages = [
        reverse("publishing:edition", args=[report.pk, 1]),
        reverse("donor-page", args=[link.token]),
    ]
    others = [
        reverse("publishing:edition-word", args=[report.pk, 1]),
        reverse("publishing:edition-figures", args=[report.pk, 1]),
        reverse("publishing:edition-json", args=[report.pk, 1]),
        reverse("publishing:compare", args=[report.pk]) + f"?with={report.pk}.1",
        reverse("publishing:review", args=[report.pk]),
        reverse("desk:desk", args=[report.pk]),
    ]

    for page in pages:
        assertContains(as_sam.get(page), "In 3 events we met 80 people.")
        assertNotContains(as_sam.get(page), "What was hard")
    for page in others:
        assert as_sam.get(page).status_code == 200, page


def test_a_correction_begins_as_the_edition_of_then(as_sam, edition, report):
    as_sam.post(reverse("publishing:correct", args=[report.pk]))

    report = Report.objects.get(pk=report.pk)
    assert report.status == "drafting"
    assert report.comes_next == "More of it.\n\nAnd {events as words} more."
    assert report.learned == ""
    assert report.progresspoints.count() == 2


def test_withdrawn_consent_closes_an_edition_of_then(as_sam, edition, keys, bees):
    quote = PartnerQuote.objects.get(pk=keys["quote"][KEYS["quotes"][0]])
    edition.quotes.add(quote)
    quote.withdraw_consent()

    edition.refresh_from_db()
    assert edition.withdrawn_at
    assert edition.is_closed


def test_the_history_of_then_is_shown(as_sam, draft):
    assertContains(as_sam.get(reverse("desk:history", args=[draft.pk])), "first</del>")


def test_one_goes_back_to_a_draft_of_then(as_sam, draft):
    as_sam.post(reverse("desk:go-back", args=[draft.pk, 1]))

    assert Report.objects.get(pk=draft.pk).introduction == FIRST_TEXT


def test_undo_leads_to_a_draft_of_then(as_sam, draft):
    as_sam.post(reverse("desk:undo", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.introduction == FIRST_TEXT
    assert draft.version == 3


def test_a_draft_of_then_is_merged_with(as_sam, draft):
    stale = Report.objects.get(pk=draft.pk)
    save(as_sam, draft, comes_next="By the first.")

    save(as_sam, stale, learned="The rains.")

    draft.refresh_from_db()
    assert (draft.comes_next, draft.learned) == ("By the first.", "The rains.")


@pytest.mark.parametrize("kind", STEPS)
def test_what_is_written_is_read_as_it_was(kind):
    content = [{"last_day": None, "id": 1}] if kind == "events" else {"title": "Bees"}

    assert read(kind, write(kind, content)) == content
    assert write(kind, content)[SCHEMA] == newest(kind)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("publishing:edition", [1]),
        ("publishing:edition-word", [1]),
        ("publishing:edition-figures", [1]),
        ("publishing:compare", []),
        ("desk:desk", []),
        ("desk:history", []),
    ],
)
def test_a_document_of_an_unknown_schema_is_told_on_every_page(as_sam, edition, draft, name, args):
    unknown = {SCHEMA: 99}
    Edition.objects.update(**dict.fromkeys(("data", "draft", "events"), unknown))
    Revision.objects.update(draft=unknown)
    query = {"with": f"{draft.pk}.1"} if name == "publishing:compare" else {}

    response = as_sam.get(reverse(name, args=[draft.pk, *args]), query)

    assertContains(response, "has schema 99", status_code=503)
    assertContains(response, "a newer one wrote it", status_code=503)


@pytest.mark.parametrize("name", ["undo", "merge", "go-back"])
def test_nothing_is_done_with_a_draft_of_an_unknown_schema(as_sam, draft, name):
    Revision.objects.update(draft={SCHEMA: 99})
    before = draft.introduction
    args = [draft.pk, 1] if name == "go-back" else [draft.pk]
    fields = {"version": "1", "introduction": "Mine."} if name == "merge" else {}

    response = as_sam.post(reverse(f"desk:{name}", args=args), fields)

    assertContains(response, "a newer one wrote it", status_code=503)
    draft.refresh_from_db()
    assert (draft.introduction, draft.version) == (before, 2)


def test_donors_read_that_it_opens_again(client, edition, sam):
    link = make_link(edition.report, sam)
    Edition.objects.update(data={SCHEMA: 99})

    response = client.get(reverse("donor-page", args=[link.token]))

    assertContains(response, "nothing of it is lost", status_code=503)
    assertNotContains(response, "schema", status_code=503)


def test_withdrawing_consent_needs_no_document(edition, keys):
    quote = PartnerQuote.objects.get(pk=keys["quote"][KEYS["quotes"][0]])
    edition.quotes.add(quote)
    Edition.objects.update(data={SCHEMA: 99})

    quote.withdraw_consent()

    edition.refresh_from_db()
    assert edition.is_closed
