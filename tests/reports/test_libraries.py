import pytest
from django.core.checks import run_checks

from grantreports.reports import libraries


@pytest.mark.parametrize(("name", "package"), libraries.LIBRARIES.items())
def test_a_library_that_is_missing_is_named(monkeypatch, name, package):
    monkeypatch.setattr(libraries, "find_library", lambda each: each != name and f"{each}.so")

    (warning,) = [each for each in run_checks() if each.id == "reports.W001"]

    assert package in warning.hint


def test_a_machine_that_has_them_all_is_told_nothing(monkeypatch):
    monkeypatch.setattr(libraries, "find_library", lambda each: f"{each}.so")

    assert "reports.W001" not in [each.id for each in run_checks()]
