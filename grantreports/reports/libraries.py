"""What the bytes of a PDF rest on beside Python: libraries of the system, each asked for."""

from ctypes.util import find_library
from typing import Any

from django.core import checks

# Without the last one WeasyPrint cuts fonts with another program, and the same report gives other
# bytes than on every other machine.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}


def check_libraries(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    missing = [package for name, package in LIBRARIES.items() if not find_library(name)]
    if not missing:
        return []
    return [
        checks.Warning(
            f"PDFs need libraries that this machine lacks: {', '.join(missing)}.",
            hint=f"On Debian: apt-get install {' '.join(missing)}",
            id="reports.W001",
        )
    ]
