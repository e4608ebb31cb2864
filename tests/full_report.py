"""A report with everything that one can have."""

from grantreports.reports.blocks import BLOCKS, PrintedBlock
from grantreports.reports.chart import Chart, ChartRow
from grantreports.reports.donor_report import Bar, Quote, Reached, Since, Story, StripItem
from tests.reports.test_pdf import make_donor_report

CHART = Chart(
    title="Attendance by period and setting",
    description="Bars.",
    series=("Rural school", "Village"),
    headings=("Period", "Programs", "People attended", "New provinces"),
    rows=(
        ChartRow("January–June 2025", (80, 1200), "1,280", ("7", "1,280", "Chiang Mai")),
        ChartRow("July–December 2025", (0, 40), "40", ("2", "40", "")),
    ),
    note="Of one program people were not counted.",
)


def full_report(**kwargs):
    words = Quote("Students lead", ("They asked much.", "And more."), "A student", "name changed")
    fields = {
        "strip": (StripItem("21", "programs", Bar("Programs", "39 of 40 for the year", 98)),),
        "about": ("About it.", "More about it."),
        "quotes": (Quote("", ("We saw it.",), "Our partner", "translated from Thai"),),
        "stories": (Story(words, None),),
        "comes_next": ("Next year.", "And after it."),
        "learned": ("The rain was hard.",),
        "correction": "A number was wrong.",
        "chart": CHART,
        "in_brief": "Seven schools learned how to say no.",
        "blocks": tuple(
            PrintedBlock(block.key, block.heading) for block in BLOCKS if block.key != "ask"
        ),
        "since_baseline": (Since("Safe schools", "2", "7", "+5", "A survey, January 2025"),),
        "reached": (Reached("Students", "1,200", 0, 91), Reached("Girls", "700", 1, 53)),
        "reached_note": "These are attendances of between 900 and 1,320 different people.",
        "published": "Published on 3 February 2026",
    }
    return make_donor_report(**fields | kwargs)
