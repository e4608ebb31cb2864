"""What was drawn is drawn once, for whoever asks for the same, and forgotten when it must be."""

from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from grantreports.reports import drawn, looks, pdf
from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from outreach.models import Photo
from tests.editions import write_report
from tests.full_report import full_report


@pytest.fixture(autouse=True)
def nothing_kept():
    drawn.forget_all()
    yield
    drawn.forget_all()


@pytest.fixture
def layouts(monkeypatch):
    """The sizes at which a report was laid out."""
    found = []
    lay_out = pdf._Pages.laid_out

    def counted(self, size, *more):
        found.append(size)
        return lay_out(self, size, *more)

    monkeypatch.setattr(pdf._Pages, "laid_out", counted)
    return found


def kept_files():
    names = default_storage.listdir(drawn.FOLDER)[1]
    return sorted(name.partition(".")[2] for name in names if name != drawn.MARK)


def test_the_same_report_is_drawn_once(layouts):
    first = pdf.render_pdf(full_report())
    took = len(layouts)

    assert pdf.render_pdf(full_report()) == first
    assert took == len(layouts) > 1
    assert kept_files() == ["json", "pdf"]


def test_what_was_measured_is_laid_out_once_more(layouts):
    extent = pdf.measure(full_report())
    layouts.clear()

    assert pdf.measure(full_report()) == extent
    assert layouts == []
    pdf.render_pdf(full_report())
    assert layouts == [extent.size]


@pytest.mark.parametrize("lines", [0, 3, 9, 20, 40, 70])
@pytest.mark.parametrize("budget", [1, 2])
def test_it_is_the_same_however_it_was_drawn(lines, budget):
    about = tuple(f"In school {number} they asked much." for number in range(lines))
    report = full_report(about=about, page_budget=budget)
    at_once = pdf.render_pdf(report)
    drawn.forget_all()
    pdf.measure(report)

    assert pdf.render_pdf(report) == at_once


@pytest.mark.parametrize("fields", [{"title": "Other"}, {"page_budget": 1}, {"look": 1}])
def test_another_report_is_drawn_anew(layouts, fields):
    pdf.render_pdf(full_report())
    layouts.clear()

    pdf.render_pdf(replace(full_report(), **fields))

    assert layouts


def test_another_style_is_drawn_anew(layouts, monkeypatch):
    pdf.render_pdf(full_report())
    layouts.clear()
    newest = looks.LOOKS[looks.NEWEST]
    other = replace(newest, stylesheets=(*newest.stylesheets, "css/report-large.css"))
    monkeypatch.setitem(looks.LOOKS, looks.NEWEST, other)

    pdf.render_pdf(full_report())

    assert layouts


def test_large_print_is_kept_beside_it(layouts):
    pdf.render_pdf(full_report())
    large = pdf.render_large_print(full_report())
    layouts.clear()

    assert pdf.render_large_print(full_report()) == large
    assert layouts == []
    assert large != pdf.render_pdf(full_report())


def test_without_room_to_keep_it_the_pdf_is_there_all_the_same(monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)

    assert pdf.render_pdf(full_report()).startswith(b"%PDF")
    monkeypatch.undo()
    assert not default_storage.exists(f"{drawn.FOLDER}/") or kept_files() == []


def test_nothing_is_kept_of_what_may_not_be_shown_any_more(
    report, django_capture_on_commit_callbacks
):
    write_report(report)
    pdf.render_pdf(compose(Report.objects.with_project().get(pk=report.pk)))
    assert kept_files()

    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.get().withdraw_consent()

    assert kept_files() == []


def test_it_is_kept_for_a_day(monkeypatch):
    pdf.render_pdf(full_report())
    drawn.clear_old()
    assert kept_files()

    monkeypatch.setattr(
        drawn,
        "old_files",
        lambda folder: [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]],
    )
    drawn.clear_old()

    assert kept_files() == []


@pytest.mark.parametrize("draw", [pdf.render_pdf, pdf.render_large_print, pdf.measure])
def test_what_had_to_be_forgotten_while_it_was_drawn_is_not_kept(monkeypatch, draw):
    lay_out = pdf._Pages.laid_out

    def meanwhile(self, size, *more):
        drawn.forget_all()
        return lay_out(self, size, *more)

    monkeypatch.setattr(pdf._Pages, "laid_out", meanwhile)

    assert draw(full_report())
    assert kept_files() == []
