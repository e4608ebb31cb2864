"""What the product is compared with, kept out of its own dependencies.

Python packages stand in an environment of their own, `var/rivals-venv`; LibreOffice and Chromium
come from Debian, where this runs as root.
"""

import os
import shutil
import subprocess
import sys

from tests.benchmarks.measuring import ROOT, say

VENV = ROOT / "var" / "rivals-venv"
PACKAGES = ["docxtpl", "locust", "reportlab", "typst"]


class Missing(Exception):
    """Why something cannot be had, as a line of the table."""


def rivals_python():
    """The interpreter of the environment, which is made where it is missing."""
    python = VENV / "bin" / "python"
    look = f"import {', '.join(PACKAGES)}"
    if python.exists() and not subprocess.call([python, "-c", look], stderr=subprocess.DEVNULL):
        return str(python)
    say(f"  Installing {', '.join(PACKAGES)} in {VENV}")
    try:
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(f"not to be had: {error}") from None
    return str(python)


def chromium():
    return program("chromium-headless-shell", "chromium", package="chromium-headless-shell")


def libreoffice():
    return program("soffice", package="libreoffice-writer-nogui")


def program(*names, package):
    """The path of the first that is there; Debian's package is installed where none is."""
    found = first_of(names)
    apt = shutil.which("apt-get")
    if found is None and apt and os.geteuid() == 0:
        say(f"  Installing {package}")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for line in (["update"], ["install", "-y", "--no-install-recommends", package]):
            subprocess.call([apt, "-qq", *line], env=quiet, stdout=subprocess.DEVNULL)
        found = first_of(names)
    if found is None:
        raise Missing(f"not to be had: please install {package}")
    return found


def first_of(names):
    return next(filter(None, map(shutil.which, names)), None)
