from unittest.mock import patch

from django.db import DatabaseError, connection
from django.urls import reverse


def test_healthy(client, db):
    response = client.get(reverse("health"))

    assert (response.status_code, response.content) == (200, b"ok")


def test_a_database_that_does_not_answer_is_told(client, db):
    with patch.object(connection, "cursor", side_effect=DatabaseError):
        response = client.get(reverse("health"))

    assert response.status_code == 503
    assert b"does not answer" in response.content


def test_the_load_balancer_may_ask_over_plain_http(client, db, settings):
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/healthz").status_code == 200
    assert client.get("/log-in/")["Location"].startswith("https://")
