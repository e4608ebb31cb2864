"""Every text goes all the way: desk, page, PDF, Word, differences, history, undo, merge."""

import io

import pytest
from django.urls import reverse
from docx import Document
from pytest_django.asserts import assertContains

from grantreports.desk.used_figures import used_figures
from grantreports.publishing.copies.word import render_docx
from grantreports.reports.compose import compose
from grantreports.reports.differences import differences
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from grantreports.reports.sections import HEADED, SECTIONS, TEXTS
from outreach.figures import Vocabulary
from tests.desks import save
from tests.editions import NOW, fetched
from tests.factories import make_event
from tests.pdfs import text_of

SOURCE = "We counted {attendance: students} in it."
TOLD = "We counted 40 in it."


@pytest.fixture
def counted(draft, bees):
    make_event(bees, {"students": 40})
    return draft


def text_sections():
    return pytest.mark.parametrize("key", [section.key for section in TEXTS])


@text_sections()
def test_a_text_reaches_every_reader(as_sam, counted, key):
    before = compose(fetched(counted))

    save(as_sam, counted, **{key: SOURCE})

    report = compose(fetched(counted))
    word = Document(io.BytesIO(render_docx(report, NOW)))
    pdf = text_of(render_pdf(report))
    assert TOLD in as_sam.get(reverse("reports:preview", args=[counted.pk])).content.decode()
    assert TOLD in pdf
    assert TOLD in " ".join(paragraph.text for paragraph in word.paragraphs)
    assert any(TOLD in each.after for each in differences(before, report))


@text_sections()
def test_a_text_is_in_history_undone_and_merged(as_sam, counted, key):
    stale = Report.objects.get(pk=counted.pk)
    save(as_sam, counted, **{key: SOURCE})
    other = "comes_next" if key != "comes_next" else "introduction"

    save(as_sam, stale, **{other: "By another."})

    merged = Report.objects.get(pk=counted.pk)
    assert (getattr(merged, key), getattr(merged, other)) == (SOURCE, "By another.")
    assertContains(as_sam.get(reverse("desk:history", args=[counted.pk])), "We counted")
    for _ in range(2):
        as_sam.post(reverse("desk:undo", args=[counted.pk]))
    assert getattr(Report.objects.get(pk=counted.pk), key) == ""


@text_sections()
def test_two_who_write_one_text_choose(as_sam, counted, key):
    stale = Report.objects.get(pk=counted.pk)
    save(as_sam, counted, **{key: "By the first."})

    response = save(as_sam, stale, **{key: "By the second."})

    assertContains(response, "By the first.", status_code=409)
    assertContains(response, "By the second.", status_code=409)


@text_sections()
def test_checks_and_figures_look_into_a_text(as_sam, counted, key, bees):
    bees.protected_names.create(name="Malee")

    save(as_sam, counted, **{key: "Malee came, of {attendance: students}, and 77,777 more."})

    page = as_sam.get(reverse("desk:desk", args=[counted.pk])).context["page"]
    told = {finding.where for finding in page.findings if "Malee" in finding.sentence}
    report = fetched(counted)
    used = used_figures(report, page.draft, Vocabulary.for_project(bees))
    assert key in told
    assert any("77,777" in each.sentence for each in page.findings if each.where == key)
    assert "attendance: students" in [each.source for each in used]


def test_the_report_has_a_part_for_each_headed_text_and_the_desk_an_editor(as_sam, counted):
    report = compose(fetched(counted))
    page = as_sam.get(reverse("desk:desk", args=[counted.pk])).context["page"]

    assert all(getattr(report, section.key) == () for section in HEADED)
    shown = [editor.section for editor in page.editors]
    assert shown == [section for section in SECTIONS if section.editor]
