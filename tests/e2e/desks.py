"""The desk of a report in a browser."""

from django.conf import settings
from django.urls import reverse

from grantreports.reports.models import Report

DESKTOP = {"width": 1280, "height": 900}


def open_desk(browser, live_server, client, user, report):
    client.force_login(user)
    page = browser.new_context(base_url=live_server.url, viewport=DESKTOP).new_page()
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}
    page.context.add_cookies([cookie | {"url": live_server.url}])
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda line: line.type == "error" and page.faults.append(line.text))
    page.goto(reverse("desk:desk", args=[report.pk]))
    return page


def saved(page, version):
    page.locator(f"#version[value='{version}']").wait_for(state="attached")


def texts():
    return list(Report.objects.get().progresspoints.values_list("text", flat=True))
