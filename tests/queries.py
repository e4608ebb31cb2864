from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, address):
    """How many queries a page runs."""
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
