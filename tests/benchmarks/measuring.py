"""What the parts of the benchmark share: sites of their own, times, memory and the one table."""

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import django
import psycopg2
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
RESULT = ROOT / "var" / "benchmark.json"
# The databases on SQLite, photos, editions and collected files of the sites that are measured.
FOLDER = ROOT / "var" / "benchmark"
SERVER = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
ROUNDS = 9


def tell(part, ratios, details):
    """Put the part into the table; other parts stay as they were measured last."""
    table = json.loads(RESULT.read_text()) if RESULT.exists() else {}
    table[part] = ratios
    table.setdefault("details", {})[part] = details
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n")


def use_empty_site():
    """This process has a site on SQLite that is gone with it."""
    os.environ.pop("TEST_DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    call_command("migrate", verbosity=0)


def environment(database):
    """That of a deployed site with this database, on plain HTTP."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "grantreports.settings",
        "SECRET_KEY": "only-for-the-benchmark" * 3,
        "DEBUG": "False",
        "HTTPS": "False",
        "REQUIRE_SECOND_FACTOR": "False",
        "ALLOWED_HOSTS": "*",
        "SITE_URL": "http://localhost",
        "EMAIL_URL": "dummymail://",
        "BOUNCES_URL": "",
        "CACHE_URL": "dbcache://cache?max_entries=10000",
        "DATA_DIR": str(FOLDER),
        "DATABASE_URL": database,
    }


def sqlite(name):
    return f"sqlite:///{FOLDER / name}.sqlite3"


def postgres(name):
    """The address of a database on the server, which is made where it is missing."""
    connection = psycopg2.connect(SERVER)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return urlsplit(SERVER)._replace(path=f"/{name}").geturl()


def no_postgres():
    """Why there is no server, as a line, or ""."""
    try:
        postgres("postgres")
    except psycopg2.OperationalError as error:
        return " ".join(str(error).split())
    return ""


def manage(site, *line):
    subprocess.run([sys.executable, "manage.py", *line], cwd=ROOT, env=site, check=True)


def collect_static_files(site):
    manage(site, "collectstatic", "--noinput", "--verbosity", "0")


def module(site, name, *line):
    """What a module of the benchmark prints in a process of its own."""
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *map(str, line)]
    return subprocess.check_output(command, cwd=ROOT, env=site, text=True)


def say(text):
    """How far it has come; what a module prints for another one goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def medians(*acts, rounds=ROUNDS):
    """Of acts that take turns, so that what else the machine does slows all of them alike."""
    for act in acts:
        act()
    turns = [[timed(act) for act in acts] for _ in range(rounds)]
    return [statistics.median(seconds) for seconds in zip(*turns, strict=True)]


def timed(act):
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def watched(command):
    """Seconds and peak megabytes of a process and all below it; memory they share counts once."""
    begin = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(list(map(str, command)), cwd=ROOT, **quiet)
    peak = [0.0]
    watcher = threading.Thread(target=watch, args=(process, peak))
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - begin
    watcher.join()
    if code:
        raise subprocess.CalledProcessError(code, command)
    return seconds, peak[0]


def watch(process, peak):
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(megabytes, family(process.pid))))
        time.sleep(0.05)


def family(pid):
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                yield from family(int(child))


def megabytes(pid):
    """Its proportional set size."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
