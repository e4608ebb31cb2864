"""What outreach tells the apps above it. Receivers: `grantreports/publishing/apps.py`."""

from django.dispatch import Signal

# Sent with `item`, a quote or photo, inside the lock on its project: nobody may see it any more.
item_blocked = Signal()
