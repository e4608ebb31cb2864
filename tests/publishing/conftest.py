import pytest

from tests.factories import make_user


@pytest.fixture
def kim(db):
    """Kim is staff of the foundation too."""
    return make_user("staff", name="Kim", email="kim@example.org")
