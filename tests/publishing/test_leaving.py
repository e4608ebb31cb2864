"""Every text that leaves the house by any way is on the list that the checks walk."""

import io
import re
import zipfile
from dataclasses import make_dataclass, replace

import pytest
from django.db import models
from django.urls import reverse
from openpyxl import load_workbook

from grantreports.delivery.batches import make_batch, run
from grantreports.delivery.models import Batch, DonorLink
from grantreports.desk.checks.outside import problems_beside
from grantreports.desk.checks.run import findings_of
from grantreports.desk.checks.subject import Subject
from grantreports.foundation.models import Branding
from grantreports.reports.compose import Composition
from grantreports.reports.leaving import leaves_of
from grantreports.reports.models import (
    ChosenPhoto,
    ChosenQuote,
    ProgressPoint,
    Report,
    StripFigure,
)
from outreach.models import AudienceGroup, OutreachEvent
from projects.models import Indicator, Objective, ProtectedName, Target
from tests.editions import NOW, fetched, make_edition, write_report
from tests.factories import make_event, make_photo, make_project, make_quote
from tests.our_apps import our_models
from tests.pdfs import text_of

# Codes and secrets; figures and what is a name of a group are read by the grammar.
NO_TEXT = re.compile(
    "token|password|sha256|nonce|hash|code|colour|focus|_day|figure$|^site$|^file$"
)
# What is about a report and not in it: who did what, and why.
NOT_OF_A_REPORT = {"accounts", "handover", "mailing", "desk", "publishing", "delivery"}


@pytest.fixture
def full(report, sam):
    """A report with every part that there is."""
    write_report(report)
    project = report.project
    project.builds_on = make_project(partner=project.partner, slug="before", title="Before")
    project.save()
    ProgressPoint.objects.update(objective=Objective.objects.create(project=project, text="Goal"))
    StripFigure.objects.create(report=report, figure="events", label="programs")
    for measure in ("events", "attendance: students"):
        Target.objects.create(budget_year=report.budget_year, figure=measure, value=9)
    story = make_quote(project, speaker="A nun", original_words="Woerter", original_language="de")
    ChosenQuote.objects.create(report=report, quote=story, place="story", heading="Hope")
    for place in ("story", "more"):
        photo = make_photo(project, size=(900, 600))
        ChosenPhoto.objects.create(report=report, photo=photo, place=place)
    Report.objects.update(story_so_far=True, method_note=True, learned="Rain.", comes_next="Sun.")
    Branding.objects.create(foundation_name="Entrust", contact="c", foot="f", thank_you="t")
    return report


def plant():
    """Another word in each text of every record; returns them by where they stand."""
    words = {}
    for model in our_models():
        if model._meta.app_label in NOT_OF_A_REPORT or model is ProtectedName:
            continue
        for field in model._meta.concrete_fields:
            is_text = isinstance(field, (models.CharField, models.TextField))
            if not is_text or field.choices or field.primary_key or NO_TEXT.search(field.name):
                continue
            if isinstance(field, models.EmailField) or field.name in ("country", "province"):
                continue
            if field.name == "name" and model is Indicator:
                continue
            for record in getattr(model, "everything", model._base_manager).all():
                if not getattr(record, field.attname):
                    continue
                word = marker(len(words))
                words[f"{model.__name__}.{field.name}.{record.pk}"] = word
                is_slug = isinstance(field, models.SlugField)
                value = word if is_slug else word.capitalize()
                model._base_manager.filter(pk=record.pk).update(**{field.name: value})
    students = AudienceGroup.objects.order_by("pk").first().name
    Target.objects.exclude(breakdown="").update(breakdown=f": {students}")
    return words


def marker(number):
    """Like a word, unlike any other: “qabxa”."""
    letters = "abcdefghij"
    return "qx" + "".join(letters[int(digit)] for digit in f"{number:03}") + "zz"


def what_donors_get(client, report, sam):
    """Every way by which a donor reads it, as text."""
    edition = make_edition(report, sam, reason="")
    link = DonorLink.for_donor(report, "Ann", by=sam, at=NOW)
    batch = make_batch([edition], token=None, kind=Batch.Kind.ZIP, by=sam)
    run(batch.pk)
    batch.refresh_from_db()
    page = client.get(link.path)
    client.force_login(sam)
    copies = {
        name: client.get(reverse(f"publishing:{name}", args=[report.pk, 1]))
        for name in ("edition-word", "edition-figures", "edition-json")
    }
    pdf = b"".join(client.get(link.path + "report.pdf").streaming_content)
    large, text = (client.get(link.path + name) for name in ("large-print.pdf", "report.txt"))
    with batch.file.open() as file, zipfile.ZipFile(file) as archive:
        names = " ".join(archive.namelist())
    headers = " ".join(str(copy.headers) for copy in copies.values())
    with zipfile.ZipFile(io.BytesIO(copies["edition-word"].content)) as word:
        xml = " ".join(word.read(name).decode(errors="ignore") for name in word.namelist())
    return {
        "page": page.text,
        "PDF": text_of(pdf) + str(pdf),
        "large print": text_of(large.content),
        "plain text": text.text,
        "Word": xml,
        "JSON": copies["edition-json"].text,
        "XLSX": " ".join(cells_of(copies["edition-figures"].content)),
        "ZIP": names,
        "file names": headers,
    }


