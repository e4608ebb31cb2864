"""The pages of a site that `fill` has filled, in one process that opens them when it is told to.

For each line with the name of a page it answers a line of JSON: milliseconds, queries and bytes.
"""

import json
import sys
import time
from collections import deque

import django
from django.db import connection


def main():
    django.setup()
    # As many as an export of the largest project may need.
    connection.queries_log = deque(maxlen=100_000)
    found = {name: opener(*page) for name, *page in pages()}
    print(json.dumps(list(found)), flush=True)
    for line in sys.stdin:
        print(json.dumps(found[line.strip()]()), flush=True)


def pages():
    """Name, who opens it, and where it stands. Nok is of the partner of both projects."""
    from grantreports.accounts.models import User
    from grantreports.delivery.models import DonorLink
    from grantreports.reports.models import Report
    from projects.models import Project, ReportingPeriod

    heavy, light = Project.objects.order_by("pk")[:2]
    sam, ada = (User.objects.get(email=f"{name}@example.org") for name in ("sam", "ada"))
    nok = heavy.partner.users.get()

    def draft(project):
        drafts = Report.objects.filter(period__budget_year__project=project, status="drafting")
        return f"/reports/{drafts.earliest('pk').pk}/"

    def donor(project):
        return DonorLink.objects.get(report__period__budget_year__project=project, **FIRST).path

    def period(project):
        submitted = ReportingPeriod.objects.filter(state="submitted")
        return f"/periods/{submitted.get(budget_year__project=project).pk}/"

    signed = Report.objects.get(status="in_review")
    published = Report.objects.filter(status="published").latest("pk")
    of_heavy, of_light = (f"/projects/{project.slug}/" for project in (heavy, light))
    return [
        ("partner's home", nok, "/"),
        ("project list, partner", nok, "/projects/"),
        ("project page, heavy", nok, of_heavy),
        ("event list, heavy", nok, f"{of_heavy}events/"),
        ("event list, heavy, text", nok, f"{of_heavy}events/?text=Heavy+77"),
        ("event list, heavy, last page", nok, f"{of_heavy}events/?page=last"),
        ("event form", nok, f"{of_heavy}events/add/"),
        ("event", nok, f"/events/{light.outreach_events.latest('pk').pk}/"),
        ("photos, heavy", nok, f"{of_heavy}photos/"),
        ("quotes, heavy", nok, f"{of_heavy}quotes/"),
        ("page of an export, heavy", nok, f"{of_heavy}export/xlsx/"),
        ("overview", sam, "/reports/"),
        ("overview, filtered", sam, "/reports/?status=drafting"),
        ("project list, staff", sam, "/projects/"),
        ("project page, light", sam, of_light),
        ("story of a project, heavy", sam, f"{of_heavy}story/"),
        ("period, heavy", sam, period(heavy)),
        ("desk, light", sam, draft(light)),
        ("desk, heavy", sam, draft(heavy)),
        ("preview, light", sam, f"{draft(light)}preview/"),
        ("preview, heavy", sam, f"{draft(heavy)}preview/"),
        ("draft PDF, light", sam, f"{draft(light)}report.pdf"),
        ("review, light", sam, f"{draft(light)}review/"),
        ("publish preview, heavy", sam, f"/reports/{signed.pk}/review/"),
        ("donor page, light", None, donor(light)),
        ("donor page, heavy", None, donor(heavy)),
        ("donor PDF, heavy", None, f"{donor(heavy)}report.pdf"),
        ("batches", sam, "/reports/batches/"),
        ("quotes to translate", sam, "/reports/translations/"),
        ("links of a report", sam, f"/reports/{published.pk}/links/"),
        ("withdrawals", sam, "/reports/withdrawals/"),
        ("people", ada, "/people/"),
        ("admin: events", ada, "/admin/outreach/outreachevent/"),
        ("admin: events, search", ada, "/admin/outreach/outreachevent/?q=Heavy+77"),
        ("admin: reports", ada, "/admin/reports/report/"),
        ("admin: projects", ada, "/admin/projects/project/"),
        ("admin: budget years", ada, "/admin/projects/budgetyear/"),
        ("admin: a new quote", ada, "/admin/outreach/partnerquote/add/"),
    ]


FIRST = {"report__period__number": 1}


def opener(user, address):
    """Opens the page, as often as it is called; the first time with its queries counted."""
    from django.conf import settings
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    if user:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])

    def open_page():
        begin = time.perf_counter()
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        size = len(response.getvalue() if response.streaming else response.content)
        return {"ms": (time.perf_counter() - begin) * 1000, "bytes": size}

    def open_first():
        with CaptureQueriesContext(connection) as captured:
            page = open_page()
        seconds = [float(query["time"]) for query in captured]
        slowest = max(seconds, default=0.0) * 1000
        return page | {"queries": len(seconds), "slowest": slowest}

    times = iter([open_first])
    return lambda: next(times, open_page)()


if __name__ == "__main__":
    main()
