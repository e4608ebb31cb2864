"""The site's settings with a key, a fast hasher and a folder of its own."""

import os
import tempfile

os.environ |= {
    "SECRET_KEY": "for-tests-only",
    "DEBUG": "False",
    "HTTPS": "False",
    "DATA_DIR": tempfile.mkdtemp(prefix="grantreports-tests-"),
}
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
else:
    os.environ.pop("DATABASE_URL", None)

from grantreports.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
