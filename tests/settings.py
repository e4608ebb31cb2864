"""The site's settings with a key, a fast hasher and a folder of its own."""

import os
from tempfile import TemporaryDirectory

# Gone with the process.
data_dir = TemporaryDirectory(prefix="grantreports-tests-")
os.environ |= {
    "SECRET_KEY": "for-tests-only",
    "DEBUG": "False",
    "HTTPS": "False",
    "REQUIRE_SECOND_FACTOR": "False",
    "ALLOWED_HOSTS": "testserver,localhost",
    "BOUNCES_URL": "",
    "DATA_DIR": data_dir.name,
    "DATABASE_URL": os.environ.get(
        "TEST_DATABASE_URL", f"sqlite:///{data_dir.name}/tests.sqlite3"
    ),
}

from grantreports.settings import *

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as on a real site: threads that share a database in memory lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": f"{data_dir.name}/tests-run.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
# Static files are looked up when asked for, so there is nothing to collect first.
WHITENOISE_AUTOREFRESH = True
