"""What is typed beside a report and read by donors: mails, labels, the reason of a correction.

Nobody acknowledges anything there, so whatever is found refuses the text.
"""

from grantreports.desk.checks.jigsaw import nobody_can_be_put_together
from grantreports.desk.checks.letters import every_letter_can_be_printed
from grantreports.desk.checks.names import no_protected_name_is_told, no_venue_is_told
from grantreports.desk.checks.subject import Outside
from grantreports.reports.donor_report import DonorReport
from grantreports.reports.models import Report

LOOKS = (no_protected_name_is_told, no_venue_is_told, nobody_can_be_put_together)


def problems_beside(
    report: Report, composed: DonorReport, typed: dict[str, str], *, printed: bool = False
) -> list[str]:
    """Why the texts must not leave with the report, as sentences; two queries.

    `printed` says whether they stand in the PDF too.
    """
    outside = Outside(report, composed, typed)
    looks = (*LOOKS, every_letter_can_be_printed) if printed else LOOKS
    found = (each for look in looks for each in look(outside))
    return [each.sentence for each in found if any(name in each.sentence for name in typed)]


def problems_since(report: Report, composed: DonorReport) -> list[str]:
    """Names in a published report that were put on the list afterwards, as sentences."""
    found = no_protected_name_is_told(Outside(report, composed, {}))
    return [f"{each.sentence} Correct the report first." for each in found]
