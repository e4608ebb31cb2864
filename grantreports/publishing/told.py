"""Whether donors have read of an event: it stands behind the figures of an edition."""

from typing import Any

from grantreports.publishing.models import Edition
from outreach.models import OutreachEvent


def is_told(sender: Any, record: Any, **kwargs: Any) -> bool:
    """Receives `told_to_donors`. Quotes and photos are kept by the keys of what shows them."""
    if sender is not OutreachEvent:
        return False
    editions = Edition.objects.filter(report__period__budget_year__project=record.project_id)
    return any(event["id"] == record.pk for each in editions for event in each.kept_events)
