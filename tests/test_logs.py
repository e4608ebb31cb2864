import logging
import sys

import pytest
from django.conf import settings

from grantreports.logs import HideTokens

# Before the token in each address that opens something without a log-in.
SECRET = ["r", "invitation", "password/reset"]


def test_no_log_holds_the_token_of_a_donor_link():
    args = ("Gone", "/r/0123456789abcdef/report.pdf")
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", args, None)

    HideTokens().filter(record)

    assert record.getMessage() == "Gone: /r/…/report.pdf"
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["hide_tokens"]


@pytest.mark.parametrize("path", [f"/{start}/0123456789abcdef/" for start in SECRET])
def test_no_log_holds_what_opens_an_account_or_a_report(path):
    try:
        raise RuntimeError(f"no answer from https://reports.example.org{path}")
    except RuntimeError:
        broken = sys.exc_info()
    args = ("Internal Server Error", path)
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "%s: %s", args, broken)

    HideTokens().filter(record)

    told = logging.Formatter().format(record)
    assert "0123456789abcdef" not in told
    assert "RuntimeError" in told