def cells_of(content):
    """All but the venues of events, which the foundation's own people alone may look up."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book:
        for column in sheet.iter_cols(values_only=True):
            if column[0] != "Venue":
                yield from (str(value) for value in column)


def test_every_text_that_leaves_is_on_the_list(client, full, sam):
    words = plant()
    subject = Subject(Composition(fetched(full)))
    listed = " ".join(text.plain for text in subject.texts).casefold()

    ways = what_donors_get(client, full, sam)

    found = {
        (way, where)
        for way, text in ways.items()
        for where, word in words.items()
        if word in text.casefold()
    }
    assert len(found) > 60
    assert {(way, where) for way, where in found if words[where] not in listed} == set()
    print(f"{len(words)} texts planted, {len(found)} times read by 9 ways, 0 not on the list")


def test_a_new_text_of_a_report_is_on_the_list_by_itself(full):
    composed = Composition(fetched(full)).donor_report()
    grown = make_dataclass("Grown", [("motto", str), ("report", object)], frozen=True)

    found = {each.text for each in leaves_of(grown("A new text.", composed))}

    assert {"A new text.", composed.title, composed.brand.foot} <= found


PLACES = {
    "the foot": lambda r: Branding.objects.update(foot="Malee"),
    "the contact": lambda r: Branding.objects.update(contact="Ask Malee"),
    "the foundation's name": lambda r: Branding.objects.update(foundation_name="Malee Fund"),
    "the house line": lambda r: set_line(r),
    "the project's place": lambda r: type(r.project).objects.update(place="Malee Province"),
    "an earlier project": lambda r: earlier(r),
    "the year's label": lambda r: type(r.budget_year).objects.update(label="Malee 2025"),
    "the slug": lambda r: type(r.project).objects.filter(pk=r.project.pk).update(slug="for-malee"),
    "a group in a figure": lambda r: AudienceGroup.objects.filter(name="students").update(
        name="malee fans"
    ),
    "the partner's name": lambda r: type(r.project.partner).objects.update(public_name="Malee"),
    "an objective": lambda r: Objective.objects.update(text="Malee goes to school."),
    "an alternative text": lambda r: photo_of(r, alternative_text="Malee on the grass."),
    "what was learned": lambda r: Report.objects.update(learned="М\u0430lee said so."),
    "a heading": lambda r: ChosenQuote.objects.filter(place="story").update(heading="M4lee’s day"),
    "a label": lambda r: StripFigure.objects.update(label="Malees"),
}


def set_line(report):
    Report.objects.update(thank_you="")
    Branding.objects.update(thank_you="Malee thanks you.")


def earlier(report):
    report.project.builds_on.__class__.objects.filter(slug="before").update(title="Malee")


def photo_of(report, **fields):
    type(report.chosenphotos.first().photo).objects.update(**fields)


@pytest.mark.parametrize("place", PLACES)
def test_a_protected_name_is_found_wherever_it_leaves(full, place):
    ProtectedName.objects.create(project=full.project, name="Malee")
    if place == "a group in a figure":
        Target.objects.filter(breakdown=": students").update(breakdown=": malee fans")
        ProgressPoint.objects.update(text="{attendance: malee fans} came.")
    PLACES[place](full)

    found = findings_of(fetched(full))

    assert [each for each in found if each.check_id == "protected-name"], place


@pytest.mark.parametrize(
    "typed",
    [
        "Malee thanks you.",
        "М\u0430lee thanks you.",
        "We met at Dwambazi.",
        "Teacher Somsri at Rim Nam School in Ban Rai told it.",
    ],
)
def test_what_is_typed_beside_a_report_is_looked_at_too(client, full, sam, typed):
    ProtectedName.objects.create(project=full.project, name="Malee")
    make_event(full.project, venue="Dwambazi village well")
    edition = make_edition(full, sam)
    client.force_login(sam)
    mail = {"addresses": "ann@example.org", "subject": "News", "text": "Dear Ann."}

    answers = [
        client.post(reverse("delivery:send", args=[full.pk]), mail | {"subject": typed}),
        client.post(reverse("delivery:send", args=[full.pk]), mail | {"text": typed}),
        client.post(reverse("delivery:links", args=[full.pk]), {"label": typed}),
        client.post(
            reverse("delivery:batch-add"),
            mail | {"report": edition.report_id, "do": "send", "text": typed},
        ),
    ]

    assert {answer.status_code for answer in answers} == {200}
    assert not Batch.objects.exists()
    assert not DonorLink.objects.exists()
    assert problems_beside(full, edition.donor_report, {"this reason": typed})
    print(f"{len(answers) + 1} ways tried, 0 got through")


@pytest.mark.parametrize("letter", ["က", "🙂", "ก็", "ä", "漢", "ខ"])
def test_a_letter_that_no_font_has_is_told_wherever_it_stands(full, letter):
    Branding.objects.update(foot=f"No. {letter}")

    found = [each for each in findings_of(fetched(full)) if each.check_id == "letters"]

    assert bool(found) == (letter not in ("ก็", "ä"))


def test_the_list_is_in_the_words_of_donors(full):
    composed = replace(Composition(fetched(full)).donor_report(), correction="It was wrong.")

    named = {each.text: each.name for each in leaves_of(composed)}

    assert named["It was wrong."] == "the reason of the correction"
    assert OutreachEvent.objects.get().venue not in named
