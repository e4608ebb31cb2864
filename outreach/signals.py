"""What outreach tells the apps above it. Receivers: `grantreports/publishing/apps.py`."""

from django.dispatch import Signal

# Sent with `item`, a quote or photo, inside the lock on its project: nobody may see it any more.
item_blocked = Signal()

# Sent with `record`, an event, quote or photo: whether donors have read of it. Who answers True
# keeps it: it is removed with a reason only, and never deleted for good.
told_to_donors = Signal()
