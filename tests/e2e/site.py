"""A site in processes of its own, on a database file, filled by its own code."""

import os
import subprocess
import sys

MAKE_TABLES = """
from django.core.management import call_command
call_command("migrate", run_syncdb=True, verbosity=0)
call_command("createcachetable", verbosity=0)
"""


class Site:
    def __init__(self, folder, fill, **environment):
        self.database = folder / "site.sqlite3"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.e2e.site_settings",
            "DEBUG": "False",
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            **environment,
        }
        self.shell(MAKE_TABLES + fill)

    def shell(self, code):
        """What the code prints."""
        line = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", code]
        return subprocess.check_output(line, env=self.environment, text=True)

    def start(self, *line):
        """The command of a Python module or file, in a group of processes of its own."""
        return subprocess.Popen(
            [sys.executable, *line],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
