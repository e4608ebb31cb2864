"""What publishing tells the apps above it. Receivers: `grantreports/delivery/apps.py`."""

from django.dispatch import Signal

# Sent with `edition`: what it showed had to be deleted for good, and so has every copy of it.
edition_closed = Signal()
