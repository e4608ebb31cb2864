"""E-mails of all kinds that came back, for the foundation's staff."""

from datetime import timedelta
from operator import attrgetter

from django.utils import timezone

from grantreports.mailing.outbox import kinds

# Those that nobody corrected meanwhile.
SHOWN = timedelta(days=30)


def returned(model):
    return model.objects.filter(bounced_at__gte=timezone.now() - SHOWN)


def count_returned():
    """In one query."""
    first, *others = (returned(model).order_by().values("bounced_at") for model in kinds())
    return first.union(*others, all=True).count()


def all_returned():
    """The newest first."""
    found = []
    for model in kinds():
        found += returned(model).select_related(*model.related).prefetch_related(*model.prefetched)
    return sorted(found, key=attrgetter("bounced_at"), reverse=True)
