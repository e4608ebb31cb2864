from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grantreports.accounts.staff_pages import staff_page
from grantreports.publishing.comparing import compare, side_of
from grantreports.publishing.models import Edition
from grantreports.reports.models import Report
from grantreports.reports.views import visible_report
from projects.records import as_pk


@require_safe
@staff_page
def compare_reports(request, pk):
    """A report beside another, or beside an edition; `own` is an edition of this one."""
    report = visible_report(request, pk)
    reports = (
        Report.objects.with_project()
        .filter(period__budget_year__project=report.project.pk)
        .prefetch_related(Prefetch("editions", Edition.objects.order_by("number")))
    )
    reports = {each.pk: each for each in reports.order_by("period__first_day", "pk")}
    report = reports[report.pk]
    own = edition_of(report, request.GET.get("own"))
    with_report, with_edition = chosen(request, reports, report, own)
    context = {
        "report": report,
        "own_choices": [("", "As it stands"), *edition_choices(report)],
        "own": str(own.number) if own else "",
        "choices": choices(reports.values()),
        "with": value_of(with_report, with_edition),
    }
    if with_report:
        left, right = side_of(with_report, with_edition), side_of(report, own)
        context["comparison"] = compare(left, right, report.project)
    return render(request, "publishing/compare.html", context)


def chosen(request, reports, report, own):
    """The other report and its edition, or None twice where there is nothing to compare with."""
    key, _, number = request.GET.get("with", "").partition(".")
    number = number or request.GET.get("edition", "")
    if key or number:
        other = reports.get(as_pk(key)) if key else report
        if other is None:
            raise Http404
        return other, edition_of(other, number)
    earlier = [each for each in reports.values() if each.first_day < report.first_day]
    if earlier:
        return earlier[-1], None
    editions = [each for each in report.editions.all() if each != own]
    return (report, editions[-1]) if editions else (None, None)


def edition_of(report, number):
    """The edition with that number, None for the report as it stands."""
    if not number:
        return None
    found = [each for each in report.editions.all() if str(each.number) == number]
    if not found:
        raise Http404
    return found[0]


def edition_choices(report):
    return [(str(each.number), f"Edition {each.number}") for each in report.editions.all()]


def choices(reports):
    """Every report of the project as it stands, and each of their editions."""
    for report in reports:
        yield value_of(report, None), f"{report.name}, as it stands"
        for edition in report.editions.all():
            yield value_of(report, edition), f"{report.name}, edition {edition.number}"


def value_of(report, edition):
    if report is None:
        return ""
    return f"{report.pk}.{edition.number}" if edition else str(report.pk)
