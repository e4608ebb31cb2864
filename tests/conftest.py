import gc
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation

from grantreports.reports.models import Report
from tests.drawings import draw_once
from tests.factories import make_partner, make_period, make_project, make_user, make_year

TESTS = Path(__file__).parent
# Browsers, translations, printing, reading of texts and files: what they tell is the same on every
# database. The stories from one end to the other are told on each.
ONE_ENGINE = [
    *(path for path in TESTS.glob("e2e/test_*.py") if not path.stem.endswith("_story")),
    *TESTS.glob("thai/test_*.py"),
    *(TESTS / "reports" / f"test_{name}.py" for name in ("accessible_pdf", "any_text", "pdf")),
    *(TESTS / "reports" / f"test_{name}.py" for name in ("drawing", "large_print", "text_sizes")),
    *(TESTS / "reports" / f"test_{name}.py" for name in ("picture_notes", "plain_text")),
    *TESTS.glob("projects/test_[dpr]*.py"),
    *TESTS.glob("desk/test_check*.py"),
    TESTS / "desk" / "test_honest_checks.py",
    TESTS / "desk" / "test_text_size.py",
    *(TESTS / f"{name}.py" for name in ("test_settings", "test_static_files", "test_readme")),
    *TESTS.glob("accounts/test_[ls]*.py"),
    *TESTS.glob("demo/test_*.py"),
    *TESTS.glob("mailing/test_*boxes.py"),
    *TESTS.glob("test_admin_[fir]*.py"),
    TESTS / "test_access.py",
    TESTS / "desk" / "test_suggestions.py",
    TESTS / "desk" / "test_typed_numbers.py",
    TESTS / "delivery" / "test_readers.py",
    TESTS / "publishing" / "test_closed_for_everyone.py",
    TESTS / "publishing" / "test_copies.py",
    TESTS / "publishing" / "test_leaving.py",
    TESTS / "publishing" / "test_sign_off_covers.py",
    TESTS / "outreach" / "test_field_files.py",
    TESTS / "outreach" / "test_import_broken.py",
    TESTS / "outreach" / "test_import_kinds.py",
    TESTS / "outreach" / "test_import_layouts.py",
    TESTS / "outreach" / "test_what_is_read.py",
]


# Tests make and leave many objects; looking through all of them at each turn took a seventh of the
# time of the suite.
gc.set_threshold(100_000, 20, 100)


def pytest_collection_finish():
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path in ONE_ENGINE:
            item.add_marker("one_engine")
    # What waits for browsers and processes comes first: at the end it would keep one core busy.
    items.sort(key=lambda item: TESTS / "e2e" not in item.path.parents)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Processes that were forked from one have a file each, not one between them."""
    test = settings.DATABASES["default"]["TEST"]
    if connection.vendor == "sqlite":
        test["NAME"] = str(Path(test["NAME"]).with_name(f"tests-{os.getpid()}.sqlite3"))


@pytest.fixture(autouse=True, scope="session")
def quick_flush():
    """PostgreSQL makes new files for each table that it truncates; few rows are deleted faster."""

    def delete(operations, style, tables, **options):
        return [f"DELETE FROM {operations.quote_name(table)}" for table in tables]  # noqa: S608

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", delete)
        yield


@pytest.fixture(autouse=True)
def drawings(request, monkeypatch):
    """Drawn once for all tests but those of drawing."""
    if request.path.parent != TESTS / "reports":
        draw_once(monkeypatch)


@pytest.fixture(autouse=True)
def english():
    """The language of the last page a test opened does not stay for the next test."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def partner(db):
    return make_partner(name="Baan Mai")


@pytest.fixture
def bees(partner):
    """A project of the partner, with its first two years."""
    project = make_project(partner=partner, title="Bees", slug="bees")
    make_year(project, 1)
    make_year(project, 2)
    return project


@pytest.fixture
def period(bees):
    """The first year of bees, 2025; the partner enters."""
    return make_period(bees.budget_years.get(number=1))


@pytest.fixture
def report(period):
    """The report on the period, which is open again."""
    return Report.objects.create(period=period)


@pytest.fixture
def alice(partner):
    """Alice is staff of the partner."""
    return make_user("partner", partner=partner, name="Alice")


@pytest.fixture
def as_alice(client, alice):
    """The client, in which Alice is logged in."""
    client.force_login(alice)
    return client


@pytest.fixture
def mallory(db):
    """Mallory is staff of another partner, which has no project."""
    return make_user("partner", name="Mallory")


@pytest.fixture
def sam(db):
    """Sam is staff of the foundation."""
    return make_user("staff", name="Sam")


@pytest.fixture
def as_sam(client, sam):
    """The client, in which Sam is logged in."""
    client.force_login(sam)
    return client


@pytest.fixture
def rita(db):
    """Rita is an outside reader."""
    return make_user("reader", name="Rita")


@pytest.fixture
def root(db):
    """Root is an administrator."""
    return make_user("admin", name="Root")
