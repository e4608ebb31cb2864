"""What a check finds, as data for any page."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from grantreports.desk.models import Acknowledgement
from grantreports.reports.models import Report

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Finding:
    """One thing to do before donors read a report.

    `where` is the part of the draft that it concerns, as the desk names it: "introduction",
    "comes_next", "thank_you", "asks_for", "points:<token>", "strip:<token>", "quotes:<key>",
    "photos:<key>", or "" for the report as a whole. `detail` tells findings of one check in one
    place apart. Where `replacement` is given, putting it for `detail` in the text mends it.
    """

    check_id: str
    level: str
    sentence: str
    where: str = ""
    detail: str = ""
    replacement: str = ""
    acknowledgement: Acknowledgement | None = None

    @property
    def key(self) -> str:
        """Which finding an acknowledgement is about; a changed text or number makes another."""
        parts = "\n".join([self.check_id, self.where, self.detail, self.sentence])
        return sha256(parts.encode()).hexdigest()

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    @property
    def is_open(self) -> bool:
        """Whether it still asks for something: a warning that is acknowledged does not."""
        return self.acknowledgement is None


def acknowledge(
    report: Report, finding: Finding, *, reason: str, by: Any, at: datetime
) -> Acknowledgement:
    """Keep why a warning may stand; of two people at once the first is kept."""
    kept, _ = Acknowledgement.objects.get_or_create(
        report=report,
        finding=finding.key,
        defaults={
            "check_id": finding.check_id,
            "sentence": finding.sentence,
            "reason": reason,
            "by": by,
            "at": at,
        },
    )
    return kept
