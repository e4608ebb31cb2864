"""Settings that only show in a site of their own: each is asked in a new process."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings

DEPLOYED = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-for-tests-only",
    "DEBUG": "False",
    "HTTPS": "True",
    "ALLOWED_HOSTS": "reports.example.org",
    "DJANGO_SETTINGS_MODULE": "grantreports.settings",
}
HSTS = """
from django.test import Client
import django
django.setup()
host = {"host": "reports.example.org"}
print(Client().get("/healthz", secure=True, headers=host)["Strict-Transport-Security"])
"""


def run(*command, **environment):
    environment = os.environ | DEPLOYED | environment
    return subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.own_database
@pytest.mark.parametrize(
    ("asked", "header"),
    [
        ({}, "max-age=31536000"),
        ({"HSTS_WHOLE_DOMAIN": "True"}, "max-age=31536000; includeSubDomains; preload"),
    ],
)
def test_other_sites_of_the_domain_are_only_bound_when_asked(tmp_path, asked, header):
    found = run(sys.executable, "-c", HSTS, DATA_DIR=str(tmp_path), **asked)

    assert found.stdout.strip() == header, found.stderr


@pytest.mark.own_database
@pytest.mark.parametrize("asked", ["True", "False"])
def test_a_deployed_site_passes_its_checks(tmp_path, asked):
    check = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    found = run(sys.executable, *check, DATA_DIR=str(tmp_path), HSTS_WHOLE_DOMAIN=asked)

    assert found.returncode == 0, found.stderr


@pytest.mark.own_database
@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("127.0.0.1:8011", "http://127.0.0.1:8011"),
        ("localhost:9000", "http://localhost:9000"),
        ("0.0.0.0:8011", "http://127.0.0.1:8011"),
        ("8011", "http://127.0.0.1:8011"),
    ],
)
def test_mails_of_the_demo_lead_to_the_address_it_is_served_on(address, leads_to):
    planned = run("make", "--dry-run", "demo", f"ADDRESS={address}").stdout

    started = [line for line in planned.splitlines() if "manage.py" in line or "SITE_URL" in line]
    sites = re.findall(r"SITE_URL=(\S+)", planned)
    assert len(sites) >= 4, started
    assert set(sites) == {leads_to}
    assert f"The site is on {leads_to}/" in planned
