"""A minute of load on a site as it is deployed: gunicorn with two workers on PostgreSQL.

Fifty readers open donor pages with their pictures and PDFs while ten people of one partner log in
and enter events into one project; `people_and_readers.py` says what they do. Ratios are the 95th
percentile of each kind against its median when nobody else is there.
"""

import csv
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import django

from tests.benchmarks.measuring import (
    FOLDER,
    ROOT,
    collect_static_files,
    environment,
    manage,
    module,
    no_postgres,
    postgres,
    say,
    tell,
)
from tests.benchmarks.others import Missing, rivals_python

SECONDS = int(os.environ.get("BENCH_SECONDS", "60"))
SECONDS_ALONE = max(15, SECONDS // 3)
# They come one after the other: log-ins alone, at the same moment, would fill both workers.
SECONDS_OF_COMING = 10
READERS, PEOPLE = 50, 10
WORKERS = 2
VENUE = "School of the benchmark"


def main(*only):
    if only:
        print(json.dumps(prepare()))
        return
    if problem := no_postgres():
        tell("load", {}, {"PostgreSQL": f"not measured: {problem}"})
        return
    try:
        python = rivals_python()
    except Missing as problem:
        tell("load", {}, {"locust": str(problem)})
        return
    site = environment(postgres("bench_load"))
    manage(site, "migrate", "--verbosity", "0")
    collect_static_files(site)
    visitors = module(site, "load", "prepare")
    with serving(site) as address:
        say(f"  One reader and one person for {SECONDS_ALONE} s")
        alone = visit(python, address, visitors, 1, 1, SECONDS_ALONE)
        say(f"  {READERS} readers and {PEOPLE} people for {SECONDS} s")
        together = visit(python, address, visitors, READERS, PEOPLE, SECONDS)
    tell("load", *compared(alone, together))


def prepare():
    """The demo with its published report; the addresses of donors and who logs in."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "grantreports.settings"
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from grantreports.accounts.models import User
    from grantreports.delivery.models import DonorLink
    from grantreports.publishing.models import Edition
    from outreach.models import OutreachEvent
    from projects.models import Project

    with open(os.devnull, "w") as nowhere:
        call_command("demo", stdout=nowhere)
    # What an earlier run has entered.
    OutreachEvent.everything.filter(venue__startswith=VENUE).delete()
    staff = User.objects.get(email="sam@entrust.example")
    for edition in Edition.objects.all():
        for number in range(edition.report.donor_links.count(), READERS // 2):
            name = f"Donor {number}"
            DonorLink.for_donor(edition.report, name, by=staff, at=timezone.now())
    project = Project.objects.get(slug="water-and-health-turkana")
    password = secrets.token_urlsafe(12)
    emails = [f"person{number}@majisafi.example" for number in range(PEOPLE)]
    for email in emails:
        fields = {"name": email, "role": "partner", "partner": project.partner}
        user, _ = User.objects.get_or_create(email=email, defaults=fields)
        user.set_password(password)
        user.save()
    return {
        "donors": [link.path for link in DonorLink.objects.all()],
        "emails": emails,
        "password": password,
        "add": f"/projects/{project.slug}/events/add/",
        "fields": {"venue": VENUE, "province": "KE-43", "setting": "village"},
    }


@contextmanager
def serving(site):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [
        "-m",
        "gunicorn",
        "grantreports.wsgi",
        "--workers",
        WORKERS,
        "--bind",
        f"127.0.0.1:{port}",
    ]
    with (FOLDER / "gunicorn.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, *map(str, line)], cwd=ROOT, env=site, stderr=log
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def wait_for(address):
    """Until each worker has answered."""
    for _ in range(120):
        try:
            for _ in range(4 * WORKERS):
                urllib.request.urlopen(f"{address}/log-in/").read()  # noqa: S310
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"{address} does not answer: see {FOLDER / 'gunicorn.log'}")


def visit(python, address, visitors, readers, people, seconds):
    """What locust counted: rows by kind, and of errors."""
    prefix = FOLDER / "locust"
    for old in FOLDER.glob("locust_*.csv"):
        old.unlink()
    (FOLDER / "visitors.json").write_text(visitors)
    counts = {"BENCH_READERS": readers, "BENCH_PEOPLE": people}
    environ = os.environ | {name: str(count) for name, count in counts.items()}
    environ["BENCH_VISITORS"] = str(FOLDER / "visitors.json")
    script = ROOT / "tests" / "benchmarks" / "people_and_readers.py"
    users = readers + people
    line = [
        "--headless",
        "--only-summary",
        "--host",
        address,
        "--csv",
        prefix,
        "--locustfile",
        script,
    ]
    line += [
        "--users",
        users,
        "--spawn-rate",
        users / SECONDS_OF_COMING,
        "--run-time",
        f"{seconds}s",
    ]
    with (FOLDER / "locust.log").open("w") as log:
        # Locust answers 1 where there were errors; those are told of below.
        subprocess.run(
            [python, "-m", "locust", *map(str, line)], env=environ, stdout=log, stderr=log
        )
    with open(f"{prefix}_stats.csv") as stats, open(f"{prefix}_failures.csv") as failures:
        return list(csv.DictReader(stats)), list(csv.DictReader(failures))


def compared(alone, together):
    rows, failures = together
    medians = {row["Name"]: float(row["50%"]) for row in alone[0] if row["50%"] != "N/A"}
    ratios, details = {}, {}
    for row in rows:
        if row["Name"] == "Aggregated":
            ratios["requests a second"] = float(row["Requests/s"])
            ratios["errors"] = float(row["Failure Count"])
            continue
        name = row["Name"]
        if medians.get(name):
            ratios[name] = float(row["95%"]) / medians[name]
        details[name] = {
            "alone ms": medians.get(name, 0.0),
            "median ms": float(row["50%"]),
            "95 % ms": float(row["95%"]),
            "requests": int(row["Request Count"]),
            "a second": float(row["Requests/s"]),
            "errors": int(row["Failure Count"]),
        }
    details["visitors"] = f"{READERS} readers, {PEOPLE} people, {SECONDS} s, {WORKERS} workers"
    for failure in failures:
        details[f"error: {failure['Name']}"] = f"{failure['Occurrences']} × {failure['Error']}"
    return ratios, details


if __name__ == "__main__":
    main(*sys.argv[1:])
