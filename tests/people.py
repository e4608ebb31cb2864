"""What everybody does without a browser."""

from django.urls import reverse

from tests.factories import PASSWORD


def log_in(client, user, password=PASSWORD, **kwargs):
    form = {"login": user.email, "password": password}
    return client.post(reverse("account_login"), form, **kwargs)
