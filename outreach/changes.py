"""The history of a record as a reader wants it: who changed what, when, from what to what."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import CharField, TextField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import DeletedObject

from outreach.columns import BY_NAME
from outreach.consent import Consent
from outreach.models import Attendance, OutreachEvent
from outreach.names import group_label
from projects.places import local_language_name
from projects.templatetags.local import day, number

# Nobody reads more; the administration has them all.
SHOWN = 200
# An event and its counts are saved one after the other; a reader sees one change.
AT_ONCE = timedelta(seconds=5)
NOTHING = "–"
HIDDEN = gettext_lazy("not shown")
ENTERED, CHANGED = gettext_lazy("Entered"), gettext_lazy("Changed")
REMOVED, PUT_BACK = gettext_lazy("Removed"), gettext_lazy("Put back")


@dataclass(frozen=True)
class Detail:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    at: datetime
    by: str
    what: str
    details: tuple[Detail, ...] = ()


def changes_of(record):
    """The changes of a record, and of an event's attendance, the latest first."""
    found = record_changes(record)
    if isinstance(record, Consent) and not record.may_be_shown:
        found = [without_words(change, type(record)) for change in found]
    if isinstance(record, OutreachEvent):
        found += attendance_changes(record)
    return together(sorted(found, key=lambda change: change.at))[:-SHOWN:-1]


def together(changes):
    """What one person changed within a few seconds becomes one change."""
    merged: list[Change] = []
    for change in changes:
        last = merged[-1] if merged else None
        if last and is_part_of(last, change):
            merged[-1] = replace(last, details=last.details + change.details)
        else:
            merged.append(change)
    return merged


def is_part_of(last, change):
    soon = change.at - last.at < AT_ONCE
    return soon and change.by == last.by and change.what == CHANGED


def record_changes(record):
    versions = record.history.select_related("history_user").order_by("history_date")
    changes, before = [], None
    for version in versions:
        what, details = what_happened(before, version), differences(before, version)
        if what != CHANGED or details:
            changes.append(change_by(version, str(what), details))
        before = version
    return changes


def what_happened(before, version):
    if before is None:
        return ENTERED
    if version.removed_at and not before.removed_at:
        return REMOVED
    if before.removed_at and not version.removed_at:
        return PUT_BACK
    return CHANGED


def differences(before, version):
    """What differs between two versions, as readers see it."""
    if before is None:
        return ()
    delta = version.diff_against(before, foreign_keys_are_objs=True)
    return tuple(detail(version.instance_type, each) for each in delta.changes)


def without_words(change, model):
    """What changed, but not into what: nobody may read what was blocked, in no version of it."""
    labels = {str(field.verbose_name) for field in model._meta.fields if is_written(field)}
    return replace(
        change,
        details=tuple(
            replace(each, old=HIDDEN, new=HIDDEN) if each.label in labels else each
            for each in change.details
        ),
    )


def is_written(field):
    """Whether people write it freely, so that it may say who somebody is."""
    return isinstance(field, CharField | TextField) and not field.choices


def detail(model, change):
    field = model._meta.get_field(change.field)
    column = BY_NAME.get(change.field) if model is OutreachEvent else None
    old, new = (
        column.text(each) or NOTHING if column else shown(field, each)
        for each in (change.old, change.new)
    )
    return Detail(str(field.verbose_name), old, new)


def shown(field, value):
    # What was linked may have been nothing, or be gone.
    if value in (None, "") or isinstance(value, DeletedObject):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return day(value)
    if field.name == "original_language":
        return local_language_name(value)
    return str(dict(field.flatchoices).get(value, value))


def attendance_changes(event):
    """Counts that came, changed or went."""
    versions = Attendance.history.filter(event_id=event.pk).order_by("history_date")
    changes: list[Change] = []
    counts: dict[int, int | None] = {}
    for version in versions.select_related("history_user", "group"):
        old = counts.get(version.group_id)
        new = None if version.history_type == "-" else version.count
        counts[version.group_id] = new
        if old != new:
            # An administrator may have deleted the group since.
            name = group_label(version.group.name) if version.group else NOTHING
            counted = Detail(name, count_text(old), count_text(new))
            changes.append(change_by(version, str(CHANGED), (counted,)))
    return changes


def count_text(count):
    return NOTHING if count is None else number(count)


def change_by(version, what, details):
    user = version.history_user
    return Change(version.history_date, user.name if user else "", what, details)
