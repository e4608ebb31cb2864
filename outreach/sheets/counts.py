"""Attendance as columns of a sheet: one for each audience group."""

from import_export.fields import Field
from import_export.widgets import Widget
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from outreach.models import Attendance
from outreach.sheets import cells


class Cell(Widget):
    """Reads and writes a cell by two functions."""

    def __init__(self, read, show=lambda value: value):
        super().__init__()
        self.read, self.show = read, show

    def clean(self, value, row=None, **kwargs):
        return self.read(value)

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else self.show(value)


class CountField(Field):
    """How many of one group came; held on the event until the event is saved."""

    def __init__(self, column, group):
        super().__init__(attribute=column, column_name=column, widget=Cell(cells.read_count))
        self.group = group

    def get_value(self, instance):
        return counts_of(instance).get(self.group.pk)

    def save(self, instance, row, is_m2m=False, **kwargs):
        counts_of(instance)[self.group.pk] = self.clean(row, **kwargs)


def counts_of(event):
    """People by group, as they were loaded and then read from the row."""
    if not hasattr(event, "counts"):
        event.there = {each.group_id: each for each in attendances_of(event)}
        event.counts = {group_id: each.count for group_id, each in event.there.items()}
    return event.counts


def attendances_of(event):
    return [] if event._state.adding else event.attendances.all()


def keep_counts(events, user):
    """Attendance as the rows tell it; a group that was not counted has no record."""
    added, changed, gone = [], [], []
    for event in events:
        for group_id, count in counts_of(event).items():
            there = event.there.get(group_id)
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
