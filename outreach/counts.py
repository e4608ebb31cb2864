"""How many of each group came to an event: held on it until it is saved, and kept with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from outreach.models import Attendance, OutreachEvent


def counts_of(event: OutreachEvent) -> dict[int, int | None]:
    """People by the group's key, as the database has them and then as they were read.

    The dictionary stays the event's own: what is written into it `keep_counts` keeps.
    """
    if not hasattr(event, "counts"):
        there = [] if event._state.adding else event.attendances.all()
        event.counted = {each.group_id: each for each in there}
        event.counts = {group_id: each.count for group_id, each in event.counted.items()}
    return event.counts


def recount(event: OutreachEvent, counts: Mapping[int, int | None], user: Any) -> None:
    """Make these the event's counts; those of groups that are not named stay."""
    # Somebody else may have counted since the event was read.
    vars(event).pop("counts", None)
    counts_of(event).update(counts)
    keep_counts([event], user)


def keep_counts(events: Iterable[OutreachEvent], user: Any) -> None:
    """Attendance as it was read; a group that nobody counted has no record."""
    added, changed, gone = [], [], []
    for event in events:
        for group_id, count in counts_of(event).items():
            there = event.counted.get(group_id)
            if there is None and count is not None:
                added.append(Attendance(event=event, group_id=group_id, count=count))
            elif there and count is None:
                gone.append(there)
            elif there and there.count != count:
                there.count = count
                changed.append(there)
    bulk_create_with_history(added, Attendance, batch_size=500, default_user=user)
    bulk_update_with_history(changed, Attendance, ["count"], 200, default_user=user)
    for attendance in gone:
        attendance._history_user = user
        attendance.delete()
