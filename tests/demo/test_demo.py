"""The demo's data, and the commands that show it."""

import io
import re
from datetime import date, timedelta

import pikepdf
import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from grantreports.accounts.models import User
from grantreports.demo import thailand
from grantreports.demo.fill import fill, first_of_month, year_label
from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from outreach.figures import Numbers, Vocabulary, parse
from projects.models import Project
from tests.our_apps import our_models
from tests.pdf_tags import problems_of
from tests.pdfs import pages_of, text_of

SLUG = "targeting-trafficking-hotspots-thailand"
TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo's projects, kept for this module's tests: drawing them takes seconds."""
    with django_db_blocker.unblock():
        fill(TODAY)
        yield
        call_command("flush", interactive=False, verbosity=0)


pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def thai_report(number):
    reports = Report.objects.with_project().filter(period__budget_year__project__slug=SLUG)
    return reports.get(period__budget_year__number=2, period__number=number)


def figure(report, source):
    vocabulary = Vocabulary.for_project(report.project)
    return Numbers(report.project, report.times).text(parse(source, vocabulary))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("events", "21"),
        ("attendance", "3,913"),
        ("attendance: teachers, parents", "394"),
        ("events in Ubon Ratchathani", "3"),
        ("attendance in Ubon Ratchathani", "700"),
        ("attendance: students in Ubon Ratchathani", "700"),
        ("events at urban schools", "9"),
    ],
)
def test_figures_of_the_second_half_are_those_of_the_real_report(source, text):
    assert figure(thai_report(2), source) == text


def test_ubon_was_new_and_urban_schools_were_fewer_in_the_half_year_before():
    first = thai_report(1)

    assert figure(first, "events in Ubon Ratchathani this year") == "0"
    assert figure(first, "events") == "18"
    assert figure(first, "events at urban schools") == "3"
    year_1 = first.project.outreach_events.filter(first_day__year=2018)
    assert year_1.exists()
    assert not year_1.filter(province="TH-34").exists()


def records():
    models = (model for model in our_models() if "Historical" not in model.__name__)
    return {model: model.objects.count() for model in models}


def test_filling_again_adds_nothing():
    before = records()

    fill(TODAY + timedelta(days=400))

    assert records() == before


def test_three_projects_in_three_currencies_of_three_kinds():
    running = Project.objects.filter(status="active")

    assert {project.currency for project in running} == {"USD", "KES", "VND"}
    assert {project.country for project in running} == {"TH", "KE", "VN"}
    vietnam = running.get(country="VN")
    assert not vietnam.indicators.filter(source="attendance").exists()
    assert vietnam.indicators.filter(adds_up="share").exists()
    kenya = running.get(country="KE").budget_years.get(number=1)
    assert kenya.first_day < TODAY < kenya.last_day


@pytest.mark.parametrize("debug", [True, False])
def test_users_have_passwords_only_under_debug(settings, capsys, debug):
    settings.DEBUG = debug

    call_command("demo")

    lines = capsys.readouterr().out.splitlines()[1:-1]
    assert {user.role for user in User.objects.all()} == {"partner", "staff", "admin"}
    for line, user in zip(lines, User.objects.order_by("pk"), strict=True):
        password = line.split()[-1] if debug else "no password"
        assert user.email in line
        assert bool(authenticate(username=user.email, password=password)) is debug


def test_a_donor_reads_a_published_report_without_a_log_in(client, capsys):
    for _ in range(2):
        call_command("demo")

    address = capsys.readouterr().out.split()[-1]
    page = client.get(address)
    assert "Edition 1" in page.content.decode()
    pdf = b"".join(client.get(f"{address}report.pdf"))
    assert pdf.startswith(b"%PDF")
    assert thai_report(1).editions.count() == 1


def test_every_report_is_complete():
    for report in Report.objects.with_project():
        donor_report = compose(report, TODAY)
        assert donor_report.problems == ()
        assert donor_report.left_out == ()


@pytest.fixture(scope="module")
def pdf(demo, django_db_blocker, tmp_path_factory):
    file = tmp_path_factory.mktemp("reports") / "new" / "report.pdf"
    with django_db_blocker.unblock():
        call_command("render_report", SLUG, year=2, number=2, out=file, stdout=io.StringIO())
    return file.read_bytes()


def test_pdf_holds_every_fact(pdf):
    text = text_of(pdf).replace(" ", "")

    for fact in (
        "21", "3,913", "394", "700", "three programs", "9 of the 21", "Thailand",
        "Targeting Trafficking Hotspots", "Budget: 2020 - Year 3 (of 3): $22,230 needed.",
        "Mae Hong Son", "Ubon Ratchathani", "Laos", "for the first time", "In July", "Zoe",
        "second report for Year 2", "builds on an earlier one that Entrust supported",
        "three staff members", "Child Rescue Team", "migrant children", "police",
        "faith communities", "TICAC", "Department of Child Welfare", "Walk for Freedom",
        "Anti-Trafficking Expo", "social media", "international school",
        "Thank you for standing with children",
    ):  # fmt: skip
        assert fact.replace(" ", "") in text, fact


def test_pdf_has_two_full_pages(pdf):
    pages = pages_of(pdf)

    assert len(pages) == 2
    assert all(len(page) > 1200 for page in pages)


def test_pdf_is_accessible(pdf):
    assert problems_of(pdf) == []


def test_pdf_has_no_syntax_error(pdf):
    assert pikepdf.open(io.BytesIO(pdf)).check_pdf_syntax() == []


def test_html_can_be_written_too(tmp_path):
    file = tmp_path / "report.html"

    call_command(
        "render_report", SLUG, year=2, number=1, out=file, html=True, stdout=io.StringIO()
    )

    page = file.read_text()
    assert "18 outreach programs were held in three provinces" in page


def test_html_needs_no_other_file(tmp_path):
    file = tmp_path / "report.html"

    call_command("render_report", SLUG, year=2, number=2, out=file, html=True)

    page = file.read_text()
    links = re.findall(r"""(?:src=|href=|url\()["']?([^"')\s>]+)""", page)
    assert len(links) == 8
    assert all(link.startswith("data:") for link in links)
    assert "{%" not in page


def test_an_unknown_project_is_answered_with_the_known_ones(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("render_report", "trafficking", year=2, number=2, out=tmp_path / "x.pdf")

    assert "There is no project “trafficking”" in str(refused.value)
    assert SLUG in str(refused.value)


def test_an_unknown_report_is_answered_with_the_known_ones(tmp_path):
    with pytest.raises(CommandError) as refused:
        call_command("render_report", SLUG, year=2, number=9, out=tmp_path / "x.pdf")

    assert "--year 2 --number 1" in str(refused.value)


def test_a_report_with_an_unknown_figure_is_not_written(tmp_path):
    report = thai_report(2)
    report.progresspoints.update(text="{evnts} programs")
    file = tmp_path / "report.pdf"

    with pytest.raises(CommandError, match="Point 1: Character 2: “evnts” is no figure"):
        call_command("render_report", SLUG, year=2, number=2, out=file)

    assert not file.exists()


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(CommandError, match="Cannot write"):
        call_command("render_report", SLUG, year=2, number=2, out=tmp_path / "file" / "x.pdf")


@pytest.mark.parametrize(
    ("first_day", "label"), [(date(2026, 1, 1), "2026"), (date(2026, 3, 1), "2026/27")]
)
def test_labels_of_years(first_day, label):
    assert year_label(first_day) == label


@pytest.mark.parametrize(
    ("months_ago", "day"),
    [(0, date(2026, 1, 1)), (1, date(2025, 12, 1)), (-12, date(2027, 1, 1))],
)
def test_months_are_counted_over_the_turn_of_the_year(months_ago, day):
    assert first_of_month(date(2026, 1, 31), months_ago) == day


def test_the_partner_is_named_nowhere_in_the_report(pdf):
    assert thailand.PARTNER["name"] not in text_of(pdf)
