from django.dispatch import Signal

# Sent with `instance` at the end of a record's `clean`. An app above refuses what only it can
# judge (a target's figure, a year that events lie in) by raising a ValidationError.
record_cleaned = Signal()

# Sent with `instance` before the administration offers to delete a record. An app above that
# counts on the record raises a ValidationError.
deletion_considered = Signal()
