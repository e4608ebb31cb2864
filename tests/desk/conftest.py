import pytest

from tests.factories import make_year


@pytest.fixture
def draft(report, bees):
    """The report on the first year, as a draft."""
    make_year(bees, 3)
    report.status = report.Status.DRAFTING
    report.save()
    return report
