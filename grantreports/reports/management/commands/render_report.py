from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from grantreports.reports.compose import compose
from grantreports.reports.models import Report
from grantreports.reports.pdf import render_pdf
from grantreports.reports.standalone import render_html
from projects.models import Project


class Command(BaseCommand):
    help = "Writes a donor report as PDF, or as one HTML file."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="the project's short name")
        parser.add_argument("--year", type=int, required=True, help="the budget year's number")
        parser.add_argument("--number", type=int, required=True, help="the report's number in it")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")
        parser.add_argument(
            "--html",
            action="store_true",
            help="one HTML file, not PDF",
        )

    def handle(self, *, slug, year, number, out, html, **options):
        donor_report = compose(find_report(slug, year, number))
        for sentence in donor_report.left_out:
            self.stderr.write(sentence)
        if donor_report.problems:
            raise CommandError("\n".join(donor_report.problems))
        content = render_html(donor_report).encode() if html else render_pdf(donor_report)
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_bytes(content)
        except OSError as error:
            raise CommandError(f"Cannot write {out}: {error.strerror}.") from error
        self.stdout.write(str(out.resolve()))


def find_report(slug, year, number):
    """The report; if it is not there, the error lists the ones that are."""
    if not Project.objects.filter(slug=slug).exists():
        known = list(Project.objects.order_by("slug").values_list("slug", flat=True))
        raise CommandError(listing(f"There is no project “{slug}”. Known ones:", known))
    reports = Report.objects.with_project().filter(period__budget_year__project__slug=slug)
    report = reports.filter(period__budget_year__number=year, period__number=number).first()
    if report is None:
        known = [f"--year {r.budget_year.number} --number {r.number}" for r in reports]
        sentence = f"{slug} has no report {number} in Year {year}. It has:"
        raise CommandError(listing(sentence, known))
    return report


def listing(sentence, names):
    return "\n  ".join([sentence, *(list(names) or ["none yet"])])
