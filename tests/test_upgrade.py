"""A filled database of each release is brought up to today, and still says the same."""

import gzip
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(__file__).with_name("releases")
RELEASES = sorted(FOLDER.glob("*.sql.gz"))
# What the demo of a release holds; a new release adds its own line.
HOLDS = {"0.1.0": {"reports_report": 3, "publishing_edition": 1, "projects_project": 4}}
COUNT = "SELECT count(*) FROM {}"
DIVISIONS = "SELECT DISTINCT country, division FROM projects_project ORDER BY country"
DIVIDED = [("KE", ""), ("TH", ""), ("VN", "vn63")]


def manage(data_dir, *args):
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{data_dir}/site.sqlite3",
        "DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "grantreports.settings",
        "SECRET_KEY": "for-tests-only",
        "HTTPS": "False",
        "DEBUG": "False",
    }
    command = [sys.executable, settings.BASE_DIR / "manage.py", *args]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.own_database
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name.removesuffix(".sql.gz"))
def test_a_filled_database_of_a_release_is_upgraded(release, tmp_path):
    with sqlite3.connect(tmp_path / "site.sqlite3") as database:
        database.executescript(gzip.decompress(release.read_bytes()).decode())
    database.close()

    migrated = manage(tmp_path, "migrate", "--verbosity", "0")
    rendered = manage(
        tmp_path, "render_report", "targeting-trafficking-hotspots-thailand", "--year", "2",
        "--number", "2", "--out", str(tmp_path / "report.html"), "--html",
    )  # fmt: skip

    assert migrated.returncode == 0, migrated.stderr
    assert rendered.returncode == 0, rendered.stderr
    assert "3,913" in (tmp_path / "report.html").read_text()
    with sqlite3.connect(tmp_path / "site.sqlite3") as database:
        for table, held in HOLDS[release.name.removesuffix(".sql.gz")].items():
            assert database.execute(COUNT.format(table)).fetchone() == (held,), table
        # They keep the provinces that were offered to them.
        assert database.execute(DIVISIONS).fetchall() == DIVIDED
    database.close()
