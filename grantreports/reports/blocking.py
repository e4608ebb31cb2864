"""What keeps a report from donors, as sentences."""

from grantreports.reports.compose import Composition
from grantreports.reports.donor_report import DonorReport


def errors_of(composition: Composition, composed: DonorReport) -> list[str]:
    return [*composed.problems, *composed.left_out]
