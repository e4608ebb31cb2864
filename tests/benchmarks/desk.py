"""How long the desk takes after a pause in typing, on the demo's report and with 20,000 events.

A save is the whole request: form in, draft and revision written, page composed, checks and
suggestions made, answer out.
"""

import io

from tests.benchmarks.measuring import medians, tell, use_empty_site

MANY = 20_000


def main():
    use_empty_site()
    report, client = demo()
    from grantreports.reports.compose import compose
    from grantreports.reports.drawn import forget_all
    from grantreports.reports.pdf import measure

    saving, composing, pages = medians(
        lambda: save(client, report),
        lambda: compose(report),
        lambda: (forget_all(), measure(compose(report))),
    )
    add_events(report)
    [with_many] = medians(lambda: save(client, report))
    ratios, details = {}, {"save": {"ms": saving * 1000}}
    for name, ratio, seconds in (
        ("save, against composing alone", saving / composing, composing),
        ("save, against composing and counting pages", saving / pages, pages),
        (f"save with {MANY:,} events, against the demo's", with_many / saving, with_many),
    ):
        ratios[name], details[name] = ratio, {"ms": seconds * 1000}
    tell("desk", ratios, details)


def demo():
    from django.core.management import call_command
    from django.test import Client

    from grantreports.accounts.models import User
    from grantreports.reports.models import Report

    call_command("demo", stdout=io.StringIO())
    client = Client()
    client.force_login(User.objects.get(email="sam@entrust.example"))
    report = Report.objects.with_project().get(period__number=2, period__budget_year__label="2019")
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


if __name__ == "__main__":
    main()
