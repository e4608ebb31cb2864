"""How long the desk takes after a pause in typing, on the demo's report and with 20,000 events.

Run by `make benchmark`; it prints medians of one run and their ratios. A save is the whole
request: form in, draft and revision written, page composed, checks and
suggestions made, answer out.
"""

import io
import os
import statistics
import time

import django

ROUNDS = 15
MANY = 20_000


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    report, client = demo()
    from grantreports.reports.compose import compose
    from grantreports.reports.pdf import measure

    composing = median(lambda: compose(report))
    saving = median(lambda: save(client, report))
    pages = median(lambda: measure(compose(report)))
    add_events(report)
    with_many = median(lambda: save(client, report))
    print(f"{'save and preview on the desk':32} {saving * 1000:6.0f} ms")
    for name, seconds in (
        ("composing alone", composing),
        ("composing and counting pages", pages),
        (f"the save with {MANY:,} events", with_many),
    ):
        print(f"{name:32} {seconds * 1000:6.0f} ms, the save is {saving / seconds:.2f} of it")


def demo():
    from django.core.management import call_command
    from django.test import Client

    from grantreports.accounts.models import User
    from grantreports.reports.models import Report

    call_command("migrate", verbosity=0)
    call_command("demo", stdout=io.StringIO())
    client = Client()
    client.force_login(User.objects.get(email="sam@entrust.example"))
    report = Report.objects.with_project().get(number=2, budget_year__label="2019")
    return report, client


def save(client, report):
    """One more letter in the introduction, as htmx sends it."""
    from django.urls import reverse

    from tests.desks import form_of

    report.refresh_from_db()
    fields = form_of(report, introduction=f"{report.introduction}x"[-5000:])
    address = reverse("desk:save", args=[report.pk])
    response = client.post(address, fields, headers={"HX-Request": "true", "Host": "localhost"})
    assert response.status_code == 200


def add_events(report):
    from outreach.models import Attendance, AudienceGroup, OutreachEvent

    group = AudienceGroup.objects.first()
    event = {"first_day": report.first_day, "province": "TH-58", "setting": "village"}
    events = OutreachEvent.objects.bulk_create(
        OutreachEvent(project=report.project, venue="School", **event) for _ in range(MANY)
    )
    Attendance.objects.bulk_create(Attendance(event=each, group=group, count=3) for each in events)


def median(act):
    act()
    return statistics.median(timed(act) for _ in range(ROUNDS))


def timed(act):
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
