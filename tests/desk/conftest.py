import pytest

from tests.factories import make_year, set_state


@pytest.fixture
def draft(report, bees):
    """The report on the first year, as a draft."""
    make_year(bees, 3)
    set_state(report, "accepted")
    return report
