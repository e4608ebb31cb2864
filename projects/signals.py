"""What projects ask the apps above them. Receivers: the `apps.py` of
`outreach`, `desk` and `publishing`."""

from django.dispatch import Signal

# Sent with `instance` at the end of a record's `clean`. An app above refuses what only it can
# judge (a target's figure, a year that events lie in) by raising a ValidationError.
record_cleaned = Signal()

# Sent with `instance` before the administration offers to delete a budget year. An app above that
# counts on its days, which no foreign key does, raises a ValidationError.
deletion_considered = Signal()

# Sent with `instance` and the names of its fields that are `changed`, before a form or file saves
# it. An app above answers with pairs of a field and a sentence about what the change reaches.
change_considered = Signal()

# Sent with `instance` and the name it had `before`, after a record that figures name
# was saved with another one. An app above writes the texts anew in which figures use it.
name_changed = Signal()

# Sent with the project as `instance` and the set that it uses as `ready`, after the indicators of
# the set were added. An app above adds the set's audience groups.
set_used = Signal()

# Sent with `instance` and the record of the same kind that it is merged into, as `other`, while
# both are there. An app above moves what it knows of the first to the second, or raises a
# ValidationError where that cannot be.
becomes_another = Signal()
