"""How reports are drawn, and how those of earlier years were: an edition is drawn alike for good.

A look has its own template and stylesheets. Once a release had published with it, its files are
never changed; what is new is a new look, and `DonorReport.look` says with which one it was drawn.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    template: str
    stylesheets: tuple[str, ...]
    # The steps of the text's size, in points, as it is printed.
    sizes: tuple[float, ...]
    # For reports that do not keep their page budget otherwise.
    small_sizes: tuple[float, ...] = ()
    # For a report that leaves a third of its last page empty: it is set more openly.
    airy: tuple[str, ...] = ()


FONTS = "css/fonts.css"
# How a stylesheet names a font.
FONT = re.compile(r'url\("\.\./(fonts/[^"]+)"\)')
LOOKS = {
    1: Look(
        "reports/look_1/pdf.html",
        (FONTS, "css/look-1/report.css", "css/look-1/report-print.css"),
        sizes=(9.0, 9.35, 9.7, 10.05, 10.4, 10.75, 11.1),
    ),
    2: Look(
        "reports/pdf.html",
        (FONTS, "css/report.css", "css/report-print.css"),
        sizes=(10.5, 10.75, 11.0, 11.25, 11.5, 11.75, 12.0),
        small_sizes=(9.0, 9.35, 9.7, 10.05, 10.3),
        airy=("css/report-airy.css",),
    ),
}
NEWEST = max(LOOKS)
