import logging
import re

# What opens a report, an invitation or an account: the token of a donor link, of an invitation,
# or of a new password. No log holds one.
TOKEN = re.compile(r"(/(?:r|invitation|password/reset)/)(?!sent/)[^/\s?]+")


class HideTokens(logging.Filter):
    def filter(self, record):
        record.msg, record.args = TOKEN.sub(r"\1…", record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            # A handler after this one takes what is told of the error from here.
            told = logging.Formatter().formatException(record.exc_info)
            record.exc_text = TOKEN.sub(r"\1…", told)
        return True
