from django.dispatch import Signal

# Sent with `item`, a quote or photo, before the page on which its consent is withdrawn asks. An
# app above returns sentences about what goes with it, for the foundation's own people.
withdrawal_considered = Signal()
