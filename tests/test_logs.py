import logging

from django.conf import settings

from grantreports.logs import HideTokens


def test_no_log_holds_the_token_of_a_donor_link():
    args = ("Gone", "/r/0123456789abcdef/report.pdf")
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", args, None)

    HideTokens().filter(record)

    assert record.getMessage() == "Gone: /r/…/report.pdf"
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["hide_tokens"]
